#pragma once

#include "protocol/codec.hpp"
#include "protocol/commands.hpp"
#include "protocol/errors.hpp"

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

std::optional<problem> known_type(const std::string& type, const std::string& path);

/// Refuses what nobody could dial.
std::optional<problem> plausible_number(const std::string& text, const std::string& path);

/// Refuses text of more than `most` bytes.
std::optional<problem> short_enough(const std::string& text, std::size_t most,
                                    const std::string& path);

/// Refuses blank text and what short_enough refuses.
std::optional<problem> name(const std::string& text, std::size_t most, const std::string& path);

/// Refuses a list of more than `most`.
std::optional<problem> few_enough(std::size_t count, std::size_t most, const std::string& path);

std::optional<problem> status(const set_status& x, time_point now);

/// Forwarding rules for a phone with this number.
std::optional<problem> forwarding(const std::vector<forwarding_rule>& rules,
                                  const std::string& own_number, const std::string& path);

} // namespace omstilling::checks
