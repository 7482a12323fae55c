#pragma once

#include "actors/outbox_actor.hpp"
#include "actors/phone_book_actor.hpp"
#include "actors/site.hpp"
#include "services/access/receipts.hpp"
#include "services/calls/camp_list.hpp"
#include "services/calls/route.hpp"
#include "services/directory/numbers.hpp"
#include "services/history/recent_log.hpp"
#include "services/supervision/restart_budget.hpp"

#include <caf/actor_addr.hpp>
#include <caf/error.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

/// What the parts of the site actor share: site.cpp (start, supervision), site_commands.cpp,
/// site_calls.cpp.
namespace omstilling {

/// What the site needs to know of a login.
struct known_login {
  std::string name;
  audience sees = audience::colleague;
  std::optional<employee_id> person{};
  std::optional<desk_record> desk{}; // as the administrator stated it, without the phone
};

/// A phone that is rung at one address only.
struct locked_phone {
  user_id by;
  std::string address;
};

struct site_state {
  static inline const char* name = "omstilling.site";

  environment_ptr env;
  site_view site;
  std::shared_ptr<const std::string> time_zone; // the site's, for its employees
  std::int64_t epoch = 0;
  std::int64_t last_number = 0;
  std::int64_t calls_made = 0;
  bool living = false;                // what was kept stands; from now on things change
  bool awake = false;                 // what came due while the service was away is done
  std::optional<caf::error> ending{}; // why the site ends, as soon as all that lives at it has
  std::shared_ptr<pbx_port> pbx;
  link_actor link;
  bool link_up = false;
  accounts_actor door;
  std::map<std::string, feed_actor> feeds;                  // by link
  std::unordered_map<employee_id, calendar_link> calendars; // of those who have one

  std::unordered_map<employee_id, employee_actor> employees;
  std::unordered_map<call_id, call_actor> calls;
  std::map<queue_id, queue_actor> queues;
  std::map<queue_id, queue_record> queue_records;
  std::map<user_id, desk_actor> desks;
  std::map<user_id, watchlist_actor> watchlists;
  std::map<user_id, settings_actor> settings;
  std::map<std::string, status_book_actor> books;      // by status_book_id
  std::map<std::string, phone_book_actor> phone_books; // by name
  status_types_are types;
  std::map<std::string, message_book_actor> message_books; // by message_book_id
  message_templates_are message_templates;
  outbox_actor outbox;
  promises_actor promises;
  carriers carried_by;
  std::int64_t messages_made = 0;
  std::unordered_map<leg_id, call_id> arrived_legs;
  std::map<std::string, call_id> slots;             // where calls are parked
  std::unordered_map<std::string, call_id> ringing; // by the number where it rings
  camp_list camped;
  std::unordered_map<std::string, phone> diverted; // phones with do-not-disturb or forwarding
  std::unordered_map<std::string, user_id> desk_phones;
  std::unordered_map<std::string, phone_seen> devices; // what the PBX said last
  site_numbers plan;
  std::unordered_map<caf::actor_addr, entity_ref> refs; // of the living, for those that fail
  std::map<entity_ref, restart_budget> budgets;
  std::map<employee_id, std::set<user_id>> watchers;
  std::map<user_id, known_login> logins;
  std::map<user_id, settings_view> chosen;                     // as last reported
  std::unordered_map<std::string, locked_phone> locked_phones; // by number
  std::map<user_id, agent_news> agents; // as last reported, for queues that start again

  std::map<user_id, recent_log> logs; // of those logins that took part in a call

  numbers directory;
  receipts done;
  std::map<std::string, std::vector<door_command>>
    under_way; // by user and key: the same command asked again meanwhile

  std::vector<employee_id> overdue; // to be woken one after the other, the earliest deadline first
};

using site_pointer = site_actor::stateful_pointer<site_state>;

// --- site_start.cpp -----------------------------------------------------------
void begin(site_pointer self, site_start start);

/// Watches over a new actor: if it fails, it is started again from what is kept of it. One that
/// comes when the site is ending ends as well.
template <class Handle>
Handle supervise(site_pointer self, Handle x, entity_ref ref) {
  auto& st = self->state;
  self->monitor(x);
  st.refs[x.address()] = std::move(ref);
  if (st.ending)
    self->send_exit(x, *st.ending);
  return x;
}

// --- site_supervision.cpp -----------------------------------------------------
/// An actor ended: because its entity is over, or because it failed and is started again.
void mourn(site_pointer self, const caf::down_msg& x);
/// Ends all that lives at the site, and then the site: nothing of it is left when it is gone.
void end(site_pointer self, const caf::error& why);
/// Ends the site if it is ending and nothing lives at it any more.
void end_when_alone(site_pointer self);

// --- site_entities.cpp --------------------------------------------------------
void say_where(site_pointer self, std::vector<entity_ref> entities, bool gone = false);
/// At a start what is kept is part of the picture and no news; later it is a step like any other,
/// so that no revision is used twice.
void show(site_pointer self, std::vector<picture_change> pictures);
void declare(site_pointer self, std::vector<std::string> topics);
/// The lamp of the person behind a desk (U5).
void tell_person(site_pointer self, const agent_news& x);
void add_employee(site_pointer self, employee_record kept, time_point woken_until = {});
/// As add_employee, but shows nothing: the employee shows itself once it is kept.
employee_actor adopt_employee(site_pointer self, employee_record kept, time_point woken_until = {});
/// What her statuses asked of her desks and screens last, once more: it may not have been heard.
void repeat_wishes(site_pointer self, const employee_record& kept);
void add_queue(site_pointer self, queue core);
void add_desk(site_pointer self, desk_record kept, std::optional<employee_id> employee);
void add_watchlist(site_pointer self, watchlist_record kept);
/// A status book; the site's own says which kinds of status there are.
void add_book(site_pointer self, status_book_record kept);
/// The book of a user's own templates, which is made when it is first needed.
status_book_actor book_of(site_pointer self, const user_id& user);
void hear_types(site_pointer self, const status_types_are& x);
/// A desk's news, for its queues and for the lamp of the person behind it.
void hear_agent(site_pointer self, const agent_news& x);
/// The user's watch list, which is made when it is first needed.
watchlist_actor watchlist_of(site_pointer self, const user_id& user);
void tell_employee_watchers(site_pointer self, const employee_id& who);

// --- site_phone_books.cpp -------------------------------------------------------
/// At a start: the books of which something is kept, and the shared one where it lives.
void add_phone_books(site_pointer self, std::map<std::string, std::vector<kept_contact>> kept,
                     bool with_shared);
/// A phone book that failed is started again.
void restart_phone_book(site_pointer self, const std::string& name);

// --- site_logins.cpp ----------------------------------------------------------
/// The topics that every login has.
std::vector<std::string> topics_of(const user_id& user);
/// At a start: the logins with their settings, then their desks.
void add_logins(site_pointer self, site_start& start);
/// A login that is new, or is another from now on.
void hear_login(site_pointer self, const user_record& x);
/// What is kept of a desk, with what is stated of its login now.
desk_record restated(const site_state& st, desk_record kept);
void add_settings(site_pointer self, settings_record kept);
/// What a login's settings are before it chooses any.
settings_record first_settings(const site_state& st, const user_id& user);
void hear_settings(site_pointer self, const settings_are& x);
/// Somebody's phones are others: so may be the one that rings for her calls.
void restate_phones_of(site_pointer self, const employee_id& who);
const settings_view& settings_of(const site_state& st, const std::optional<user_id>& user);
own_numbers numbers_of(const site_state& st, const std::optional<user_id>& user);
/// The number that rings for this login's calls; empty when there is none.
std::string own_phone_of(const site_state& st, const std::optional<user_id>& user);

// --- site_messages.cpp ----------------------------------------------------------
void add_outbox(site_pointer self, std::vector<message_record> kept);
void add_promises(site_pointer self, std::vector<promise_record> kept);
void add_message_book(site_pointer self, message_book_record kept);
/// At a start: the site's own, which always is, and those of users.
void add_message_books(site_pointer self, std::vector<message_book_record> kept);
/// What a book holds before anything is put into it.
message_book_record first_message_book(const site_state& st, const std::string& id);
void show_first_defaults(site_pointer self, const user_id& user);
/// These keep many rows each, and are started again with all of them.
void restart_outbox(site_pointer self);
void restart_promises(site_pointer self);
void hear_message_templates(site_pointer self, const message_templates_are& x);
/// A pop-up for those whom a promise concerns.
void hear_promise_news(site_pointer self, const promise_to_tell& x);
/// Logins came, or belong to somebody else: so do the promises that they see.
void restate_promise_readers(site_pointer self);
/// Somebody of this site as one to write to.
caf::result<message_receiver> find_receiver(site_pointer self, const employee_id& who);

// --- site_arrivals.cpp --------------------------------------------------------
/// A caller, from outside or at a phone of the house: the call that this begins or joins.
void hear_arrival(site_pointer self, const pbx::leg_arrived& x);

// --- site_calendars.cpp -------------------------------------------------------
/// Why nobody can have this calendar; nothing when it is fine.
std::optional<problem> wrong_calendar(const site_state& st, const std::optional<calendar_link>& x);
void hear_calendar(site_pointer self, const calendar_is& x);
void hear_calendar(site_pointer self, const calendar_wished& x);
void hear_feed(site_pointer self, const to_employee& x);
/// An employee who lives from now on: where the calendar is, and what is to stand in it.
void meet_calendar(site_pointer self, const employee_record& x);
/// The people are awake: their calendars may be heard.
void open_calendars(site_pointer self);
/// Nobody here wants to hear of them any more.
void close_calendars(site_pointer self);
/// If it was a feed that ended, its people's calendars are unknown from now on.
void mourn_feed(site_pointer self, const caf::down_msg& x);

// --- site_calls.cpp -----------------------------------------------------------
void order_pbx(site_pointer self, pbx::order what);
call_actor add_call(site_pointer self, call_record kept);
/// A new call, with an id of its own, told to begin so.
call_id begin_call(site_pointer self, call_record made, call_action how);
void hear_pbx(site_pointer self, const pbx::event& what);
void send_on(site_pointer self, const overflow_order& order);
void hear_standing(site_pointer self, const call_stands& x);
/// A party that one call gives to another.
void hand_on(site_pointer self, const call_gives& x);
void forget_call(site_pointer self, const call_over& x);

// --- site_history.cpp ---------------------------------------------------------
/// From a call, for all sites.
void hear_news(site_pointer self, const call_news& x);
/// What a call means for the logs of this site's logins.
void log_call(site_pointer self, const call_news& x);
/// Asks whose number it is: of the phone books, else of the lookup service. The call hears of it
/// sooner or later.
void name_number(site_pointer self, const call_id& call, const party& who);
void hear_name(site_pointer self, const number_named& x);
/// A login has called somebody, who is found the sooner for it.
void note_called(site_pointer self, const std::optional<user_id>& user, const party& who);

// --- site_routes.cpp ------------------------------------------------------------
/// What is to be known of a person's phones when calls are put through to them.
void know_phones(site_pointer self, const employee_id& who, const std::vector<phone>& phones);
/// The way to a number as it is now, with every forwarding on it.
destination route_to(const site_state& st, const std::string& number);
/// By the line to that site; the house has none: by the trunk, as a number outside.
destination route_to(const site_state& st, const colleague_elsewhere& x);
/// A phone of the house, rung as its owner's settings say.
destination as_set(const site_state& st, destination phone);
/// Somebody's own phone: forwardings are for calls from others.
destination own_route(const site_state& st, destination phone);
party known_as(const site_state& st, party x);
/// The queue that a number leads to; nullptr when it is none's.
const queue_record* queue_of(const site_state& st, const std::string& number);
/// The site's most important queue; nullptr when it has none.
const queue_record* main_queue(const site_state& st);

// --- site_commands.cpp ----------------------------------------------------------
void carry_out(site_pointer self, const door_command& x);

} // namespace omstilling
