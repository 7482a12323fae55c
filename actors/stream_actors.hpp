#pragma once

#include "actors/nodes_messages.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace omstilling {

/// Which streams are read; changed by one actor, asked on the readers' threads.
class stream_wishes {
public:
  /// From the beginning.
  void follow(const site_id& site);
  void leave(const site_id& site);
  void own(const site_id& site, fencing_token token);
  void disown(const site_id& site);

  std::map<site_id, std::string> followed() const;
  std::map<site_id, fencing_token> owned() const;
  /// What was read begins there the next time, unless the site is not followed any more.
  void move_to(const site_id& site, const std::string& position);

private:
  mutable std::mutex guard_;
  std::map<site_id, std::string> follow_;
  std::map<site_id, fencing_token> own_;
};

struct streams_start {
  std::shared_ptr<site_streams> of;
  std::shared_ptr<stream_wishes> wishes;
  node_id node;
};

/// The readers tell `whom` what they read. `own_thread` is false in tests: then they look every
/// 20 ms, and never wait.
std::vector<stream_reader> spawn_stream_readers(caf::actor_system& system,
                                                const streams_start& start, nodes_actor whom,
                                                bool own_thread);
stream_writer spawn_stream_writer(caf::actor_system& system, const streams_start& start,
                                  bool own_thread);

} // namespace omstilling
