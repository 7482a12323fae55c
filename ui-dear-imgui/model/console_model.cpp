#include "ui-dear-imgui/model/console_model.hpp"

#include <algorithm>

namespace omstilling {

std::shared_ptr<const people_list> console_model::people() {
  if (people_version_ == talk.people_version())
    return people_;
  people_version_ = talk.people_version();
  auto list = std::make_shared<people_list>();
  talk.seen().each("people/", [&](const auto&, const item_ptr& x) {
    if (const auto* found = std::get_if<person_entry>(x.get()))
      list->emplace_back(x, found);
  });
  std::sort(list->begin(), list->end(), [](const auto& a, const auto& b) {
    return std::tie(a->folded, a->who.id) < std::tie(b->folded, b->who.id);
  });
  return people_ = std::move(list);
}

view_ptr console_model::view() {
  if (last_ && last_version_ == talk.version())
    return last_;
  last_version_ = talk.version();
  auto made = std::make_shared<console_view>();
  talk.describe(*made);
  made->people = people();
  made->desk = talk.desk();
  std::vector<call_view> on_desk, in_queue;
  talk.seen().each({}, [&](const std::string& topic, const item_ptr& x) {
    if (const auto* queue = std::get_if<queue_view>(x.get()))
      made->queues.push_back(*queue);
    else if (const auto* part = std::get_if<health_view>(x.get()))
      made->health.push_back(*part);
    else if (const auto* call = std::get_if<call_view>(x.get()))
      (topic.starts_with("desk/") ? on_desk : in_queue).push_back(*call);
  });
  std::sort(made->queues.begin(), made->queues.end(), [](const auto& a, const auto& b) {
    return std::tuple{-a.priority, a.name} < std::tuple{-b.priority, b.name};
  });
  sort_calls(*made, std::move(on_desk), std::move(in_queue));
  return last_ = std::move(made);
}

} // namespace omstilling
