#include "services/access/login_delay.hpp"

#include <algorithm>
#include <vector>

namespace omstilling {

namespace {

constexpr auto forgotten_after = std::chrono::minutes{15};
constexpr duration longest = std::chrono::seconds{60};
constexpr int user_patience = 3;
constexpr int address_patience = 10 * user_patience;
constexpr std::size_t most_keys = 10'000;

// No user and no address holds a NUL, and no user is empty here: the two kinds of key cannot meet.
std::string pair_key(const std::string& user, const std::string& address) {
  return user + '\0' + address;
}
std::string address_key(const std::string& address) { return '\0' + address; }

/// 1 s when patience is used up, and twice that for each failure more.
duration delay_after(int count, int patience) {
  if (count < patience)
    return duration::zero();
  const int doubled = std::min(count - patience, 6);
  return std::min(duration{std::chrono::seconds{1}} * (1 << doubled), longest);
}

} // namespace

duration login_delay::wait(const std::string& user, const std::string& address,
                           time_point now) const {
  const auto left = [&](const std::string& key, int patience) {
    const auto found = failures_.find(key);
    if (found == failures_.end() || now - found->second.last >= forgotten_after)
      return duration::zero();
    return found->second.last + delay_after(found->second.count, patience) - now;
  };
  const auto own = user.empty() ? duration::zero() : left(pair_key(user, address), user_patience);
  return std::max({duration::zero(), own, left(address_key(address), address_patience)});
}

void login_delay::failed(const std::string& user, const std::string& address, time_point now) {
  const auto count = [&](const std::string& key) {
    auto& x = failures_[key];
    if (now - x.last >= forgotten_after)
      x.count = 0;
    // Beyond the longest wait there is nothing to count.
    x.count = std::min(x.count + 1, address_patience + 6);
    x.last = now;
  };
  if (!user.empty())
    count(pair_key(user, address));
  count(address_key(address));
  if (failures_.size() <= most_keys)
    return;
  // A tenth at once, so that a flood of names does not cost a search for the quietest each.
  std::vector<time_point> quiet;
  quiet.reserve(failures_.size());
  for (const auto& [key, x] : failures_)
    quiet.push_back(x.last);
  const auto keep_after = quiet.begin() + most_keys / 10;
  std::nth_element(quiet.begin(), keep_after, quiet.end());
  auto surplus = static_cast<std::size_t>(keep_after - quiet.begin());
  std::erase_if(failures_, [&](const auto& x) {
    return surplus > 0 && x.second.last <= *keep_after && surplus-- > 0;
  });
}

void login_delay::succeeded(const std::string& user, const std::string& address) {
  const auto own = failures_.find(pair_key(user, address));
  if (user.empty() || own == failures_.end())
    return;
  // The address is forgiven this user's failures only: else whoever has one login could guess at
  // all others for ever.
  if (const auto all = failures_.find(address_key(address)); all != failures_.end())
    all->second.count = std::max(0, all->second.count - own->second.count);
  failures_.erase(own);
}

} // namespace omstilling
