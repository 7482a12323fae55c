#pragma once

#include "protocol/errors.hpp"
#include "protocol/vocabulary.hpp"

#include <optional>
#include <string>

namespace omstilling::checks {

/// What is wrong with the words of a message or of a template of one: a subject is one line and of
/// an e-mail only; there is a text, and neither is longer than it may be.
std::optional<problem> message_words(message_kind channel,
                                     const std::optional<std::string>& subject,
                                     const std::string& text);

/// Refuses what no mail server would take for one address.
std::optional<problem> email_address(const std::string& text, const std::string& path);

} // namespace omstilling::checks

namespace omstilling {

/// A number as SMS gateways want it, `+4512345678`; `country` (`+45`) goes before one without.
/// Nothing for one that cannot get an SMS: an extension, or no number at all.
std::optional<std::string> sms_number(const std::string& text, const std::string& country = "+45");

} // namespace omstilling
