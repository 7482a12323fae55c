#pragma once

#include "ui-dear-imgui/model/view.hpp"

#include <array>

namespace omstilling {

/// What a status is and does, in claims, plans, templates and commands alike.
struct status_values {
  std::string type;
  std::string note;
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  on_expiry expiry = on_expiry::fall_back;
  std::string forced_type;
  std::string alias;
  friend bool operator==(const status_values&, const status_values&) = default;
};

template <class Source>
status_values values_of(const Source& x) {
  return {x.type, x.note, x.start_actions, x.stop_actions, x.expiry, x.forced_type, x.alias};
}

/// Into a command; what is empty is left out of it.
template <class Command>
void put_values(const status_values& x, Command& out) {
  const auto some = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{text};
  };
  out.type = x.type;
  out.note = some(x.note);
  out.start_actions = x.start_actions;
  out.stop_actions = x.stop_actions;
  if (x.expiry != on_expiry::fall_back && x.expiry != on_expiry::unknown)
    out.expiry = x.expiry;
  out.forced_type = some(x.forced_type);
  out.alias = some(x.alias);
}

/// A template, set on somebody now.
set_status applied(const template_view& x, const employee_id& who);

/// The actions of a status as a form has them. What the form has no field for stays as it is.
struct actions_draft {
  bool dnd_on = false, dnd_off = false;
  std::string forward_to;
  std::optional<std::size_t> forward_type = 0; // of forward_types
  bool forward_off = false;

  static actions_draft of(const status_values& x);
  /// Into the values; the number as it is dialled.
  void put(status_values& out) const;

private:
  std::vector<status_action> other_start_, other_stop_;
};

inline constexpr std::array forward_types{forwarding_type::immediate, forwarding_type::busy,
                                          forwarding_type::no_answer};

} // namespace omstilling
