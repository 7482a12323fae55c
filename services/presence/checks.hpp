#pragma once

#include "protocol/codec.hpp"
#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "services/presence/status_types.hpp"

#include <optional>
#include <string>
#include <vector>

/// What is wrong with a wish concerning people, as the refusal that goes back to whoever had it.
namespace omstilling::checks {

/// Refuses `unknown`, with the words that are known.
template <class Enum>
std::optional<problem> known_word(Enum x, const std::string& path) {
  auto read = decode<Enum>(encode(x), path);
  return read ? std::nullopt : std::optional{std::move(read.error())};
}

std::optional<problem> known_type(const std::vector<status_type>& types, const std::string& type,
                                  const std::string& path);

/// Refuses what nobody could dial.
std::optional<problem> plausible_number(const std::string& text, const std::string& path);

/// Refuses what is no address of a mailbox; whether mail can be sent there is asked when it is.
std::optional<problem> plausible_email(const std::string& text, const std::string& path);

/// Refuses text of more than `most` bytes.
std::optional<problem> short_enough(const std::string& text, std::size_t most,
                                    const std::string& path);

/// Refuses blank text and what short_enough refuses.
std::optional<problem> name(const std::string& text, std::size_t most, const std::string& path);

/// That there would be one more than the most of what is kept.
problem too_many(std::string path, std::size_t most, const std::string& what);

/// Refuses a list of more than `most`.
std::optional<problem> few_enough(std::size_t count, std::size_t most, const std::string& path);

/// What every wish for a status has in common, whoever sets it when.
std::optional<problem>
wish(const std::vector<status_type>& types, const std::string& type,
     const std::optional<std::string>& note, const std::vector<status_action>& start_actions,
     const std::vector<status_action>& stop_actions, const std::optional<on_expiry>& expiry,
     const std::optional<std::string>& forced_type, const std::optional<std::string>& alias);

/// A set_status, put_plan or put_template, as far as these are alike.
template <class Wish>
std::optional<problem> wish(const Wish& x, const std::vector<status_type>& types) {
  return wish(types, x.type, x.note, x.start_actions, x.stop_actions, x.expiry, x.forced_type,
              x.alias);
}

/// How long a status may last: 1 second to a year.
std::optional<problem> length(std::int64_t for_seconds);

/// A template is checked as the status will be that is set by it.
std::optional<problem> status_template(const put_template& x,
                                       const std::vector<status_type>& types);

std::optional<problem> status(const set_status& x, const std::vector<status_type>& types,
                              time_point now);

/// Forwarding rules for a phone with this number.
std::optional<problem> forwarding(const std::vector<forwarding_rule>& rules,
                                  const std::string& own_number, const std::string& path);

} // namespace omstilling::checks
