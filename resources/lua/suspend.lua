-- Begins a rebuild: with a higher epoch no attempt of any node has an effect, and no relay carries anything.
-- KEYS: 1 the instance. ARGV: 1 the epoch to be, 2 beyond which slot journals are wanted, then the fields and values of
-- an instance that the server lost. Returns the epoch to be: that of a rebuild under way where it is not lower.
local f = redis.call('HMGET', KEYS[1], 'state', 'rebuild')
if f[1] == 'disarmed' or f[1] == 'forgotten' then
    return 'gone'
end
local epoch = ARGV[1]
if f[2] and tonumber(f[2]) >= tonumber(epoch) then
    epoch = f[2]
end
if not f[1] then
    redis.call('UNLINK', KEYS[1])
    for i = 3, #ARGV, 2 do
        redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
    end
end
redis.call('HSET', KEYS[1], 'rebuild', epoch, 'epoch', epoch, 'rebuild_after', ARGV[2])
return epoch
