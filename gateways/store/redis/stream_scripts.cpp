#include "gateways/store/redis/stream_scripts.hpp"

namespace omstilling::redis {

namespace {

// A position that the stream has not reached was given before Redis lost something: what comes now
// may stand before it, so all is read anew.
const std::string from_where = R"lua(
local function still_there(key, position)
  local info = redis.pcall('XINFO', 'STREAM', key)
  if info.err then return position end
  local function parts(id)
    local time, count = string.match(id, '^(%d+)-(%d+)$')
    return tonumber(time), tonumber(count)
  end
  local time, count = parts(position)
  for n = 1, #info, 2 do
    if info[n] == 'last-generated-id' then
      local last_time, last_count = parts(info[n + 1])
      if last_time < time or (last_time == time and last_count < count) then return '0-0' end
    end
  end
  return position
end
)lua";

} // namespace

const script& read_frames_script() {
  static const script x{R"lua(
local last = redis.call('HGET', KEYS[1], 'frame') or '0-0'
if ARGV[1] == '' then return {'gone', last} end
local at, bytes = ARGV[1], 0
local said = {'frames', at, ''}
for _, x in ipairs(redis.call('XRANGE', KEYS[2], '(' .. at, '+', 'COUNT', ARGV[2])) do
  local fields = x[2]
  if fields[2] ~= at then return {'gone', last} end
  at = x[1]
  if fields[3] == 'body' then
    said[#said + 1] = fields[4]
    bytes = bytes + #fields[4]
    if bytes >= tonumber(ARGV[3]) then break end
  end
end
if at == ARGV[1] and at ~= last then return {'gone', last} end
said[2] = at
if at ~= last then said[3] = '1' end
return said
)lua"};
  return x;
}

const script& read_commands_script() {
  static const script x{from_where + R"lua(
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return {'deposed'} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at, bytes = still_there(KEYS[2], ARGV[2]), 0
local said = {'commands', at, ''}
local page = redis.call('XRANGE', KEYS[2], '(' .. at, '+', 'COUNT', ARGV[3])
for _, x in ipairs(page) do
  if bytes >= tonumber(ARGV[4]) then
    said[3] = '1'
    break
  end
  at = x[1]
  local fields = x[2]
  if fields[1] == 'by' and fields[3] == 'body' then
    local waited = string.format('%.0f', math.max(0, now - tonumber(string.match(at, '^%d+'))))
    for _, y in ipairs({at, fields[2], fields[4], waited}) do said[#said + 1] = y end
    bytes = bytes + #fields[4]
  end
end
said[2] = at
if #page == tonumber(ARGV[3]) then said[3] = '1' end
return said
)lua"};
  return x;
}

const script& ask_script() {
  static const script x{R"lua(
local life, number = string.match(redis.call('HGET', KEYS[2], ARGV[1]) or '', '^(%S+) (%d+)$')
if life == ARGV[2] and tonumber(number) >= tonumber(ARGV[3]) then return {'asked'} end
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[4]) then return {'full'} end
redis.call('XADD', KEYS[1], '*', 'by', ARGV[1], 'body', ARGV[5])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
redis.pcall('PUBLISH', 'omstilling:news', KEYS[1])
return {'asked'}
)lua"};
  return x;
}

const script& acknowledge_script() {
  static const script x{R"lua(
local is = redis.call('HMGET', KEYS[1], 'token', 'holder')
if is[1] ~= ARGV[1] then return {'deposed', is[2] or '', is[1] or ''} end
redis.call('XDEL', KEYS[2], ARGV[2])
return {'acknowledged'}
)lua"};
  return x;
}

const script& answer_script() {
  static const script x{R"lua(
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', ARGV[3], ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.pcall('PUBLISH', 'omstilling:news', KEYS[1])
return {'answered'}
)lua"};
  return x;
}

const script& read_answers_script() {
  static const script x{from_where + R"lua(
local at, bytes = still_there(KEYS[1], ARGV[1]), 0
redis.call('XTRIM', KEYS[1], 'MINID', at)
redis.call('XDEL', KEYS[1], at)
local said = {'answers', at, ''}
local page = redis.call('XRANGE', KEYS[1], '(' .. at, '+', 'COUNT', ARGV[2])
for _, x in ipairs(page) do
  if bytes >= tonumber(ARGV[3]) then
    said[3] = '1'
    break
  end
  at = x[1]
  said[#said + 1] = x[2][1]
  said[#said + 1] = x[2][2]
  bytes = bytes + #x[2][2]
end
said[2] = at
if #page == tonumber(ARGV[2]) then said[3] = '1' end
return said
)lua"};
  return x;
}

} // namespace omstilling::redis
