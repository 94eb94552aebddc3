-- Begins the turn of one message, or says why not yet.
-- KEYS: 1 reply of this message, 2 lock, 3 queue, 4 beats, 5 state, 6 fence (all of one resident)
-- ARGV: 1 message key, 2 lease id, 3 lease ms, 4 patience ms: who has not asked for so long no longer waits
-- Answers: {'done', reply} | {'wait'} | {'begun', fence, state}
local reply = redis.call('GET', KEYS[1])
if reply then
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('HDEL', KEYS[4], ARGV[1])
  return {'done', reply}
end

local time = redis.call('TIME')
local micros = time[1] * 1000000 + time[2]
local millis = math.floor(micros / 1000)

local holder = redis.call('GET', KEYS[2])
if holder and string.sub(holder, string.find(holder, '|', 1, true) + 1) == ARGV[1] then
  return {'wait'} -- another delivery of this message is in work
end

redis.call('ZADD', KEYS[3], 'NX', micros, ARGV[1])
redis.call('HSET', KEYS[4], ARGV[1], millis)
redis.call('PEXPIRE', KEYS[3], 600000)
redis.call('PEXPIRE', KEYS[4], 600000)
if holder then
  return {'wait'}
end

local first = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
while first ~= ARGV[1] do
  local beat = tonumber(redis.call('HGET', KEYS[4], first) or '0')
  if millis - beat <= tonumber(ARGV[4]) then
    return {'wait'}
  end
  redis.call('ZREM', KEYS[3], first)
  redis.call('HDEL', KEYS[4], first)
  first = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
end

redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('SET', KEYS[2], ARGV[2] .. '|' .. ARGV[1], 'PX', ARGV[3])
local last = tonumber(redis.call('GET', KEYS[6]) or '0')
local fence = string.format('%.0f', math.max(last + 1, micros))
redis.call('SET', KEYS[6], fence, 'PX', 86400000)
return {'begun', fence, redis.call('GET', KEYS[5]) or ''}
