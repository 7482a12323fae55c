#include "ui-dear-imgui/panels/call_menu.hpp"

#include "ui-dear-imgui/panels/action_bar.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

/// Gathers items for one call.
class call_items {
public:
  call_items(const ui& u, const call_view& x, std::vector<menu_item>& out)
    : u_(u), call_(x), out_(out) {}

  void add(const char* id, std::string text, const char* icon, const char* key, command does,
           bool possible = true, std::string why_not = {}) {
    menu_item made{.id = id, .text = std::move(text), .icon = icon, .key = key};
    made.enabled = u_.live() && may(u_.view, right::switchboard) && possible;
    made.why_not = !u_.live()                          ? _("no connection to the service")
                   : !may(u_.view, right::switchboard) ? _("you lack the right to do this")
                                                       : why_not;
    made.run = [does = std::move(does)](ui& u) { u.ask(does); };
    out_.push_back(std::move(made));
  }

  void note() {
    menu_item made{.id = "note", .text = _("Note …"), .icon = icon::note};
    made.key = is_current() ? keycap(deed::note) : nullptr;
    made.run = [id = call_.id](ui& u) { u.open(overlay_kind::note_form, {}, id); };
    out_.push_back(std::move(made));
  }

  void message() {
    menu_item made{
      .id = "message about", .text = _("Message about the call"), .icon = icon::comment};
    made.enabled = may(u_.view, right::send_messages);
    made.why_not = _("you lack the right to do this");
    made.run = [about = about_of(call_)](ui& u) {
      write_about(u, about, true);
      u.chosen.focus_message = true;
    };
    out_.push_back(std::move(made));
  }

  /// What only she can do who has it at her phone.
  void in_hand() {
    const auto to = target_of(u_);
    const bool somebody = to.employee || !to.number.empty();
    const bool free = !call_.consulting;
    transfer_call send{.call = call_.id, .employee = to.employee};
    if (!to.employee)
      send.number = to.number;
    const auto name = to.name.empty() ? to.number : to.name;
    add("transfer", somebody ? fmt::format(fmt::runtime(_("Transfer to {}")), name) : _("Transfer"),
        icon::forward, is_current() ? keycap(deed::transfer) : nullptr, send, somebody && free,
        free ? _("nobody is chosen") : _("not while somebody is asked"));
    add("park", _("Park"), icon::hourglass, is_current() ? keycap(deed::park) : nullptr,
        park_call{.call = call_.id}, free, _("not while somebody is asked"));
    const auto queue = call_.queue    ? call_.queue
                       : u_.view.desk ? u_.view.desk->chosen_queue
                                      : std::nullopt;
    add("back to queue", _("Back into the queue"), icon::list,
        is_current() ? keycap(deed::back_to_queue) : nullptr,
        transfer_call{.call = call_.id, .queue = queue}, queue && free,
        free ? _("no queue is chosen") : _("not while somebody is asked"));
  }

  bool is_current() const {
    const auto* now = current_call(u_.view);
    return now && now->id == call_.id;
  }

private:
  const ui& u_;
  const call_view& call_;
  std::vector<menu_item>& out_;
};

} // namespace

const call_view* find_call(const console_view& view, const call_id& id) {
  for (const auto* list : {&view.calls, &view.waiting, &view.sent}) {
    const auto found =
      std::find_if(list->begin(), list->end(), [&](const auto& x) { return x.id == id; });
    if (found != list->end())
      return &*found;
  }
  return nullptr;
}

std::vector<menu_item> call_menu(const ui& u, const call_id& id) {
  const auto* x = find_call(u.view, id);
  if (!x)
    return {};
  std::vector<menu_item> result{{.id = "title", .text = party_text(x->caller), .title = true}};
  call_items items{u, *x, result};
  const bool hers =
    !x->transferred && (x->state == caller_state::talking || x->state == caller_state::held);
  const bool rings =
    !x->transferred && (x->state == caller_state::waiting || x->state == caller_state::offered ||
                        x->state == caller_state::returning);
  const bool parked = x->state == caller_state::parked && !x->camped;
  if (rings)
    items.add("answer", _("Answer"), icon::phone, nullptr, answer_call{id});
  if (x->state == caller_state::held && !x->consulting && !x->transferred)
    items.add("retrieve", _("Retrieve"), icon::play,
              items.is_current() ? keycap(deed::hold) : nullptr, retrieve_call{id});
  if (x->state == caller_state::talking && hers && !x->consulting)
    items.add("hold", _("Hold"), icon::pause, items.is_current() ? keycap(deed::hold) : nullptr,
              hold_call{id});
  if (parked)
    items.add("retrieve", _("Retrieve"), icon::play, nullptr, pick_up_call{.call = id});
  if (x->transferred && !parked)
    items.add("pull back", _("Pull back"), icon::back,
              !u.view.sent.empty() && u.view.sent.front().id == id ? keycap(deed::pull_back)
                                                                   : nullptr,
              pull_back_call{id});
  if (hers)
    items.in_hand();
  items.note();
  items.message();
  if (hers || x->state == caller_state::initiated)
    items.add("end", _("End"), icon::cross, items.is_current() ? keycap(deed::end) : nullptr,
              end_call{id});
  return result;
}

} // namespace omstilling
