-- Ends a turn. The reply is kept in any case; the state only if the lease is still ours.
-- KEYS: 1 reply of this message, 2 lock, 3 state
-- ARGV: 1 lock value, 2 state or '' for none, 3 state's life in s, 4 reply or '' for none, 5 reply's life in s,
--       6 channel of the live feed, 7 what to tell on it or '' for nothing
if ARGV[7] ~= '' then
  redis.call('PUBLISH', ARGV[6], ARGV[7])
end
local ours = redis.call('GET', KEYS[2]) == ARGV[1]
if ARGV[4] ~= '' then
  redis.call('SET', KEYS[1], ARGV[4], 'EX', ARGV[5])
  if ours then
    if ARGV[2] == '' then
      redis.call('DEL', KEYS[3])
    else
      redis.call('SET', KEYS[3], ARGV[2], 'EX', ARGV[3])
    end
  end
end
if ours then
  redis.call('DEL', KEYS[2])
  return 1
end
return 0
