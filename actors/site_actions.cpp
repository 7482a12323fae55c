#include "actors/site_actions.hpp"

#include <algorithm>

namespace omstilling {

problem not_known(error_reason why, std::string path, std::string id) {
  return {.reason = why, .path = std::move(path), .detail = std::move(id)};
}

namespace {

bool can(const site_state& st, capability x) {
  const auto all = st.pbx->capabilities().can;
  return std::find(all.begin(), all.end(), x) != all.end();
}

tl::expected<destination, problem> primary_of(const site_state& st, const employee_id& who,
                                              const std::string& path) {
  if (!st.employees.contains(who))
    return tl::unexpected(not_known(error_reason::unknown_employee, path, who.value));
  const auto* const number = st.directory.primary(who);
  if (!number)
    return tl::unexpected(
      not_known(error_reason::unknown_number, path, "this person has no phone"));
  return route_to(st, *number);
}

} // namespace

tl::expected<destination, problem> target_of(const site_state& st, const called_party& x) {
  if (x.employee.has_value() == x.number.has_value())
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params",
                                  .expected = "employee or number",
                                  .got = x.employee ? "both" : "neither"});
  if (x.employee)
    return primary_of(st, *x.employee, "params.employee");
  const auto number = normal_number(*x.number);
  if (!number)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params.number",
                                  .expected = "a phone number",
                                  .got = x.number->substr(0, 40)});
  auto to = x.elsewhere ? route_to(st, *x.elsewhere) : route_to(st, *number);
  if (to.kind == endpoint_kind::outside && !queue_of(st, to.endpoint) &&
      !can(st, capability::outside_calls))
    return tl::unexpected(problem{.reason = error_reason::not_supported,
                                  .path = "params.number",
                                  .detail = "this PBX has no way outside"});
  return to;
}

namespace {

using maybe_action = tl::expected<call_action, problem>;

/// What a command on a call asks of it. Those that a receptionist gives need no more than her name;
/// the others look up whom or what she means.
struct action_for {
  site_state& st;
  const user_id& by;
  const call_id& call;
  destination desk; // her own phone
  const std::optional<colleague_elsewhere>& elsewhere;

  maybe_action with_phone(call_action x) const {
    if (desk.endpoint.empty())
      return tl::unexpected(not_known(error_reason::unknown_phone, "", "this desk has no phone"));
    return x;
  }

  maybe_action operator()(const answer_call&) const {
    return with_phone(call_input::take{desk, can(st, capability::press_answer)});
  }
  maybe_action operator()(const pick_up_call&) const {
    return with_phone(call_input::pick_up{desk});
  }
  maybe_action operator()(const end_call&) const { return call_input::end{by}; }
  maybe_action operator()(const hold_call&) const { return call_input::hold{by}; }
  maybe_action operator()(const retrieve_call&) const { return call_input::retrieve{by}; }
  maybe_action operator()(const pull_back_call&) const { return call_input::pull_back{by}; }
  maybe_action operator()(const swap_call&) const { return call_input::swap{by}; }
  maybe_action operator()(const conference_call&) const { return call_input::conference{by}; }
  maybe_action operator()(const complete_transfer&) const { return call_input::complete{by}; }
  maybe_action operator()(const cancel_consult&) const { return call_input::cancel_consult{by}; }
  maybe_action operator()(const consult_call& x) const {
    return target_of(st, {x.employee, x.number, elsewhere}).map([&](destination to) {
      return call_action{call_input::consult{by, std::move(to)}};
    });
  }
  maybe_action operator()(const transfer_call& x) const { return transfer(x); }
  maybe_action operator()(const park_call& x) const { return park(x); }
  maybe_action operator()(const camp_on_call& x) const { return camp(x); }
  maybe_action operator()(const note_call& x) const {
    if (x.text.empty() || x.text.size() > longest_note)
      return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                    .path = "params.text",
                                    .expected = "1 to 1000 bytes of text",
                                    .got = std::to_string(x.text.size()) + " bytes"});
    return call_input::note{by, x.text};
  }
  template <class Other>
  maybe_action operator()(const Other&) const {
    return tl::unexpected(problem{.reason = error_reason::not_supported});
  }

private:
  static constexpr std::size_t longest_note = 1000;

  maybe_action transfer(const transfer_call& x) const;
  maybe_action park(const park_call& x) const;
  maybe_action camp(const camp_on_call& x) const;
};

maybe_action action_for::transfer(const transfer_call& x) const {
  if (x.queue && (x.employee || x.number || x.voicemail))
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params",
                                  .expected = "employee, number or queue; voicemail of a person",
                                  .got = "more than one"});
  if (x.queue && !st.queues.contains(*x.queue))
    return tl::unexpected(not_known(error_reason::unknown_queue, "params.queue", x.queue->value));
  if (x.queue)
    return call_input::transfer_to_queue{by, *x.queue};
  auto to = target_of(st, {x.employee, x.number, elsewhere});
  if (!to)
    return tl::unexpected(to.error());
  if (const auto* const queue = queue_of(st, to->endpoint))
    return call_input::transfer_to_queue{by, queue->id};
  if (!x.voicemail)
    return call_input::transfer{by, std::move(*to)};
  if (!can(st, capability::voicemail))
    return tl::unexpected(problem{.reason = error_reason::not_supported,
                                  .path = "params.voicemail",
                                  .detail = "this PBX has no voicemail"});
  return call_input::transfer{
    by,
    {.who = to->who, .endpoint = to->endpoint, .kind = endpoint_kind::voicemail, .detours = {}}};
}

/// How long a call may rest before it returns.
tl::expected<duration, problem> rest_of(const std::optional<std::int64_t>& asked,
                                        std::int64_t otherwise) {
  const auto seconds = asked.value_or(otherwise);
  if (seconds < 5 || seconds > 3600)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params.for_seconds",
                                  .expected = "5 to 3600",
                                  .got = std::to_string(seconds)});
  return duration{std::chrono::seconds{seconds}};
}

maybe_action action_for::park(const park_call& x) const {
  const auto rest = rest_of(x.for_seconds, 120);
  if (!rest)
    return tl::unexpected(rest.error());
  const auto is_slot = [](const std::string& y) {
    return !y.empty() && y.size() <= 2 && y.front() != '0' &&
           y.find_first_not_of("0123456789") == std::string::npos;
  };
  if (x.slot && !is_slot(*x.slot))
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params.slot",
                                  .expected = "1 to 99",
                                  .got = x.slot->substr(0, 40)});
  if (x.slot && st.slots.contains(*x.slot))
    return tl::unexpected(problem{.reason = error_reason::already_taken,
                                  .path = "params.slot",
                                  .who = st.slots.at(*x.slot).value,
                                  .detail = "another call is parked there"});
  auto slot = x.slot.value_or("");
  for (int n = 1; slot.empty() && n <= 99; ++n)
    if (!st.slots.contains(std::to_string(n)))
      slot = std::to_string(n);
  if (slot.empty())
    return tl::unexpected(
      problem{.reason = error_reason::too_many, .detail = "all 99 slots are taken"});
  st.slots[slot] = call; // until the call says where it stands
  return call_input::park{by, slot, *rest};
}

maybe_action action_for::camp(const camp_on_call& x) const {
  const auto rest = rest_of(x.for_seconds, 180);
  if (!rest)
    return tl::unexpected(rest.error());
  if (x.employees.empty() || x.employees.size() > 10)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "params.employees",
                                  .expected = "1 to 10 people",
                                  .got = std::to_string(x.employees.size())});
  call_input::camp result{by, x.kind.value_or(camp_on::ccbs), {}, *rest};
  for (std::size_t i = 0; i < x.employees.size(); ++i) {
    auto to = primary_of(st, x.employees[i], "params.employees[" + std::to_string(i) + "]");
    if (!to)
      return tl::unexpected(to.error());
    to->detours.clear(); // it is this person whom the caller waits for
    result.for_whom.push_back(std::move(*to));
  }
  return result;
}

} // namespace

tl::expected<call_action, problem> action_of(site_state& st, const journey& asked,
                                             const call_id& call, const destination& desk) {
  return std::visit(action_for{st, *asked.who.user, call, own_route(st, desk), asked.to},
                    asked.what);
}

} // namespace omstilling
