#include "services/calls/call_reports.hpp"

#include <algorithm>

namespace omstilling {

namespace {

bool in_queue(const call_record& x) {
  return x.state == caller_state::waiting || x.state == caller_state::offered;
}

/// The queue for which an event counts, if it does.
std::optional<queue_id> counted_for(const event& x) {
  if (const auto* e = std::get_if<queued>(&x))
    return e->queue;
  if (const auto* e = std::get_if<established>(&x))
    return e->queue;
  if (const auto* e = std::get_if<abandoned>(&x))
    return e->queue;
  if (const auto* e = std::get_if<overflowed>(&x))
    return e->queue;
  return std::nullopt;
}

queue_report report_of(const call_queue_order& order, const call_record& after) {
  if (const auto* x = std::get_if<queue_order::enter>(&order))
    return {x->queue, queue_input::entered{after.id, after.waiting_since.value_or(after.since),
                                           after.queued_at}};
  if (const auto* x = std::get_if<queue_order::leave>(&order))
    return {x->queue, queue_input::left{after.id}};
  const auto& failed_offer = std::get<queue_order::offer_failed>(order);
  return {failed_offer.queue, queue_input::offer_failed{after.id, failed_offer.user}};
}

std::vector<user_id> rings_at(const call_record& x) {
  std::vector<user_id> result;
  if (x.state == caller_state::offered)
    for (const auto& ringing : x.attempts)
      if (ringing.to.user)
        result.push_back(*ringing.to.user);
  return result;
}

/// Those at whose desks it is shown.
std::vector<user_id> shown_at(const call_record& x) {
  auto result = call{x}.view().offered_to;
  for (const auto& user : {x.holder, x.sender})
    if (user && std::find(result.begin(), result.end(), *user) == result.end())
      result.push_back(*user);
  return result;
}

} // namespace

std::vector<queue_report> reports_to_queues(const call_record& before, const call_record& after,
                                            const call_decision& done) {
  std::vector<queue_report> result;
  for (const auto& order : done.queue_orders)
    result.push_back(report_of(order, after));
  if (in_queue(before) && in_queue(after) && rings_at(before) != rings_at(after))
    result.push_back({after.queue, queue_input::offered_to{after.id, rings_at(after)}});
  for (const auto& x : done.events)
    if (const auto queue = counted_for(x))
      result.push_back({*queue, queue_input::counted{x}});
  return result;
}

std::vector<queue_report> standing_in_queue(const call_record& x) {
  if (!in_queue(x))
    return {};
  return {{x.queue, queue_input::entered{x.id, x.waiting_since.value_or(x.since), x.queued_at}},
          {x.queue, queue_input::offered_to{x.id, rings_at(x)}}};
}

std::vector<user_id> desks_to_tell(const call_record& before, const call_record& after) {
  auto result = shown_at(after);
  for (auto& user : shown_at(before))
    if (std::find(result.begin(), result.end(), user) == result.end())
      result.insert(result.begin(), std::move(user));
  return result;
}

std::vector<std::string> topics_showing(const call_record& x) {
  std::vector<std::string> result;
  if (x.state == caller_state::gone)
    return result;
  const auto& queue = x.queue.empty() ? x.home : x.queue;
  if ((in_queue(x) || x.state == caller_state::parked) && !queue.empty())
    result.push_back("queue/" + queue.value);
  for (const auto& user : shown_at(x))
    result.push_back("desk/" + user.value);
  return result;
}

call_standing standing_of(const call_record& x) {
  call_standing result{.slot = x.slot, .ringing_at = {}};
  for (const auto& ringing : x.attempts)
    result.ringing_at.push_back(where(ringing).endpoint);
  if (!x.camped || !x.attempts.empty())
    return result;
  result.waits = camping{.call = x.id, .kind = *x.camped, .since = x.since, .numbers = {}};
  for (const auto& to : x.waits_for)
    result.waits->numbers.push_back(to.endpoint);
  return result;
}

std::optional<call_reached> reached_by(const call_record& x, const std::vector<event>& events,
                                       time_point now) {
  const auto answered = std::find_if(events.begin(), events.end(), [](const event& e) {
    const auto* it = std::get_if<established>(&e);
    return it && it->first;
  });
  if (answered == events.end() || x.direction == call_direction::inbound)
    return std::nullopt;
  // Of a call that a receptionist dials, who is called is served as a caller is.
  const bool served = x.dialled && x.other;
  const auto& by = served ? x.other->who.who.employee : x.caller.employee;
  if (!by)
    return std::nullopt;
  const auto& device = std::get<established>(*answered).device;
  return call_reached{
    .by = *by, .number = x.called.empty() ? device.number : x.called, .call = x.id, .at = now};
}

} // namespace omstilling
