#pragma once

#include "protocol/codec.hpp"
#include "services/presence/employee.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

/// The people that the tests of presence are about.
namespace omstilling::people {

using namespace std::chrono_literals;

inline const time_point t0 = from_rfc3339("2026-11-22T10:00:00Z").value();

/// Anna has a desk phone and, outside the PBX, a mobile.
inline put_employee anna() {
  return {.id = employee_id{"anna"},
          .site = site_id{"aarhus"},
          .name = "Anna Dam",
          .title = "Jurist",
          .groups = {"Ledelse"},
          .phones = {{.number = "21", .kind = phone_kind::desk},
                     {.number = "+45 40 11 22 33", .kind = phone_kind::external}}};
}

inline const phone_id desk{"21"};
inline const clear_status by_hand_status{.employee = employee_id{"anna"}};

/// Anna at t0, available, her desk phone idle.
inline employee at_desk() {
  employee result;
  REQUIRE_FALSE(result.put(anna(), t0).refused);
  result.phone_seen("21", phone_reach::registered, phone_activity::idle, t0);
  return result;
}

inline set_status status(std::string type) {
  return {.employee = employee_id{"anna"}, .type = std::move(type)};
}

inline set_status status_for(std::string type, std::int64_t seconds) {
  auto result = status(std::move(type));
  result.for_seconds = seconds;
  return result;
}

inline set_phone by_hand(bool do_not_disturb) {
  return {.employee = employee_id{"anna"}, .phone = desk, .do_not_disturb = do_not_disturb};
}

inline set_phone by_hand(std::vector<forwarding_rule> rules) {
  return {.employee = employee_id{"anna"}, .phone = desk, .forwarding = std::move(rules)};
}

inline std::vector<forwarding_rule> to(std::string number) {
  return {{forwarding_type::immediate, std::move(number)}};
}

inline std::string type_of(const employee& x) { return x.view(audience::reception).status.type; }

inline bool silent(const employee& x) { return x.record().phones.front().do_not_disturb; }

inline std::string forwarded_to(const employee& x) {
  return x.view(audience::reception).forwarded_to;
}

/// The events as text, one each: `status_changed {...}`.
inline std::vector<std::string> texts(const std::vector<event>& events) {
  std::vector<std::string> result;
  result.reserve(events.size());
  for (const auto& x : events)
    result.push_back(std::string{name_of(x)} + ' ' +
                     std::visit([](const auto& body) { return encode_text(body); }, x));
  return result;
}

/// The events of one type.
template <class Event>
std::vector<Event> only(const std::vector<event>& events) {
  std::vector<Event> result;
  for (const auto& x : events)
    if (const auto* body = std::get_if<Event>(&x))
      result.push_back(*body);
  return result;
}

/// `path: what was expected, got what`, or `none`.
inline std::string refusal(const employee_decision& x) {
  return x.refused ? message(*x.refused) : "none";
}

} // namespace omstilling::people
