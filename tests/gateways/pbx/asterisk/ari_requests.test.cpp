#include "gateways/pbx/asterisk/ari_requests.hpp"

#include "gateways/pbx/asterisk/ari_address.hpp"
#include "gateways/pbx/asterisk/ari_json.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::ari;
using namespace std::chrono_literals;

namespace {

const asterisk_settings settings;
const leg_id leg{"s.1.1.1"};
const bridge_id bridge{"s.1.1.b1"};

request plan(const pbx::order& x) {
  const auto result = request_for(x, settings);
  REQUIRE(result);
  return *result;
}

pbx::originate to_phone(std::string number) {
  return {.leg = leg,
          .endpoint = std::move(number),
          .shown = {"15551234", "Sø\"ren\n<x>", {}},
          .ring_for = 20'500ms};
}

} // namespace

TEST_CASE("an originate carries all that the leg is to be", "[ari_requests]") {
  auto order = to_phone("101");
  order.auto_answer = true;
  order.for_leg = leg_id{"pbx-1.7"};
  const auto x = plan(order);
  CHECK(x.method == "POST");
  CHECK(x.target == "/channels");
  CHECK(x.repeatable);
  const auto body = parse(x.body);
  CHECK(text(body, {"endpoint"}) == "PJSIP/101");
  CHECK(text(body, {"app"}) == "omstilling");
  CHECK(text(body, {"appArgs"}) == "leg");
  CHECK(text(body, {"callerId"}) == "\"Sørenx\" <15551234>");
  CHECK(number(body, {"timeout"}) == 23);
  CHECK(text(body, {"channelId"}) == leg.value);
  CHECK(text(body, {"originator"}) == "pbx-1.7");
  CHECK(text(body, {"variables", "PJSIP_TRANSFER_HANDLING()"}) == "ari-only");
  CHECK(text(body, {"variables", "PJSIP_HEADER(add,Call-Info)"}).find("answer-after=0") !=
        std::string::npos);
}

TEST_CASE("each kind of endpoint has its way; a leg outside is no phone of ours",
          "[ari_requests]") {
  auto order = to_phone("4570123456");
  order.kind = endpoint_kind::outside;
  const auto body = parse(plan(order).body);
  CHECK(text(body, {"endpoint"}) == "PJSIP/4570123456@trunk");
  CHECK_FALSE(find(body, {"variables"}));
  order.kind = endpoint_kind::voicemail;
  CHECK(text(parse(plan(order).body), {"endpoint"}) == "Local/4570123456@voicemail");
  order.kind = endpoint_kind::site;
  order.site = site_id{"second"};
  auto lines = settings;
  lines.site_endpoints = {{site_id{"second"}, "PJSIP/{number}@second"}};
  const auto there = parse(request_for(order, lines)->body);
  CHECK(text(there, {"endpoint"}) == "PJSIP/4570123456@second");
  CHECK_FALSE(find(there, {"variables"}));
  CHECK(request_for(order, settings).error().no_leg); // no line to that site
  order.kind = endpoint_kind::voicemail;
  auto none = settings;
  none.voicemail_endpoint.clear();
  CHECK(request_for(order, none).error().no_leg);
}

TEST_CASE("a phone that is locked to an address is rung there", "[ari_requests][S16.3]") {
  const auto rung = [](const std::string& address, const asterisk_settings& to = {},
                       endpoint_kind kind = endpoint_kind::phone) {
    auto order = to_phone("101");
    order.address = address;
    order.kind = kind;
    const auto result = request_for(order, to);
    return result ? text(parse(result->body), {"endpoint"}) : "refused";
  };
  CHECK(rung("10.0.0.5") == "PJSIP/101/sip:101@10.0.0.5");
  CHECK(rung("2001:db8::5") == "PJSIP/101/sip:101@[2001:db8::5]");
  CHECK(rung("") == "PJSIP/101");
  CHECK(rung("10.0.0.5&PJSIP/102") == "refused");
  CHECK(rung("evil.example") == "refused");
  asterisk_settings other;
  other.phone_endpoint = "PJSIP/desk-{number}";
  CHECK(rung("10.0.0.5", other) == "PJSIP/desk-101/sip:101@10.0.0.5");
  // Only a PJSIP endpoint of a phone can be given an address.
  for (const auto* pattern : {"Local/{number}@phones", "PJSIP/{number}@proxy", "SIP/{number}"}) {
    other.phone_endpoint = pattern;
    CHECK(rung("10.0.0.5", other) == rung("", other));
  }
  CHECK(rung("10.0.0.5", {}, endpoint_kind::outside) == "PJSIP/101@trunk");
}

TEST_CASE("a phone is asked to answer by itself only where it may", "[ari_requests][S16.4]") {
  CHECK_FALSE(
    find(parse(plan(to_phone("101")).body), {"variables", "PJSIP_HEADER(add,Call-Info)"}));
}

TEST_CASE("what is no number cannot become another endpoint", "[ari_requests]") {
  for (const auto* x : {"", "101&PJSIP/102", "a@b", "1/n", "{number}"}) {
    const auto result = request_for(to_phone(x), settings);
    REQUIRE_FALSE(result);
    CHECK(result.error().no_leg);
  }
}

TEST_CASE("a cause becomes what the phone or the network is told", "[ari_requests]") {
  const auto target = [](leg_cause cause) { return plan(pbx::hang_up{leg, cause}).target; };
  CHECK(target(leg_cause::hung_up) == "/channels/s.1.1.1");
  CHECK(target(leg_cause::cancelled) == "/channels/s.1.1.1");
  CHECK(target(leg_cause::busy) == "/channels/s.1.1.1?reason=busy");
  CHECK(target(leg_cause::no_answer) == "/channels/s.1.1.1?reason=no_answer");
  CHECK(target(leg_cause::rejected) == "/channels/s.1.1.1?reason_code=21");
  CHECK(target(leg_cause::unreachable) == "/channels/s.1.1.1?reason_code=1");
  CHECK(target(leg_cause::answered_elsewhere) == "/channels/s.1.1.1?reason=answered_elsewhere");
  CHECK(target(leg_cause::link_lost) == "/channels/s.1.1.1?reason=congestion");
}

TEST_CASE("orders become requests", "[ari_requests]") {
  CHECK(plan(pbx::answer{leg}).target == "/channels/s.1.1.1/answer");
  CHECK(plan(pbx::create_bridge{bridge}).body == R"({"type":"mixing","bridgeId":"s.1.1.b1"})");
  CHECK(plan(pbx::add_to_bridge{bridge, leg}).target == "/bridges/s.1.1.b1/addChannel");
  CHECK(plan(pbx::add_to_bridge{bridge, leg}).body == R"({"channel":"s.1.1.1"})");
  CHECK(plan(pbx::destroy_bridge{bridge}).method == "DELETE");
  CHECK(plan(pbx::start_music{leg}).body == R"({"mohClass":"default"})");
  CHECK(plan(pbx::stop_ringing_tone{leg}).method == "DELETE");
  CHECK(plan(pbx::set_variable{leg, "A", "æ \"&"}).body ==
        "{\"variable\":\"A\",\"value\":\"æ \\\"&\"}");
  CHECK_FALSE(plan(pbx::send_dtmf{leg, "12#"}).repeatable);
  CHECK_FALSE(plan(pbx::play{leg, "sound:x"}).repeatable);
  CHECK(plan(pbx::answer{leg_id{"a/../b?c"}}).target == "/channels/a%2F..%2Fb%3Fc/answer");
}

TEST_CASE("errors that are races with the end of a leg say so", "[ari_requests]") {
  using kind = outcome::kind;
  CHECK(judge(pbx::answer{leg}, 204, "").what == kind::done);
  CHECK(judge(pbx::answer{leg}, 404, R"({"message":"Channel not found"})").no_leg);
  CHECK(judge(pbx::hang_up{leg}, 404, "").no_leg);
  CHECK(judge(pbx::add_to_bridge{bridge, leg}, 400, "").no_leg);
  CHECK_FALSE(judge(pbx::add_to_bridge{bridge, leg}, 404, "").no_leg); // it is the bridge
  CHECK(judge(pbx::remove_from_bridge{bridge, leg}, 422, "").what == kind::done);
  CHECK(judge(pbx::destroy_bridge{bridge}, 404, "").what == kind::done);
  CHECK(judge(pbx::create_bridge{bridge}, 500,
              R"({"message":"Unable to create bridge. Possible duplicate bridge id 's.1.1.b1'"})")
          .what == kind::done);
  CHECK(judge(pbx::create_bridge{bridge}, 500, "").what == kind::refused);
  CHECK(judge(to_phone("101"), 409, "").what == kind::done);
  CHECK(judge(to_phone("101"), 500, R"({"error":"Allocation failed"})").what == kind::unreachable);
  const auto bad = judge(to_phone("101"), 400, R"({"message":"Invalid endpoint"})");
  CHECK(bad.what == kind::refused);
  CHECK(bad.no_leg);
  CHECK(bad.why == "Invalid endpoint (400)");
}

TEST_CASE("the manager's requests stand beside the ARI's", "[ari_requests]") {
  const auto x = notify_talk("PJSIP/101-00000053");
  CHECK(x.manager);
  CHECK(x.target ==
        "/rawman?action=PJSIPNotify&Channel=PJSIP%2F101-00000053&Variable=Event%3Dtalk");
  CHECK(manager_agreed("Response: Success\r\nMessage: x\r\n"));
  CHECK_FALSE(manager_agreed("Response: Error\r\n"));
}

TEST_CASE("an address is taken apart, or is none", "[ari_requests]") {
  const auto x = read_address("http://[::1]:8088/pbx/ari/");
  REQUIRE(x);
  CHECK(x->host == "::1");
  CHECK(x->port == "8088");
  CHECK(x->path == "/pbx/ari");
  CHECK(x->manager == "/pbx");
  CHECK(read_address("http://pbx/ari")->port == "80");
  for (const auto* bad : {"", "https://x/ari", "http://", "http:///ari", "http://x:/ari", "x"})
    CHECK_FALSE(read_address(bad));
  CHECK(basic_authorization("Aladdin", "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}
