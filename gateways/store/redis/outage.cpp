#include "gateways/store/redis/outage.hpp"

#include <algorithm>

namespace omstilling::redis {

void outage::failed(instant now) {
  if (!since_) {
    since_ = now;
    delay_ = duration{0}; // a connection may be lost because Redis is there again: look at once
  } else {
    delay_ =
      delay_ == duration{0} ? spans_.first_delay : std::min(delay_ * 2, spans_.longest_delay);
  }
  next_try_ = now + delay_;
}

outage::advice outage::ask(instant now) const {
  if (!since_ || now >= next_try_)
    return advice::try_now;
  return next_try_ <= *since_ + spans_.patience ? advice::wait : advice::refuse;
}

} // namespace omstilling::redis
