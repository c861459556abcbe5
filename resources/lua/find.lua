-- The same question as an attempt's, without an effect. KEYS: 1 the instance, 2 its winners.
-- ARGV and what is returned are as in attempt.lua.
local now = clock()
local f = redis.call('HMGET', KEYS[1], 'epoch', 'issued', 'state', 'total', 'coupon_id', 'shadow', 'confirmed',
                     'rebuild')
local epoch, issued, state = tonumber(f[1] or 0), tonumber(f[2] or 0), f[3]
local live = state and state ~= 'disarmed' and state ~= 'forgotten'
local seen_epoch = tonumber(ARGV[3])
local word = 'unknown_user'
if (not state and seen_epoch ~= 0) or (live and ((seen_epoch ~= 0 and seen_epoch ~= epoch)
                                                 or tonumber(ARGV[4]) > issued or f[8])) then
    word = 'suspended'
elseif now > tonumber(ARGV[2]) then
    word = 'expired'
elseif not live then
    word = 'unknown_event'
else
    local won = redis.call('HGET', KEYS[2], ARGV[1])
    if won then
        local slot, accepted_at = string.match(won, '^(%d+):(%d+)$')
        return {'duplicate', tonumber(slot), tonumber(accepted_at), epoch, now, tonumber(f[4]), f[5], tonumber(f[6]),
                tonumber(f[7])}
    end
end
return {word, 0, 0, epoch, now}
