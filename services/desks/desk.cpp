#include "services/desks/desk.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

bool in_hand(const call_view& x, const user_id& hers) {
  return x.holder == hers && (x.state == caller_state::held || x.state == caller_state::talking);
}

/// She dials it, and nobody has answered yet.
bool dials(const call_view& x, const user_id& hers) {
  const auto& to = x.offered_to;
  return x.holder == hers && x.state == caller_state::initiated &&
         std::find(to.begin(), to.end(), hers) == to.end();
}

bool rings(const call_view& x, const user_id& hers) {
  const auto& to = x.offered_to;
  return x.state != caller_state::talking && x.state != caller_state::held && !dials(x, hers) &&
         (x.holder == hers || std::find(to.begin(), to.end(), hers) != to.end());
}

/// With, or for, somebody else, by her.
bool sent_on_by(const call_view& x, const user_id& hers) {
  return x.sender == hers && x.holder != hers;
}

bool contains(const std::vector<queue_id>& list, const queue_id& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

problem wrong_state(std::string detail) {
  return {.reason = error_reason::wrong_state, .detail = std::move(detail)};
}

problem not_her_queue(const std::vector<queue_id>& hers, const queue_id& asked) {
  std::string names;
  for (const auto& x : hers)
    names += (names.empty() ? "" : ", ") + x.value;
  return {.reason = error_reason::forbidden,
          .path = "params.queue",
          .expected = "one of your queues" + (names.empty() ? "" : " (" + names + ")"),
          .got = '"' + asked.value + '"'};
}

} // namespace

desk_decision desk::choose(const queue_id& queue, time_point) {
  if (!contains(record_.queues, queue))
    return {.refused = not_her_queue(record_.queues, queue)};
  if (record_.chosen_queue == queue)
    return {};
  desk_decision result{.events = {queue_chosen{queue}}, .changed = true, .agent_changed = true};
  result.left = std::exchange(record_.chosen_queue, queue);
  return result;
}

desk_decision desk::set_agent(agent_state wanted, time_point now) {
  if (wanted != agent_state::logged_off && wanted != agent_state::not_ready &&
      wanted != agent_state::ready)
    return {.refused = problem{.reason = error_reason::invalid_params,
                               .path = "params.state",
                               .expected = "one of logged_off, not_ready, ready",
                               .got = '"' + word(wanted) + '"'}};
  if (record_.wanted == wanted)
    return {};
  record_.wanted = wanted;
  record_.wanted_since = now;
  // During a call it waits for the end of it, but it is kept at once.
  return {.events = {agent_changed{wanted}}, .changed = true, .agent_changed = true};
}

desk_decision desk::obey(status_action_kind order, time_point ordered_at, time_point now) {
  if (ordered_at <= record_.ordered_at)
    return {};
  record_.ordered_at = ordered_at;
  desk_decision result;
  if (record_.wanted != agent_state::logged_off)
    result = set_agent(
      order == status_action_kind::agent_pause ? agent_state::not_ready : agent_state::ready, now);
  result.must_keep = true;
  // Her person waits for the word that it is done.
  result.agent_changed = true;
  return result;
}

desk_decision desk::configure(const desk_record& stated, time_point) {
  const auto before = record_;
  record_.site = stated.site;
  record_.name = stated.name;
  record_.phone = stated.phone;
  record_.queues = stated.queues;
  if (!record_.chosen_queue || !contains(record_.queues, *record_.chosen_queue))
    record_.chosen_queue =
      record_.queues.empty() ? std::nullopt : std::optional{record_.queues.front()};

  record_.ordered_at = std::max(record_.ordered_at, stated.ordered_at);

  desk_decision result{.must_keep = record_.ordered_at != before.ordered_at};
  if (record_.chosen_queue != before.chosen_queue) {
    result.events.emplace_back(queue_chosen{record_.chosen_queue});
    result.left = before.chosen_queue;
  }
  result.agent_changed = !result.events.empty() || record_.name != before.name ||
                         record_.phone != before.phone || record_.site != before.site;
  result.changed = result.agent_changed || record_.queues != before.queues;
  return result;
}

desk_decision desk::call_changed(const call_view& x, time_point now) {
  const auto agent_before = agent();
  const auto at = std::find_if(calls_.begin(), calls_.end(),
                               [&](const desk_call& known) { return known.view.id == x.id; });
  const auto& own = record_.user;
  const bool hers =
    x.state != caller_state::gone && (x.holder == own || sent_on_by(x, own) || rings(x, own));
  if (at == calls_.end() ? !hers : at->view == x)
    return {};
  if (at != calls_.end() && !hers)
    calls_.erase(at);
  else if (at == calls_.end())
    calls_.push_back({x, sent_on_by(x, own) ? std::optional{now} : std::nullopt});
  else
    *at = {x, sent_on_by(x, own) ? std::optional{at->sent_on.value_or(now)} : std::nullopt};

  talked_ = talked_ || (hers && (in_hand(x, own) || dials(x, own)));
  desk_decision result{.changed = true, .agent_changed = agent() != agent_before};
  if (!result.agent_changed)
    return result;
  const bool busy_now = agent() == agent_state::busy;
  if (busy_now)
    busy_since_ = now;
  else if (std::exchange(talked_, false))
    idle_since_ = now;
  result.events.emplace_back(omstilling::agent_changed{agent()});
  return result;
}

tl::expected<call_id, problem> desk::current() const {
  const call_view* best = nullptr;
  const auto rank = [](const call_view& x) {
    return std::pair{x.state == caller_state::talking, x.since};
  };
  for (const auto& [view, sent_on] : calls_)
    if ((in_hand(view, record_.user) || dials(view, record_.user)) &&
        (best == nullptr || rank(view) >= rank(*best)))
      best = &view;
  if (best == nullptr)
    return tl::unexpected(wrong_state("no current call"));
  return best->id;
}

tl::expected<call_id, problem> desk::last_transferred() const {
  const desk_call* best = nullptr;
  for (const auto& x : calls_)
    if (x.sent_on && (best == nullptr || *x.sent_on >= *best->sent_on))
      best = &x;
  if (best == nullptr)
    return tl::unexpected(wrong_state("no transferred call"));
  return best->view.id;
}

std::optional<call_id> desk::offered() const {
  for (const auto& x : calls_)
    if (rings(x.view, record_.user))
      return x.view.id;
  return std::nullopt;
}

agent_state desk::agent() const {
  const auto& own = record_.user;
  const bool busy = std::any_of(calls_.begin(), calls_.end(), [&](const desk_call& x) {
    return in_hand(x.view, own) || dials(x.view, own) || rings(x.view, own);
  });
  return busy ? agent_state::busy : record_.wanted;
}

time_point desk::agent_since() const {
  if (agent() == agent_state::busy)
    return busy_since_;
  return std::max(record_.wanted_since, idle_since_);
}

desk_view desk::view() const {
  return {.id = record_.user,
          .site = record_.site,
          .name = record_.name,
          .chosen_queue = record_.chosen_queue,
          .agent = agent(),
          .agent_since = agent_since(),
          .phone = record_.phone};
}

} // namespace omstilling
