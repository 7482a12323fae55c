#include "apps/omstillingd/demo/bots.hpp"

#include "tests/actor_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

/// Says yes to everything, and remembers who asked what.
class willing_door final : public front_door {
public:
  using then_result = std::function<void(tl::expected<command_result, problem>)>;

  void carry_out(principal who, command asked, std::optional<idempotency_key>,
                 then_result then) override {
    CHECK_FALSE(missing(who, right_for(asked, who)));
    ++asked_by[who.user.value().value];
    kinds.insert(asked.index());
    then(command_result{.revision = 1, .secret = {}, .call = call_id{"c"}, .watches = {}});
  }
  void admit(authenticate, std::string,
             std::function<void(tl::expected<admission, problem>)>) override {}
  void open_topic(principal, topic_request,
                  std::function<void(tl::expected<subscription, problem>)>) override {}
  void answer_query(principal, query,
                    std::function<void(tl::expected<query_result, problem>)>) override {}
  void read_presence(principal, presence_request,
                     std::function<void(tl::expected<presence_reading, problem>)>) override {}
  void health(std::function<void(std::vector<health_view>)>) override {}
  void metrics(std::function<void(std::string)>) override {}
  std::string server_name() const override { return "willing"; }

  std::map<std::string, int> asked_by;
  std::set<std::size_t> kinds;
};

demo_office office() {
  auto result = read_demo_office(DEMO_FOLDER, {});
  REQUIRE(result);
  return std::move(*result);
}

} // namespace

TEST_CASE_METHOD(actor_fixture, "each receptionist and the statuses have a bot", "[bots]") {
  willing_door door;
  auto bots = spawn_demo_bots(system, door, time, office(), 7);
  advance(10min);
  CHECK(door.asked_by.size() == 7);
  for (const auto& [user, count] : door.asked_by)
    CHECK(count > 20);
  for (const auto& like : {command{choose_queue{}}, command{set_agent_state{}},
                           command{answer_call{}}, command{transfer_call{}}, command{set_status{}},
                           command{consult_call{}}, command{note_call{}}})
    CHECK(door.kinds.contains(like.index()));
}

TEST_CASE_METHOD(actor_fixture, "the same seed asks the same", "[bots]") {
  willing_door first;
  willing_door second;
  auto a = spawn_demo_bots(system, first, time, office(), 7);
  auto b = spawn_demo_bots(system, second, time, office(), 7);
  advance(10min);
  CHECK(first.asked_by == second.asked_by);
}

TEST_CASE_METHOD(actor_fixture, "stopped bots ask no more", "[bots]") {
  willing_door door;
  auto bots = spawn_demo_bots(system, door, time, office(), 7);
  advance(1min);
  bots->stop();
  settle();
  const auto before = door.asked_by;
  advance(10min);
  CHECK(door.asked_by == before);
}
