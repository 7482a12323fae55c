#include "services/calls/call_step.hpp"

namespace omstilling {

namespace {

/// Whose word counts more: the house's own, then what people wrote down, then what a machine says.
int weight(name_source x) {
  switch (x) {
    case name_source::employee: return 4;
    case name_source::contact: return 3;
    case name_source::pbx: return 2;
    case name_source::lookup: return 1;
    case name_source::unknown: break;
  }
  return 0;
}

int weight_of(const party& x) {
  return x.name.empty() ? 0 : weight(x.named_by.value_or(name_source::pbx));
}

} // namespace

void call_step::on(const call_input::named& x) {
  if (call_.state == caller_state::gone || x.name.empty())
    return;
  bool news = false;
  const auto learn = [&](party& who) {
    if (who.number != x.number || weight_of(who) >= weight(x.by))
      return;
    who.name = x.name;
    who.named_by = x.by;
    news = true;
  };
  const auto learn_way = [&](destination& way) {
    learn(way.who);
    for (auto& detour : way.detours)
      learn(detour.who);
  };
  learn(call_.caller);
  if (call_.target)
    learn(*call_.target);
  for (auto* const way : {&call_.dialled, &call_.return_to, &call_.sender_phone})
    if (*way)
      learn_way(**way);
  for (auto* const end : {&call_.other, &call_.consulted})
    if (*end)
      learn_way((*end)->who);
  for (auto& ringing : call_.attempts)
    learn_way(ringing.to);
  for (auto& way : call_.waits_for)
    learn_way(way);
  if (news)
    happened(call_information{x.name});
}

} // namespace omstilling
