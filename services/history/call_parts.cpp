#include "services/history/call_parts.hpp"

#include "services/history/call_story.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

struct talker {
  party who;
  std::optional<user_id> user;
  bool with_caller;
};

std::vector<talker> talkers(const call_record& after, const call_tale& tale) {
  std::vector<talker> result;
  const bool together = after.state == caller_state::talking && after.other;
  if (together && !tale.left)
    result.push_back({after.other->who.who, after.other->who.user, true});
  if (together && after.caller.employee)
    result.push_back({after.caller, std::nullopt, !tale.left});
  if (after.consulted && after.with != talk_partner::caller)
    result.push_back({after.consulted->who.who, after.consulted->who.user,
                      after.with == talk_partner::all && together});
  return result;
}

} // namespace

call_part* call_parts::find(const party& who) {
  const auto at = std::find_if(tale_.parts.begin(), tale_.parts.end(),
                               [&](const call_part& x) { return same_party(x.who, who); });
  return at == tale_.parts.end() ? nullptr : &*at;
}

call_part& call_parts::of(const party& who, const std::optional<user_id>& user) {
  auto* found = find(who);
  if (!found && tale_.parts.size() == most_parts)
    drop_bystanders();
  if (!found && tale_.parts.size() == most_parts)
    return spare_ = {};
  if (!found) {
    found = &tale_.parts.emplace_back(call_part{.who = who, .user = user, .at = now_});
    changed_ = true;
  }
  if (user)
    set(found->user, user);
  return *found;
}

void call_parts::drop_bystanders() {
  std::erase_if(tale_.parts, [](const call_part& x) {
    return !x.called && !x.wanted && !x.offered && !x.asked && !x.talked;
  });
}

void call_parts::learn(const party& known) {
  if (known.number.empty() || known.name.empty())
    return;
  const auto renew = [&](party& x) {
    if (x.number == known.number && x.name != known.name) {
      x = known;
      changed_ = true;
    }
  };
  renew(tale_.from);
  renew(tale_.to);
  if (tale_.with.number != known.number || tale_.with.name == known.name)
    return;
  renew(tale_.with);
  for (auto& step : tale_.steps)
    if (step.who)
      renew(*step.who);
  for (auto& x : tale_.parts)
    renew(x.who);
}

void call_parts::learn_names(const call_record& after) {
  learn(after.caller);
  if (after.target)
    learn(*after.target);
}

void call_parts::run(talk_clock& x, bool on) {
  if (on == x.since.has_value())
    return;
  changed_ = true;
  if (on)
    return void(x.since = now_);
  x.millis += std::max<std::int64_t>(0, (now_ - *x.since).count());
  x.since.reset();
}

void call_parts::run_clocks(const call_record& after) {
  const auto now = talkers(after, tale_);
  for (const auto& x : now) {
    auto& hers = of(x.who, x.user);
    if (!x.with_caller || hers.talked)
      continue;
    set(hers.talked, now_);
    hers.with.reset();
  }
  for (auto& part : tale_.parts)
    run(part.talk, std::any_of(now.begin(), now.end(),
                               [&](const talker& x) { return same_party(x.who, part.who); }));
  run(tale_.talk, after.state == caller_state::talking && !tale_.left);
}

} // namespace omstilling
