#pragma once

#include "apps/omstillingctl/address.hpp"
#include "ui-dear-imgui/model/console_model.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace omstilling {

/// The console's connection to the service, on a thread of its own: comes back and resumes by
/// itself, and hands out the view of the moment without ever making the window wait.
class console_client {
public:
  /// `changed` is called on the client's thread whenever there is a new view.
  explicit console_client(std::function<void()> changed);
  ~console_client();
  console_client(const console_client&) = delete;
  console_client& operator=(const console_client&) = delete;

  view_ptr view() const;
  /// `to` are the nodes of one service, at least one: where one does not answer, or goes, the next
  /// is tried. A connection to another service ends the one before.
  void log_in(std::vector<server_address> to, user_id user, std::string password);
  void log_out();
  void ask(command x);
  /// The same where the window waits for the outcome.
  void order(command x, std::int64_t ticket, std::optional<idempotency_key> key);
  /// Whose claims, plans and agenda are read beside the login's own.
  void look_at(std::optional<employee_id> who);
  /// What the window would like to know beside what is followed.
  void inquire(inquiry x);
  void retry_now();
  void dismiss_refusal(std::int64_t id);

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling
