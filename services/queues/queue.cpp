#include "services/queues/queue.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace omstilling {

namespace {

bool contains(const std::vector<user_id>& list, const user_id& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::optional<time_point> earlier(std::optional<time_point> a, time_point b) {
  return a ? std::min(*a, b) : b;
}

} // namespace

// --- what comes in --------------------------------------------------------------
bool queue::take_in(const queue_input::entered& x, time_point now) {
  if (find(x.call) != nullptr)
    return false;
  const auto stands_behind = [](const queue_input::entered& a, const waiting_call& b) {
    return std::tie(a.since, a.call) < std::tie(b.since, b.call);
  };
  waiting_.insert(
    std::upper_bound(waiting_.begin(), waiting_.end(), x, stands_behind),
    waiting_call{.call = x.call, .since = x.since, .queued_at = x.queued_at.value_or(now)});
  return true;
}

bool queue::take_in(const queue_input::left& x, time_point) {
  return std::erase_if(waiting_, [&](const waiting_call& w) { return w.call == x.call; }) > 0;
}

bool queue::take_in(const queue_input::offered_to& x, time_point) {
  auto* const known = find(x.call);
  // "No longer" of an earlier ring must not undo our next offer, which the call has yet to confirm.
  if (known == nullptr || (x.users.empty() && !known->confirmed))
    return false;
  known->confirmed = !x.users.empty();
  const bool changed = known->offered_to != x.users;
  known->offered_to = x.users;
  return changed;
}

bool queue::take_in(const queue_input::offer_failed& x, time_point now) {
  auto* const known = find(x.call);
  if (known == nullptr)
    return false;
  std::erase(known->offered_to, x.user);
  if (known->offered_to.empty())
    known->confirmed = false;
  if (!contains(known->passed_by, x.user))
    known->passed_by.push_back(x.user);
  known->next_round = now + round_pause;
  known->sent_on = false; // a rule may have found it ringing, and it was not sent on then
  return true;
}

bool queue::take_in(const queue_input::agent& x, time_point) {
  const auto at = std::find_if(agents_.begin(), agents_.end(),
                               [&](const agent_slot& known) { return known.user == x.user; });
  if (x.state == agent_state::logged_off) {
    if (at == agents_.end())
      return false;
    agents_.erase(at);
    return true;
  }
  if (at == agents_.end()) {
    const auto place = std::lower_bound(
      agents_.begin(), agents_.end(), x.user,
      [](const agent_slot& known, const user_id& wanted) { return known.user < wanted; });
    agents_.insert(place, x);
    return true;
  }
  const bool changed = std::tie(at->name, at->state, at->since, at->phone) !=
                       std::tie(x.name, x.state, x.since, x.phone);
  *at = x;
  return changed;
}

bool queue::take_in(const queue_input::counted& x, time_point now) {
  const auto before = today_;
  today_.apply(x.what, record_.id, now, time_zone_,
               {record_.target_seconds, record_.short_abandon_seconds});
  return today_ != before;
}

bool queue::take_in(const queue_input::configured& x, time_point) {
  record_ = x.record;
  return true;
}

bool queue::take_in(const queue_input::wake&, time_point) { return false; }

queue_decision queue::handle(const queue_action& input, time_point now) {
  queue_decision result;
  result.changed = std::visit([&](const auto& x) { return take_in(x, now); }, input);
  // A figure that is counted, perhaps of an hour ago at a start, moves nobody.
  if (std::holds_alternative<queue_input::counted>(input))
    return result;
  offer_all(result, now);
  overflow_all(result, now);
  result.changed = result.changed || !result.orders.empty();
  return result;
}

// --- who is offered what ----------------------------------------------------------
queue::waiting_call* queue::find(const call_id& x) {
  const auto at = std::find_if(waiting_.begin(), waiting_.end(),
                               [&](const waiting_call& w) { return w.call == x; });
  return at == waiting_.end() ? nullptr : &*at;
}

bool queue::rings_at(const user_id& x) const {
  return std::any_of(waiting_.begin(), waiting_.end(),
                     [&](const waiting_call& w) { return contains(w.offered_to, x); });
}

bool queue::can_take(const agent_slot& agent, const waiting_call& x) const {
  return agent.state == agent_state::ready && !rings_at(agent.user) &&
         !contains(x.passed_by, agent.user);
}

std::vector<const queue::agent_slot*> queue::next_for(const waiting_call& x) const {
  std::vector<const agent_slot*> able;
  for (const auto& agent : agents_)
    if (can_take(agent, x))
      able.push_back(&agent);
  if (able.empty() || record_.offering == offering_mode::ring_all)
    return able;
  if (record_.offering == offering_mode::ring_one)
    return {able.front()}; // they stand in the order of their names
  return {*std::min_element(able.begin(), able.end(),
                            [](const auto* a, const auto* b) { return a->since < b->since; })};
}

bool queue::passed_by_all(const waiting_call& x) const {
  return !x.passed_by.empty() &&
         std::all_of(agents_.begin(), agents_.end(), [&](const agent_slot& agent) {
           return agent.state != agent_state::ready || contains(x.passed_by, agent.user);
         });
}

void queue::offer_all(queue_decision& into, time_point now) {
  if (record_.offering == offering_mode::manual)
    return;
  for (auto& call : waiting_) {
    if (!call.offered_to.empty())
      continue;
    if (now >= call.next_round && passed_by_all(call))
      call.passed_by.clear();
    offer_order order{call.call, {}, std::chrono::seconds{record_.ring_seconds}};
    for (const auto* agent : next_for(call)) {
      call.offered_to.push_back(agent->user);
      order.to.push_back(agent->phone);
    }
    call.confirmed = false;
    if (!order.to.empty())
      into.orders.emplace_back(std::move(order));
  }
}

// --- what is sent on ----------------------------------------------------------------
bool queue::nobody_logged_on() const { return agents_.empty(); }

void queue::overflow_newest(queue_decision& into, const overflow_rule& rule) {
  auto stay = std::count_if(waiting_.begin(), waiting_.end(),
                            [](const waiting_call& x) { return !x.sent_on; });
  for (auto x = waiting_.rbegin(); x != waiting_.rend() && stay > rule.limit; ++x) {
    if (!x->offered_to.empty() || x->sent_on)
      continue;
    x->sent_on = true;
    --stay;
    into.orders.emplace_back(overflow_order{x->call, rule.reason, rule.to});
  }
}

void queue::overflow_all(queue_decision& into, time_point now) {
  for (const auto& rule : record_.overflow) {
    if (rule.reason == overflow_reason::max_calls)
      overflow_newest(into, rule);
    const bool all = rule.reason == overflow_reason::no_operator && nobody_logged_on();
    const bool late = rule.reason == overflow_reason::max_wait;
    for (auto& x : waiting_) {
      if (!x.offered_to.empty() || x.sent_on ||
          !(all || (late && now >= x.queued_at + std::chrono::seconds{rule.limit})))
        continue;
      x.sent_on = true;
      into.orders.emplace_back(overflow_order{x.call, rule.reason, rule.to});
    }
  }
}

std::optional<time_point> queue::deadline() const {
  std::optional<time_point> result;
  for (const auto& call : waiting_) {
    if (!call.offered_to.empty())
      continue;
    if (record_.offering != offering_mode::manual && passed_by_all(call) &&
        std::any_of(agents_.begin(), agents_.end(),
                    [](const agent_slot& x) { return x.state == agent_state::ready; }))
      result = earlier(result, call.next_round);
    for (const auto& rule : record_.overflow)
      if (rule.reason == overflow_reason::max_wait && !call.sent_on)
        result = earlier(result, call.queued_at + std::chrono::seconds{rule.limit});
  }
  return result;
}

// --- the picture ----------------------------------------------------------------------
std::optional<call_id> queue::next() const {
  for (const auto& x : waiting_)
    if (x.offered_to.empty())
      return x.call;
  return std::nullopt;
}

std::vector<call_id> queue::waiting() const {
  std::vector<call_id> result;
  result.reserve(waiting_.size());
  std::transform(waiting_.begin(), waiting_.end(), std::back_inserter(result),
                 [](const waiting_call& x) { return x.call; });
  return result;
}

} // namespace omstilling
