#pragma once

#include "services/calendars/calendar_words.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// A status is to stand in a calendar, or no longer.
struct calendar_wish {
  calendar_entry entry;
  bool stands = true; // false: it is to be taken away
};

/// A wish to carry out; it is answered once, under this number.
struct outbox_order {
  std::int64_t number = 0;
  calendar_wish what;
};

/// What is to be written to the calendars of one link.
///
/// Of each entry the last wish counts, one is under way at a time, and what fails is tried again,
/// ever more seldom, until it is done or the entry's end has passed.
class calendar_outbox {
public:
  explicit calendar_outbox(std::size_t in_flight = 4) : most_(in_flight) {}

  std::vector<outbox_order> put(calendar_wish x, time_point now);
  std::vector<outbox_order>
  answered(std::int64_t number, const std::optional<calendar_failure>& failure, time_point now);
  /// Orders what is due; may be stale.
  std::vector<outbox_order> wake(time_point now);

  std::optional<time_point> deadline() const;
  std::size_t pending() const { return wishes_.size(); }

private:
  struct pending_wish {
    calendar_wish what;
    time_point due;
    int failures = 0;
    std::int64_t asked = 0; // the order under way; 0: none
    bool replaced = false;  // since it was ordered
  };
  using key = std::pair<std::string, std::string>; // calendar, id

  std::size_t most_;
  std::map<key, pending_wish> wishes_;
  std::unordered_map<std::int64_t, key> under_way_;
  std::int64_t orders_ = 0;
  time_point rests_until_; // throttled
};

} // namespace omstilling
