#include "ui-dear-imgui/panels/soft_wrap.hpp"

#include <algorithm>

namespace omstilling {

namespace {

std::size_t character_length(std::string_view text) {
  std::size_t result = 1;
  while (result < text.size() && (static_cast<unsigned char>(text[result]) & 0xC0) == 0x80)
    ++result;
  return result;
}

} // namespace

soft_text soft_wrap(std::string_view plain,
                    const std::function<std::size_t(std::string_view)>& fitting) {
  soft_text result;
  std::size_t at = 0;
  while (at <= plain.size()) {
    const auto end = std::min(plain.find('\n', at), plain.size());
    while (true) {
      const auto rest = plain.substr(at, end - at);
      auto room = std::min(fitting(rest), rest.size());
      if (room == rest.size()) {
        result.shown += rest;
        break;
      }
      room = std::max(room, character_length(rest));
      const bool blank = room < rest.size() && rest[room] == ' ';
      result.shown += rest.substr(0, room);
      if (room == rest.size())
        break;
      result.breaks.push_back({result.shown.size(), blank});
      result.shown += '\n';
      at += room + (blank ? 1 : 0);
    }
    if (end == plain.size())
      break;
    result.shown += '\n';
    at = end + 1;
  }
  return result;
}

std::string plain_text(const soft_text& x) {
  std::string result;
  std::size_t at = 0;
  for (const auto& one : x.breaks) {
    result += x.shown.substr(at, one.at - at);
    if (one.for_blank)
      result += ' ';
    at = one.at + 1;
  }
  return result + x.shown.substr(at);
}

soft_text after_edit(const soft_text& before, std::string now) {
  const auto& old = before.shown;
  const auto least = std::min(old.size(), now.size());
  std::size_t front = 0, back = 0;
  while (front < least && old[front] == now[front])
    ++front;
  while (back < least - front && old[old.size() - 1 - back] == now[now.size() - 1 - back])
    ++back;
  soft_text result{.shown = std::move(now), .breaks = {}};
  for (const auto& one : before.breaks)
    if (one.at < front)
      result.breaks.push_back(one);
    else if (one.at >= old.size() - back)
      result.breaks.push_back({one.at + result.shown.size() - old.size(), one.for_blank});
  return result;
}

std::size_t to_plain(const soft_text& x, std::size_t shown) {
  const auto less = std::count_if(x.breaks.begin(), x.breaks.end(), [&](const auto& one) {
    return !one.for_blank && one.at < shown;
  });
  return shown - static_cast<std::size_t>(less);
}

std::size_t to_shown(const soft_text& x, std::size_t plain) {
  auto result = plain;
  for (const auto& one : x.breaks)
    if (!one.for_blank && one.at <= result)
      ++result;
  return result;
}

} // namespace omstilling
