#include "ui-dear-imgui/panels/phone_book_page.hpp"

namespace omstilling {

void phone_book_page::draw(ui&, const rect&) {}

} // namespace omstilling
