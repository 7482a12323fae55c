#pragma once

#include "protocol/ids.hpp"
#include "services/calendars/calendar_words.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace omstilling {

struct feed_options {
  duration interval{std::chrono::minutes{5}};  // in which each calendar is read once
  duration ahead{std::chrono::hours{24} * 14}; // how far
  std::size_t in_flight = 8;                   // readings at a time
};

/// Whose calendar to read.
struct feed_person {
  employee_id who;
  std::string calendar;
  std::string time_zone;
};

/// A reading to ask for; it is answered once, under this number.
struct feed_order {
  std::int64_t number = 0;
  calendar_request asked;
};

/// What a person must hear: all that the calendar holds from about now on, or that nothing was
/// heard of it since then; `heard_again` ends such a silence.
struct feed_news {
  employee_id who;
  bool heard_again = false;
  std::optional<std::vector<calendar_event>> events{};
  std::optional<time_point> silent_since{};
};

/// How a link to a provider is.
struct feed_health {
  bool ok = true;
  std::string problem; // why not; or, when ok, which calendars cannot be read
  time_point since;
  friend bool operator==(const feed_health&, const feed_health&) = default;
};

struct feed_decision {
  std::vector<feed_order> orders;
  std::vector<feed_news> news;
  bool health_changed = false;
};

/// Reads the calendars of one link, each once an interval and all evenly over it.
///
/// Who is new or has another calendar is read at once; never more than `in_flight` at a time, the
/// longest due first. A throttled link is left alone as long as it asked. A calendar that cannot be
/// read is asked for less and less often, down to once an interval. When readings fail one after
/// the other the link is failing: then it is tried with one at a time, and all of its people are
/// silent since their last good reading; so is, on a good link, who was not read for three
/// intervals.
class calendar_feed {
public:
  calendar_feed() = default;
  calendar_feed(feed_options options, time_point now);

  /// Somebody has this calendar from now on; who is known already is told again what is known.
  feed_decision put(const feed_person& x, time_point now);
  feed_decision remove(const employee_id& who, time_point now);
  /// The answer to an order.
  feed_decision answered(std::int64_t number,
                         tl::expected<calendar_reading, calendar_failure> answer, time_point now);
  /// Orders what is due, and tells who fell silent; may be stale.
  feed_decision wake(time_point now);

  std::optional<time_point> deadline() const;
  const feed_health& health() const { return health_; }
  std::size_t in_flight() const { return under_way_.size(); }

private:
  struct known {
    feed_person person;
    std::map<std::string, calendar_event> events; // by id
    std::string cursor;
    std::optional<time_point> read_at{}; // the last good one
    time_point heard;                    // that, or since when the calendar is asked for
    time_point due;
    std::optional<time_point> told_silent{};
    int failures = 0;       // one after the other
    std::int64_t asked = 0; // the order under way; 0: none
  };
  using people = std::unordered_map<employee_id, known>;

  void queue(known& x, time_point at);
  void heard_now(known& x, time_point at);
  void forget_silence_of(const known& x);
  void say_all(const known& x, feed_news& news, time_point now) const;
  void take(known& x, calendar_reading reading, time_point now, feed_decision& out);
  void fail(known& x, const calendar_failure& why, time_point now);
  void link_failed(const calendar_failure& why, time_point now, feed_decision& out);
  void link_answered(time_point now, feed_decision& out);
  void set_health(bool ok, std::string problem, time_point now, feed_decision& out);
  void say_unreadable(time_point now, feed_decision& out);
  void silence(known& x, feed_decision& out);
  void order(time_point now, feed_decision& out);
  std::size_t allowed() const { return health_.ok ? options_.in_flight : 1; }
  duration back_off(int failures) const;
  time_point next_turn(const employee_id& who, time_point after) const;

  feed_options options_;
  people people_;
  std::set<std::pair<time_point, employee_id>> due_;     // of those not under way
  std::set<std::pair<time_point, employee_id>> hearing_; // when who is not silent was heard last
  std::unordered_map<std::int64_t, employee_id> under_way_;
  std::int64_t orders_ = 0;
  time_point rests_until_; // the link, throttled or failing
  std::size_t failed_in_a_row_ = 0;
  std::size_t unreadable_ = 0; // calendars, on a link that answers
  std::string last_unreadable_;
  feed_health health_;
};

} // namespace omstilling
