#include "apps/omstilling-console/desktop.hpp"

#include "ui-dear-imgui/model/news.hpp"
#include "ui-dear-imgui/model/own_phone.hpp"
#include "ui-dear-imgui/panels/call_rows.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/statuses.hpp"
#include "ui-dear-imgui/panels/watch_words.hpp"
#include "ui-dear-imgui/panels/words.hpp"
#include "ui-dear-imgui/platform/autostart.hpp"
#include "ui-dear-imgui/platform/global_hotkeys.hpp"
#include "ui-dear-imgui/platform/notifications.hpp"
#include "ui-dear-imgui/platform/session_lock.hpp"

#include <fmt/format.h>

#include <mutex>
#include <variant>

namespace omstilling {

namespace {

struct hotkey_pressed {
  hotkey_action what;
};
struct number_marked {
  std::string text;
};
struct lock_changed {
  bool locked;
};
struct notification_clicked {};
struct hotkeys_settled {};
using happening =
  std::variant<hotkey_pressed, number_marked, lock_changed, notification_clicked, hotkeys_settled>;

/// What the desktop's threads tell, for the window's.
class inbox {
public:
  explicit inbox(std::function<void()> wake) : wake_(std::move(wake)) {}
  void put(happening x) {
    {
      const std::lock_guard guard{lock_};
      waiting_.push_back(std::move(x));
    }
    wake_();
  }
  std::vector<happening> take() {
    const std::lock_guard guard{lock_};
    return std::exchange(waiting_, {});
  }

private:
  std::function<void()> wake_;
  std::mutex lock_; // guards `waiting_`
  std::vector<happening> waiting_;
};

std::vector<std::pair<int, key_combination>> wanted_keys(const settings_view& x) {
  std::vector<std::pair<int, key_combination>> result;
  if (x.hotkeys_allowed)
    for (const auto& one : x.hotkeys)
      if (auto keys = read_key_combination(one.keys); one.active && keys)
        result.emplace_back(static_cast<int>(one.action), std::move(*keys));
  return result;
}

/// Which program has a key nobody can say; the card has words of its own for that.
std::string words_of(key_trouble x) {
  switch (x) {
    case key_trouble::twice: return _("Set for something else too");
    case key_trouble::no_key: return _("This keyboard has no such key");
    case key_trouble::taken: break;
  }
  return {};
}

std::map<hotkey_action, std::string> named(const key_troubles& conflicts) {
  std::map<hotkey_action, std::string> result;
  for (const auto& [id, why] : conflicts)
    result.emplace(static_cast<hotkey_action>(id), words_of(why));
  return result;
}

notification worded(const console_view& view, const news_item& x) {
  if (x.returned)
    return {.summary = return_text(*x.returned), .body = party_text(x.returned->caller)};
  if (is_promise(kind_of(*x.popup)))
    return {.summary = popup_text(view, *x.popup), .body = promise_text(*x.popup)};
  if (kind_of(*x.popup) != popup_kind::watch)
    return {.summary = popup_text(view, *x.popup), .body = status_word(view, x.popup->status)};
  return {.summary = x.popup->name,
          .body = fmt::format("{} · {}", status_word(view, x.popup->status),
                              lamp_word(x.popup->lamp_state))};
}

} // namespace

struct desktop::state {
  state(std::string server, std::function<void()> wake, std::function<void()> bring_forward)
    : raise(std::move(bring_forward)),
      told(std::move(wake)),
      start_at_login({.title = "Omstilling",
                      .program = autostart::this_program(),
                      .arguments = {"--server", std::move(server)}}) {}

  void follow(const settings_view& x);
  void tell(const console_view& view, bool in_front);
  std::optional<command> do_hotkey(hotkey_action what, const console_view& view,
                                   const console_window& console);

  std::function<void()> raise;
  inbox told;
  autostart start_at_login;
  std::optional<settings_view> followed;
  lock_rule at_lock;
  start_rule at_start;
  news fresh;
  // These have threads that fill `told`, so they go first.
  global_hotkeys hotkeys{
    [this](int id) { told.put(hotkey_pressed{static_cast<hotkey_action>(id)}); },
    [this] { told.put(hotkeys_settled{}); }};
  session_lock lock{[this](bool locked) { told.put(lock_changed{locked}); }};
  notifications popups{{.program = "Omstilling", .open = _("Open")},
                       [this](const std::string&) { told.put(notification_clicked{}); }};
};

void desktop::state::follow(const settings_view& x) {
  if (followed == x)
    return;
  if (!followed || followed->hotkeys != x.hotkeys || followed->hotkeys_allowed != x.hotkeys_allowed)
    hotkeys.set(wanted_keys(x));
  if (x.start_at_login != start_at_login.is_on() && (followed || x.start_at_login))
    (void)(x.start_at_login ? start_at_login.turn_on() : start_at_login.turn_off());
  followed = x;
}

/// In front of the window its own pop-ups are enough.
void desktop::state::tell(const console_view& view, bool in_front) {
  for (auto& one : fresh.take(view)) {
    if (!followed || !followed->popups || (in_front && !followed->sound))
      continue;
    auto made = worded(view, one);
    made.sound = followed->sound;
    popups.show(one.key, std::move(made));
  }
  for (auto& key : fresh.take_gone())
    popups.close(std::move(key));
}

std::optional<command> desktop::state::do_hotkey(hotkey_action what, const console_view& view,
                                                 const console_window& console) {
  switch (what) {
    case hotkey_action::answer: return answer_next(view);
    case hotkey_action::hang_up: return end_current(view);
    case hotkey_action::attended_transfer: return attended_transfer(view, console.target(view));
    case hotkey_action::repeat_target:
      return console.chosen.last_target ? transfer_to(view, *console.chosen.last_target)
                                        : std::nullopt;
    case hotkey_action::pull_back: return pull_back_last(view);
    case hotkey_action::dial_marked:
      hotkeys.ask_marked([this](std::optional<std::string> text) {
        if (text)
          told.put(number_marked{std::move(*text)});
      });
      return {};
    default: return {};
  }
}

desktop::desktop(std::string server, std::function<void()> wake, std::function<void()> raise)
  : state_(std::make_unique<state>(std::move(server), std::move(wake), std::move(raise))) {}

desktop::~desktop() = default;

std::vector<wish> desktop::step(const console_view& view, console_window& console, bool in_front,
                                time_point now) {
  auto& st = *state_;
  std::vector<wish> result;
  const auto ask = [&](std::optional<command> x) {
    if (x)
      result.emplace_back(std::move(*x));
  };
  if (view.settings)
    st.follow(*view.settings);
  st.tell(view, in_front);
  for (auto& one : st.told.take()) {
    if (const auto* key = std::get_if<hotkey_pressed>(&one))
      ask(st.do_hotkey(key->what, view, console));
    else if (const auto* marked = std::get_if<number_marked>(&one))
      ask(dial_marked(view, marked->text));
    else if (const auto* lock = std::get_if<lock_changed>(&one))
      st.at_lock.locked(lock->locked);
    else if (std::holds_alternative<notification_clicked>(one))
      st.raise();
    else
      console.chosen.hotkey_conflicts = named(st.hotkeys.conflicts());
  }
  ask(st.at_start.next(view));
  ask(st.at_lock.next(view, now));
  return result;
}

} // namespace omstilling
