#pragma once

#include "actors/ports/clock.hpp"
#include "actors/ports/front_door.hpp"
#include "actors/ports/store.hpp"
#include "protocol/events.hpp"
#include "services/calendars/outbox.hpp"
#include "services/calls/call_reports.hpp"
#include "services/desks/desk.hpp"
#include "services/mirrors/mirror_words.hpp"
#include "services/pictures/frames.hpp"
#include "services/pictures/topic.hpp"
#include "services/presence/employee.hpp"
#include "services/presence/status_book.hpp"
#include "services/queues/queue.hpp"
#include "services/settings/settings.hpp"
#include "services/statistics/totals.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What actors say to each other. These never leave the process, so they are plain values without
/// serialisation.
namespace omstilling {

/// One entity's step on the road: what happened, what is to be kept, what observers see then.
struct change {
  site_id site;
  entity_ref entity;
  time_point at;
  std::vector<event> events;
  std::optional<std::string> state{}; // the record's JSON, when it must be kept
  bool erased = false;                // the entity is over: its row goes
  std::vector<picture_change> pictures;
  std::optional<user_id> by{};
  std::optional<receipt> mark{};         // its result is given the revision when it is kept
  std::optional<stored_call> finished{}; // with the last step of a call
};

/// Kept and shown: the number of the change's last event. Or why not; then nothing of it is kept.
struct committed {
  tl::expected<std::int64_t, problem> revision;
};

/// What a command came to.
struct answer {
  tl::expected<command_result, problem> value;
};

/// A command for the entity that owns what it changes. `mark` is the receipt to keep with it,
/// result still open.
struct ask {
  principal who;
  command what;
  std::optional<receipt> mark{};
};

/// A receptionist's command on a call, as the site understood it.
struct ask_call {
  principal who;
  call_action what;
  std::optional<receipt> mark{};
};

/// Something that happened to a call: a fact, which cannot be refused.
struct call_fact {
  call_action what;
};

/// What a queue hears.
struct queue_news {
  queue_action what;
};

/// For the entity with this id, by way of its site (handles change when an actor is restarted; ids
/// do not).
struct to_call {
  call_id call;
  call_action what;
};
struct to_queue {
  queue_id queue;
  queue_action what;
};
struct to_desk {
  user_id desk;
  call_view call;
};
/// A queue wants a call to go on to a queue's id or a number.
struct overflow_call {
  overflow_order order;
};
/// A call is over and nothing of it is left.
struct call_over {
  call_id call;
};
/// Where a call stands from now on.
struct call_stands {
  call_id call;
  call_standing where;
};
/// A call has no more to do with somebody, who belongs to another from now on.
struct call_gives {
  given_party party;
};
/// Phones of a person, as they are set from now on.
struct phones_are {
  employee_id who;
  std::vector<phone> phones;
};

/// Stand in your queue's list again: it is new there.
struct announce {};

/// Forget what is older than retention says.
struct tidy {};

/// The site is ready: let the PBX's events come.
struct open_link {};

/// Which call a receptionist's command means, when it does not say.
struct which_call {
  principal who;
  command what;
};
struct meant_call {
  tl::expected<std::optional<call_id>, problem> call; // nothing: the queue's next
  destination desk;                                   // her own phone
  std::optional<queue_id> queue{};
};
struct ask_next_call {};
struct next_call {
  std::optional<call_id> call;
};

/// From a desk: whether the person behind it takes calls.
struct agent_news {
  user_id user;
  std::string name;
  std::optional<employee_id> employee{};
  std::vector<queue_id> queues; // that she works from now
  std::vector<queue_id> left;   // that she no longer works from
  agent_state state = agent_state::unknown;
  time_point since;
  destination phone;
  time_point ordered_at; // of the last order from her status that she carried out
};

/// The login behind a desk.
struct configure_desk {
  desk_record stated;
  std::optional<employee_id> employee{};
};

/// A login of the site, as it is from now on.
struct login_is {
  user_record user;
};

/// The numbers of a user's own phones as they are now, the primary one first.
struct own_numbers {
  std::vector<std::string> numbers;
};
/// The name of a login, as it is from now on.
struct login_named {
  std::string name;
};
/// What a user chose, as it is from now on.
struct settings_are {
  settings_view chosen;
};

/// What is to be known of a person's phones and desk.
struct phone_seen {
  std::string number;
  phone_reach reach = phone_reach::unknown;
  phone_activity activity = phone_activity::unknown;
};
struct phones_unknown {};
struct agent_seen {
  agent_state state = agent_state::unknown;
  time_point carried_out; // the orders up to then
};

/// All that a person's calendar holds from about now on.
struct appointments_are {
  std::vector<calendar_event> events;
};
/// Nothing was heard of a person's calendar since then; none: it is heard of again.
struct calendar_silent {
  std::optional<time_point> since{};
};

/// What a link's feed has to say to a person, by way of her site.
struct to_employee {
  employee_id who;
  std::optional<calendar_silent> silent{};
  std::optional<appointments_are> appointments{};
};
/// Where a person's calendar is, from now on; none: nowhere.
struct calendar_is {
  employee_id who;
  std::optional<calendar_link> where{};
};
/// A person's status is to stand in a calendar of this link, or no longer.
struct calendar_wished {
  std::string link;
  calendar_wish what;
};
/// INTERNAL to a feed: from the source's own thread.
struct calendar_read {
  std::int64_t number = 0;
  tl::expected<calendar_reading, calendar_failure> answer;
};
struct calendar_written {
  std::int64_t number = 0;
  std::optional<calendar_failure> failure{};
};

/// A watched person changed.
struct person_seen {
  person who;
};
struct ask_person {
  audience sees = audience::reception;
};
struct person_now {
  person who;
};

/// A person as `sees` may see her, with what of her agenda touches [from, to).
struct ask_presence {
  audience sees = audience::public_;
  time_point from;
  time_point to;
};
struct presence_now {
  person who; // without an id: there is no such person
  std::vector<agenda_entry> agenda;
  std::shared_ptr<const std::vector<status_type>> types{}; // of the site
};
/// The same of one of a site's people.
struct ask_presence_of {
  employee_id who;
  ask_presence what;
};

/// A site's entities that came or went: commands for them go there.
struct located {
  site_id site;
  std::vector<entity_ref> entities;
  bool gone = false;
};

/// What a status asks of the desks and the screens of the person who has it. At a start the last
/// wishes come once more: the service may have died before they were heard.
struct status_wishes {
  person who;
  std::optional<agent_order> order{};
  std::optional<time_point> overran_at{};
};
/// For a desk, from its own person's status.
struct desk_order {
  agent_order what;
};
/// For a watch list: its user's own status ran out.
struct own_status_over {
  person who;
  time_point overran_at;
};
/// For a watch list: its user may see less of people from now on.
struct sees_less {};

/// Somebody else changed the user's own status or phone; `who` is the user's person as it is now.
struct changed_by_other {
  person who;
  popup_kind what = popup_kind::unknown;
  std::optional<user_id> by{};
  std::string by_name;
};

/// A site's kinds of status, as they are from now on.
struct status_types_are {
  std::shared_ptr<const std::vector<status_type>> types;
};
/// What a new watch is checked against: the people that it names as they are now, and the site's
/// kinds of status.
struct watch_basis {
  std::vector<person> people;
  status_types_are known;
};

/// Which people a watch list follows from now on, and no longer.
struct observe_people {
  user_id watcher;
  std::vector<employee_id> begin;
  std::vector<employee_id> end;
};

/// An armed deadline passed; may be stale.
struct wake {};
/// Do what is due now, and say when it is kept: at a start, overdue ones go one after the other.
struct wake_now {
  std::optional<agent_seen> agent{}; // of who has a desk
};
struct awake {};

struct flush {};
struct load_row {
  site_id site;
  entity_ref entity;
};
struct loaded_row {
  tl::expected<std::optional<std::string>, problem> state;
};
/// All that is kept of one kind under ids that begin so, for a restart.
struct load_rows {
  site_id site;
  entity_kind kind = entity_kind::unknown;
  std::string begin;
};
struct loaded_rows {
  tl::expected<std::vector<std::string>, problem> states;
};
struct read_history {
  event_query query;
};
struct history_read {
  tl::expected<std::vector<stored_event>, problem> events;
};
struct forget_before {
  site_id site;
  time_point before;
};

/// Changes of one commit, in order, for those who watch.
struct shown_batch {
  site_id site;
  std::vector<shown_change> changes;
  std::int64_t number = 0; // of the site after it, also when nothing was shown of the last events
};
/// Topics that exist from now on, although nothing may have happened in them. Another epoch than
/// the site's last begins all its topics anew; readers may have them from site_stands on.
struct declare_topics {
  site_id site;
  std::vector<std::string> topics;
  std::string epoch;
  std::int64_t revision = 0;
};
/// What stood there when the site began has been shown.
struct site_stands {
  site_id site;
};
/// All that a site of another node shows: in place of what was shown of it here.
struct site_is {
  site_id site;
  site_picture all;
};
/// Nothing was heard of a site of another node since then; none: it is heard of again.
struct site_silent {
  site_id site;
  std::optional<time_point> since{};
};
/// All that a site shows, for another node; nothing when it is not known here, or not yet whole.
struct ask_site_picture {
  site_id site;
  std::function<void(std::optional<site_picture>)> then;
};
struct health_news {
  health_view part;
};
struct open_topic_request {
  principal who;
  topic_request asked;
  std::function<void(tl::expected<subscription, problem>)> then;
};
struct attach_observers {
  observers* to = nullptr;
};
struct rights_changed {
  principal whom;
};
struct ask_health {
  std::function<void(std::vector<health_view>)> then;
};
struct ask_metrics {
  std::shared_ptr<std::string> text;
  std::function<void(std::string)> then;
};

struct ask_totals {
  std::function<void(call_totals)> then;
};

struct ask_login {
  authenticate asked;
  std::string address;
  std::function<void(tl::expected<admission, problem>)> then;
};
struct door_command {
  principal who;
  command asked;
  std::optional<idempotency_key> key{};
  std::function<void(tl::expected<command_result, problem>)> then;
  std::optional<colleague_elsewhere> to{}; // whom it calls, when that is at another site
};
struct door_query {
  principal who;
  query asked;
  std::function<void(tl::expected<query_result, problem>)> then;
};
struct presence_wish {
  principal who;
  presence_request asked;
  std::function<void(tl::expected<presence_reading, problem>)> then;
};
/// The slow part of a login: argon2id.
struct check_password {
  std::string password;
  std::string hash;
};
struct password_checked {
  bool right = false;
};
struct hash_password {
  std::string password;
};
struct password_hashed {
  std::string hash;
};

struct pbx_happened {
  pbx::event what;
};
struct pbx_orders {
  std::vector<pbx::order> orders;
};

} // namespace omstilling

// CAF wants to know that these are never sent over a network.
#define OMSTILLING_LOCAL_MESSAGE(name) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::name)
OMSTILLING_LOCAL_MESSAGE(change)
OMSTILLING_LOCAL_MESSAGE(committed)
OMSTILLING_LOCAL_MESSAGE(answer)
OMSTILLING_LOCAL_MESSAGE(ask)
OMSTILLING_LOCAL_MESSAGE(ask_call)
OMSTILLING_LOCAL_MESSAGE(call_fact)
OMSTILLING_LOCAL_MESSAGE(queue_news)
OMSTILLING_LOCAL_MESSAGE(to_call)
OMSTILLING_LOCAL_MESSAGE(to_queue)
OMSTILLING_LOCAL_MESSAGE(to_desk)
OMSTILLING_LOCAL_MESSAGE(overflow_call)
OMSTILLING_LOCAL_MESSAGE(call_over)
OMSTILLING_LOCAL_MESSAGE(call_stands)
OMSTILLING_LOCAL_MESSAGE(call_gives)
OMSTILLING_LOCAL_MESSAGE(phones_are)
OMSTILLING_LOCAL_MESSAGE(which_call)
OMSTILLING_LOCAL_MESSAGE(meant_call)
OMSTILLING_LOCAL_MESSAGE(ask_next_call)
OMSTILLING_LOCAL_MESSAGE(next_call)
OMSTILLING_LOCAL_MESSAGE(agent_news)
OMSTILLING_LOCAL_MESSAGE(configure_desk)
OMSTILLING_LOCAL_MESSAGE(login_is)
OMSTILLING_LOCAL_MESSAGE(own_numbers)
OMSTILLING_LOCAL_MESSAGE(login_named)
OMSTILLING_LOCAL_MESSAGE(settings_are)
OMSTILLING_LOCAL_MESSAGE(phone_seen)
OMSTILLING_LOCAL_MESSAGE(phones_unknown)
OMSTILLING_LOCAL_MESSAGE(agent_seen)
OMSTILLING_LOCAL_MESSAGE(appointments_are)
OMSTILLING_LOCAL_MESSAGE(calendar_silent)
OMSTILLING_LOCAL_MESSAGE(to_employee)
OMSTILLING_LOCAL_MESSAGE(calendar_is)
OMSTILLING_LOCAL_MESSAGE(calendar_wished)
OMSTILLING_LOCAL_MESSAGE(calendar_read)
OMSTILLING_LOCAL_MESSAGE(calendar_written)
OMSTILLING_LOCAL_MESSAGE(person_seen)
OMSTILLING_LOCAL_MESSAGE(ask_person)
OMSTILLING_LOCAL_MESSAGE(person_now)
OMSTILLING_LOCAL_MESSAGE(ask_presence)
OMSTILLING_LOCAL_MESSAGE(presence_now)
OMSTILLING_LOCAL_MESSAGE(ask_presence_of)
OMSTILLING_LOCAL_MESSAGE(presence_wish)
OMSTILLING_LOCAL_MESSAGE(door_query)
OMSTILLING_LOCAL_MESSAGE(located)
OMSTILLING_LOCAL_MESSAGE(status_wishes)
OMSTILLING_LOCAL_MESSAGE(desk_order)
OMSTILLING_LOCAL_MESSAGE(own_status_over)
OMSTILLING_LOCAL_MESSAGE(changed_by_other)
OMSTILLING_LOCAL_MESSAGE(status_types_are)
OMSTILLING_LOCAL_MESSAGE(watch_basis)
OMSTILLING_LOCAL_MESSAGE(sees_less)
OMSTILLING_LOCAL_MESSAGE(observe_people)
OMSTILLING_LOCAL_MESSAGE(wake)
OMSTILLING_LOCAL_MESSAGE(wake_now)
OMSTILLING_LOCAL_MESSAGE(awake)
OMSTILLING_LOCAL_MESSAGE(flush)
OMSTILLING_LOCAL_MESSAGE(load_row)
OMSTILLING_LOCAL_MESSAGE(loaded_row)
OMSTILLING_LOCAL_MESSAGE(load_rows)
OMSTILLING_LOCAL_MESSAGE(loaded_rows)
OMSTILLING_LOCAL_MESSAGE(read_history)
OMSTILLING_LOCAL_MESSAGE(history_read)
OMSTILLING_LOCAL_MESSAGE(forget_before)
OMSTILLING_LOCAL_MESSAGE(announce)
OMSTILLING_LOCAL_MESSAGE(open_link)
OMSTILLING_LOCAL_MESSAGE(tidy)
OMSTILLING_LOCAL_MESSAGE(shown_batch)
OMSTILLING_LOCAL_MESSAGE(declare_topics)
OMSTILLING_LOCAL_MESSAGE(site_stands)
OMSTILLING_LOCAL_MESSAGE(site_is)
OMSTILLING_LOCAL_MESSAGE(site_silent)
OMSTILLING_LOCAL_MESSAGE(ask_site_picture)
OMSTILLING_LOCAL_MESSAGE(health_news)
OMSTILLING_LOCAL_MESSAGE(open_topic_request)
OMSTILLING_LOCAL_MESSAGE(attach_observers)
OMSTILLING_LOCAL_MESSAGE(rights_changed)
OMSTILLING_LOCAL_MESSAGE(ask_health)
OMSTILLING_LOCAL_MESSAGE(ask_metrics)
OMSTILLING_LOCAL_MESSAGE(ask_totals)
OMSTILLING_LOCAL_MESSAGE(ask_login)
OMSTILLING_LOCAL_MESSAGE(door_command)
OMSTILLING_LOCAL_MESSAGE(check_password)
OMSTILLING_LOCAL_MESSAGE(password_checked)
OMSTILLING_LOCAL_MESSAGE(hash_password)
OMSTILLING_LOCAL_MESSAGE(password_hashed)
OMSTILLING_LOCAL_MESSAGE(pbx_happened)
OMSTILLING_LOCAL_MESSAGE(pbx_orders)
#undef OMSTILLING_LOCAL_MESSAGE
