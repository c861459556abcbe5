-- Takes an instance away and leaves its tombstone, so that a server that lost it can be told from one that was
-- told to. KEYS: 1 the instance, 2 winners, 3 audience, 4 outbox. ARGV: 1 'disarmed' or 'forgotten', 2 the version
-- that disarming was decided on. Returns 'ok', 'unknown', 'conflict' or 'has_issues'.
local f = redis.call('HMGET', KEYS[1], 'state', 'version', 'issued', 'shadow')
if not f[1] or f[1] == 'forgotten' or f[1] == ARGV[1] then
    return 'unknown'
end
if ARGV[1] == 'disarmed' then
    if f[2] ~= ARGV[2] then
        return 'conflict'
    end
elseif f[1] ~= 'disarmed' and f[4] ~= '1' and tonumber(f[3]) > 0 then
    return 'has_issues'
end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
redis.call('HSET', KEYS[1], 'state', ARGV[1])
return 'ok'
