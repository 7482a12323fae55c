#pragma once

#include "protocol/contact_entities.hpp"
#include "protocol/history_entities.hpp"
#include "protocol/message_entities.hpp"

#include <string_view>
#include <variant>

/// What a session may ask without changing anything. Each has its answer beside it.
namespace omstilling {

/// Finds people, contacts and numbers as somebody types (B2.6): fragments in any order over all
/// fields. Answers what the asker may see, the best first in each group.
struct search {
  static constexpr std::string_view method = "search";
  std::string text;
  std::optional<std::int64_t> limit{}; // hits a group, 1-100; 20
};
BOOST_DESCRIBE_STRUCT(search, (), (text, limit))

struct search_result {
  std::string text; // as asked, so that a late answer is known for one
  std::vector<search_hit> hits;
};
BOOST_DESCRIBE_STRUCT(search_result, (), (text, hits))

/// Who could take a call in place of this person now (B2.7).
struct find_alternatives {
  static constexpr std::string_view method = "find_alternatives";
  employee_id employee;
  std::optional<std::int64_t> limit{}; // 1-20; 5
};
BOOST_DESCRIBE_STRUCT(find_alternatives, (), (employee, limit))

struct alternatives_result {
  employee_id employee;
  std::vector<alternative_view> alternatives;
};
BOOST_DESCRIBE_STRUCT(alternatives_result, (), (employee, alternatives))

/// One's own calls, the newest first (area 9).
struct read_call_log {
  static constexpr std::string_view method = "read_call_log";
  std::optional<time_point> before{}; // exclusive; now unless said otherwise
  std::optional<log_kind> only{};
  std::optional<std::int64_t> limit{}; // 1-500; 100
};
BOOST_DESCRIBE_STRUCT(read_call_log, (), (before, only, limit))

struct call_log_result {
  std::vector<call_log_entry> entries;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(call_log_result, (), (entries, more))

/// Calls with this number, the newest first (area 6).
struct read_caller_history {
  static constexpr std::string_view method = "read_caller_history";
  std::string number;
  std::optional<time_point> before{};
  std::optional<std::int64_t> limit{}; // 1-500; 50
};
BOOST_DESCRIBE_STRUCT(read_caller_history, (), (number, before, limit))

struct caller_history_result {
  std::string number; // as asked
  std::vector<call_history_entry> entries;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(caller_history_result, (), (number, entries, more))

/// The whole way of one call that is over (B1.8).
struct read_call_story {
  static constexpr std::string_view method = "read_call_story";
  call_id call;
};
BOOST_DESCRIBE_STRUCT(read_call_story, (), (call))

struct call_story_result {
  call_history_entry entry;
};
BOOST_DESCRIBE_STRUCT(call_story_result, (), (entry))

/// One's own messages, the newest first (area 7): those with all words of `text` in receiver,
/// subject or text.
struct read_messages {
  static constexpr std::string_view method = "read_messages";
  std::optional<std::string> text{};
  std::optional<time_point> before{};
  std::optional<std::int64_t> limit{}; // 1-500; 50
};
BOOST_DESCRIBE_STRUCT(read_messages, (), (text, before, limit))

struct messages_result {
  std::vector<message_view> messages;
  bool more = false;
};
BOOST_DESCRIBE_STRUCT(messages_result, (), (messages, more))

/// Which employees an import has made (administer): what it does not name any more it may remove.
struct read_imported {
  static constexpr std::string_view method = "read_imported";
  std::string import; // as in put_employee.imported_from
};
BOOST_DESCRIBE_STRUCT(read_imported, (), (import))

struct imported_result {
  std::vector<employee_id> employees;
};
BOOST_DESCRIBE_STRUCT(imported_result, (), (employees))

using query = std::variant<search, find_alternatives, read_call_log, read_caller_history,
                           read_call_story, read_messages, read_imported>;
using query_result =
  std::variant<search_result, alternatives_result, call_log_result, caller_history_result,
               call_story_result, messages_result, imported_result>;

} // namespace omstilling
