#pragma once

#include "ui-dear-imgui/panels/contact_list.hpp"

namespace omstilling {

/// Area 15: private and shared contacts.
class phone_book_page {
public:
  void draw(ui& u, const rect& window);

private:
  contact_book book_;
};

} // namespace omstilling
