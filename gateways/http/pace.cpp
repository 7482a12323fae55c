#include "gateways/http/pace.hpp"

#include <algorithm>

namespace omstilling {

using namespace std::chrono;

pace::pace(std::size_t in_flight, double per_second)
  : in_flight_{std::max<std::size_t>(in_flight, 1)},
    apart_{duration_cast<nanoseconds>(std::chrono::duration<double>{1.0 / per_second})} {}

std::optional<milliseconds> pace::wait(instant now) const {
  if (under_way_ >= in_flight_)
    return std::nullopt;
  return std::max(ceil<milliseconds>(next_ - now), milliseconds{0});
}

void pace::started(instant now) {
  ++under_way_;
  next_ = std::max(next_, now) + apart_;
}

} // namespace omstilling
