#pragma once

#include "actors/ports/calendar_source.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace omstilling::calendars {

/// How far a reading goes on behind the window that was asked for: while the window moves on by
/// less, changes alone are read.
constexpr duration calendar_slack = std::chrono::hours{24};

/// Our cursor: what a provider's token covers. Series are known by a digest of their id, because a
/// provider tells of a deleted series without naming its instances.
struct cursor {
  time_point from;
  time_point to;
  std::string time_zone;
  std::string token;
  std::set<std::string> series{};

  /// Of the first reading of what is asked for.
  static cursor anew(const calendar_request& asked);
  /// The one asked with, if its token tells all of what is asked for.
  static std::optional<cursor> of(const calendar_request& asked);
  std::string text() const;

  void remember_series(std::string_view id);
  bool has_series(std::string_view id) const;
};

} // namespace omstilling::calendars
