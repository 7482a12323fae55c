#include "services/pictures/topic.hpp"

#include "protocol/wire.hpp"

#include <algorithm>

namespace omstilling {

topic::topic(std::string name, std::string epoch, std::int64_t revision, bool split)
  : name_(std::move(name)),
    epoch_(std::move(epoch)),
    revision_(revision),
    framed_(revision),
    split_(split) {
  logs_.push_back({.sees = audience::reception, .recent = {}});
  if (split_) {
    logs_.push_back({.sees = audience::colleague, .recent = {}});
    logs_.push_back({.sees = audience::public_, .recent = {}});
  }
}

void topic::apply(const picture_change& x, std::int64_t revision) {
  if (x.kind == picture_change::what::report) {
    merge_changes(); // what happened before it is told before it
    for (auto& log : logs_)
      remember(log, {key_for(log.sees), framed_, revision,
                     std::make_shared<const std::string>(
                       write_popup(name_, framed_, revision, *x.texts.of(log.sees)))});
    framed_ = revision_ = revision;
    return;
  }
  if (x.kind == picture_change::what::kept) {
    items_.insert_or_assign(x.id, x.texts);
    return;
  }
  if (x.kind == picture_change::what::removed)
    items_.erase(x.id);
  else
    items_.insert_or_assign(x.id, x.texts);
  note_changed(x.id, revision);
}

void topic::note_changed(const std::string& id, std::int64_t revision) {
  if (is_changed_.emplace(id, true).second)
    changed_.push_back(id);
  revision_ = revision;
}

void topic::become(const std::vector<pictured_item>& items, std::int64_t revision) {
  const auto same = [](const shared_text& x, const shared_text& y) { return x == y || *x == *y; };
  auto before = std::exchange(items_, {});
  for (const auto& [id, texts] : items) {
    const auto was = before.find(id);
    const bool is_news = was == before.end() || !same(was->second.reception, texts.reception) ||
                         !same(was->second.colleague, texts.colleague) ||
                         !same(was->second.public_, texts.public_);
    items_.insert_or_assign(id, texts);
    if (was != before.end())
      before.erase(was);
    if (is_news)
      note_changed(id, revision);
  }
  for (const auto& [id, texts] : before)
    note_changed(id, revision);
}

void topic::merge_changes() {
  if (changed_.empty())
    return;
  shared_text first;
  for (auto& log : logs_) {
    std::vector<std::string_view> set;
    std::vector<std::string_view> removed;
    bool as_first = first != nullptr; // every item looks to this audience as it does to the first
    for (const auto& id : changed_) {
      const auto found = items_.find(id);
      if (found == items_.end()) {
        removed.push_back(id);
        continue;
      }
      set.push_back(*found->second.of(log.sees));
      as_first = as_first && found->second.of(log.sees) == found->second.reception;
    }
    auto text =
      as_first
        ? first
        : std::make_shared<const std::string>(write_delta(name_, framed_, revision_, set, removed));
    if (!first)
      first = text;
    remember(log, {key_for(log.sees), framed_, revision_, std::move(text)});
  }
  changed_.clear();
  is_changed_.clear();
  framed_ = revision_;
}

void topic::remember(audience_log& log, topic_frame frame) {
  log.bytes += frame.text->size();
  made_.push_back(frame);
  log.recent.push_back(std::move(frame));
  while (log.recent.size() > most_frames || log.bytes > most_bytes) {
    log.bytes -= log.recent.front().text->size();
    log.recent.pop_front();
  }
}

std::vector<topic_frame> topic::flush() {
  merge_changes();
  return std::exchange(made_, {});
}

topic_key topic::key_for(audience who) const { return {name_, split_ ? who : audience::reception}; }

const topic::audience_log& topic::log_for(audience who) const {
  const auto found =
    std::find_if(logs_.begin(), logs_.end(), [&](const auto& x) { return x.sees == who; });
  return found == logs_.end() ? logs_.front() : *found;
}

topic_opening topic::open(audience who, const std::optional<stream_position>& from) const {
  topic_opening result{resume_outcome::snapshot, epoch_, framed_, {}};
  if (from && from->epoch == epoch_ && from->revision == framed_) {
    result.outcome = resume_outcome::current;
    return result;
  }
  const auto& recent = log_for(who).recent;
  // The position may lie within a frame: another node's frames end elsewhere. Items are whole, so a
  // frame that begins before it may be laid over it.
  const auto next = std::find_if(recent.begin(), recent.end(), [&](const auto& x) {
    return from && x.revision > from->revision;
  });
  if (!from || from->epoch != epoch_ || next == recent.end() || next->after > from->revision) {
    result.frames = snapshot(who);
    return result;
  }
  result.outcome = resume_outcome::replayed;
  for (auto frame = next; frame != recent.end(); ++frame)
    result.frames.push_back(frame->text);
  return result;
}

std::vector<shared_text> topic::snapshot(audience who) const {
  std::vector<shared_text> chunks;
  std::vector<std::string_view> items;
  const stream_position at{epoch_, framed_};
  const auto add_chunk = [&](bool last) {
    chunks.push_back(
      std::make_shared<const std::string>(write_snapshot(name_, at, chunks.empty(), last, items)));
    items.clear();
  };
  std::size_t left = items_.size();
  for (const auto& [id, texts] : items_) {
    items.push_back(*texts.of(split_ ? who : audience::reception));
    if (--left > 0 && items.size() == items_a_chunk)
      add_chunk(false);
  }
  add_chunk(true);
  return chunks;
}

} // namespace omstilling
