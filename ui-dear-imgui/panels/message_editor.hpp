#pragma once

#include "ui-dear-imgui/panels/message_draft.hpp"
#include "ui-dear-imgui/panels/text_area.hpp"

#include <map>

namespace omstilling {

/// Writes a message: templates, the text that will be sent and may be changed, whether to ask for a
/// call back, and the two ways to send it. What was written by hand to somebody stays hers when
/// somebody else is chosen.
class message_editor {
public:
  /// Without `keys` somebody else has the keyboard.
  void draw(ui& u, const rect& box, const message_to& to, bool keys);
  /// Once, after a message went to this receiver.
  bool take_sent() { return std::exchange(sent_, false); }

private:
  message_draft& draft_for(ui& u, const message_to& to);
  void follow(ui& u, const message_to& to);
  void settle(ui& u, message_draft& x);
  void send(ui& u, const message_to& to, message_draft& x, message_kind way);
  void draw_templates(ui& u, const rect& box, const message_to& to, message_draft& x);
  void draw_options(ui& u, const rect& box, const message_to& to, message_draft& x, bool keys,
                    bool has_subject);
  void draw_ways(ui& u, const rect& box, const message_to& to, message_draft& x, bool keys);

  std::map<std::string, message_draft> drafts_;
  text_area area_;
  std::string shown_for_;
  std::optional<call_id> call_seen_;
  std::optional<user_id> user_;
  message_kind way_ = message_kind::unknown; // the last message went this way
  std::string done_;                         // what went well last, and to whom
  time_point done_at_;
  bool sent_ = false;
};

} // namespace omstilling
