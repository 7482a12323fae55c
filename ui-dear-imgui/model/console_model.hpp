#pragma once

#include "ui-dear-imgui/model/session.hpp"

namespace omstilling {

/// The console without a window and without a socket: frames in, an immutable view out.
class console_model {
public:
  explicit console_model(std::string client_name) : talk(std::move(client_name)) {}

  session talk;

  /// The view of this moment; the same one as long as nothing has changed.
  view_ptr view();

private:
  void read_people();
  void update_people();
  void read_presence(console_view& out) const;
  void read_statuses(console_view& out) const;
  void read_contacts();
  void read_messages(console_view& out);
  void read_log();

  view_ptr last_;
  std::uint64_t last_version_ = 0;
  std::shared_ptr<const people_list> people_ = std::make_shared<const people_list>();
  // What may be long is made anew only when its topics or answers have changed.
  std::string contacts_at_, log_at_, messages_at_;
  std::shared_ptr<const contact_list> contacts_ = std::make_shared<const contact_list>();
  std::shared_ptr<const call_log> log_ = std::make_shared<const call_log>();
  std::shared_ptr<const message_log> messages_ = std::make_shared<const message_log>();
};

} // namespace omstilling
