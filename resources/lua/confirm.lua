-- The event log has every slot up to ARGV[1]: the outbox lets go of them. KEYS: 1 the instance, 2 its outbox.
local confirmed = redis.call('HGET', KEYS[1], 'confirmed')
if confirmed and tonumber(ARGV[1]) > tonumber(confirmed) then
    redis.call('HSET', KEYS[1], 'confirmed', ARGV[1])
    redis.call('XTRIM', KEYS[2], 'MINID', num(tonumber(ARGV[1]) + 1) .. '-0')
end
return 'ok'
