#pragma once

#include "protocol/entities.hpp"
#include "protocol/errors.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace omstilling {

/// What the placeholders of a template stand for; an empty value is one that is missing. A member's
/// name is the placeholder's.
struct message_facts {
  std::string caller{};
  std::string number{};
  std::string company{};
  std::string called{};
  std::string time{};
  std::string date{};
  std::string name{};
  std::string first_name{};
  std::string me{};
  std::string note{};
  std::string origin{};
};
BOOST_DESCRIBE_STRUCT(message_facts, (),
                      (caller, number, company, called, time, date, name, first_name, me, note,
                       origin))

/// The text with its placeholders filled in. What is missing leaves nothing odd: no two blanks, no
/// empty brackets, no comma that hangs, and no line that would have said only what is missing
/// (`Firma: {company}`). What is written in a value is never taken for a placeholder.
std::string fill_template(std::string_view text, const message_facts& facts);

/// The same for what must be one line, as a subject.
std::string fill_line(std::string_view text, const message_facts& facts);

/// Refuses a text with a placeholder that there is none of, naming it.
std::optional<problem> unknown_placeholder(std::string_view text, const std::string& path);

/// What a call and the person to be written to say; `wall` is the site's own time of the call.
message_facts facts_of(const call_view& call, std::chrono::local_seconds wall);
/// Adds whom it is written to.
void address_to(message_facts& facts, const std::string& name);

} // namespace omstilling
