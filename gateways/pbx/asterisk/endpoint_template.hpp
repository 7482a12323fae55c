#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace omstilling::ari {

/// `PJSIP/{number}` with the number put in; nothing when the number could be read as more than a
/// number.
std::optional<std::string> endpoint_of(const std::string& pattern, std::string_view number);

/// The number in an endpoint that the template made; nothing for others, and for names that are no
/// numbers (a trunk's).
std::optional<std::string> number_in(const std::string& pattern, std::string_view endpoint);

} // namespace omstilling::ari
