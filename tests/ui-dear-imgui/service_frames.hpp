#pragma once

#include "protocol/wire.hpp"
#include "ui-dear-imgui/model/console_model.hpp"

#include <string>
#include <vector>

/// The service's side of the conversation, as text frames.
namespace omstilling::testing {

inline const time_point t0 = *from_rfc3339("2026-11-24T09:42:00.000Z");

person somebody(std::string id, std::string name, std::string extension);
call_view caller(std::string id, caller_state state);
queue_view some_queue(std::string id, std::string name);
desk_view some_desk(std::optional<queue_id> chosen);

template <class Entity>
std::string snapshot_of(std::string_view topic, std::int64_t revision,
                        const std::vector<Entity>& entities, bool first = true, bool last = true) {
  std::vector<std::string> texts;
  for (const auto& one : entities)
    texts.push_back(write_item(one));
  return write_snapshot(topic, {"e1", revision}, first, last,
                        std::vector<std::string_view>(texts.begin(), texts.end()));
}

/// A snapshot of items of several kinds, each made by item_text.
std::string snapshot_of_texts(std::string_view topic, std::int64_t revision,
                              const std::vector<std::string>& items);
template <class Entity>
std::string item_text(std::string_view kind, const Entity& x) {
  return write_item(kind, encode(x));
}

template <class Entity>
std::string delta_of(std::string_view topic, std::int64_t after, std::int64_t revision,
                     const std::vector<Entity>& set,
                     const std::vector<std::string_view>& removed = {}) {
  std::vector<std::string> texts;
  for (const auto& one : set)
    texts.push_back(write_item(one));
  return write_delta(topic, after, revision,
                     std::vector<std::string_view>(texts.begin(), texts.end()), removed);
}

/// Answers what a console asks, as far as a login needs it.
struct fake_service {
  console_model& console;
  std::vector<std::string> asked{}; // methods, and for subscriptions the topics behind them
  std::vector<std::string> requests{};
  std::string epoch = "e1";
  std::int64_t revision = 10;
  resume_outcome outcome = resume_outcome::snapshot;
  std::optional<employee_id> employee{}; // of the login
  std::vector<right> rights{right::read_people, right::read_queues, right::switchboard};
  std::vector<std::string> unknown{}; // topics that this service does not have

  /// Answers everything that is waiting to be sent.
  void serve(time_point now);
  void say(const std::string& frame, time_point now) { console.talk.received(frame, now); }
};

/// A console that has logged in and sees two people, a queue and a desk.
void log_in(fake_service& service);

} // namespace omstilling::testing
