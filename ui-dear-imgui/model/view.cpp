#include "ui-dear-imgui/model/view.hpp"

#include <algorithm>

namespace omstilling {

namespace {

/// The call that a key means comes first: talking, then ringing, then held, then the rest.
int place(const call_view& x) {
  switch (x.state) {
    case caller_state::talking: return 0;
    case caller_state::offered: return 1;
    case caller_state::initiated: return 2;
    case caller_state::held: return x.consulting ? 0 : 3;
    default: return 4;
  }
}

} // namespace

bool may(const console_view& view, right x) {
  return std::find(view.rights.begin(), view.rights.end(), x) != view.rights.end();
}

const person* find_person(const console_view& view, const employee_id& id) {
  return view.people->find(id);
}

const presence_view* presence_of(const console_view& view, const employee_id& id) {
  const auto found = view.presence.find(id);
  return found == view.presence.end() ? nullptr : &found->second;
}

const status_type* find_status_type(const console_view& view, std::string_view id,
                                    const site_id& site) {
  const status_type* elsewhere = nullptr;
  for (const auto& [where, types] : view.status_types)
    for (const auto& one : types)
      if (one.id == id) {
        if (where == site || site.empty())
          return &one;
        elsewhere = elsewhere ? elsewhere : &one;
      }
  return elsewhere;
}

void sort_calls(console_view& view, std::vector<call_view> on_desk,
                std::vector<call_view> in_queue) {
  // What a colleague sent on, and follows, is in hand here all the same.
  for (auto& x : on_desk)
    x.transferred = x.transferred && x.sender == view.user;
  // One that came back and was taken by somebody else is no longer hers.
  std::erase_if(on_desk, [&](const auto& x) {
    return !x.transferred && x.state == caller_state::talking && x.holder && view.user &&
           x.holder != view.user;
  });
  for (auto& call : on_desk)
    (call.transferred ? view.sent : view.calls).push_back(std::move(call));
  std::sort(view.calls.begin(), view.calls.end(), [](const auto& a, const auto& b) {
    return std::tuple{place(a), a.since} < std::tuple{place(b), b.since};
  });
  std::sort(view.sent.begin(), view.sent.end(),
            [](const auto& a, const auto& b) { return a.since > b.since; });
  view.waiting = std::move(in_queue);
  std::erase_if(view.waiting, [](const auto& x) {
    return x.state != caller_state::waiting && x.state != caller_state::offered;
  });
  const auto waits_since = [](const auto& x) { return x.waiting_since.value_or(x.since); };
  std::sort(view.waiting.begin(), view.waiting.end(),
            [&](const auto& a, const auto& b) { return waits_since(a) < waits_since(b); });
}

} // namespace omstilling
