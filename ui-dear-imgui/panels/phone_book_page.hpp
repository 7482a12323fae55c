#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// Area 15: private and shared contacts.
class phone_book_page {
public:
  void draw(ui& u, const rect& window);

private:
  std::string query_;
};

} // namespace omstilling
