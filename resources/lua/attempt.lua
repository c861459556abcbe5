-- The attempts of some people at one instance, one after the other: the atomic step of the issue path.
-- KEYS: 1 the instance (hash), 2 its winners (hash: person -> slot:accepted_at), 3 its audience (set),
--       4 its outbox (stream, ids <slot>-0)
-- ARGV: 1 the epoch that the caller saw (0: none yet), 2 the highest slot it saw, 3 most entries in the outbox;
--       then for each the person, the deadline in the server's microseconds, and the request's traceparent or nothing
-- Returns {epoch, now, confirmed, total, coupon_id, shadow}, the last four for a journal of slots beyond those that
-- the log has for sure, and then for each {word, slot, accepted_at} without the braces; the word is a verdict's, or
-- why there is none.
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'epoch', 'issued', 'state', 'opens_at', 'closes_at', 'audience', 'total',
                     'confirmed', 'last_accepted_at', 'coupon_id', 'shadow', 'rebuild')
local epoch, issued, state = tonumber(f[1] or 0), tonumber(f[2] or 0), f[3]
local total, confirmed = tonumber(f[7]), tonumber(f[8])
local told = {epoch, now, confirmed or 0, total or 0, f[10] or '', tonumber(f[11] or 0)}
local function tell(word, slot, accepted_at)
    local n = #told
    told[n + 1], told[n + 2], told[n + 3] = word, slot or 0, accepted_at or 0
end

local live = state and state ~= 'disarmed' and state ~= 'forgotten'
local seen_epoch = tonumber(ARGV[1])
local suspended = (not state and seen_epoch ~= 0) or (live and ((seen_epoch ~= 0 and seen_epoch ~= epoch)
                                                                or tonumber(ARGV[2]) > issued or f[12]))
local people = {}
for i = 4, #ARGV, 3 do
    people[#people + 1] = ARGV[i]
end
local winners = {}
if live then
    for i, won in ipairs(redis.call('HMGET', KEYS[2], unpack(people))) do
        winners[people[i]] = won or nil
    end
end

local writes, looked
local function why_not(person)
    if not looked then -- what the clock does to the instance it does once
        looked = true
        if state == 'armed' or (f[5] and now >= tonumber(f[5])) then
            local more = redis.call('HMGET', KEYS[1], 'version', 'opened_at', 'closed_at')
            state, writes = latch(state, more[1], f[4], f[5], more[2], more[3], now)
        end
    end
    if state == 'armed' or state == 'held' then
        return 'not_open'
    elseif state == 'paused' then
        return 'paused'
    elseif state ~= 'open' then
        return 'closed'
    elseif f[6] == 'listed' and redis.call('SISMEMBER', KEYS[3], person) == 0 then
        return 'unknown_user'
    elseif issued - math.min(issued, confirmed) >= tonumber(ARGV[3]) then
        return 'outbox_full'
    elseif issued >= total then
        return 'sold_out'
    end
end

local accepted_at = math.max(now, tonumber(f[9] or 0))
local at, given = num(accepted_at), {}
for i, person in ipairs(people) do
    local word
    if suspended then -- this server lacks what was answered before
        word = 'suspended'
    elseif now > tonumber(ARGV[3 * i + 2]) then
        word = 'expired'
    elseif not live then
        word = 'unknown_event'
    end
    local won = not word and winners[person]
    if won then
        local slot, won_at = string.match(won, '^(%d+):(%d+)$')
        tell('duplicate', tonumber(slot), tonumber(won_at))
    else
        word = word or why_not(person)
        if word then
            tell(word)
        else
            issued = issued + 1
            local number = num(issued)
            local trace = ARGV[3 * i + 3]
            -- The stream goes first: it refuses an id that is not above its last one, and then nothing has been
            -- written.
            if trace == '' then
                redis.call('XADD', KEYS[4], number .. '-0', 'p', person, 't', at, 'n', f[7])
            else
                redis.call('XADD', KEYS[4], number .. '-0', 'p', person, 't', at, 'n', f[7], 'c', trace)
            end
            winners[person] = number .. ':' .. at
            local n = #given
            given[n + 1], given[n + 2] = person, winners[person]
            tell('accepted', issued, accepted_at)
        end
    end
end

if #given > 0 then
    redis.call('HSET', KEYS[2], unpack(given))
    writes = writes or {}
    local n = #writes
    writes[n + 1], writes[n + 2], writes[n + 3], writes[n + 4] = 'issued', num(issued), 'last_accepted_at', at
    if issued == total then
        writes[n + 5], writes[n + 6] = 'sold_out_at', at
    end
end
if writes then
    redis.call('HSET', KEYS[1], unpack(writes))
end
return told
