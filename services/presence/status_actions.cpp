#include "services/presence/status_actions.hpp"

#include "services/presence/forwarding.hpp"

#include <algorithm>

namespace omstilling {

namespace {

using kind = status_action_kind;

kind reverse(kind x) {
  switch (x) {
    case kind::set_do_not_disturb: return kind::clear_do_not_disturb;
    case kind::clear_do_not_disturb: return kind::set_do_not_disturb;
    case kind::set_forwarding: return kind::clear_forwarding;
    case kind::clear_forwarding: return kind::set_forwarding;
    case kind::agent_pause: return kind::agent_resume;
    case kind::agent_resume: return kind::agent_pause;
    default: return kind::unknown;
  }
}

bool same_matter(kind a, kind b) { return a == b || a == reverse(b); }

void forget(std::vector<claim>& claims, const phone_id& phone, kind matter) {
  for (auto& x : claims)
    std::erase_if(x.did, [&](const done_action& done) {
      return done.phone == phone && same_matter(done.kind, matter);
    });
}

phone* find(std::vector<phone>& phones, const phone_id& id) {
  const auto found =
    std::find_if(phones.begin(), phones.end(), [&](const phone& x) { return x.id == id; });
  return found == phones.end() ? nullptr : &*found;
}

std::optional<done_action> set_do_not_disturb(phone& x, bool on) {
  if (x.do_not_disturb == on)
    return std::nullopt;
  x.do_not_disturb = on;
  return done_action{.kind = on ? kind::set_do_not_disturb : kind::clear_do_not_disturb,
                     .phone = x.id};
}

std::optional<done_action> set_forwarding(phone& x, const std::string& to) {
  const auto before = immediate_target(x);
  // A phone that is forwarded to itself would never ring.
  if (before == to || to == x.number)
    return std::nullopt;
  set_immediate_target(x, to);
  return done_action{.kind = to.empty() ? kind::clear_forwarding : kind::set_forwarding,
                     .phone = x.id,
                     .before = before,
                     .after = to};
}

} // namespace

void status_actions::start(claim& x) {
  for (const auto& action : x.start_actions)
    if (auto done = run(action))
      x.did.push_back(std::move(*done));
}

void status_actions::stop(claim& x) {
  for (const auto& action : x.stop_actions) {
    const bool reverses =
      std::any_of(x.start_actions.begin(), x.start_actions.end(),
                  [&](const auto& start) { return start.kind == reverse(action.kind); });
    // Where it names a target of its own, undoing means going there.
    const bool goes_on =
      reverses && undo_all(x, action.kind) && action.kind == kind::set_forwarding;
    if (!reverses || goes_on)
      run(action);
  }
}

std::optional<done_action> status_actions::run(const status_action& x) {
  if (x.kind == kind::agent_pause || x.kind == kind::agent_resume) {
    const auto wanted = x.kind == kind::agent_pause ? agent_state::not_ready : agent_state::ready;
    // Who is logged off is not logged on by a status.
    if (agent_ == wanted || agent_ == agent_state::logged_off)
      return std::nullopt;
    agent_ = wanted;
    orders_.push_back({.kind = x.kind, .to = {}});
    return done_action{.kind = x.kind};
  }
  if (phones_.empty())
    return std::nullopt;
  auto& primary = phones_.front();
  switch (x.kind) {
    case kind::set_do_not_disturb: return set_do_not_disturb(primary, true);
    case kind::clear_do_not_disturb: return set_do_not_disturb(primary, false);
    case kind::set_forwarding: return set_forwarding(primary, x.to.value_or(""));
    case kind::clear_forwarding: return set_forwarding(primary, {});
    default: return std::nullopt;
  }
}

bool status_actions::undo(const done_action& x) {
  if (same_matter(x.kind, kind::agent_pause))
    return run({.kind = reverse(x.kind), .to = {}}).has_value();
  auto* phone = find(phones_, x.phone);
  if (!phone)
    return false;
  if (same_matter(x.kind, kind::set_do_not_disturb))
    return set_do_not_disturb(*phone, x.kind == kind::clear_do_not_disturb).has_value();
  return immediate_target(*phone) == x.after && set_forwarding(*phone, x.before).has_value();
}

bool status_actions::undo_all(claim& x, status_action_kind kind) {
  bool undone = false;
  std::for_each(x.did.rbegin(), x.did.rend(), [&](const done_action& done) {
    if (same_matter(done.kind, kind))
      undone = undo(done) || undone;
  });
  std::erase_if(x.did, [&](const done_action& done) { return same_matter(done.kind, kind); });
  return undone;
}

void forget_do_not_disturb(std::vector<claim>& claims, const phone_id& x) {
  forget(claims, x, kind::set_do_not_disturb);
}

void forget_forwarding(std::vector<claim>& claims, const phone_id& x) {
  forget(claims, x, kind::set_forwarding);
}

} // namespace omstilling
