#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/history_entities.hpp"
#include "protocol/queries.hpp"
#include "services/calendars/icalendar.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a node asks the owner of a site, and what it is answered, as JSON text. Nodes trust each
/// other: who may reach the store may also ask. Reading never throws; unknown members are left out.
namespace omstilling {

/// Everything the site shows; answered by site_pictures in parts.
struct picture_wanted {};
/// A command of this user, with the rights that the owner knows of.
struct command_wanted {
  std::string user;
  command what;
  std::optional<idempotency_key> key{};
};
struct query_wanted {
  std::string user;
  query what;
};
/// A person's presence as `user` may see it, or the wallboard with this token.
struct presence_wanted {
  std::string user;
  std::string token;
  employee_id who;
  std::optional<time_point> from{};
  std::optional<time_point> to{};
};
/// Under which number somebody is called.
struct extension_wanted {
  employee_id who;
};
/// Somebody to write to.
struct receiver_wanted {
  employee_id who;
};
/// One call in the log of somebody of the house.
struct told_call {
  std::string owner;
  std::string number;
  call_log_entry entry;
};
/// A call that may be of logins of this site; nobody waits for an answer.
struct call_log_told {
  call_id call;
  time_point at;
  std::string reached;
  std::vector<told_call> log;
};

using wanted = std::variant<picture_wanted, command_wanted, query_wanted, presence_wanted,
                            extension_wanted, receiver_wanted, call_log_told>;

/// `id` is of the asker, and comes back with the answer.
struct node_question {
  std::string id;
  wanted what;
};

struct presence_told {
  person who;
  std::vector<busy_period> taken;
  time_point from;
  time_point to;
  time_point at;
};
struct extension_told {
  std::string number; // empty: there is no such person, or she has no phone
  std::string name{};
};
struct receiver_told {
  employee_id id; // empty: there is no such person
  site_id site;
  std::string name;
  std::string email;
  std::string sms_number;
  std::optional<employee_id> deputy{};
  std::string deputy_name;
};
/// One part of a site_picture, see encode_site_picture.
struct picture_part {
  std::string text;
};

using told = std::variant<problem, command_result, query_result, presence_told, extension_told,
                          receiver_told, picture_part>;

struct node_answer {
  std::string id;
  site_id site;
  told what;
};

std::string encode_node_question(const node_question& x);
tl::expected<node_question, problem> decode_node_question(std::string_view text);
std::string encode_node_answer(const node_answer& x);
tl::expected<node_answer, problem> decode_node_answer(std::string_view text);

} // namespace omstilling
