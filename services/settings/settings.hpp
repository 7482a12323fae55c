#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// What is kept of a user's settings.
struct settings_record {
  site_id site;
  settings_view chosen;
  friend bool operator==(const settings_record&, const settings_record&) = default;
};
BOOST_DESCRIBE_STRUCT(settings_record, (), (site, chosen))

struct settings_decision {
  std::vector<event> events;
  std::optional<problem> refused{};
  bool changed = false;
};

/// One user's settings (area 16). A change is carried out as a whole or not at all. What is kept is
/// the choice: a phone that was chosen and is no longer the user's is chosen again as soon as it
/// comes back, and until then call_number gives another.
class user_settings {
public:
  user_settings() = default;
  explicit user_settings(settings_record kept) : record_(std::move(kept)) {}

  /// `own` are the numbers of the user's phones as they are now, the primary one first.
  settings_decision change(const set_settings& x, const std::vector<std::string>& own);
  /// The administrator changed the login.
  settings_decision rename(const std::string& name);

  const settings_record& record() const { return record_; }

private:
  settings_record record_;
};

/// The number that rings for the user's calls: the chosen one while it is her own, else the primary
/// one (S16.1); empty when she has no phone.
std::string call_number(const settings_view& x, const std::vector<std::string>& own);

/// Refuses to ring the own phone first when the user wants no such calls (S16.10).
std::optional<problem> refused_callback(const settings_view& x);

} // namespace omstilling
