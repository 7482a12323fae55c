#include "gateways/store/redis/scripts.hpp"

namespace omstilling::redis {

namespace {

const std::string names = R"lua(
local meta, rows, events, first, last = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local receipts, receipts_at, calls, index, undo = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local frames = KEYS[11]
)lua";

// Each frame names the one before it: whoever read that one knows that it missed none, and whoever
// read one that was taken back knows that too. A user who may not publish can still write.
const std::string frame_parts = R"lua(
local function add_frame(before, field, text)
  local id = redis.call('XADD', frames, 'MAXLEN', '~', '20000', '*', 'after', before, field, text)
  redis.call('HSET', meta, 'frame', id)
  return id
end
local function tell_of_frames() redis.pcall('PUBLISH', 'omstilling:news', frames) end
)lua";

// A call that is over: its fields, and its places in the index.
const std::string call_parts = R"lua(
local function each_place(text, f)
  for place in string.gmatch(text, '[^\2]+') do f(place) end
end
local function fields_of(id, places)
  local fields = {id .. '\0', id .. '\0m'}
  each_place(places, function(x)
    local owner = string.match(x, '^o([^%z]*)%z')
    if owner then fields[#fields + 1] = id .. '\0o' .. owner end
  end)
  return fields
end
local function drop_call(id, places)
  each_place(places, function(x) redis.call('ZREM', index, x) end)
  for _, x in ipairs(fields_of(id, places)) do redis.call('HDEL', calls, x) end
end
)lua";

const std::string append_body = R"lua(
local is = redis.call('HMGET', meta, 'epochs', 'token', 'holder', 'appends', 'last_number')
if not is[1] then return {'unopened'} end
if is[2] ~= ARGV[1] then return {'deposed', is[3] or '', is[2] or ''} end
if is[4] ~= ARGV[2] then return {'out_of_step', is[4]} end

local at = 8
local number = tonumber(is[5])
for n = 0, tonumber(ARGV[3]) - 1 do
  local this = tonumber(ARGV[at + 8 * n])
  if this <= number then return {'not_rising', ARGV[at + 8 * n]} end
  number = this
end

-- Counted first, and what is replaced is put down first: whatever goes wrong can be undone.
redis.call('HINCRBY', meta, 'appends', 1)
redis.call('DEL', undo)
redis.call('HSET', undo, 'last_number', is[5], 'events', ARGV[3])
local hour
for n = 1, tonumber(ARGV[3]) do
  redis.call('HSET', undo, 'e' .. n, ARGV[at])
  redis.call('XADD', events, ARGV[at] .. '-0', 'at', ARGV[at + 2], 'kind', ARGV[at + 3], 'id',
    ARGV[at + 4], 'type', ARGV[at + 5], 'body', ARGV[at + 6], 'by', ARGV[at + 7])
  if ARGV[at + 1] ~= hour then
    hour = ARGV[at + 1]
    if redis.call('ZCOUNT', first, hour, hour) == 0 then redis.call('ZADD', first, hour, ARGV[at]) end
  end
  local following = n < tonumber(ARGV[3]) and ARGV[at + 9]
  if following ~= hour then
    redis.call('ZREMRANGEBYSCORE', last, hour, hour)
    redis.call('ZADD', last, hour, ARGV[at])
  end
  if n == tonumber(ARGV[3]) then redis.call('HSET', meta, 'last_number', ARGV[at]) end
  at = at + 8
end

for n = 1, tonumber(ARGV[4]) do
  local field = ARGV[at]
  local old = redis.call('HGET', rows, field)
  redis.call('HSET', undo, (old and 'r+' or 'r-') .. field, old or '')
  if ARGV[at + 1] == '1' then
    redis.call('HSET', rows, field, ARGV[at + 2])
  else
    redis.call('HDEL', rows, field)
  end
  at = at + 3
end

for n = 1, tonumber(ARGV[5]) do
  local field = ARGV[at]
  local old = redis.call('HGET', receipts, field)
  redis.call('HSET', undo, (old and 'q+' or 'q-') .. field, old or '')
  if old then redis.call('HSET', undo, 'a+' .. field, redis.call('ZSCORE', receipts_at, field)) end
  redis.call('HSET', receipts, field, ARGV[at + 2])
  redis.call('ZADD', receipts_at, ARGV[at + 1], field)
  at = at + 3
end

for n = 1, tonumber(ARGV[6]) do
  local id = ARGV[at]
  local places = redis.call('HGET', calls, id .. '\0m')
  redis.call('HSET', undo, 'n' .. id, '')
  if places then
    for _, x in ipairs(fields_of(id, places)) do
      redis.call('HSET', undo, 'c+' .. x, redis.call('HGET', calls, x))
    end
    drop_call(id, places)
  end
  redis.call('HSET', calls, id .. '\0', ARGV[at + 1], id .. '\0m', ARGV[at + 2])
  each_place(ARGV[at + 2], function(x) redis.call('ZADD', index, 0, x) end)
  local owners = tonumber(ARGV[at + 3])
  at = at + 4
  for o = 1, owners do
    redis.call('HSET', calls, ARGV[at], ARGV[at + 1])
    at = at + 2
  end
end

if ARGV[7] ~= '0' then
  local frame = redis.call('HGET', meta, 'frame') or '0-0'
  redis.call('HSET', undo, 'frame_before', frame, 'frames', ARGV[7])
  for n = 1, tonumber(ARGV[7]) do
    frame = add_frame(frame, 'body', ARGV[at])
    redis.call('HSET', undo, 'f' .. n, frame)
    at = at + 1
  end
  tell_of_frames()
end

return {'written'}
)lua";

const std::string settle_body = R"lua(
local is = redis.call('HMGET', meta, 'token', 'holder', 'appends', 'settled')
if is[1] ~= ARGV[1] then return {'deposed', is[2] or '', is[1] or ''} end
local asked, done = tonumber(ARGV[2]), tonumber(is[3])
-- Asked again, because the first answer was lost: the same answer.
for _, was in ipairs({'absent', 'undone'}) do
  if is[4] == was .. ' ' .. ARGV[2] then
    redis.call('HINCRBY', meta, 'asked_again', 1)
    return {was}
  end
end
if done == asked - 1 then
  redis.call('HINCRBY', meta, 'appends', 1)
  redis.call('HSET', meta, 'settled', 'absent ' .. ARGV[2])
  redis.call('DEL', undo)
  return {'absent'}
end
if done ~= asked then return {'out_of_step', is[3]} end
if ARGV[3] == 'keep' then
  redis.call('HINCRBY', meta, 'asked_again', 1) -- so that WAIT has something to wait for
  return {'done'}
end

local before = redis.call('HGETALL', undo)
local marks = {}
for n = 1, #before, 2 do
  if string.sub(before[n], 1, 1) == 'n' then
    local id = string.sub(before[n], 2)
    local places = redis.call('HGET', calls, id .. '\0m')
    if places then drop_call(id, places) end
  end
end
for n = 1, #before, 2 do
  local kind, name, value = string.sub(before[n], 1, 2), string.sub(before[n], 3), before[n + 1]
  if kind == 'r+' then redis.call('HSET', rows, name, value)
  elseif kind == 'r-' then redis.call('HDEL', rows, name)
  elseif kind == 'q+' then redis.call('HSET', receipts, name, value)
  elseif kind == 'q-' then
    redis.call('HDEL', receipts, name)
    redis.call('ZREM', receipts_at, name)
  elseif kind == 'a+' then redis.call('ZADD', receipts_at, value, name)
  elseif kind == 'c+' then
    redis.call('HSET', calls, name, value)
    if string.sub(name, -2) == '\0m' then
      each_place(value, function(x) redis.call('ZADD', index, 0, x) end)
    end
  end
end
local numbers = tonumber(redis.call('HGET', undo, 'events') or '0')
for n = 1, numbers do
  local number = redis.call('HGET', undo, 'e' .. n)
  if number then redis.call('XDEL', events, number .. '-0') end
end
local last_number = redis.call('HGET', undo, 'last_number')
if numbers > 0 and redis.call('EXISTS', events) == 1 then
  redis.call('XSETID', events, last_number .. '-0')
  redis.call('HSET', meta, 'last_number', last_number)
end
local shown
for n = 1, tonumber(redis.call('HGET', undo, 'frames') or '0') do
  local frame = redis.call('HGET', undo, 'f' .. n)
  if frame then
    redis.call('XDEL', frames, frame)
    shown = frame
  end
end
if shown then
  add_frame(redis.call('HGET', undo, 'frame_before'), 'undone', shown)
  tell_of_frames()
end
redis.call('DEL', undo)
redis.call('HINCRBY', meta, 'appends', 1)
redis.call('HINCRBY', meta, 'undone', 1)
redis.call('HSET', meta, 'settled', 'undone ' .. ARGV[2])
return {'undone'}
)lua";

} // namespace

const script& append_script() {
  static const script x{names + call_parts + frame_parts + append_body};
  return x;
}

const script& settle_script() {
  static const script x{names + call_parts + frame_parts + settle_body};
  return x;
}

const script& forget_events_script() {
  static const script x{names + R"lua(
local is = redis.call('HMGET', meta, 'token', 'holder')
if is[1] ~= ARGV[1] then return {'deposed', is[2] or '', is[1] or ''} end
local page = redis.call('XRANGE', events, ARGV[4] .. '-0', ARGV[5] .. '-0', 'COUNT', 500)
local before, deleted, following = tonumber(ARGV[2]), 0, ''
for _, x in ipairs(page) do
  if tonumber(x[2][2]) < before then deleted = deleted + redis.call('XDEL', events, x[1]) end
end
if #page == 500 then
  following = string.format('%.0f', tonumber(string.match(page[500][1], '^%d+')) + 1)
else
  redis.call('ZREMRANGEBYSCORE', first, '-inf', '(' .. ARGV[3])
  redis.call('ZREMRANGEBYSCORE', last, '-inf', '(' .. ARGV[3])
end
return {'forgot', deleted, following}
)lua"};
  return x;
}

const script& forget_others_script() {
  static const script x{names + call_parts + R"lua(
local is = redis.call('HMGET', meta, 'token', 'holder')
if is[1] ~= ARGV[1] then return {'deposed', is[2] or '', is[1] or ''} end
local old = redis.call('ZRANGEBYSCORE', receipts_at, '-inf', '(' .. ARGV[2], 'LIMIT', 0, ARGV[4])
for _, x in ipairs(old) do
  redis.call('HDEL', receipts, x)
  redis.call('ZREM', receipts_at, x)
end
local over = redis.call('ZRANGEBYLEX', index, '[t', '(t' .. ARGV[3], 'LIMIT', 0, ARGV[4])
for _, x in ipairs(over) do
  local id = string.sub(x, 19)
  drop_call(id, redis.call('HGET', calls, id .. '\0m') or x)
end
return {'forgot', #old, #over}
)lua"};
  return x;
}

const script& called_back_script() {
  static const script x{R"lua(
local found = {}
for n = 1, #ARGV, 2 do
  local begin = 'r' .. ARGV[n]
  local x = redis.call('ZRANGEBYLEX', KEYS[1], '[' .. begin .. '\0' .. ARGV[n + 1] .. '\1',
    '(' .. begin .. '\1', 'LIMIT', 0, 1)
  found[#found + 1] = x[1] and string.sub(x[1], #begin + 2, #begin + 17) or ''
end
return found
)lua"};
  return x;
}

} // namespace omstilling::redis
