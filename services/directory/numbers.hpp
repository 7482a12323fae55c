#pragma once

#include "protocol/entities.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// A number as it is compared and dialled: digits, `*`, `#` and one leading `+`, without blanks,
/// dots, dashes and brackets; nothing if anything else stands in it, or no digit, or more than 32
/// of them.
std::optional<std::string> normal_number(std::string_view text);

/// Which phone, person or queue a number belongs to, within one site.
class numbers {
public:
  struct owner {
    std::optional<employee_id> employee{};
    phone_id phone;
    phone_kind kind = phone_kind::desk;
    std::optional<queue_id> queue{};
    std::string name; // the person's or the queue's
    friend bool operator==(const owner&, const owner&) = default;
  };

  /// Replaces what was known of this employee. A number that another has already stays the other's.
  void put(const employee_id& who, const std::string& name, const std::vector<phone>& phones);
  void remove(const employee_id& who);
  void put(const queue_id& which, const std::string& name, const std::string& number);

  const owner* find(const std::string& number) const;
  /// The primary phone's number of an employee, or nullptr.
  const std::string* primary(const employee_id& who) const;
  /// The numbers of all phones of an employee, the primary one first.
  std::vector<std::string> all(const employee_id& who) const;

private:
  std::unordered_map<std::string, owner> owners_;
  std::unordered_map<employee_id, std::vector<std::string>> phones_of_;
};

} // namespace omstilling
