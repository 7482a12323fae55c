#include "actors/board.hpp"

#include "actors/board_state.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>

namespace omstilling {

namespace {

using self_pointer = board_actor::stateful_pointer<board_state>;

bool may_be_read(const board_topic& x) { return !x.of || x.of->stands; }

void publish(board_state& st) {
  std::vector<topic_frame> frames;
  std::erase_if(st.dirty, [&](const std::string& name) {
    auto& held = st.topics.at(name);
    if (!may_be_read(held))
      return false;
    for (auto& frame : held.content.flush()) {
      ++st.frames;
      st.frame_bytes += static_cast<std::int64_t>(frame.text->size());
      frames.push_back(std::move(frame));
    }
    return true;
  });
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

/// Of most people nothing more is known than the overview shows: their topic comes into being with
/// its first item, and is empty until then.
topic_opening open_empty(const std::string& name) {
  return topic{name, "", 0, is_split(name)}.open(audience::reception, std::nullopt);
}

/// Everybody sees all of what is said of himself.
audience sees(const principal& who, std::string_view topic_name) {
  const bool own = who.employee && topic_name == std::string{presence_prefix} + who.employee->value;
  return own ? audience::reception : who.sees;
}

/// A topic that is not there may be one of a site that is not whole yet.
bool has_to_wait(const board_state& st, const std::string& name) {
  if (const auto found = st.topics.find(name); found != st.topics.end())
    return !may_be_read(found->second);
  return std::any_of(st.sites.begin(), st.sites.end(),
                     [](const auto& x) { return !x.second.epoch.empty() && !x.second.stands; });
}

void open(board_state& st, const open_topic_request& x) {
  if (!st.to)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::try_later, .detail = "the service is starting"}));
  if (has_to_wait(st, x.asked.topic))
    return st.waiting.push_back(x);
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
  const auto& content = found->second.content;
  auto opened = content.open(who, x.asked.from);
  x.then(subscription{content.key_for(who), opened.outcome, std::move(opened.epoch),
                      opened.revision, std::move(opened.frames)});
}

/// Readers who had an empty topic, or one of an earlier epoch, begin with what is there now.
void let_read(board_state& st, const site_id& site) {
  const auto found = st.sites.find(site);
  if (found == st.sites.end() || std::exchange(found->second.stands, true))
    return;
  if (auto topics = topics_of(st, site); st.to && !topics.empty())
    st.to->begin_again(std::move(topics));
  publish(st);
  for (const auto& x : std::exchange(st.waiting, {}))
    open(st, x);
}

std::string metrics_text(const board_state& st) {
  std::size_t items = 0;
  for (const auto& [name, held] : st.topics)
    items += held.content.size();
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
    text += "omstilling_ready{part=\"" + id + "\"} " + (seen_now(st, part).ok ? "1" : "0") + '\n';
  return text;
}

board_actor::behavior_type run(self_pointer self) {
  return {
    [self](const declare_topics& x) {
      declare(self->state, x);
      if (self->state.told_on)
        self->send(self->state.told_on, x);
    },
    [self](const shown_batch& x) {
      apply(self->state, x);
      publish_soon(self);
    },
    [self](const health_news& x) {
      apply(self->state, x);
      if (self->state.told_on && !site_of_part(x.part.id).empty())
        self->send(self->state.told_on, x);
      publish_soon(self);
    },
    [self](const tell_health& x) { self->state.told_on = x.to; },
    [self](const site_stands& x) { let_read(self->state, x.site); },
    [self](const site_is& x) {
      if (apply(self->state, x))
        let_read(self->state, x.site);
      publish_soon(self);
    },
    [self](const site_silent& x) {
      apply(self->state, x);
      publish_soon(self);
    },
    [self](const ask_site_picture& x) { x.then(picture_of(self->state, x.site)); },
    [self](const open_topic_request& x) { open(self->state, x); },
    [self](const attach_observers& x) { self->state.to = x.to; },
    [self](const rights_changed& x) {
      if (self->state.to)
        self->state.to->turn_out(x.whom);
    },
    [self](const ask_health& x) {
      std::vector<health_view> parts;
      // That another node is silent does not make this one less ready.
      for (const auto& [id, part] : self->state.health)
        parts.emplace_back(seen_now(self->state, part)).ok = part.ok;
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
    const std::string name{health_topic};
    const auto epoch = std::to_string(time->now().time_since_epoch().count());
    st.topics.try_emplace(name, board_topic{{name, epoch, 0, false}});
    return run(self);
  });
}

} // namespace omstilling
