#include "gateways/pbx/asterisk/ari_events.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace omstilling;
using namespace omstilling::ari;

namespace {

// As Asterisk 22.10 says it.
const std::string start =
  R"({"type":"StasisStart","timestamp":"2026-11-22T15:17:02.292+0000","application":"switchboard",)"
  R"("asterisk_id":"02:fc:..","args":["inbound","5551000"],"channel":{"id":"pbxlab-1795360622.0",)"
  R"("name":"PJSIP/trunk-00000000","state":"Ring","protocol_id":"1-22227@127.0.0.1",)"
  R"("caller":{"name":"Carol Caller","number":"15551234"},"connected":{"name":"","number":""},)"
  R"("accountcode":"","dialplan":{"context":"to-app","exten":"5551000","priority":2,)"
  R"("app_name":"Stasis","app_data":"switchboard,inbound,5551000"},)"
  R"("creationtime":"2026-11-22T15:17:02.288+0000","language":"en","caller_rdnis":"200",)"
  R"("channelvars":{"ShowInSwitchboard":"Main number","Did":"5551000"}}})";

template <class Fact>
Fact read(const std::string& json) {
  const auto found = read_event(json);
  REQUIRE(found);
  REQUIRE(std::holds_alternative<Fact>(*found));
  return std::get<Fact>(*found);
}

std::string with_channel(const std::string& type, const std::string& more = {}) {
  return R"({"type":")" + type + '"' + more +
         R"(,"channel":{"id":"s.1.1.1","name":"PJSIP/101-00000006","state":"Up"}})";
}

} // namespace

TEST_CASE("a caller is read with all that is known of it", "[ari_events]") {
  const auto x = read<stasis_start>(start);
  CHECK(x.args == std::vector<std::string>{"inbound", "5551000"});
  CHECK(x.who.id == "pbxlab-1795360622.0");
  CHECK(x.who.endpoint() == "PJSIP/trunk");
  CHECK(x.who.caller == party{"15551234", "Carol Caller", {}});
  CHECK(x.who.show_in_switchboard == "Main number");
  CHECK(x.who.redirected_from == "200");
  CHECK(x.who.app_data == "switchboard,inbound,5551000");
}

TEST_CASE("who ended a channel and why is read", "[ari_events]") {
  CHECK_FALSE(read<hangup_asked>(with_channel("ChannelHangupRequest")).soft);
  CHECK(
    read<hangup_asked>(with_channel("ChannelHangupRequest", R"(,"cause":32,"soft":true)")).soft);
  const auto x = read<channel_destroyed>(
    with_channel("ChannelDestroyed", R"(,"cause":19,"cause_txt":"..","tech_cause":480)"));
  CHECK(x.cause == 19);
  CHECK(x.tech_cause == 480);
}

TEST_CASE("what happens to a channel is read", "[ari_events]") {
  CHECK(read<state_changed>(with_channel("ChannelStateChange")).who.up());
  CHECK(read<stasis_end>(with_channel("StasisEnd")).who.id == "s.1.1.1");
  CHECK(read<held>(with_channel("ChannelHold", R"(,"musicclass":"default")")).who.id == "s.1.1.1");
  CHECK(read<retrieved>(with_channel("ChannelUnhold")).who.id == "s.1.1.1");
  CHECK(read<digit>(with_channel("ChannelDtmfReceived", R"(,"digit":"5")")).what == "5");
  CHECK(read<bridge_entered>(with_channel("ChannelEnteredBridge", R"(,"bridge":{"id":"s.1.1.b1"})"))
          .bridge == "s.1.1.b1");
}

TEST_CASE("a Dial is read with its peer, and its caller when it has one", "[ari_events]") {
  const auto x = read<dialled>(R"({"type":"Dial","dialstatus":"RINGING","dialstring":"101",)"
                               R"("peer":{"id":"rec-1","state":"Ringing"},"caller":{"id":"c"}})");
  CHECK(x.peer.id == "rec-1");
  CHECK(x.caller == "c");
  CHECK(x.status == "RINGING");
}

TEST_CASE("states of endpoints are read", "[ari_events]") {
  const auto reach = [](const std::string& json) { return read<endpoint_state>(json).reach; };
  CHECK(reach(R"({"type":"PeerStatusChange","endpoint":{"technology":"PJSIP","resource":"103",)"
              R"("state":"offline"},"peer":{"peer_status":"Unreachable"}})") ==
        phone_reach::unregistered);
  CHECK(reach(R"({"type":"EndpointStateChange","endpoint":{"technology":"PJSIP",)"
              R"("resource":"103","state":"online"}})") == phone_reach::registered);
  // One contact of two went: the endpoint is still there.
  CHECK(
    reach(R"({"type":"ContactStatusChange","endpoint":{"technology":"PJSIP",)"
          R"("resource":"103","state":"online"},"contact_info":{"contact_status":"Removed"}})") ==
    phone_reach::registered);
}

TEST_CASE("a REFER is read once, not as the echo of our own progress", "[ari_events]") {
  const std::string begin =
    R"({"type":"ChannelTransfer","refer_to":{"requested_destination":{"destination":"103"}},)"
    R"("referred_by":{"source_channel":{"id":"s.1.1.1"}})";
  const auto x = read<transfer>(begin + '}');
  CHECK(x.who.id == "s.1.1.1");
  CHECK(x.to == "103");
  CHECK_FALSE(x.attended);
  CHECK_FALSE(read_event(begin + R"(,"state":"channel_progress"})"));
  CHECK(read<transfer>(
          R"({"type":"ChannelTransfer","refer_to":{"requested_destination":{"protocol_id":"x",)"
          R"("destination":"103"}},"referred_by":{"source_channel":{"id":"s.1.1.1"}}})")
          .attended);
}

TEST_CASE("what is no event of ours is nothing", "[ari_events]") {
  for (const auto* x :
       {"", "nonsense", "[]", "42", "null", "{}", R"({"type":7})", R"({"type":"SomethingNew"})",
        R"({"type":"StasisStart"})", R"({"type":"StasisStart","channel":[]})",
        R"({"type":"ChannelVarset","channel":{"id":"1"}})", R"({"type":"Dial"})",
        R"({"type":"PeerStatusChange"})"})
    CHECK_FALSE(read_event(x));
  CHECK(read_event(R"({"type":"StasisStart","args":{"a":1},"channel":{"id":"1","state":[]}})"));
  CHECK_FALSE(read_event(std::string(100'000, '[')));
}

TEST_CASE("no damage to an event brings the reader down", "[ari_events]") {
  std::minstd_rand chance{7};
  for (int i = 0; i < 20'000; ++i) {
    auto x = start;
    for (auto hits = chance() % 4 + 1; hits > 0; --hits)
      x[chance() % x.size()] = static_cast<char>(chance() % 256);
    read_event(x.substr(0, chance() % 3 == 0 ? chance() % x.size() : x.size()));
  }
}

TEST_CASE("our ids are told from Asterisk's own", "[ari_events]") {
  const auto ours = [](std::string id) {
    return channel{.id = std::move(id), .app_name = "AppDial2"}.rung_by_us();
  };
  CHECK(ours("copenhagen.3.17.2"));
  CHECK(ours("c1.1"));
  CHECK_FALSE(ours("pbxlab-1795360622.0"));
  CHECK_FALSE(ours("1795360622.12"));
  CHECK_FALSE(ours("somebody"));
  CHECK_FALSE((channel{.id = "c1.1", .app_name = "Dial"}.rung_by_us()));
  CHECK((bridge{"s.1.1.b2", "Stasis", {}}.made_by_us()));
  CHECK_FALSE((bridge{"5deb0c", "Stasis", {}}.made_by_us()));
}

TEST_CASE("lists of what exists are read; anything else is an empty list", "[ari_events]") {
  CHECK(read_channels(R"([{"id":"1","state":"Up"},{"id":"2"},7])").size() == 3);
  CHECK(read_bridges(R"([{"id":"b","creator":"Stasis","channels":["1","2"]}])")
          .front()
          .channels.size() == 2);
  CHECK(read_endpoints(R"([{"technology":"PJSIP","resource":"101","state":"offline"}])")
          .front()
          .reach == phone_reach::unregistered);
  CHECK(read_channels(R"({"message":"no"})").empty());
}

TEST_CASE("an application that hears only some topics is noticed", "[ari_events]") {
  CHECK(hears_everything(R"({"channel_ids":["__AST_CHANNEL_ALL_TOPIC"],)"
                         R"("bridge_ids":["__AST_BRIDGE_ALL_TOPIC"],)"
                         R"("endpoint_ids":["__AST_ENDPOINT_ALL_TOPIC"],"device_names":[]})"));
  CHECK_FALSE(hears_everything(R"({"channel_ids":["1"],"bridge_ids":[],"endpoint_ids":[]})"));
}
