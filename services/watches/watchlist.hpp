#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// One person being watched by one user, as it is kept, with what the watcher was last shown.
struct watch {
  watch_id id;
  employee_id employee;
  watch_condition condition;
  bool once = false;
  std::string name;
  person_status status;
  lamp lamp_state = lamp::unknown;
  time_point lamp_since;
  std::optional<time_point> fired_at{};
  lamp known_lamp = lamp::unknown;   // the last that was not unknown
  std::optional<time_point> until{}; // then it is gone
  friend bool operator==(const watch&, const watch&) = default;
};
BOOST_DESCRIBE_STRUCT(watch, (),
                      (id, employee, condition, once, name, status, lamp_state, lamp_since,
                       fired_at, known_lamp, until))

struct watchlist_record {
  user_id user;
  site_id site;
  std::vector<watch> watches;
  std::vector<popup_view> popups;         // not dismissed yet; the oldest go beyond 100
  std::int64_t made = 0;                  // numbers watches and pop-ups
  time_point overran_at;                  // of the user's own status: told up to then
  std::vector<std::string> told_promises; // `{promise}:{popup_kind}`, the newest 500: each once
  friend bool operator==(const watchlist_record&, const watchlist_record&) = default;
};
BOOST_DESCRIBE_STRUCT(watchlist_record, (),
                      (user, site, watches, popups, made, overran_at, told_promises))

struct watchlist_decision {
  std::vector<event> events;
  std::optional<problem> refused{};
  bool changed = false;
  bool must_keep = false;           // also without a durable event: what a watch waits for is over
  std::vector<popup_view> shown;    // pop-ups, once each
  std::vector<watch_view> updated;  // watches whose picture changed
  std::vector<watch_id> removed;    // watches that are gone
  std::vector<popup_id> dismissed;  // pop-ups that are gone
  std::vector<employee_id> observe; // people to follow from now on
  std::vector<employee_id> stop_observing;
  std::vector<watch_id> added;
};

/// One user's watch list.
///
/// A pop-up comes once for each real change: for `any_change` when the status type or the lamp
/// becomes another, for `person_status` when the watched type is reached from another, for
/// `phone_status` when the watched lamp is reached from another. A lamp that turns unknown and
/// comes back as it was is no change: else a PBX link that breaks would show a pop-up for
/// everybody. A watch with `once` goes after its first pop-up, one with `until` at that instant. At
/// most 200 watches a user.
class watchlist {
public:
  watchlist() = default;
  explicit watchlist(watchlist_record kept) : record_(std::move(kept)) {}

  /// `known` holds the people named in the command, as they are now; one that is missing there is
  /// unknown_employee. `types` are the site's kinds of status. Watching anew for the same thing
  /// gives the watch that there is another end.
  watchlist_decision add(const add_watch& x, const std::vector<person>& known,
                         const std::vector<status_type>& types, time_point now);
  watchlist_decision remove(const watch_id& x);
  watchlist_decision dismiss(const popup_id& x);
  watchlist_decision seen(const person& x, time_point now);
  /// The user's own status ran out, and stays until changed (S14.6).
  watchlist_decision own_status_over(const person& x, time_point overran_at, time_point now);
  /// Somebody else, named `by`, changed the user's own status or phone (S13.2, S13.3).
  watchlist_decision told(const person& x, popup_kind what, const std::string& by, time_point now);
  /// News of a promise to call back. The same a second time is no news.
  watchlist_decision told(const promise_view& x, popup_kind what, time_point now);
  /// Ends the watches that are due; may be stale.
  watchlist_decision wake(time_point now);
  /// The user may see less of people than before: pop-ups still open tell what she may no longer
  /// see (B2.3). Her watches follow when their people are seen again.
  watchlist_decision sees_less();

  const watchlist_record& record() const { return record_; }
  std::optional<time_point> deadline() const;
  std::vector<employee_id> observed() const;
  std::vector<watch_view> view() const;

private:
  watchlist_record record_;
};

} // namespace omstilling
