#include "ui-dear-imgui/model/own_phone.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

std::optional<command> disturb(const console_view& view, bool do_not) {
  const auto* mine = own_phone(view);
  if (!mine || mine->do_not_disturb == do_not)
    return {};
  return set_phone{.employee = *view.employee, .phone = mine->id, .do_not_disturb = do_not};
}

bool is_known(const console_view& view) {
  return view.phase == link_phase::live && view.settings && own_phone(view);
}

} // namespace

const phone* own_phone(const console_view& view) {
  const auto* who = view.employee ? find_person(view, *view.employee) : nullptr;
  if (!who || who->phones.empty())
    return nullptr;
  const auto chosen = view.settings ? view.settings->call_phone : std::string{};
  const auto found = std::find_if(who->phones.begin(), who->phones.end(),
                                  [&](const auto& x) { return x.number == chosen; });
  return found == who->phones.end() ? &who->phones.front() : &*found;
}

void lock_rule::locked(bool now) {
  settled_ = settled_ && now == locked_;
  locked_ = now;
}

std::optional<command> lock_rule::next(const console_view& view) {
  if (settled_ || !is_known(view))
    return {};
  settled_ = true;
  if (!locked_)
    return std::exchange(ours_, false) ? disturb(view, false) : std::nullopt;
  if (!view.settings->dnd_at_lock)
    return {};
  auto order = disturb(view, true);
  ours_ = ours_ || order;
  return order;
}

std::optional<command> start_rule::next(const console_view& view) {
  if (settled_ || !is_known(view))
    return {};
  settled_ = true;
  return view.settings->dnd_off_at_start ? disturb(view, false) : std::nullopt;
}

} // namespace omstilling
