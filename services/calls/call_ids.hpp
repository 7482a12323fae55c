#pragma once

#include "protocol/ids.hpp"

#include <cstdint>
#include <optional>

namespace omstilling {

/// `{site}.{epoch}.{n}`: never used twice, also after a restart, and it tells its site.
inline call_id make_call_id(const site_id& site, std::int64_t epoch, std::int64_t n) {
  return call_id{site.value + '.' + std::to_string(epoch) + '.' + std::to_string(n)};
}

namespace detail {
inline std::optional<std::string> without_tail(const std::string& text, int parts) {
  auto end = text.size();
  for (; parts > 0; --parts) {
    end = end == 0 ? std::string::npos : text.rfind('.', end - 1);
    if (end == std::string::npos)
      return std::nullopt;
  }
  return text.substr(0, end);
}
} // namespace detail

inline std::optional<site_id> site_of(const call_id& x) {
  const auto text = detail::without_tail(x.value, 2);
  return text && !text->empty() ? std::optional{site_id{*text}} : std::nullopt;
}

/// The call that made this leg, which is `{call}.{n}`.
inline std::optional<call_id> call_of(const leg_id& x) {
  const auto text = detail::without_tail(x.value, 1);
  return text && !text->empty() ? std::optional{call_id{*text}} : std::nullopt;
}

} // namespace omstilling
