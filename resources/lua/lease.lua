-- Takes or renews the lease of an instance's relay. KEYS: 1 the instance, 2 the lease. ARGV: 1 who asks, 2 for how
-- many milliseconds. Returns {held, confirmed}: 1 and the last slot that left the outbox, or 0.
local f = redis.call('HMGET', KEYS[1], 'confirmed', 'rebuild')
local confirmed = not f[2] and f[1] -- while it is being rebuilt nobody carries anything
local holder = redis.call('GET', KEYS[2])
if not confirmed or (holder and holder ~= ARGV[1]) then
    return {0, 0}
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {1, tonumber(confirmed)}
