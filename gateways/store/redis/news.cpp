#include "gateways/store/redis/news.hpp"

#include <string_view>
#include <utility>

namespace omstilling::redis {

namespace {

/// Above that, names are no help any more; whoever publishes may publish anything.
constexpr std::size_t most_keys = 1'000;

news::of kind_of(std::string_view key) {
  if (key.starts_with("omstilling:answers:"))
    return news::of::answers;
  if (key.ends_with(":frames"))
    return news::of::frames;
  return key.ends_with(":commands") ? news::of::commands : news::of::answers;
}

} // namespace

void news::tell(const std::string& key) {
  {
    const std::lock_guard lock{guard_};
    auto& x = ears_.at(static_cast<std::size_t>(kind_of(key))).heard;
    if (x.keys.size() < most_keys) {
      x.keys.insert(key);
    } else {
      x.keys.clear();
      x.all = true;
    }
  }
  changed_.notify_all();
}

void news::tell_all() {
  {
    const std::lock_guard lock{guard_};
    refusal_.clear();
    for (auto& x : ears_)
      x.heard.all = true;
  }
  changed_.notify_all();
}

void news::refuse(std::string why) {
  {
    const std::lock_guard lock{guard_};
    refusal_ = std::move(why);
    for (auto& x : ears_)
      x.heard.all = true;
  }
  changed_.notify_all();
}

void news::wake() {
  {
    const std::lock_guard lock{guard_};
    for (auto& x : ears_)
      x.heard.woken = true;
  }
  changed_.notify_all();
}

news::told news::take(of kind, instant until) {
  std::unique_lock lock{guard_};
  auto& x = ears_.at(static_cast<std::size_t>(kind));
  changed_.wait_until(lock, until, [&] { return x.anything(); });
  auto result = std::exchange(x.heard, {});
  result.refusal = refusal_;
  return result;
}

} // namespace omstilling::redis
