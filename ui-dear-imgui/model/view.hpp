#pragma once

#include "protocol/commands.hpp"
#include "ui-dear-imgui/model/search.hpp"

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
  std::vector<refusal> refusals; // the newest last
};

using view_ptr = std::shared_ptr<const console_view>;

/// Whether the login may do this.
bool may(const console_view& view, right x);

/// The person with this id, if she is known.
const person* find_person(const console_view& view, const employee_id& id);

/// Puts the desk's and the queue's calls into the areas where they are shown.
void sort_calls(console_view& view, std::vector<call_view> on_desk,
                std::vector<call_view> in_queue);

} // namespace omstilling
