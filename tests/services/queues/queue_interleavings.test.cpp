#include "tests/services/queues/queue_fixture.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

using namespace omstilling;
using namespace omstilling::test;

namespace {

queue_record busy_reception(offering_mode how) {
  auto result = reception();
  result.offering = how;
  result.overflow = {{overflow_reason::max_wait, 40, "70707070"},
                     {overflow_reason::max_calls, 4, "70707071"},
                     {overflow_reason::no_operator, 0, "70707072"}};
  return result;
}

/// One queue with up to six calls and four receptionists, who do anything at any time.
class queue_world {
public:
  explicit queue_world(offering_mode how)
    : how_(how), subject_(busy_reception(how), "Europe/Copenhagen") {}

  void play(std::uint32_t x) {
    const auto call = "c" + std::to_string(x / 8 % 6);
    const auto who = std::string{"abcd"[x / 64 % 4]};
    const user_id user{who};
    now_ += std::chrono::seconds{x / 256 % 8};
    switch (x % 8) {
      case 0:
      case 1: return enters(call);
      case 2: return leaves(call);
      case 3: return gets(who, agent_state::ready);
      case 4: return gets(who, x % 3 == 0 ? agent_state::logged_off : agent_state::busy);
      case 5: return lets_pass(call, user);
      case 6: return look(queue_input::offered_to{call_id{call}, {user}}, call, who);
      default: wakes(); break;
    }
  }

private:
  void enters(const std::string& call) {
    waiting_.insert(call);
    look(entered(call, now_));
  }
  void leaves(const std::string& call) {
    waiting_.erase(call);
    rings_.erase(call);
    sent_on_.erase(call);
    look(queue_input::left{call_id{call}});
  }
  void gets(const std::string& who, agent_state state) {
    state == agent_state::logged_off ? void(agents_.erase(who)) : void(agents_[who] = state);
    look(agent(who, state, now_));
  }
  void lets_pass(const std::string& call, const user_id& user) {
    if (const auto at = rings_.find(call); at != rings_.end()) {
      at->second.erase(user.value);
      if (at->second.empty())
        rings_.erase(at);
    }
    sent_on_.erase(call);
    look(queue_input::offer_failed{call_id{call}, user});
  }
  void wakes() {
    if (const auto due = subject_.deadline())
      now_ = std::max(now_, *due);
    look(queue_input::wake{});
    RC_ASSERT(!subject_.deadline() || *subject_.deadline() > now_); // or it would spin
  }

  /// Somebody took it: who has a call already cannot, and it must be there.
  void look(const queue_input::offered_to& x, const std::string& call, const std::string& who) {
    if (!waiting_.contains(call) || rings_at(who))
      return;
    rings_[call] = {who};
    look(x);
  }
  void look(const queue_action& x) {
    const auto done = subject_.handle(x, now_);
    for (const auto& order : done.orders)
      std::visit([this](const auto& body) { follows(body); }, order);
    const auto view = subject_.view(now_);
    RC_ASSERT(view.waiting == static_cast<std::int64_t>(waiting_.size()));
    RC_ASSERT(view.agents_logged_on == static_cast<std::int64_t>(agents_.size()));
    for (const auto& shown : view.agents)
      RC_ASSERT(shown.alerting == rings_at(shown.user.value));
    RC_ASSERT(subject_.next().has_value() == (rings_.size() < waiting_.size()));
  }
  void follows(const offer_order& x) {
    RC_ASSERT(waiting_.contains(x.call.value));
    RC_ASSERT(!rings_.contains(x.call.value));
    RC_ASSERT(!x.to.empty());
    RC_ASSERT(x.to.size() == 1 || how_ == offering_mode::ring_all);
    for (const auto& to : x.to) {
      RC_ASSERT(agents_.at(to.user->value) == agent_state::ready);
      RC_ASSERT(!rings_at(to.user->value));
      rings_[x.call.value].insert(to.user->value);
    }
  }
  void follows(const overflow_order& x) {
    RC_ASSERT(waiting_.contains(x.call.value));
    RC_ASSERT(!rings_.contains(x.call.value));
    RC_ASSERT(sent_on_.insert(x.call.value).second);
  }

  bool rings_at(const std::string& who) const {
    return std::any_of(rings_.begin(), rings_.end(),
                       [&](const auto& x) { return x.second.contains(who); });
  }

  offering_mode how_;
  queue subject_;
  time_point now_ = t0;
  std::set<std::string> waiting_;
  std::set<std::string> sent_on_;
  std::map<std::string, std::set<std::string>> rings_; // call, receptionists
  std::map<std::string, agent_state> agents_;
};

} // namespace

TEST_CASE("a queue offers one call a receptionist, and sends each on once",
          "[queue][B1.6][B3.1][B3.2]") {
  const auto how =
    GENERATE(offering_mode::longest_idle, offering_mode::ring_one, offering_mode::ring_all);
  constexpr std::uint64_t seed = 20261123;
  const auto property = [how] {
    queue_world world{how};
    for (const auto x :
         *rc::gen::resize(60, rc::gen::container<std::vector<std::uint32_t>>(rc::gen::resize(
                                rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, 1U << 14)))))
      world.play(x);
  };
  rc::detail::TestParams params;
  params.seed = seed;
  params.maxSuccess = 5'000;
  const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  INFO("seed " << seed << ": " << text.str());
  REQUIRE(result.is<rc::detail::SuccessResult>());
}
