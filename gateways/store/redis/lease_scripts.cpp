#include "gateways/store/redis/scripts.hpp"

namespace omstilling::redis {

const script& open_script() {
  static const script x{R"lua(
local meta = KEYS[1]
local is = redis.call('HMGET', meta, 'epochs', 'token', 'holder', 'until', 'format', 'opener')
if is[5] and tonumber(is[5]) > tonumber(ARGV[4]) then return {'newer', is[5]} end
if ARGV[3] == '0' and not is[1] then return {'unopened'} end
local token = is[2] or '0'
if ARGV[2] ~= '' then
  if token ~= ARGV[2] then return {'deposed', is[3] or '', token} end
else
  local time = redis.call('TIME')
  local left = tonumber(is[4] or '0') - (time[1] * 1000 + math.floor(time[2] / 1000))
  if left > 0 and is[3] ~= ARGV[1] then return {'leased', is[3], string.format('%.0f', left)} end
  if is[6] ~= ARGV[5] then
    token = tostring(redis.call('HINCRBY', meta, 'token', 1))
    redis.call('HSET', meta, 'holder', ARGV[1], 'opener', ARGV[5])
  end
end
redis.call('HSETNX', meta, 'appends', '0')
redis.call('HSETNX', meta, 'last_number', '0')
redis.call('HSETNX', meta, 'format', ARGV[4])
if ARGV[3] == '1' then redis.call('HINCRBY', meta, 'epochs', 1) end
is = redis.call('HMGET', meta, 'epochs', 'last_number', 'appends')
return {'opened', is[1], is[2], is[3], token}
)lua"};
  return x;
}

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
  redis.pcall('PUBLISH', 'omstilling:news', 'freed:' .. ARGV[3])
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
