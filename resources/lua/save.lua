-- Writes what an act changed, where the version is still the one it was decided on.
-- KEYS: 1 the instance. ARGV: 1 that version, 2 the total after it, then fields and values; '' removes a field.
-- Returns 'ok', 'unknown', 'conflict' or 'below' (the total is less than what is issued by now).
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'state', 'version', 'issued', 'sold_out_at')
if not f[1] or f[1] == 'disarmed' or f[1] == 'forgotten' then
    return 'unknown'
end
if f[2] ~= ARGV[1] then
    return 'conflict'
end
local issued, total = tonumber(f[3]), tonumber(ARGV[2])
if total < issued then
    return 'below'
end
for i = 3, #ARGV, 2 do
    if ARGV[i + 1] == '' then
        redis.call('HDEL', KEYS[1], ARGV[i])
    else
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
end
redis.call('HSET', KEYS[1], 'total', ARGV[2])
if issued < total then
    redis.call('HDEL', KEYS[1], 'sold_out_at')
elseif not f[4] then
    redis.call('HSET', KEYS[1], 'sold_out_at', num(now))
end
return 'ok'
