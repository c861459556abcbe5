-- Ends a rebuild: the winners take their place and the instance goes on at the next slot.
-- KEYS: 1 the instance, 2 its winners, 3 the winners to be, 4 its outbox. ARGV: 1 the epoch of the rebuild, 2 the
-- highest slot, 3 how many winners there are to be, then fields and values; '' removes a field.
-- Returns 'ok', 'conflict' (another rebuild, or none) or 'incomplete' (not all winners are there).
if redis.call('HGET', KEYS[1], 'rebuild') ~= ARGV[1] then
    return 'conflict'
end
if redis.call('HLEN', KEYS[3]) ~= tonumber(ARGV[3]) then
    return 'incomplete'
end
redis.call('UNLINK', KEYS[2], KEYS[4])
if tonumber(ARGV[3]) > 0 then
    redis.call('RENAME', KEYS[3], KEYS[2])
end
if tonumber(ARGV[2]) > 0 then -- an empty stream that takes no slot up to here
    redis.call('XADD', KEYS[4], ARGV[2] .. '-0', 'p', '-')
    redis.call('XTRIM', KEYS[4], 'MAXLEN', 0)
end
redis.call('HSET', KEYS[1], 'issued', ARGV[2], 'confirmed', ARGV[2])
for i = 4, #ARGV, 2 do
    if ARGV[i + 1] == '' then
        redis.call('HDEL', KEYS[1], ARGV[i])
    else
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
end
redis.call('HDEL', KEYS[1], 'rebuild', 'rebuild_after')
return 'ok'
