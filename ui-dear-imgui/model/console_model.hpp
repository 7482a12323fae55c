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

  view_ptr last_;
  std::uint64_t last_version_ = 0;
  std::shared_ptr<const people_list> people_ = std::make_shared<const people_list>();
};

} // namespace omstilling
