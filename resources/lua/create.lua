-- Makes an instance. KEYS: 1 the instance. ARGV: its fields and values. Returns 'ok' or 'exists'; the remains of
-- one that was disarmed or forgotten exist too.
if redis.call('EXISTS', KEYS[1]) == 1 then
    return 'exists'
end
redis.call('HSET', KEYS[1], unpack(ARGV))
return 'ok'
