#pragma once

#include "actors/handles.hpp"
#include "services/pictures/topic.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

inline constexpr std::string_view health_topic = "health";
inline constexpr std::string_view presence_prefix = "presence/";

/// One site, as far as it is shown here.
struct board_site {
  std::string epoch;
  std::int64_t number = 0; // up to which it is shown
  bool stands = false;     // what stood there when it began has been shown; else readers wait
};

struct board_topic {
  topic content;
  board_site* of = nullptr; // none: of the service itself
};

/// What the board holds: the topics of all sites, and the state of each part of the service.
struct board_state {
  static inline const char* name = "omstilling.board";
  std::shared_ptr<clock> time;
  observers* to = nullptr;
  journal_actor told_on; // hears of sites' parts; absent without other nodes
  std::map<std::string, board_topic, std::less<>> topics;
  std::map<site_id, board_site> sites;
  std::map<std::string, health_view> health;
  std::map<site_id, time_point> silent;
  std::int64_t health_changes = 0;
  std::set<std::string> dirty;
  std::vector<open_topic_request> waiting; // until the site stands
  bool window_open = false;
  std::int64_t frames = 0;
  std::int64_t frame_bytes = 0;
};

/// Only people and templates look different to different audiences.
bool is_split(std::string_view topic_name);

/// The topic of this name; a new one begins at `revision`.
topic& topic_named(board_state& st, const std::string& name, board_site* of, std::int64_t revision);

void declare(board_state& st, const declare_topics& x);
void apply(board_state& st, const shown_batch& batch);
/// True when topics begin again: readers are to be told, and those who wait may have them.
bool apply(board_state& st, const site_is& x);
/// The topics of this site.
std::vector<std::string> topics_of(const board_state& st, const site_id& site);
/// Nothing when the site is not known here, or not yet whole.
std::optional<site_picture> picture_of(const board_state& st, const site_id& site);

void apply(board_state& st, const health_news& x);
void apply(board_state& st, const site_silent& x);
/// A part as it is shown: those of a site that is not heard of are not known to be well.
health_view seen_now(const board_state& st, const health_view& part);

} // namespace omstilling
