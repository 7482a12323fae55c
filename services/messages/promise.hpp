#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// Somebody who may stand in for the owner of a promise.
struct stand_in {
  employee_id id;
  std::string name;
  friend bool operator==(const stand_in&, const stand_in&) = default;
};
BOOST_DESCRIBE_STRUCT(stand_in, (), (id, name))

/// All that is kept of one promise.
struct promise_record {
  site_id site;
  promise_view shown;
  time_point remind_at;
  std::optional<stand_in> deputy{}; // the owner's when it was made: whose call keeps it too
  friend bool operator==(const promise_record&, const promise_record&) = default;
};
BOOST_DESCRIBE_STRUCT(promise_record, (), (site, shown, remind_at, deputy))

/// An employee has got this number on the line, by a call of her own.
struct call_reached {
  employee_id by;
  std::string number;
  call_id call;
  time_point at;
};

/// Who is to be told of a promise by a pop-up: an employee, or the login that made it.
struct promise_news {
  popup_kind what = popup_kind::unknown;
  std::optional<employee_id> employee{};
  std::optional<user_id> user{};
  std::optional<user_id> except{}; // who knows it already
  friend bool operator==(const promise_news&, const promise_news&) = default;
};

struct promise_decision {
  std::vector<event> events;
  std::optional<problem> refused{}; // then nothing changed
  bool changed = false;
  std::optional<promise_news> tell{};
};

/// A promise to call somebody back.
///
/// Its owner is reminded a quarter of the time before the deadline, at most 15 minutes before. At
/// the deadline it goes on to the deputy, or back to who made it when there is none. It is kept by
/// an answered call from the owner or the deputy to that number after it was made; over, by that or
/// by hand, it is over for good.
class callback_promise {
public:
  callback_promise() = default;
  explicit callback_promise(promise_record kept) : record_(std::move(kept)) {}

  /// What follows from its making: its owner is told, unless she made it herself.
  promise_decision make() const;
  /// Reminds, when it is time for that; may be stale.
  promise_decision remind(time_point now);
  /// Whether it must go on to somebody now.
  bool late(time_point now) const;
  /// `deputy` is the owner's now. Ignored unless late.
  promise_decision escalate(const std::optional<stand_in>& deputy, time_point now);
  promise_decision reached(const call_reached& x, time_point now);
  /// By hand: by who made it, its owner or the deputy.
  promise_decision close(const user_id& user, const std::optional<employee_id>& employee,
                         const std::string& name, time_point now);
  /// What was told last: it may not have been heard.
  std::optional<promise_news> told_last() const;

  bool over() const;
  bool concerns(const user_id& user, const std::optional<employee_id>& employee) const;
  std::optional<time_point> deadline() const;
  const promise_record& record() const { return record_; }

private:
  void enter(promise_state next, time_point now, promise_decision& out);

  promise_record record_;
};

/// A promise as it is when the message is written that makes it.
promise_record make_promise(const site_id& site, promise_view made, std::optional<stand_in> deputy);

/// Whether it stands among the promises still to be seen: those that are over do for a day.
bool is_shown(const promise_record& x, time_point now);

/// Whether two writings are of one number: the same, or alike in the last eight digits (a country
/// or a prefix to get out may stand before).
bool same_number(const std::string& a, const std::string& b);

} // namespace omstilling
