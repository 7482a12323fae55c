#pragma once

#include "services/presence/employee.hpp"

namespace omstilling {

/// Carries out the start and stop actions of statuses on a person's phones and agent state.
class status_actions {
public:
  /// `agent` is what the agent state will be once all orders are carried out.
  status_actions(std::vector<phone>& phones, agent_state& agent, std::vector<status_action>& orders)
    : phones_(phones), agent_(agent), orders_(orders) {}

  /// Does what the status starts with, and notes in it what that really changed.
  void start(claim& x);
  /// Does what the status stops with. An action that is the reverse of one it started with undoes
  /// what that one changed, as far as nobody changed it since; any other is just done. What one of
  /// the claims that are still on wants as well stays, and is undone at that one's end.
  void stop(claim& x, std::vector<claim>& still_on);

private:
  std::optional<done_action> run(const status_action& x);
  bool undo(const done_action& x);
  bool undo_all(claim& x, const status_action& by, std::vector<claim>& still_on);

  std::vector<phone>& phones_;
  agent_state& agent_;
  std::vector<status_action>& orders_;
};

/// Somebody changed this phone's do-not-disturb or forwarding by hand: no stop action of these
/// claims touches it any more.
void forget_do_not_disturb(std::vector<claim>& claims, const phone_id& x);
void forget_forwarding(std::vector<claim>& claims, const phone_id& x, forwarding_type type);

} // namespace omstilling
