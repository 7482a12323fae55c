#pragma once

#include "protocol/entities.hpp"
#include "protocol/errors.hpp"
#include "ui-dear-imgui/model/people_view.hpp"

#include <boost/json/value.hpp>
#include <tl/expected.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What the service writes, read into values; kinds and methods that nobody knows are left out.
namespace omstilling {

/// A person with what a search compares, folded once.
struct person_entry {
  person who;
  std::string folded;
};

using item = std::variant<person_entry, call_view, queue_view, desk_view, health_view, watch_view,
                          popup_view, settings_view, claim_view, plan_view, agenda_entry,
                          status_type, template_view, contact_entry, call_log_entry, message_view,
                          promise_view, message_template_view, message_defaults_view>;
using item_ptr = std::shared_ptr<const item>;

struct snapshot_frame {
  std::string topic;
  std::string epoch;
  std::int64_t revision = 0;
  bool first = false;
  bool last = false;
  std::map<std::string, item_ptr> items;
};

struct delta_frame {
  std::string topic;
  std::int64_t after = 0;
  std::int64_t revision = 0;
  std::map<std::string, item_ptr> set;
  std::vector<std::string> removed;
};

struct heartbeat_frame {
  time_point now;
  std::map<std::string, std::int64_t> topics;
};

struct resync_frame {
  std::vector<std::string> topics;
};

struct reply_frame {
  std::int64_t id = 0;
  tl::expected<boost::json::value, problem> result;
};

/// A method that this version does not know.
struct other_frame {};

using incoming_frame = std::variant<snapshot_frame, delta_frame, heartbeat_frame, resync_frame,
                                    reply_frame, other_frame>;

/// Reads one text frame of the service; never throws, whatever the input.
tl::expected<incoming_frame, problem> read_frame(std::string_view text);

} // namespace omstilling
