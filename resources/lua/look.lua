-- Lets the clock act on an instance, then shows it. KEYS: 1 the instance. Returns {now, {field, value, ...}};
-- no fields where there is none.
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'state', 'version', 'opens_at', 'closes_at', 'opened_at', 'closed_at')
if f[1] then
    local _, writes = latch(f[1], f[2], f[3], f[4], f[5], f[6], now)
    if writes then
        redis.call('HSET', KEYS[1], unpack(writes))
    end
end
return {now, redis.call('HGETALL', KEYS[1])}
