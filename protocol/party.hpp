#pragma once

#include "protocol/ids.hpp"
#include "protocol/time.hpp"
#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>

namespace omstilling {

/// Somebody at an end of a call.
struct party {
  std::string number;
  std::string name;
  std::optional<employee_id> employee{};
  std::optional<name_source> named_by{}; // who says what they are called
  friend bool operator==(const party&, const party&) = default;
};
BOOST_DESCRIBE_STRUCT(party, (), (number, name, employee, named_by))

/// What a receptionist wrote on a call; it goes where the call goes.
struct call_note {
  time_point at;
  user_id by;
  std::string text;
  friend bool operator==(const call_note&, const call_note&) = default;
};
BOOST_DESCRIBE_STRUCT(call_note, (), (at, by, text))

} // namespace omstilling
