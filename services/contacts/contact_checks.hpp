#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"

#include <optional>
#include <string>

/// What may stand in a phone book.
namespace omstilling {

constexpr std::size_t most_numbers_of_contact = 20;

/// Without blanks and line ends around its texts and keywords.
put_contact tidied(put_contact x);

/// Why this cannot stand in a phone book, with the path of the wrong field; nothing when it can.
std::optional<problem> wrong_contact(const put_contact& x);

} // namespace omstilling
