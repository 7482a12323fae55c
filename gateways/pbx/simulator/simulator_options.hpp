#pragma once

#include "protocol/entities.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// How somebody treats the phone. What the two chances leave is left to ring.
struct phone_habit {
  std::string number;
  double answers = 0.75;
  double rejects = 0.03;
  duration ring_min = std::chrono::seconds{2}; // before answering or rejecting
  duration ring_max = std::chrono::seconds{10};
  duration talk_min = std::chrono::seconds{20}; // then one of the two hangs up
  duration talk_max = std::chrono::seconds{150};
  // Calls at once; one more finds it busy. A second one is answered only by itself (auto_answer).
  std::int64_t lines = 1;
  bool auto_answers = false; // does as auto_answer or press_answer of an order says
  bool registered = true;
  bool monitored = true;     // the PBX tells what it does
  bool calls_others = false; // takes part in calls of the house's own
};

struct known_caller {
  std::string number;
  std::string name;
};

/// A number that is called, how often beside the others, and what the PBX may put in
/// ShowInSwitchboard then.
struct called_number {
  std::string number;
  double weight = 1;
  std::vector<std::string> texts;
};

/// Who calls, when, whom, and how patiently.
struct caller_profile {
  std::vector<double> calls_per_hour; // one for each half hour since the start; the last goes on
  // So many more within the first three seconds; the last third of them gives up soon.
  std::int64_t at_once = 0;
  std::vector<called_number> numbers;
  std::vector<known_caller> people;
  duration patience_min =
    std::chrono::seconds{10}; // then exponential: how long they stay when nobody talks to them
  duration patience_mean = std::chrono::seconds{90};
  double impatient = 0; // the part of them that gives up within 3 to 9 seconds
};

/// A PBX, its phones and the world around it.
struct simulator_options {
  std::string name = "sim"; // in leg ids: another one for each PBX of an installation
  std::uint64_t seed = 1;
  std::vector<phone_habit> phones;
  phone_habit outside{.number = {}, .answers = 0.6, .lines = 1'000'000, .monitored = false};
  phone_habit voicemail{.number = {},
                        .talk_min = std::chrono::seconds{5},
                        .talk_max = std::chrono::seconds{40},
                        .lines = 1'000'000,
                        .monitored = false};
  caller_profile callers;
  bool opens_at_connect = true;            // else when it is told to
  std::optional<duration> stop_arrivals{}; // after the opening, so that a day can drain
  double own_calls_per_hour = 0;           // between phones that call others
  double unplugged_per_hour = 0;           // phones that go away for a minute or five
};

} // namespace omstilling
