#include "services/presence/claims.hpp"
#include "services/presence/forwarding.hpp"
#include "services/presence/status_types.hpp"

namespace omstilling {

namespace {

/// What outsiders see: the alias; and a note only when the alias hides nothing, and never in
/// public, because a note says in other words what the alias conceals.
void conceal(person_status& x, bool keeps_note) {
  const auto* type = find_status_type(default_status_types(), x.type);
  const auto alias = type ? type->public_alias : std::string{"away"};
  if (!keeps_note || alias != x.type)
    x.note.clear();
  take_type(x, alias);
  x.start_actions.clear();
  x.stop_actions.clear();
}

} // namespace

person employee::view(audience who) const {
  person result{.id = record_.id,
                .site = record_.site,
                .name = record_.name,
                .title = record_.title,
                .department = record_.department,
                .location = record_.location,
                .groups = record_.groups,
                .phones = record_.phones,
                .lamp_state = lamp_of(record_.phones, agent_),
                .lamp_since = lamp_since_,
                .status = status_in_force(record_)};
  if (!record_.phones.empty()) {
    result.extension = record_.phones.front().number;
    result.forwarded_to = immediate_target(record_.phones.front());
  }
  if (who != audience::reception)
    conceal(result.status, who == audience::colleague);
  if (who == audience::public_) {
    // A hall needs nobody's mobile, and not where their calls go.
    result.phones.clear();
    result.forwarded_to.clear();
  }
  return result;
}

} // namespace omstilling
