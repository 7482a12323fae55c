#include "actors/board.hpp"

#include "actors/road.hpp"
#include "services/pictures/topic.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <map>
#include <set>

namespace omstilling {

namespace {

struct board_state {
  static inline const char* name = "omstilling.board";
  std::shared_ptr<clock> time;
  observers* to = nullptr;
  std::map<std::string, topic, std::less<>> topics;
  std::map<site_id, std::string> epochs;
  std::map<std::string, health_view> health;
  std::int64_t health_changes = 0;
  std::set<std::string> dirty;
  bool window_open = false;
  std::int64_t frames = 0;
  std::int64_t frame_bytes = 0;
};

using self_pointer = board_actor::stateful_pointer<board_state>;

const std::string health_topic = "health";

const std::string presence_prefix = "presence/";

/// Only people and templates look different to different audiences.
bool is_split(std::string_view name) {
  return name.starts_with("people/") || name.starts_with(presence_prefix) ||
         name.starts_with("statuses/");
}

topic& topic_named(board_state& st, const std::string& name, const std::string& epoch,
                   std::int64_t revision) {
  return st.topics.try_emplace(name, name, epoch, revision, is_split(name)).first->second;
}

void publish(board_state& st) {
  std::vector<topic_frame> frames;
  for (const auto& name : st.dirty)
    for (auto& frame : st.topics.at(name).flush()) {
      ++st.frames;
      st.frame_bytes += static_cast<std::int64_t>(frame.text->size());
      frames.push_back(std::move(frame));
    }
  st.dirty.clear();
  if (st.to && !frames.empty())
    st.to->publish(std::move(frames));
}

/// At once after a quiet window, else at the end of the running one.
void publish_soon(self_pointer self) {
  auto& st = self->state;
  if (st.window_open || st.dirty.empty())
    return;
  publish(st);
  st.window_open = true;
  self->delayed_send(self, coalescing_window, flush{});
}

void end_window(self_pointer self) {
  auto& st = self->state;
  st.window_open = false;
  publish_soon(self);
}

void apply(board_state& st, const shown_batch& batch) {
  const auto epoch = st.epochs[batch.site];
  for (const auto& x : batch.changes)
    for (const auto& picture : x.pictures) {
      topic_named(st, picture.topic, epoch, 0).apply(picture, x.revision);
      st.dirty.insert(picture.topic);
    }
}

void apply(board_state& st, const health_news& x) {
  st.health[x.part.id] = x.part;
  const auto found = st.topics.find(health_topic);
  if (found == st.topics.end())
    return;
  found->second.apply(shown(health_topic, "health", x.part.id, x.part), ++st.health_changes);
  st.dirty.insert(health_topic);
}

/// Of most people nothing more is known than the overview shows: their topic comes into being with
/// its first item, and is empty until then.
topic_opening open_empty(const std::string& name) {
  return topic{name, "", 0, is_split(name)}.open(audience::reception, std::nullopt);
}

/// Everybody sees all of what is said of himself.
audience sees(const principal& who, std::string_view topic_name) {
  const bool own = who.employee && topic_name == presence_prefix + who.employee->value;
  return own ? audience::reception : who.sees;
}

void open(board_state& st, const open_topic_request& x) {
  if (!st.to)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::try_later, .detail = "the service is starting"}));
  const auto who = sees(x.who, x.asked.topic);
  const auto found = st.topics.find(x.asked.topic);
  if (found == st.topics.end() && x.asked.topic.starts_with(presence_prefix)) {
    auto opened = open_empty(x.asked.topic);
    return x.then(subscription{{x.asked.topic, who},
                               opened.outcome,
                               std::move(opened.epoch),
                               opened.revision,
                               std::move(opened.frames)});
  }
  if (found == st.topics.end())
    return x.then(tl::unexpected(problem{
      .reason = error_reason::unknown_topic, .path = "params.topics", .detail = x.asked.topic}));
  publish(st); // so that the picture and the last frame are of the same revision
  auto opened = found->second.open(who, x.asked.from);
  x.then(subscription{found->second.key_for(who), opened.outcome, std::move(opened.epoch),
                      opened.revision, std::move(opened.frames)});
}

std::string metrics_text(const board_state& st) {
  std::size_t items = 0;
  for (const auto& [name, content] : st.topics)
    items += content.size();
  std::string text;
  const auto line = [&](const std::string& kind, const std::string& name, std::int64_t value) {
    text += "# TYPE " + name + ' ' + kind + '\n' + name + ' ' + std::to_string(value) + '\n';
  };
  line("gauge", "omstilling_board_topics", static_cast<std::int64_t>(st.topics.size()));
  line("gauge", "omstilling_board_items", static_cast<std::int64_t>(items));
  line("counter", "omstilling_board_frames_total", st.frames);
  line("counter", "omstilling_board_frame_bytes_total", st.frame_bytes);
  text += "# TYPE omstilling_ready gauge\n";
  for (const auto& [id, part] : st.health)
    text += "omstilling_ready{part=\"" + id + "\"} " + (part.ok ? "1" : "0") + '\n';
  return text;
}

board_actor::behavior_type run(self_pointer self) {
  return {
    [self](const declare_topics& x) {
      self->state.epochs[x.site] = x.epoch;
      for (const auto& name : x.topics)
        topic_named(self->state, name, x.epoch, x.revision);
    },
    [self](const shown_batch& x) {
      apply(self->state, x);
      publish_soon(self);
    },
    [self](const health_news& x) {
      apply(self->state, x);
      publish_soon(self);
    },
    [self](const open_topic_request& x) { open(self->state, x); },
    [self](const attach_observers& x) { self->state.to = x.to; },
    [self](const rights_changed& x) {
      if (self->state.to)
        self->state.to->turn_out(x.whom);
    },
    [self](const ask_health& x) {
      std::vector<health_view> parts;
      for (const auto& [id, part] : self->state.health)
        parts.push_back(part);
      x.then(std::move(parts));
    },
    [self](const ask_metrics& x) { x.then(*x.text + metrics_text(self->state)); },
    [self](flush) { end_window(self); },
  };
}

} // namespace

board_actor spawn_board(caf::actor_system& system, std::shared_ptr<clock> time) {
  return system.spawn([time](self_pointer self) {
    auto& st = self->state;
    st.time = time;
    topic_named(st, health_topic, std::to_string(time->now().time_since_epoch().count()), 0);
    return run(self);
  });
}

} // namespace omstilling
