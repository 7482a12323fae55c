#pragma once

#include "protocol/commands.hpp"

#include <string>
#include <vector>

/// The members of office.toml; etc/demo/office.toml says what each means.
namespace omstilling {

struct number_range {
  double from = 0;
  double to = 0;
};
BOOST_DESCRIBE_STRUCT(number_range, (), (from, to))

struct called_queue {
  queue_id queue;
  double weight = 1;
  std::vector<std::string> texts;
};
BOOST_DESCRIBE_STRUCT(called_queue, (), (queue, weight, texts))

struct callers_section {
  std::string file;
  double calls_per_hour = 0;
  std::vector<double> profile;
  std::int64_t at_once = 0;
  double impatient = 0;
  number_range patience_seconds;
  std::vector<called_queue> numbers;
};
BOOST_DESCRIBE_STRUCT(callers_section, (),
                      (file, calls_per_hour, profile, at_once, impatient, patience_seconds,
                       numbers))

struct phone_manners {
  double answers = 0;
  double rejects = 0;
  number_range ring_seconds;
  number_range talk_seconds;
  std::optional<std::int64_t> lines{};
};
BOOST_DESCRIBE_STRUCT(phone_manners, (), (answers, rejects, ring_seconds, talk_seconds, lines))

struct phones_section {
  phone_manners everybody;
  phone_manners receptionists;
  std::vector<employee_id> never_answer;
  std::vector<employee_id> always_reject;
  double own_calls_per_hour = 0;
  double unplugged_per_hour = 0;
};
BOOST_DESCRIBE_STRUCT(phones_section, (),
                      (everybody, receptionists, never_answer, always_reject, own_calls_per_hour,
                       unplugged_per_hour))

struct receptionist_manners {
  number_range talk_seconds;
  number_range first_talk_seconds;
  double transfers = 0;
  double holds = 0;
  double pulls_back = 0;
  double pauses = 0;
  double consults = 0;
  double parks = 0;
  double camps = 0;
  double notes = 0;
  std::vector<std::string> note_texts;
  std::vector<user_id> by_hand; // work without a bot: for people to log in
};
BOOST_DESCRIBE_STRUCT(receptionist_manners, (),
                      (talk_seconds, first_talk_seconds, transfers, holds, pulls_back, pauses,
                       consults, parks, camps, notes, note_texts, by_hand))

struct status_choice {
  std::string type;
  double weight = 1;
  std::optional<number_range> minutes{}; // else until changed
  std::vector<std::string> notes;
  bool do_not_disturb = false;
  bool forward_to_reception = false;
};
BOOST_DESCRIBE_STRUCT(status_choice, (),
                      (type, weight, minutes, notes, do_not_disturb, forward_to_reception))

struct statuses_section {
  user_id as_user;
  double per_hour = 0;
  std::int64_t at_start = 0;
  double cleared = 0;
  std::vector<status_choice> kinds;
};
BOOST_DESCRIBE_STRUCT(statuses_section, (), (as_user, per_hour, at_start, cleared, kinds))

struct office_file {
  std::string organisation;
  std::vector<site_view> sites;
  std::vector<put_queue> queues;
  std::vector<put_user> users;
  callers_section callers;
  phones_section phones;
  receptionist_manners receptionists;
  statuses_section statuses;
};
BOOST_DESCRIBE_STRUCT(office_file, (),
                      (organisation, sites, queues, users, callers, phones, receptionists,
                       statuses))

} // namespace omstilling
