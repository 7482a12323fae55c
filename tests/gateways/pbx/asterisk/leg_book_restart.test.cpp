#include "gateways/pbx/asterisk/leg_book.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::ari;

namespace {

const channel caller{.id = "pbx-1795360622.0",
                     .name = "PJSIP/trunk-00000000",
                     .state = "Up",
                     .caller = {"15551234", "Carol", {}},
                     .show_in_switchboard = "Main",
                     .app_name = "Stasis",
                     .app_data = "app,inbound,5551000"};
const channel talking{.id = "s.1.1.1",
                      .name = "PJSIP/101-00000001",
                      .state = "Up",
                      .app_name = "Stasis",
                      .app_data = "app,leg"};
const channel ringing{.id = "s.1.1.2",
                      .name = "PJSIP/102-00000002",
                      .state = "Ringing",
                      .app_name = "AppDial2",
                      .app_data = "(Outgoing Line)"};
const channel foreign{.id = "pbx-1795360622.5",
                      .name = "PJSIP/103-00000003",
                      .state = "Up",
                      .app_name = "Stasis",
                      .app_data = "another,inbound,1"};
const channel dialplan{.id = "pbx-1795360622.6",
                       .name = "PJSIP/104-00000004",
                       .state = "Up",
                       .app_name = "Dial",
                       .app_data = "PJSIP/105"};

const picture all{.channels = {caller, talking, ringing, foreign, dialplan},
                  .bridges = {{"s.1.1.b1", "Stasis", {caller.id, talking.id}}}};

const pbx::leg_now* find(const std::vector<pbx::leg_now>& legs, const channel& who) {
  for (const auto& x : legs)
    if (x.leg.value == who.id)
      return &x;
  return nullptr;
}

} // namespace

TEST_CASE("what exists becomes legs: ours and no others", "[leg_book_restart]") {
  leg_book book{"app"};
  const auto behind = book.restart(all, {});
  const auto legs = book.legs();
  CHECK(legs.size() == 3);
  const auto* c = find(legs, caller);
  REQUIRE(c);
  CHECK(c->answered);
  CHECK(c->bridge == bridge_id{"s.1.1.b1"});
  REQUIRE(c->arrival);
  CHECK(c->arrival->called == "5551000");
  CHECK(c->arrival->show_in_switchboard == "Main");
  CHECK(find(legs, talking)->answered);
  CHECK_FALSE(find(legs, talking)->arrival);
  CHECK_FALSE(find(legs, ringing)->answered);
  REQUIRE(behind.size() == 1);
  CHECK(std::get<pbx::leg_ringing>(behind[0]).leg.value == ringing.id);
}

TEST_CASE("what happened while the picture was read is in it, and said only once",
          "[leg_book_restart]") {
  leg_book book{"app"};
  auto later = caller;
  later.id = "pbx-1795360622.9";
  auto answered = ringing;
  answered.state = "Up";
  answered.app_name = "Stasis";
  const auto behind =
    book.restart(all, {stasis_start{caller, {"inbound", "5551000"}},         // before the picture
                       stasis_start{later, {"inbound", "5551000"}},          // after it
                       stasis_start{answered, {"leg"}},                      // the ringing one
                       hangup_asked{talking, 0, false}, stasis_end{talking}, // gone since
                       channel_destroyed{dialplan, 16, 0}, digit{caller, "7"}});
  const auto legs = book.legs();
  CHECK(legs.size() == 3);
  CHECK(find(legs, later));
  CHECK(find(legs, ringing)->answered);
  CHECK_FALSE(find(legs, talking));
  REQUIRE(behind.size() == 1);
  CHECK(std::holds_alternative<pbx::dtmf_received>(behind[0]));
  CHECK(book.apply(stasis_start{caller, {"inbound", "5551000"}}).empty());
}

TEST_CASE("legs that ended while the link was down are not there any more", "[leg_book_restart]") {
  leg_book book{"app"};
  book.restart(all, {});
  CHECK(book.restart({.channels = {ringing}}, {}).empty()); // that it rings was said before
  CHECK(book.legs().size() == 1);
  CHECK(book.apply(stasis_end{caller}).empty());
}

TEST_CASE("an end that we ordered before the link broke is still ours", "[leg_book_restart]") {
  leg_book book{"app"};
  book.restart(all, {});
  book.ordered(pbx::hang_up{leg_id{ringing.id}, leg_cause::cancelled});
  book.restart(all, {});
  const auto said = book.apply(channel_destroyed{ringing, 16, 0});
  CHECK(std::get<pbx::leg_gone>(said.at(0)).cause == leg_cause::cancelled);
}

TEST_CASE("a hold that began or ended unseen is told behind the picture", "[leg_book_restart]") {
  leg_book book{"app"};
  book.restart(all, {});
  auto now = all;
  now.held[talking.id] = true;
  auto behind = book.restart(now, {});
  REQUIRE(behind.size() == 1);
  CHECK(std::get<pbx::leg_held>(behind[0]).leg.value == talking.id);
  CHECK(book.restart(now, {}).empty());
  now.held[talking.id] = false;
  CHECK(std::holds_alternative<pbx::leg_retrieved>(book.restart(now, {}).at(0)));
}

TEST_CASE("a caller who was sent on is in the picture at once", "[leg_book_restart]") {
  leg_book book{"app"};
  auto sent_on = caller;
  sent_on.redirected_from = "200";
  book.restart({.channels = {sent_on}}, {});
  CHECK(book.take_redirected().empty());
  REQUIRE(book.legs().size() == 1);
  CHECK(book.legs()[0].arrival->origin == std::vector<origin_hop>{{"200", ""}});
}
