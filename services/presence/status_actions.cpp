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

bool is_forwarding(kind x) { return same_matter(x, kind::set_forwarding); }

/// Which forwarding an action is about; nothing for other matters.
forwarding_type forwarding_of(const status_action& x) {
  return is_forwarding(x.kind) ? x.type.value_or(forwarding_type::immediate)
                               : forwarding_type::unknown;
}

bool same_matter(const done_action& done, const status_action& x) {
  return same_matter(done.kind, x.kind) && done.forwarding == forwarding_of(x);
}

void forget(std::vector<claim>& claims, const done_action& matter) {
  for (auto& x : claims)
    std::erase_if(x.did, [&](const done_action& done) {
      return done.phone == matter.phone && same_matter(done.kind, matter.kind) &&
             done.forwarding == matter.forwarding;
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

std::optional<done_action> set_forwarding(phone& x, forwarding_type type, const std::string& to) {
  const auto before = forwarding_target(x, type);
  // A phone that is forwarded to itself would never ring.
  if (before == to || to == x.number)
    return std::nullopt;
  set_forwarding_target(x, type, to);
  return done_action{.kind = to.empty() ? kind::clear_forwarding : kind::set_forwarding,
                     .phone = x.id,
                     .before = before,
                     .after = to,
                     .forwarding = type};
}

/// Whether this claim began with the same wish: then what was done is its own from now on.
bool wants(const claim& x, const done_action& done) {
  return !x.overrun &&
         std::any_of(x.start_actions.begin(), x.start_actions.end(), [&](const auto& y) {
           return y.kind == done.kind && same_matter(done, y) &&
                  (done.kind != kind::set_forwarding || y.to == done.after);
         });
}

/// What a status that ends had done goes to one that is still on and builds on it.
bool hand_over(const done_action& done, std::vector<claim>& still_on) {
  for (auto& x : still_on)
    for (auto& later : x.did)
      if (!x.overrun && later.phone == done.phone && later.forwarding == done.forwarding &&
          is_forwarding(done.kind) && is_forwarding(later.kind) && later.before == done.after) {
        later.before = done.before;
        return true;
      }
  const auto heir =
    std::find_if(still_on.begin(), still_on.end(), [&](const claim& x) { return wants(x, done); });
  if (heir == still_on.end())
    return false;
  heir->did.push_back(done);
  return true;
}

} // namespace

void status_actions::start(claim& x) {
  for (const auto& action : x.start_actions)
    if (auto done = run(action))
      x.did.push_back(std::move(*done));
}

void status_actions::stop(claim& x, std::vector<claim>& still_on) {
  for (const auto& action : x.stop_actions) {
    const bool reverses =
      std::any_of(x.start_actions.begin(), x.start_actions.end(), [&](const auto& start) {
        return start.kind == reverse(action.kind) && forwarding_of(start) == forwarding_of(action);
      });
    // Where it names a target of its own, undoing means going there.
    const bool goes_on =
      reverses && undo_all(x, action, still_on) && action.kind == kind::set_forwarding;
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
    case kind::set_forwarding: return set_forwarding(primary, forwarding_of(x), x.to.value_or(""));
    case kind::clear_forwarding: return set_forwarding(primary, forwarding_of(x), {});
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
  return forwarding_target(*phone, x.forwarding) == x.after &&
         set_forwarding(*phone, x.forwarding, x.before).has_value();
}

bool status_actions::undo_all(claim& x, const status_action& by, std::vector<claim>& still_on) {
  bool undone = false;
  std::for_each(x.did.rbegin(), x.did.rend(), [&](const done_action& done) {
    if (same_matter(done, by) && !hand_over(done, still_on))
      undone = undo(done) || undone;
  });
  std::erase_if(x.did, [&](const done_action& done) { return same_matter(done, by); });
  return undone;
}

void forget_do_not_disturb(std::vector<claim>& claims, const phone_id& x) {
  forget(claims, {.kind = kind::set_do_not_disturb, .phone = x});
}

void forget_forwarding(std::vector<claim>& claims, const phone_id& x, forwarding_type type) {
  forget(claims, {.kind = kind::set_forwarding, .phone = x, .forwarding = type});
}

} // namespace omstilling
