#include "gateways/pbx/asterisk/leg_book.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace omstilling;
using namespace omstilling::ari;

namespace {

const leg_id ours{"s.1.1.1"};
const leg_id theirs{"pbx-1795360622.0"};

channel at(const leg_id& leg, std::string state) {
  return {.id = leg.value,
          .name = leg == ours ? "PJSIP/101-00000001" : "PJSIP/trunk-00000002",
          .state = std::move(state),
          .caller = {"15551234", "Carol", {}},
          .app_name = leg == ours ? "AppDial2" : "Stasis",
          .app_data = leg == ours ? "(Outgoing Line)" : "app,inbound,5551000"};
}

/// What a book says, in short.
std::string words(const leg_book::events& all) {
  std::string result;
  for (const auto& x : all) {
    if (std::holds_alternative<pbx::leg_arrived>(x))
      result += "arrived ";
    if (std::holds_alternative<pbx::leg_ringing>(x))
      result += "ringing ";
    if (std::holds_alternative<pbx::leg_answered>(x))
      result += "answered ";
    if (std::holds_alternative<pbx::leg_held>(x))
      result += "held ";
    if (std::holds_alternative<pbx::leg_retrieved>(x))
      result += "retrieved ";
    if (const auto* gone = std::get_if<pbx::leg_gone>(&x))
      result += std::string{"gone:"} + boost::describe::enum_to_string(gone->cause, "") + ' ';
    if (const auto* asked = std::get_if<pbx::transfer_asked>(&x))
      result += "transfer:" + asked->to + ' ';
    if (const auto* heard = std::get_if<pbx::dtmf_received>(&x))
      result += "dtmf:" + heard->digits + ' ';
  }
  return result;
}

std::string hear(leg_book& book, const std::vector<fact>& facts) {
  std::string result;
  for (const auto& x : facts)
    result += words(book.apply(x));
  return result;
}

leg_book with_ours() {
  leg_book book{"app"};
  book.ordered(pbx::originate{.leg = ours, .endpoint = "101"});
  return book;
}

const fact rings = state_changed{at(ours, "Ringing")};
const fact rings_too = dialled{at(ours, "Ringing"), "", "RINGING"};
const fact up = state_changed{at(ours, "Up")};
const fact in_stasis = stasis_start{at(ours, "Up"), {"leg"}};
const fact arrives = stasis_start{at(theirs, "Ring"), {"inbound", "5551000"}};

} // namespace

TEST_CASE("a leg rings once and is answered once it can be bridged", "[leg_book]") {
  auto book = with_ours();
  CHECK(book.rings(ours));
  CHECK(hear(book, {channel_created{at(ours, "Down")}, rings, rings_too}) == "ringing ");
  CHECK(hear(book, {up, dialled{at(ours, "Up"), "", "ANSWER"}}) == "");
  CHECK(hear(book, {in_stasis, in_stasis, rings}) == "answered ");
  CHECK_FALSE(book.rings(ours));
  CHECK(book.channel_of(ours) == "PJSIP/101-00000001");
}

TEST_CASE("early media counts as ringing", "[leg_book]") {
  auto book = with_ours();
  CHECK(hear(book, {dialled{at(ours, "Down"), "", "PROGRESS"}, rings}) == "ringing ");
}

TEST_CASE("callers arrive from outside, from phones of the house and from other sites",
          "[leg_book]") {
  leg_book book{"app"};
  const auto outside = std::get<pbx::leg_arrived>(book.apply(arrives).at(0));
  CHECK(outside.called == "5551000");
  CHECK(outside.from_phone.empty());
  CHECK(outside.caller == party{"15551234", "Carol", {}});
  const auto inside =
    book.apply(stasis_start{at(leg_id{"pbx-1.9"}, "Ring"), {"phone", "101", "102"}});
  CHECK(std::get<pbx::leg_arrived>(inside.at(0)).from_phone == "101");
  CHECK(std::get<pbx::leg_arrived>(inside.at(0)).called == "102");
  CHECK_FALSE(std::get<pbx::leg_arrived>(inside.at(0)).from_site);
  const auto site = book.apply(stasis_start{at(leg_id{"pbx-1.10"}, "Ring"), {"site", "301"}});
  CHECK(std::get<pbx::leg_arrived>(site.at(0)).from_site);
  CHECK(std::get<pbx::leg_arrived>(site.at(0)).called == "301");
  CHECK(std::get<pbx::leg_arrived>(site.at(0)).from_phone.empty());
  CHECK(hear(book, {arrives}) == "");
}

TEST_CASE("arguments that mean nothing leave the channel alone", "[leg_book]") {
  leg_book book{"app"};
  for (const auto& args : std::vector<std::vector<std::string>>{
         {}, {"load"}, {"inbound"}, {"phone", "101"}, {"internal", "101"}})
    CHECK(hear(book, {stasis_start{at(theirs, "Ring"), args}}) == "");
  CHECK_FALSE(book.knows(theirs));
}

TEST_CASE("a caller who was sent on is told with the way here, or not at all", "[leg_book]") {
  leg_book book{"app"};
  auto who = at(theirs, "Ring");
  who.redirected_from = "200";
  CHECK(hear(book, {stasis_start{who, {"inbound", "5551000"}}}) == "");
  CHECK(book.take_redirected() == std::vector{theirs});
  CHECK(book.take_redirected().empty());
  SECTION("known") {
    const auto told = book.origin_known(theirs, {{"200", "user-busy"}});
    CHECK(std::get<pbx::leg_arrived>(told.at(0)).origin ==
          std::vector<origin_hop>{{"200", "user-busy"}});
    CHECK(book.origin_known(theirs, {}).empty());
  }
  SECTION("not to be had") {
    const auto told = book.origin_known(theirs, {});
    CHECK(std::get<pbx::leg_arrived>(told.at(0)).origin == std::vector<origin_hop>{{"200", ""}});
  }
  SECTION("gone before") {
    CHECK(hear(book, {hangup_asked{who, 487, false}, stasis_end{who}}) == "");
    CHECK(book.origin_known(theirs, {}).empty());
  }
  SECTION("the dialplan kept the headers: nothing to ask") {
    who.id = "pbx-1.2";
    who.diversion = "<sip:201@x>;reason=no-answer";
    const auto told = book.apply(stasis_start{who, {"inbound", "5551000"}});
    CHECK(std::get<pbx::leg_arrived>(told.at(0)).origin ==
          std::vector<origin_hop>{{"201", "no-answer"}});
    CHECK(book.take_redirected().empty());
  }
}

TEST_CASE("who hung up an answered leg", "[leg_book]") {
  auto book = with_ours();
  hear(book, {rings, in_stasis, arrives});
  SECTION("the far end") {
    CHECK(hear(book, {hangup_asked{at(ours, "Up"), 0, false}, stasis_end{at(ours, "Up")},
                      channel_destroyed{at(ours, "Up"), 0, 0}}) == "gone:hung_up ");
    CHECK(hear(book, {hangup_asked{at(theirs, "Ring"), 487, false}, stasis_end{at(theirs, "Ring")},
                      channel_destroyed{at(theirs, "Ring"), 127, 487}}) == "gone:hung_up ");
  }
  SECTION("we") {
    book.ordered(pbx::hang_up{ours, leg_cause::answered_elsewhere});
    CHECK(hear(book, {hangup_asked{at(ours, "Up"), 0, true}, stasis_end{at(ours, "Up")},
                      channel_destroyed{at(ours, "Up"), 16, 0}}) == "gone:answered_elsewhere ");
  }
  SECTION("both: it had gone before our order came") {
    book.ordered(pbx::hang_up{ours, leg_cause::cancelled});
    CHECK(hear(book, {hangup_asked{at(ours, "Up"), 0, false}, stasis_end{at(ours, "Up")}}) ==
          "gone:hung_up ");
  }
  CHECK(hear(book, {rings, hangup_asked{at(ours, "Up"), 0, false}}) == ""); // nothing after
}

TEST_CASE("why a leg that we rang never came up", "[leg_book]") {
  struct sample {
    std::int64_t isdn, sip;
    bool rang, by_far_end;
    const char* said;
  };
  // As seen with Asterisk 22.10.
  const std::vector<sample> all{
    {17, 486, false, true, "gone:busy "},         {17, 600, false, true, "gone:busy "},
    {21, 603, true, true, "gone:rejected "},      {21, 403, false, true, "gone:rejected "},
    {19, 480, false, true, "gone:rejected "},     {19, 480, true, true, "gone:no_answer "},
    {19, 480, true, false, "gone:no_answer "},    {19, 480, false, false, "gone:no_answer "},
    {18, 408, false, false, "gone:unreachable "}, {1, 404, false, true, "gone:unreachable "},
    {38, 500, false, true, "gone:unreachable "},  {34, 503, false, true, "gone:unreachable "},
    {20, 0, false, false, "gone:unreachable "},   {0, 0, false, false, "gone:unknown "}};
  for (const auto& x : all) {
    auto book = with_ours();
    const auto who = at(ours, x.rang ? "Ringing" : "Down");
    if (x.rang)
      hear(book, {rings});
    if (x.by_far_end)
      hear(book, {hangup_asked{who, x.sip, false}});
    CAPTURE(x.isdn, x.sip, x.rang, x.by_far_end);
    CHECK(hear(book, {channel_destroyed{who, x.isdn, x.sip}}) == x.said);
  }
}

TEST_CASE("a leg that we take back while it rings ends for our reason", "[leg_book]") {
  auto book = with_ours();
  hear(book, {rings});
  book.ordered(pbx::hang_up{ours, leg_cause::no_answer});
  CHECK(hear(book, {dialled{at(ours, "Ringing"), "", "NOANSWER"},
                    channel_destroyed{at(ours, "Ringing"), 26, 0}}) == "gone:no_answer ");
}

TEST_CASE("an order that failed leaves no leg, unless there is one after all", "[leg_book]") {
  auto book = with_ours();
  CHECK(book.forget(ours));
  CHECK_FALSE(book.knows(ours));
  auto other = with_ours();
  hear(other, {rings});
  CHECK_FALSE(other.forget(ours));
  CHECK(other.knows(ours));
}

TEST_CASE("a leg that rings though nobody remembers its order is told", "[leg_book]") {
  leg_book book{"app"};
  CHECK(hear(book, {rings, in_stasis}) == "ringing answered ");
  CHECK(hear(book, {state_changed{at(leg_id{"pbx-1795360622.7"}, "Ringing")}}) == "");
}

TEST_CASE("hold, digits and transfers of the phone itself", "[leg_book]") {
  auto book = with_ours();
  hear(book, {in_stasis});
  const auto who = at(ours, "Up");
  CHECK(hear(book, {held{who}, held{who}, retrieved{who}, retrieved{who}}) == "held retrieved ");
  CHECK(hear(book, {digit{who, "5"}, digit{at(theirs, "Up"), "6"}}) == "dtmf:5 ");
  CHECK_FALSE(book.take_transfer(ours));
  CHECK(hear(book, {transfer{who, "103"}}) == "transfer:103 ");
  CHECK(book.take_transfer(ours));
  CHECK_FALSE(book.take_transfer(ours));
  CHECK(hear(book, {transfer{who, "103", true}}) == "");
  CHECK(hear(book, {transfer{who, "", true, "other"}}) == "transfer: ");
}

TEST_CASE("whatever comes in whatever order, a leg ends once and is silent then", "[leg_book]") {
  const std::vector<leg_id> ids{ours, theirs, leg_id{"s.1.1.2"}};
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::minstd_rand chance{seed + 1};
    leg_book book{"app"};
    std::set<leg_id> ended;
    for (int i = 0; i < 60; ++i) {
      const auto& id = ids[chance() % ids.size()];
      const auto who = at(id, std::vector{"Down", "Ringing", "Up", "Ring"}[chance() % 4]);
      const std::vector<fact> facts{stasis_start{who, {id == theirs ? "inbound" : "leg", "1"}},
                                    stasis_end{who},
                                    state_changed{who},
                                    dialled{who, "", "RINGING"},
                                    hangup_asked{who, 486, chance() % 2 == 0},
                                    held{who},
                                    transfer{who, "1"}};
      const auto said = book.apply(facts[chance() % facts.size()]);
      REQUIRE((said.empty() || !ended.contains(id)));
      for (const auto& x : said)
        if (const auto* gone = std::get_if<pbx::leg_gone>(&x)) {
          REQUIRE(ended.insert(gone->leg).second);
          REQUIRE_FALSE(book.knows(gone->leg));
        }
    }
  }
}
