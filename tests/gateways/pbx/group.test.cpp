#include "gateways/pbx/group/pbx_group.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

/// A PBX that remembers what it was told.
class noting_pbx final : public pbx_port {
public:
  explicit noting_pbx(std::vector<capability> can) : can_(std::move(can)) {}
  pbx::capabilities capabilities() const override { return {"noting", can_}; }
  void connect(std::function<void(pbx::event)> sink) override { say = std::move(sink); }
  void disconnect() override { say = nullptr; }
  void execute(pbx::order x) override { orders.push_back(std::move(x)); }

  std::function<void(pbx::event)> say;
  std::vector<pbx::order> orders;

private:
  std::vector<capability> can_;
};

struct two_at_a_site {
  std::shared_ptr<noting_pbx> one =
    std::make_shared<noting_pbx>(std::vector{capability::auto_answer, capability::voicemail});
  std::shared_ptr<noting_pbx> two =
    std::make_shared<noting_pbx>(std::vector{capability::auto_answer});
  std::shared_ptr<pbx_port> all = make_pbx_group({{"one", one, {"1"}}, {"two", two, {"2"}}});
  std::vector<pbx::event> heard;

  two_at_a_site() {
    all->connect([this](pbx::event x) { heard.push_back(std::move(x)); });
  }
  void open() {
    one->say(pbx::link_up{});
    two->say(pbx::link_up{.devices = {{"201", phone_reach::registered, phone_activity::idle}}});
  }
  template <class T>
  T last() const {
    REQUIRE_FALSE(heard.empty());
    REQUIRE(std::holds_alternative<T>(heard.back()));
    return std::get<T>(heard.back());
  }
};

template <class T>
bool told(const noting_pbx& x) {
  return !x.orders.empty() && std::holds_alternative<T>(x.orders.back());
}

} // namespace

TEST_CASE_METHOD(two_at_a_site, "a group can what all of them can", "[pbx]") {
  CHECK(all->capabilities().can == std::vector{capability::auto_answer});
}

TEST_CASE_METHOD(two_at_a_site, "the link is up when every one has spoken", "[pbx][B4.3]") {
  one->say(pbx::link_up{});
  CHECK(heard.empty());
  two->say(pbx::link_down{"connection refused"});
  const auto up = last<pbx::link_up>();
  CHECK(up.missing == "two: connection refused");
  CHECK(up.partial);
  two->say(pbx::link_up{});
  CHECK(last<pbx::link_up>().missing.empty());
  CHECK_FALSE(last<pbx::link_up>().partial);
}

TEST_CASE_METHOD(two_at_a_site, "a call stays where it came in, and so does its bridge",
                 "[pbx][B4.3]") {
  open();
  two->say(pbx::leg_arrived{.leg = leg_id{"sip-2"}, .called = "7000", .origin = {}});
  all->execute(pbx::answer{leg_id{"sip-2"}});
  CHECK(told<pbx::answer>(*two));
  all->execute(pbx::originate{.leg = leg_id{"c.1"}, .endpoint = "101", .for_leg = leg_id{"sip-2"}});
  REQUIRE(told<pbx::originate>(*two));
  CHECK(std::get<pbx::originate>(two->orders.back()).kind == endpoint_kind::outside);
  all->execute(pbx::create_bridge{bridge_id{"c.b1"}});
  all->execute(pbx::add_to_bridge{bridge_id{"c.b1"}, leg_id{"sip-2"}});
  REQUIRE(two->orders.size() == 4);
  CHECK(std::holds_alternative<pbx::create_bridge>(two->orders[2]));
  all->execute(pbx::destroy_bridge{bridge_id{"c.b1"}});
  CHECK(told<pbx::destroy_bridge>(*two));
  CHECK(one->orders.empty());
}

TEST_CASE_METHOD(two_at_a_site, "what we begin begins where its first phone belongs",
                 "[pbx][B4.3]") {
  open();
  all->execute(pbx::originate{.leg = leg_id{"c.1"}, .endpoint = "201"});
  REQUIRE(told<pbx::originate>(*two));
  CHECK(std::get<pbx::originate>(two->orders.back()).kind == endpoint_kind::phone);
}

TEST_CASE_METHOD(two_at_a_site, "one that goes takes its lamps along, and its calls live on",
                 "[pbx][B2.1][B4.3]") {
  open();
  two->say(pbx::leg_arrived{.leg = leg_id{"sip-2"}, .called = "7000", .origin = {}});
  two->say(pbx::link_down{"no answer"});
  const auto up = last<pbx::link_up>();
  REQUIRE(up.devices.size() == 1);
  CHECK(up.devices[0].reach == phone_reach::unknown);
  REQUIRE(up.legs.size() == 1);
  CHECK(up.legs[0].leg == leg_id{"sip-2"});
  CHECK_FALSE(up.partial);
  all->execute(pbx::originate{.leg = leg_id{"c.1"}, .endpoint = "201"});
  CHECK(last<pbx::order_failed>().no_leg);
  one->say(pbx::link_down{"no answer"});
  CHECK(last<pbx::link_down>().why == "one: no answer; two: no answer");
}
