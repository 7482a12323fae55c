#include "gateways/websocket/lag_watch.hpp"

namespace omstilling {

lag_watch::verdict lag_watch::judge(std::size_t waiting, std::uint64_t sent, bool caught_up,
                                    time_point now) {
  if (caught_up) {
    behind_since_.reset();
    no_progress_since_.reset();
    return verdict::ok;
  }
  if (sent != sent_ || !no_progress_since_)
    no_progress_since_ = now;
  sent_ = sent;
  if (now - *no_progress_since_ > grace_ || (behind_since_ && now - *behind_since_ > grace_))
    return verdict::close;
  if (waiting <= limit_)
    return verdict::ok;
  if (!behind_since_)
    behind_since_ = now;
  return verdict::latest_only;
}

} // namespace omstilling
