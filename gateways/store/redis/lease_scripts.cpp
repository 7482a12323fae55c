#include "gateways/store/redis/scripts.hpp"

namespace omstilling::redis {

const script& lease_script() {
  static const script x{R"lua(
local is = redis.call('HMGET', KEYS[1], 'token', 'holder', 'until')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local left = tonumber(is[3] or '0') - now
local token = is[1] or '0'
local function held() return {'held', is[2] or '', token, string.format('%.0f', left)} end
if ARGV[4] == '1' then
  if left > 0 and is[2] ~= ARGV[1] then return held() end
  token = tostring(redis.call('HINCRBY', KEYS[1], 'token', 1))
  redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'opener', '')
elseif token ~= ARGV[2] or is[2] ~= ARGV[1] then
  return held()
end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + tonumber(ARGV[3])))
return {'leased', token}
)lua"};
  return x;
}

const script& give_back_script() {
  static const script x{R"lua(
local is = redis.call('HMGET', KEYS[1], 'token', 'holder')
if is[1] == ARGV[2] and is[2] == ARGV[1] then
  redis.call('HINCRBY', KEYS[1], 'token', 1) -- it writes no more
  redis.call('HSET', KEYS[1], 'holder', '', 'opener', '', 'until', '0')
end
return {'given_back'}
)lua"};
  return x;
}

const script& holder_script() {
  static const script x{R"lua(
local is = redis.call('HMGET', KEYS[1], 'token', 'holder', 'until')
local left = ''
if is[3] then
  local time = redis.call('TIME')
  left = string.format('%.0f', tonumber(is[3]) - (time[1] * 1000 + math.floor(time[2] / 1000)))
end
return {is[2] or '', is[1] or '0', left}
)lua"};
  return x;
}

} // namespace omstilling::redis
