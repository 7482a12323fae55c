#pragma once

#include "ui-dear-imgui/panels/menu.hpp"
#include "ui-dear-imgui/panels/note_form.hpp"
#include "ui-dear-imgui/panels/phone_form.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"
#include "ui-dear-imgui/panels/watch_form.hpp"

namespace omstilling {

/// What stands over the page until it is done: menus on a person or a call, and the forms for a
/// status, a phone, a watch and a note.
class overlays {
public:
  /// To be called in every frame, so that what is opened again begins anew.
  void draw(ui& u, const rect& window);

private:
  void open(ui& u);

  open_overlay shown_;
  menu menu_;
  status_form status_;
  phone_form phone_;
  watch_form watch_;
  note_form note_;
};

} // namespace omstilling
