#pragma once

#include "actors/ports/clock.hpp"
#include "actors/ports/site_streams.hpp"
#include "tests/actors/shared_leases.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace omstilling::test {

/// What nodes tell each other, as a store of several nodes keeps it. A position is how many frames
/// of the site have been read.
struct shared_streams {
  struct command {
    std::int64_t number = 0;
    node_id asker;
    std::string body;
    time_point at;
  };

  std::shared_ptr<clock> time;
  std::map<site_id, std::vector<std::string>> frames{};
  std::map<site_id, std::vector<command>> commands{};
  std::map<node_id, std::vector<std::string>> answers{};
  std::int64_t asked = 0;
};

/// One node's way to them.
class streams_in_memory final : public site_streams {
public:
  streams_in_memory(shared_streams& in, const bool& reached) : in_(in), reached_(reached) {}

  tl::expected<std::map<site_id, followed_frames>, problem>
  frames(const std::map<site_id, std::string>& after, duration /*wait*/) override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    std::map<site_id, followed_frames> found;
    for (const auto& [site, position] : after) {
      const auto& all = in_.frames[site];
      const auto end = std::to_string(all.size());
      if (position.empty())
        found[site] = frames_gone{end};
      else if (const auto from = std::stoul(position); from < all.size())
        found[site] =
          more_frames{end, {all.begin() + static_cast<std::ptrdiff_t>(from), all.end()}};
    }
    return found;
  }
  tl::expected<std::vector<asked_command>, problem>
  commands(const std::map<site_id, fencing_token>& mine, duration /*wait*/) override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    std::vector<asked_command> found;
    for (const auto& [site, token] : mine) {
      auto& given = given_[{site, token}];
      for (const auto& x : in_.commands[site]) {
        if (x.number <= given)
          continue;
        given = x.number;
        found.push_back({site, std::to_string(x.number), x.asker, x.body, in_.time->now() - x.at});
      }
    }
    return found;
  }
  std::vector<tl::expected<void, problem>> put(const std::vector<stream_put>& all) override {
    if (!reached_)
      return {all.size(), tl::unexpected(out_of_reach())};
    for (const auto& one : all)
      std::visit([this](const auto& x) { put(x); }, one);
    return std::vector<tl::expected<void, problem>>(all.size());
  }
  tl::expected<std::vector<std::string>, problem> answers(const node_id& mine,
                                                          duration /*wait*/) override {
    if (!reached_)
      return tl::unexpected(out_of_reach());
    return std::exchange(in_.answers[mine], {});
  }
  void on_freed(std::function<void(const site_id&)> /*told*/) override {}
  void wake() override {}

private:
  void put(const put_question& x) {
    in_.commands[x.site].push_back({++in_.asked, x.asker, x.body, in_.time->now()});
  }
  void put(const put_answer& x) { in_.answers[x.asker].push_back(x.body); }
  void put(const put_done& x) {
    std::erase_if(in_.commands[x.site],
                  [&](const auto& one) { return std::to_string(one.number) == x.id; });
  }

  shared_streams& in_;
  const bool& reached_;
  std::map<std::pair<site_id, fencing_token>, std::int64_t> given_;
};

} // namespace omstilling::test
