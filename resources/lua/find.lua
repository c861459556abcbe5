-- The same question as attempt.lua's, without an effect. KEYS: 1 the instance, 2 its winners.
-- ARGV and what is returned are as there.
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'epoch', 'issued', 'state', 'total', 'coupon_id', 'shadow', 'confirmed',
                     'rebuild')
local epoch, issued, state = tonumber(f[1] or 0), tonumber(f[2] or 0), f[3]
local told = {epoch, now, tonumber(f[7] or 0), tonumber(f[4] or 0), f[5] or '', tonumber(f[6] or 0)}
local live = state and state ~= 'disarmed' and state ~= 'forgotten'
local seen_epoch = tonumber(ARGV[1])
local suspended = (not state and seen_epoch ~= 0) or (live and ((seen_epoch ~= 0 and seen_epoch ~= epoch)
                                                                or tonumber(ARGV[2]) > issued or f[8]))
for i = 4, #ARGV, 3 do
    local word, slot, accepted_at = 'unknown_user', 0, 0
    if suspended then
        word = 'suspended'
    elseif now > tonumber(ARGV[i + 1]) then
        word = 'expired'
    elseif not live then
        word = 'unknown_event'
    else
        local won = redis.call('HGET', KEYS[2], ARGV[i])
        if won then
            word = 'duplicate'
            slot, accepted_at = string.match(won, '^(%d+):(%d+)$')
        end
    end
    local n = #told
    told[n + 1], told[n + 2], told[n + 3] = word, tonumber(slot) or 0, tonumber(accepted_at) or 0
end
return told
