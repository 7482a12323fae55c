#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace omstilling::ari {

/// `PJSIP/{number}` with the number put in; nothing when the number could be read as more than a
/// number.
std::optional<std::string> endpoint_of(const std::string& pattern, std::string_view number);

/// The endpoint, rung at this IP address instead of where it is registered:
/// `PJSIP/101/sip:101@10.0.0.5`. As it is when there is no address, or it is no plain PJSIP
/// endpoint, which alone can be given one; nothing when the address could be read as more.
std::optional<std::string> at_address(std::string endpoint, std::string_view number,
                                      const std::string& address);

/// The number in an endpoint that the template made; nothing for others, and for names that are no
/// numbers (a trunk's).
std::optional<std::string> number_in(const std::string& pattern, std::string_view endpoint);

} // namespace omstilling::ari
