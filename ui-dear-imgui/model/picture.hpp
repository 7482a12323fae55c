#pragma once

#include "protocol/commands.hpp"
#include "ui-dear-imgui/model/frames.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// What a frame did to the picture; after `gap` the topic must be asked for anew.
enum class frame_fit { old, applied, arriving, complete, gap };

/// Per topic its items and the place in the topic's stream that they belong to. What is shown is
/// always of one revision: a snapshot in chunks is gathered aside until its last one.
class picture {
public:
  frame_fit snapshot(snapshot_frame x);
  frame_fit delta(delta_frame x);

  /// Where to resume, or nothing when there is nothing to resume from.
  std::optional<stream_position> position(const std::string& topic) const;
  bool is_arriving(const std::string& topic) const;
  /// A new subscription begins: half a snapshot of the old one is worth nothing.
  void drop_arriving(const std::string& topic);
  void forget(const std::string& topic);
  void keep_only(const std::vector<std::string>& topics);
  /// The item with this id, or null.
  item_ptr find(const std::string& topic, const std::string& id) const;
  /// Visits the items of every topic whose name begins with `prefix`, topic by topic.
  void each(std::string_view prefix,
            const std::function<void(const std::string& topic, const item_ptr&)>& visit) const;

private:
  struct arriving_topic {
    stream_position at;
    std::map<std::string, item_ptr> items;
    std::vector<delta_frame> later;
  };
  struct topic_state {
    std::optional<stream_position> at;
    std::map<std::string, item_ptr> items;
    std::optional<arriving_topic> arriving;
  };
  std::map<std::string, topic_state> topics_;
};

} // namespace omstilling
