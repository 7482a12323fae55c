#pragma once

#include "actors/directory_messages.hpp"
#include "actors/history_messages.hpp"
#include "actors/messages.hpp"
#include "actors/nodes_messages.hpp"
#include "actors/outbox_messages.hpp"
#include "actors/ownership_messages.hpp"
#include "actors/ports/number_lookup.hpp"

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

#include <memory>
#include <vector>

/// Every actor's contract: what may be said to it, and what it answers.
namespace omstilling {

/// Keeps and numbers what happens. Runs on a thread of its own; whatever has gathered since its
/// last commit is one transaction.
using journal_actor = caf::typed_actor<
  // One step of an entity; answered when it is kept, after which the board shows it. Live steps are
  // numbered and shown, not kept.
  caf::replies_to<change>::with<committed>,
  // What is kept of an entity, for a restart.
  caf::replies_to<load_row>::with<loaded_row>, caf::replies_to<load_rows>::with<loaded_rows>,
  caf::replies_to<read_history>::with<history_read>,
  // Of calls that are over.
  caf::replies_to<read_calls>::with<calls_read>,
  // Retention.
  caf::reacts_to<forget_before>, caf::reacts_to<ask_totals>, caf::reacts_to<ask_metrics>,
  // On one of several nodes: which sites it may write. Steps of others are refused.
  caf::replies_to<open_site>::with<opened_site>, caf::replies_to<close_site>::with<closed_site>,
  caf::reacts_to<cut_site>,
  // On one of several nodes: what is kept of another's site; and of an own one, what only the board
  // was told: what became of a part, and topics without anything in them.
  caf::replies_to<load_mirrored>::with<loaded_mirrored>, caf::reacts_to<health_news>,
  caf::reacts_to<declare_topics>,
  // INTERNAL: end of what has gathered; and each second, so that other nodes hear something.
  caf::reacts_to<flush>, caf::reacts_to<beat>>;

struct tell_health;

/// Holds the live picture; one a node. Observers get frames from it, in order.
using board_actor = caf::typed_actor<
  caf::reacts_to<declare_topics>, caf::reacts_to<shown_batch>, caf::reacts_to<health_news>,
  // What a site shows is whole now.
  caf::reacts_to<site_stands>,
  // Of sites that other nodes own; and what this node's sites show, for them.
  caf::reacts_to<site_is>, caf::reacts_to<site_silent>, caf::reacts_to<ask_site_picture>,
  caf::reacts_to<tell_health>,
  // Opens a topic for a reader, between two publishes.
  caf::reacts_to<open_topic_request>, caf::reacts_to<attach_observers>,
  caf::reacts_to<rights_changed>, caf::reacts_to<ask_health>, caf::reacts_to<ask_metrics>,
  // INTERNAL: the end of a coalescing window.
  caf::reacts_to<flush>>;

/// To whom a node's board says what became of its sites' parts, for other nodes.
struct tell_health {
  journal_actor to;
};

/// One user's watch list.
using watchlist_actor = caf::typed_actor<
  // remove_watch, dismiss_popup.
  caf::replies_to<ask>::with<answer>,
  // add_watch.
  caf::replies_to<ask, watch_basis>::with<answer>, caf::reacts_to<person_seen>,
  caf::reacts_to<own_status_over>, caf::reacts_to<changed_by_other>, caf::reacts_to<sees_less>,
  caf::reacts_to<promise_popup>,
  // INTERNAL: a deadline.
  caf::reacts_to<wake>>;

/// One user's settings.
using settings_actor = caf::typed_actor<
  // set_settings.
  caf::replies_to<ask, own_numbers>::with<answer>, caf::reacts_to<login_named>>;

/// A site's kinds of status and global templates, or one user's own templates.
using status_book_actor = caf::typed_actor<
  // put_status_type, remove_status_type, put_template, remove_template, with the site's kinds.
  caf::replies_to<ask, status_types_are>::with<answer>>;

/// Who watches an employee, and what such a user may see.
struct watcher {
  watchlist_actor list;
  audience sees = audience::colleague;
};
/// Those who watch an employee, all of them.
struct watched_by {
  std::vector<watcher> watchers;
};

/// One employee.
using employee_actor = caf::typed_actor<
  // set_status, clear_status, put_plan, remove_plan, set_phone, put_employee, remove_employee.
  caf::replies_to<ask>::with<answer>, caf::reacts_to<phone_seen>, caf::reacts_to<phones_unknown>,
  caf::reacts_to<agent_seen>, caf::reacts_to<appointments_are>, caf::reacts_to<calendar_silent>,
  caf::reacts_to<watched_by>, caf::reacts_to<status_types_are>,
  caf::replies_to<ask_person>::with<person_now>, caf::replies_to<ask_presence>::with<presence_now>,
  // At a start: end what came due meanwhile.
  caf::replies_to<wake_now>::with<awake>,
  // INTERNAL: a deadline.
  caf::reacts_to<wake>>;

/// One call; ends itself when the call is over and kept.
using call_actor = caf::typed_actor<caf::replies_to<ask_call>::with<answer>,
                                    // From the PBX or the queue.
                                    caf::reacts_to<call_fact>,
                                    // Its queue has started again.
                                    caf::reacts_to<announce>,
                                    // INTERNAL: a deadline.
                                    caf::reacts_to<wake>>;

/// One queue.
using queue_actor = caf::typed_actor<
  // put_queue.
  caf::replies_to<ask>::with<answer>, caf::reacts_to<queue_news>,
  caf::replies_to<ask_next_call>::with<next_call>,
  // INTERNAL: a deadline.
  caf::reacts_to<wake>>;

/// One receptionist's desk.
using desk_actor = caf::typed_actor<
  // choose_queue, set_agent_state.
  caf::replies_to<ask>::with<answer>, caf::replies_to<which_call>::with<meant_call>,
  caf::reacts_to<to_desk>, caf::reacts_to<configure_desk>, caf::reacts_to<desk_order>>;

/// The way to one site's PBX.
using link_actor = caf::typed_actor<caf::reacts_to<pbx_orders>, caf::reacts_to<open_link>,
                                    // INTERNAL: from the PBX's own thread.
                                    caf::reacts_to<pbx_happened>>;

struct site_lives;
struct site_noted {};
struct nodes_are;

/// Logins, tokens, and the door through which every command comes with the rights of this moment.
using accounts_actor =
  caf::typed_actor<caf::reacts_to<ask_login>, caf::reacts_to<door_command>,
                   caf::reacts_to<door_query>, caf::reacts_to<presence_wish>,
                   // From a site: for every site.
                   caf::reacts_to<call_news>,
                   // From a site: somebody of another to write to.
                   caf::replies_to<ask_receiver>::with<message_receiver>,
                   // From a site: where these are now.
                   caf::reacts_to<located>,
                   // On one of several nodes: once it is answered, no command
                   // goes to whoever was the site before.
                   caf::replies_to<site_lives>::with<site_noted>,
                   // By way of whom sites of other nodes are asked; their
                   // logins and people; and for those, from their nodes.
                   caf::reacts_to<nodes_are>, caf::reacts_to<mirror_rows>,
                   caf::reacts_to<owner_call_news>, caf::replies_to<employee_id>::with<person_now>>;

/// Through which door a site's people are reached.
struct door_is {
  accounts_actor door;
};

/// One site: spawns its entities, knows which actor has which id, starts again what failed.
using site_actor = caf::typed_actor<
  // A command for one of its entities.
  caf::reacts_to<door_command>, caf::reacts_to<to_call>, caf::reacts_to<to_queue>,
  caf::reacts_to<to_desk>, caf::reacts_to<overflow_call>, caf::reacts_to<call_over>,
  caf::reacts_to<call_stands>, caf::reacts_to<call_gives>, caf::reacts_to<phones_are>,
  caf::reacts_to<agent_news>, caf::reacts_to<observe_people>, caf::reacts_to<login_is>,
  caf::reacts_to<settings_are>, caf::reacts_to<status_wishes>, caf::reacts_to<status_types_are>,
  // From a person, about her calendar; and for her, from a feed.
  caf::reacts_to<calendar_is>, caf::reacts_to<calendar_wished>, caf::reacts_to<to_employee>,
  // A person of this site, for another site that dials there.
  caf::replies_to<employee_id>::with<person_now>,
  caf::replies_to<ask_presence_of>::with<presence_now>,
  // From a call; from the door; and from who knows names.
  caf::reacts_to<call_news>, caf::reacts_to<call_told>, caf::reacts_to<number_named>,
  // Messages and promises; a person of this site as one to write to.
  caf::replies_to<ask_messages>::with<messages_now>,
  caf::replies_to<ask_receiver>::with<message_receiver>, caf::reacts_to<message_templates_are>,
  caf::reacts_to<promise_made>, caf::reacts_to<promise_to_tell>, caf::reacts_to<call_reached>,
  // From the link.
  caf::reacts_to<pbx_happened>, caf::reacts_to<door_is>,
  // INTERNAL: once a day.
  caf::reacts_to<tidy>>;

/// A site that is acted for here from now on, with its logins as they are kept; or no longer.
struct site_lives {
  site_id site;
  site_actor handle; // none: no longer
  std::vector<user_record> users{};
  std::vector<token_record> tokens{};
};

struct nodes_are {
  nodes_actor all;
};

/// Somebody of a site has this calendar from now on, or none.
struct calendar_person {
  employee_id who;
  std::string calendar; // empty: none
  std::string time_zone;
  site_actor site; // by way of which she is told
};

/// The calendars of one link; it tells the people what stands in theirs.
using feed_actor = caf::typed_actor<caf::reacts_to<calendar_person>, caf::reacts_to<calendar_wish>,
                                    // INTERNAL: from the source's own thread, and a deadline.
                                    caf::reacts_to<calendar_read>, caf::reacts_to<calendar_written>,
                                    caf::reacts_to<wake>>;

/// Hashes passwords; slow on purpose, so on a thread of its own.
using hasher_actor = caf::typed_actor<caf::replies_to<check_password>::with<password_checked>,
                                      caf::replies_to<hash_password>::with<password_hashed>>;

/// What every actor of the service may reach.
struct environment {
  std::shared_ptr<clock> time;
  journal_actor journal;
  board_actor board;
  std::chrono::days retention{400};
  directory_actor directory{};
  std::shared_ptr<number_lookup> lookup{}; // may be absent
};
using environment_ptr = std::shared_ptr<const environment>;

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::watched_by)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_lives)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::site_noted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::nodes_are)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::tell_health)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::door_is)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::employee_id)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::calendar_person)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::calendar_wish)
