#pragma once

#include "services/queues/queue.hpp"

namespace omstilling::test {

using namespace std::chrono_literals;

inline const time_point t0{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};
inline const queue_id main_queue{"main"};

inline queue_record reception() {
  return {.id = main_queue,
          .site = site_id{"hq"},
          .name = "Hovednummer",
          .number = "8000",
          .offering = offering_mode::longest_idle};
}
inline queue_input::agent agent(const std::string& name, agent_state state, time_point since = t0) {
  const user_id user{name};
  return {user, name, state, since,
          destination{.who = {"1" + name, name}, .endpoint = "phone-" + name, .user = user}};
}
inline queue_input::agent ready(const std::string& name, time_point since = t0) {
  return agent(name, agent_state::ready, since);
}
inline queue_input::entered entered(const std::string& call, time_point since = t0) {
  return {call_id{call}, since};
}
inline queue_input::offer_failed let_pass(const std::string& call, const std::string& who) {
  return {call_id{call}, user_id{who}};
}

/// `c1>anna` for an offer, `c1>anna+bo` for one to both and `c1>>0800` for an overflow, in order.
inline std::vector<std::string> said(const queue_decision& x) {
  std::vector<std::string> result;
  for (const auto& order : x.orders)
    if (const auto* offer = std::get_if<offer_order>(&order)) {
      result.push_back(offer->call.value + ">");
      for (const auto& to : offer->to)
        result.back() += (&to == &offer->to.front() ? "" : "+") + to.user->value;
    } else {
      result.push_back(std::get<overflow_order>(order).call.value + ">>" +
                       std::get<overflow_order>(order).to);
    }
  return result;
}
using orders = std::vector<std::string>;

} // namespace omstilling::test
