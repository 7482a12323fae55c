#pragma once

#include "ui-dear-imgui/panels/call_detail.hpp"
#include "ui-dear-imgui/panels/contact_form.hpp"
#include "ui-dear-imgui/panels/menu.hpp"
#include "ui-dear-imgui/panels/message_form.hpp"
#include "ui-dear-imgui/panels/note_form.hpp"
#include "ui-dear-imgui/panels/phone_form.hpp"
#include "ui-dear-imgui/panels/plans_form.hpp"
#include "ui-dear-imgui/panels/status_form.hpp"
#include "ui-dear-imgui/panels/template_form.hpp"
#include "ui-dear-imgui/panels/type_form.hpp"
#include "ui-dear-imgui/panels/view_form.hpp"
#include "ui-dear-imgui/panels/watch_form.hpp"
#include "ui-dear-imgui/panels/why_card.hpp"

namespace omstilling {

/// What stands over the page until it is done: menus on a person or a call, why somebody has a
/// status, and the forms.
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
  why_card why_;
  plans_form plans_;
  template_form template_;
  type_form type_;
  view_form view_;
  contact_form contact_;
  message_form message_;
  message_template_form message_template_;
  call_detail detail_;
};

} // namespace omstilling
