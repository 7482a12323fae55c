#include "ui-dear-imgui/model/own_phone.hpp"

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

// By then it is shown, or somebody has changed it meanwhile and it never is.
constexpr std::chrono::seconds answer_time{2};

command disturb(const console_view& view, bool do_not) {
  return set_phone{
    .employee = *view.employee, .phone = own_phone(view)->id, .do_not_disturb = do_not};
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

std::optional<command> lock_rule::next(const console_view& view, time_point now) {
  if (asked_ && (view.phase != link_phase::live || now >= asked_->at + answer_time ||
                 (own_phone(view) && own_phone(view)->do_not_disturb == asked_->on)))
    asked_.reset();
  if (settled_ || !is_known(view))
    return {};
  // A setting made elsewhere may arrive after the lock.
  if (locked_ && !view.settings->dnd_at_lock)
    return {};
  settled_ = true;
  // Locked and unlocked in one breath: what was asked for counts, not what is shown yet.
  const bool is_on = asked_ ? asked_->on : own_phone(view)->do_not_disturb;
  if (!locked_) {
    if (!std::exchange(ours_, false))
      return {};
    asked_ = {false, now};
    return disturb(view, false);
  }
  if (is_on)
    return {};
  ours_ = true;
  asked_ = {true, now};
  return disturb(view, true);
}

std::optional<command> start_rule::next(const console_view& view) {
  if (settled_ || !is_known(view))
    return {};
  settled_ = true;
  if (!view.settings->dnd_off_at_start || !own_phone(view)->do_not_disturb)
    return {};
  return disturb(view, false);
}

} // namespace omstilling
