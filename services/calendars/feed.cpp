#include "services/calendars/feed.hpp"

#include <algorithm>
#include <functional>

namespace omstilling {

namespace {

/// Intervals without a good reading, after which what is known counts as old.
constexpr int silent_after = 3;
/// Failed readings one after the other that make a link a failing one, unless it has fewer people.
constexpr std::size_t failing_after = 3;
/// The first wait after a failure is this part of the interval; then it doubles.
constexpr int first_back_off = 16;

/// Whether it is the link's failure, not that of one calendar.
bool of_link(const calendar_failure& x) {
  return x.what == calendar_failure::kind::unreachable || x.what == calendar_failure::kind::refused;
}

} // namespace

calendar_feed::calendar_feed(feed_options options, time_point now)
  : options_(options), rests_until_(now), health_{true, "", now} {}

// --- who ------------------------------------------------------------------------

feed_decision calendar_feed::put(const feed_person& x, time_point now) {
  feed_decision out;
  auto& one = people_[x.who];
  const bool same = one.person.calendar == x.calendar && one.person.time_zone == x.time_zone;
  if (same && (one.read_at || one.told_silent)) {
    feed_news news{.who = x.who};
    if (one.read_at)
      say_all(one, news, now);
    news.silent_since = one.told_silent;
    out.news.push_back(std::move(news));
  }
  if (!same) {
    if (one.asked == 0)
      due_.erase({one.due, x.who});
    forget_silence_of(one);
    if (one.failures > 0)
      --unreadable_;
    one = known{.person = x, .heard = now};
    hearing_.insert({now, x.who});
    queue(one, now);
    say_unreadable(now, out);
    if (!health_.ok)
      silence(one, out);
  }
  order(now, out);
  return out;
}

feed_decision calendar_feed::remove(const employee_id& who, time_point now) {
  feed_decision out;
  const auto found = people_.find(who);
  if (found == people_.end())
    return out;
  auto& one = found->second;
  due_.erase({one.due, who});
  forget_silence_of(one);
  if (one.failures > 0)
    --unreadable_;
  people_.erase(found);
  if (people_.empty())
    link_answered(now, out); // nobody is there whom its failure would concern
  say_unreadable(now, out);
  order(now, out);
  return out;
}

void calendar_feed::forget_silence_of(const known& x) { hearing_.erase({x.heard, x.person.who}); }

void calendar_feed::queue(known& x, time_point at) {
  x.asked = 0;
  x.due = at;
  due_.insert({at, x.person.who});
}

// --- what was read ---------------------------------------------------------------

feed_decision calendar_feed::answered(std::int64_t number,
                                      tl::expected<calendar_reading, calendar_failure> answer,
                                      time_point now) {
  feed_decision out;
  const auto asked = under_way_.extract(number);
  if (asked.empty())
    return out;
  const auto found = people_.find(asked.mapped());
  // Of a calendar that is no longer the person's only what it says of the link counts.
  const bool wanted = found != people_.end() && found->second.asked == number;
  if (answer) {
    link_answered(now, out);
    if (wanted)
      take(found->second, std::move(*answer), now, out);
  } else if (answer.error().what == calendar_failure::kind::throttled) {
    rests_until_ =
      std::max(rests_until_, now + answer.error().retry_after.value_or(options_.interval));
    if (wanted)
      queue(found->second, found->second.due);
  } else {
    if (wanted)
      fail(found->second, answer.error(), now);
    if (of_link(answer.error()))
      link_failed(answer.error(), now, out);
    else
      link_answered(now, out);
  }
  say_unreadable(now, out);
  order(now, out);
  return out;
}

void calendar_feed::take(known& x, calendar_reading reading, time_point now, feed_decision& out) {
  const bool first = !x.read_at;
  auto before = reading.whole ? std::exchange(x.events, {}) : x.events;
  for (const auto& id : reading.gone)
    x.events.erase(id);
  for (auto& one : reading.events) {
    auto id = one.id;
    x.events.insert_or_assign(std::move(id), std::move(one));
  }
  const auto is_over = [&](const auto& one) { return one.second.end <= now; };
  std::erase_if(x.events, is_over);
  std::erase_if(before, is_over);
  x.cursor = std::move(reading.cursor);
  x.read_at = now;
  if (std::exchange(x.failures, 0) > 0)
    --unreadable_;
  const bool silent = x.told_silent.has_value();
  heard_now(x, now);
  if (first || silent || x.events != before) {
    feed_news news{.who = x.person.who, .heard_again = silent};
    say_all(x, news, now);
    out.news.push_back(std::move(news));
  }
  queue(x, next_turn(x.person.who, now));
}

void calendar_feed::say_all(const known& x, feed_news& news, time_point now) const {
  auto& events = news.events.emplace();
  for (const auto& [id, one] : x.events)
    if (one.end > now)
      events.push_back(one);
}

void calendar_feed::heard_now(known& x, time_point at) {
  forget_silence_of(x);
  x.told_silent.reset();
  x.heard = at;
  hearing_.insert({at, x.person.who});
}

// --- what failed -------------------------------------------------------------------

void calendar_feed::fail(known& x, const calendar_failure& why, time_point now) {
  if (x.failures++ == 0)
    ++unreadable_;
  last_unreadable_ = why.text;
  queue(x, now + back_off(x.failures));
}

void calendar_feed::link_failed(const calendar_failure& why, time_point now, feed_decision& out) {
  ++failed_in_a_row_;
  const auto limit = std::clamp<std::size_t>(people_.size(), 1, failing_after);
  if (failed_in_a_row_ < limit)
    return;
  rests_until_ =
    std::max(rests_until_, now + back_off(static_cast<int>(failed_in_a_row_ - limit) + 1));
  const bool was_ok = health_.ok;
  set_health(false, why.text, now, out);
  if (was_ok)
    for (auto& [who, one] : people_)
      silence(one, out);
}

void calendar_feed::link_answered(time_point now, feed_decision& out) {
  failed_in_a_row_ = 0;
  if (health_.ok)
    return;
  set_health(true, "", now, out);
  // All are due by now or soon; those whose turn was put off for the link's sake are not to wait.
  for (auto& [who, one] : people_)
    if (one.asked == 0 && one.failures > 0) {
      due_.erase({one.due, who});
      queue(one, std::min(one.due, now));
    }
}

void calendar_feed::set_health(bool ok, std::string problem, time_point now, feed_decision& out) {
  const feed_health next{ok, std::move(problem), ok == health_.ok ? health_.since : now};
  out.health_changed = out.health_changed || next != health_;
  health_ = next;
}

void calendar_feed::say_unreadable(time_point now, feed_decision& out) {
  if (!health_.ok)
    return;
  set_health(true,
             unreadable_ == 0 ? ""
                              : "calendars that cannot be read: " + std::to_string(unreadable_) +
                                  "; the last: " + last_unreadable_,
             now, out);
}

void calendar_feed::silence(known& x, feed_decision& out) {
  if (x.told_silent)
    return;
  forget_silence_of(x);
  x.told_silent = x.heard;
  out.news.push_back({.who = x.person.who, .silent_since = x.heard});
}

// --- when -------------------------------------------------------------------------

duration calendar_feed::back_off(int failures) const {
  auto wait = std::max(options_.interval / first_back_off, duration{1});
  for (int i = 1; i < failures && wait < options_.interval; ++i)
    wait *= 2;
  return std::min(wait, options_.interval);
}

/// Everybody has a place of their own in the interval, so that all are spread over it however they
/// came.
time_point calendar_feed::next_turn(const employee_id& who, time_point after) const {
  const auto interval = options_.interval.count();
  const auto place = static_cast<std::int64_t>(std::hash<std::string>{}(who.value) %
                                               static_cast<std::size_t>(interval));
  const auto now = (after.time_since_epoch().count() - place) % interval;
  return after + duration{interval - now};
}

void calendar_feed::order(time_point now, feed_decision& out) {
  if (now < rests_until_)
    return;
  while (under_way_.size() < allowed() && !due_.empty() && due_.begin()->first <= now) {
    auto& one = people_.at(due_.begin()->second);
    due_.erase(due_.begin());
    one.asked = ++orders_;
    under_way_[one.asked] = one.person.who;
    out.orders.push_back({one.asked,
                          {.calendar = one.person.calendar,
                           .time_zone = one.person.time_zone,
                           .from = now,
                           .to = now + options_.ahead,
                           .cursor = one.cursor}});
  }
}

feed_decision calendar_feed::wake(time_point now) {
  feed_decision out;
  while (!hearing_.empty() && hearing_.begin()->first + silent_after * options_.interval <= now)
    silence(people_.at(hearing_.begin()->second), out);
  order(now, out);
  return out;
}

std::optional<time_point> calendar_feed::deadline() const {
  std::optional<time_point> next;
  if (!due_.empty() && under_way_.size() < allowed())
    next = std::max(due_.begin()->first, rests_until_);
  if (!hearing_.empty()) {
    const auto old = hearing_.begin()->first + silent_after * options_.interval;
    next = next ? std::min(*next, old) : old;
  }
  return next;
}

} // namespace omstilling
