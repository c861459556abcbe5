-- Goes before every other script. Redis runs a script whole, with nothing in between, but takes nothing back
-- when it fails half way: so each of them only checks before its first write. `clock()` is put in front: the
-- server's time in microseconds since 1970.
-- A whole number as text; nothing longer than 14 digits survives `..`.
local function num(n)
    return string.format('%d', n)
end

-- What the clock does to an instance by itself, as issuing::applyClock says: closing comes before opening.
-- Returns the state, and the fields to write.
local function latch(state, version, opens_at, closes_at, opened_at, closed_at, now)
    local due = closes_at and now >= tonumber(closes_at)
    local entered
    if due and state == 'armed' then
        entered = 'closed'
    elseif due and (state == 'open' or state == 'paused') then
        entered = 'draining'
    elseif state == 'armed' and opens_at and now >= tonumber(opens_at) then
        entered = 'open'
    else
        return state, nil
    end
    local writes = {'state', entered, 'version', num(tonumber(version) + 1)}
    if entered == 'open' and not opened_at then
        writes[5], writes[6] = 'opened_at', num(now)
    elseif entered ~= 'open' and not closed_at then
        writes[5], writes[6] = 'closed_at', num(now)
    end
    return entered, writes
end
