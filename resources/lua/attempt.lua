-- One person's attempt: the atomic step of the issue path.
-- KEYS: 1 the instance (hash), 2 its winners (hash: person -> slot:accepted_at), 3 its audience (set),
--       4 its outbox (stream, ids <slot>-0)
-- ARGV: 1 person, 2 deadline in the server's microseconds, 3 the epoch that the caller saw (0: none yet),
--       4 the highest slot it saw, 5 most entries in the outbox
-- Returns {word, slot, accepted_at, epoch, now}; the word is a verdict's, or why there is none. With a slot also
-- what a journal of it needs: total, coupon_id, shadow, and the last slot that the log has for sure.
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'epoch', 'issued', 'state', 'opens_at', 'closes_at', 'audience', 'total',
                     'confirmed', 'last_accepted_at', 'coupon_id', 'shadow', 'rebuild')
local epoch, issued, state = tonumber(f[1] or 0), tonumber(f[2] or 0), f[3]
local total, confirmed = tonumber(f[7]), tonumber(f[8])
local function refuse(word)
    return {word, 0, 0, epoch, now}
end
local function told(word, slot, accepted_at)
    return {word, slot, accepted_at, epoch, now, total, f[10], tonumber(f[11]), confirmed}
end

local live = state and state ~= 'disarmed' and state ~= 'forgotten'
local seen_epoch = tonumber(ARGV[3])
if (not state and seen_epoch ~= 0) or (live and ((seen_epoch ~= 0 and seen_epoch ~= epoch)
                                                 or tonumber(ARGV[4]) > issued or f[12])) then
    return refuse('suspended') -- this server lacks what was answered before
end
if now > tonumber(ARGV[2]) then
    return refuse('expired')
end
if not live then
    return refuse('unknown_event')
end

local won = redis.call('HGET', KEYS[2], ARGV[1])
if won then
    local slot, accepted_at = string.match(won, '^(%d+):(%d+)$')
    return told('duplicate', tonumber(slot), tonumber(accepted_at))
end

local writes
if state == 'armed' or (f[5] and now >= tonumber(f[5])) then
    local more = redis.call('HMGET', KEYS[1], 'version', 'opened_at', 'closed_at')
    state, writes = latch(state, more[1], f[4], f[5], more[2], more[3], now)
end

local word
if state == 'armed' or state == 'held' then
    word = 'not_open'
elseif state == 'paused' then
    word = 'paused'
elseif state ~= 'open' then
    word = 'closed'
elseif f[6] == 'listed' and redis.call('SISMEMBER', KEYS[3], ARGV[1]) == 0 then
    word = 'unknown_user'
elseif issued - math.min(issued, confirmed) >= tonumber(ARGV[5]) then
    word = 'outbox_full'
elseif issued >= total then
    word = 'sold_out'
end
if word then
    if writes then
        redis.call('HSET', KEYS[1], unpack(writes))
    end
    return refuse(word)
end

local slot = issued + 1
local accepted_at = math.max(now, tonumber(f[9] or 0))
local number, at = num(slot), num(accepted_at)
-- The stream goes first: it refuses an id that is not above its last one, and then nothing has been written.
redis.call('XADD', KEYS[4], number .. '-0', 'p', ARGV[1], 't', at, 'n', f[7])
redis.call('HSET', KEYS[2], ARGV[1], number .. ':' .. at)
writes = writes or {}
local n = #writes
writes[n + 1], writes[n + 2], writes[n + 3], writes[n + 4] = 'issued', slot, 'last_accepted_at', at
if slot == total then
    writes[n + 5], writes[n + 6] = 'sold_out_at', at
end
redis.call('HSET', KEYS[1], unpack(writes))
return told('accepted', slot, accepted_at)
