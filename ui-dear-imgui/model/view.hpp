#pragma once

#include "protocol/commands.hpp"
#include "ui-dear-imgui/model/people_view.hpp"
#include "ui-dear-imgui/model/search.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// How the console stands to the service.
enum class link_phase {
  logged_out, // nobody has logged in, or the login was refused
  connecting, // the first picture is on its way
  live,
  away, // the connection is gone; what is shown was true at `fresh_at`
};

/// A command that was refused, or that nobody answered.
struct refusal {
  std::int64_t id = 0;
  std::string method;
  problem why;
  time_point at;
};

/// Where one person is and why, and what is ahead.
struct presence_view {
  bool known = false;               // the service has told
  bool refused = false;             // it has nothing to tell, or not to this login
  std::vector<claim_view> claims;   // in the order in which they decide; the first is in force
  std::vector<plan_view> plans;     // the next one first
  std::vector<agenda_entry> agenda; // by start
};

/// All that panels draw, at one moment; never changed once made.
struct console_view {
  link_phase phase = link_phase::logged_out;
  std::optional<problem> why;         // of a refused login, or of a lost connection
  std::optional<time_point> retry_at; // by the local clock
  std::optional<time_point> fresh_at; // local time at which all of this was last known to be true
  duration ahead{};                   // the service's clock less the local one
  std::string organisation;
  std::string name; // of the login
  std::optional<user_id> user;
  std::optional<employee_id> employee;
  std::vector<right> rights;
  std::vector<site_view> sites;
  std::shared_ptr<const people_list> people = std::make_shared<const people_list>(); // by name
  std::vector<queue_view> queues;                                                    // by priority
  std::vector<health_view> health;
  std::optional<desk_view> desk;
  std::vector<call_view> calls;    // area 2: the current one first
  std::vector<call_view> waiting;  // area 3: the longest waiting first
  std::vector<call_view> sent;     // area 4: the last one first
  std::vector<watch_view> watches; // by name
  std::vector<popup_view> popups;  // not dismissed yet, the newest last
  std::optional<settings_view> settings;
  std::map<site_id, std::vector<status_type>> status_types; // as the service has them, in order
  std::vector<template_view> templates;                     // own and global ones, by name
  std::map<employee_id, presence_view> presence;            // the login's own, and who is chosen
  std::vector<refusal> refusals;                            // the newest last
  std::vector<outcome> outcomes;                            // of commands that are waited for
  std::shared_ptr<const contact_list> contacts = std::make_shared<const contact_list>();
  std::shared_ptr<const call_log> log = std::make_shared<const call_log>();            // area 9
  std::shared_ptr<const message_log> messages = std::make_shared<const message_log>(); // area 7
  std::vector<promise_view> promises;                   // open ones first, the next deadline first
  std::vector<message_template_view> message_templates; // own ones first, by name
  std::optional<message_defaults_view> message_defaults;
  std::shared_ptr<const people_answers> answers = std::make_shared<const people_answers>();
  people_missing missing;
};

using view_ptr = std::shared_ptr<const console_view>;

/// Whether the login may do this.
bool may(const console_view& view, right x);

/// The person with this id, if she is known.
const person* find_person(const console_view& view, const employee_id& id);

/// What is known of this person's claims, plans and agenda, or null where it is not read.
const presence_view* presence_of(const console_view& view, const employee_id& id);

/// The kind of status with this id, of the site where it has one, or null: an older service sends
/// none.
const status_type* find_status_type(const console_view& view, std::string_view id,
                                    const site_id& site = {});

/// Puts the desk's and the queue's calls into the areas where they are shown.
void sort_calls(console_view& view, std::vector<call_view> on_desk,
                std::vector<call_view> in_queue);

} // namespace omstilling
