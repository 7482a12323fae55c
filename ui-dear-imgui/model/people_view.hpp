#pragma once

#include "protocol/contact_entities.hpp"
#include "protocol/errors.hpp"
#include "protocol/history_entities.hpp"
#include "protocol/message_entities.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the console knows of contacts, calls that are over and messages, and what it asks for.
namespace omstilling {

/// A contact with what a search compares, folded once.
struct contact_entry {
  contact_view who;
  std::string folded;
};
using contact_ptr = std::shared_ptr<const contact_entry>;
using contact_list = std::vector<contact_ptr>; // by name

/// A list that comes in pages, the newest first: as far as it was read.
template <class Entry>
struct pages {
  std::vector<Entry> entries{};
  bool known = false;           // the service has answered once
  bool asked = false;           // an answer is on its way
  bool more = false;            // there are older ones
  std::optional<problem> why{}; // it was refused
};
using call_log = pages<call_log_entry>;
using message_log = pages<message_view>;
using caller_history = pages<call_history_entry>;

/// What the window would like to know now, beside what is followed. An empty member asks nothing
/// new.
struct inquiry {
  std::string search;                      // as it is typed
  std::optional<employee_id> alternatives; // in whose place
  std::int64_t round = 0;                  // another one: the alternatives are asked anew
  std::string history;                     // the number of whom the calls are read
  std::int64_t history_rows = 0;           // so many, as far as there are
  std::optional<call_id> story;
  bool missed_only = false; // of the log
  std::int64_t log_rows = 0;
  std::string messages_with; // words in them
  std::int64_t message_rows = 0;
  friend bool operator==(const inquiry&, const inquiry&) = default;
};

/// What was answered to it last; never an answer to an older question.
struct people_answers {
  std::string searched; // what `hits` were found for
  std::vector<search_hit> hits;
  bool searching = false; // an answer is on its way
  std::optional<employee_id> absent;
  std::vector<alternative_view> alternatives; // in the place of `absent`
  std::string history_of;                     // a number
  caller_history history;
  std::optional<call_history_entry> story;
  std::optional<problem> no_story; // why it could not be read
  bool missed_only = false;        // what `log` holds
  call_log log;
  std::string messages_with;
  message_log messages;
};

/// What became of a command whose window waits for it.
struct outcome {
  std::int64_t ticket = 0;
  std::optional<problem> why{}; // none: done
  std::string id;               // of what was made
};

/// Which of these the service does not have, or not for this login.
struct people_missing {
  bool phone_books = false;
  bool log = false;
  bool messages = false;
};

} // namespace omstilling
