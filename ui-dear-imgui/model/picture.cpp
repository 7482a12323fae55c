#include "ui-dear-imgui/model/picture.hpp"

#include <algorithm>

namespace omstilling {

namespace {

void put(std::map<std::string, item_ptr>& items, std::map<std::string, item_ptr>& set,
         const std::vector<std::string>& removed) {
  for (auto& [id, one] : set)
    items.insert_or_assign(id, std::move(one));
  for (const auto& id : removed)
    items.erase(id);
}

} // namespace

frame_fit picture::snapshot(snapshot_frame x) {
  auto& held = topics_[x.topic];
  const stream_position at{x.epoch, x.revision};
  if (x.first)
    held.arriving = arriving_topic{at, {}, {}};
  if (!held.arriving || held.arriving->at != at)
    return frame_fit::gap;
  put(held.arriving->items, x.items, {});
  if (!x.last)
    return frame_fit::arriving;
  auto done = std::move(*held.arriving);
  held = {done.at, std::move(done.items), std::nullopt};
  for (auto& later : done.later)
    if (delta(std::move(later)) == frame_fit::gap)
      return frame_fit::gap;
  return frame_fit::complete;
}

frame_fit picture::delta(delta_frame x) {
  const auto found = topics_.find(x.topic);
  if (found == topics_.end())
    return frame_fit::gap;
  auto& held = found->second;
  if (held.arriving) {
    held.arriving->later.push_back(std::move(x));
    return frame_fit::arriving;
  }
  if (!held.at)
    return frame_fit::gap;
  if (x.revision <= held.at->revision)
    return frame_fit::old;
  if (x.after > held.at->revision)
    return frame_fit::gap;
  // Items are whole, so a frame that begins before our place may be laid over it as it is.
  put(held.items, x.set, x.removed);
  held.at->revision = x.revision;
  return frame_fit::applied;
}

std::optional<stream_position> picture::position(const std::string& topic) const {
  const auto found = topics_.find(topic);
  return found == topics_.end() ? std::nullopt : found->second.at;
}

bool picture::is_arriving(const std::string& topic) const {
  const auto found = topics_.find(topic);
  return found != topics_.end() && found->second.arriving;
}

void picture::drop_arriving(const std::string& topic) {
  if (const auto found = topics_.find(topic); found != topics_.end())
    found->second.arriving.reset();
}

void picture::forget(const std::string& topic) { topics_.erase(topic); }

void picture::keep_only(const std::vector<std::string>& topics) {
  std::erase_if(topics_, [&](const auto& held) {
    return std::find(topics.begin(), topics.end(), held.first) == topics.end();
  });
}

item_ptr picture::find(const std::string& topic, const std::string& id) const {
  const auto held = topics_.find(topic);
  if (held == topics_.end())
    return nullptr;
  const auto found = held->second.items.find(id);
  return found == held->second.items.end() ? nullptr : found->second;
}

void picture::each(
  std::string_view prefix,
  const std::function<void(const std::string& topic, const item_ptr&)>& visit) const {
  for (const auto& [topic, held] : topics_)
    if (topic.starts_with(prefix))
      for (const auto& [id, one] : held.items)
        visit(topic, one);
}

} // namespace omstilling
