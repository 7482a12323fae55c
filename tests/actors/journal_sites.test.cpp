#include "actors/board.hpp"
#include "actors/journal.hpp"
#include "actors/site_loading.hpp"
#include "tests/actor_fixture.hpp"
#include "tests/actors/shared_leases.hpp"

#include <caf/scoped_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

namespace {

const site_id hq{"hq"};
const site_id aarhus{"aarhus"};

/// A journal of one of several nodes, and who is told that a site is another's.
struct shared_journal : actor_fixture {
  memory_store kept;
  shared_leases leases{time};
  std::map<site_id, std::vector<std::string>> frames;
  bool reached = true;
  std::vector<site_deposed> lost;
  std::shared_ptr<acting_limit> until = std::make_shared<acting_limit>(time->steady() + 5s);
  board_actor board = adopt(spawn_board(system, time));
  journal_actor journal = adopt(
    spawn_journal(system, {std::make_unique<fenced_store>(kept, leases, reached, frames), {}, true},
                  board, time, false));
  ownership_actor owner = adopt(system.spawn([this](ownership_actor::pointer) {
    return ownership_actor::behavior_type{[](const site_ended&) {},
                                          [](const site_failed&) {},
                                          [this](const site_deposed& x) { lost.push_back(x); },
                                          [](const leave_now&) {},
                                          [](const something_freed&) {},
                                          [](const wake&) {}};
  }));

  template <class Answer, class Asked>
  Answer ask(Asked what) {
    caf::scoped_actor self{system};
    auto asked = self->request(journal, caf::infinite, std::move(what));
    settle();
    std::optional<Answer> result;
    asked.receive([&](const Answer& x) { result = x; },
                  [&](const caf::error& x) { FAIL(system.render(x)); });
    return *result;
  }
  void open(const site_id& site) {
    const auto token = leases.give(site, node_id{"a"}, 1h);
    REQUIRE(
      ask<opened_site>(open_site{{site, "Site", "Europe/Copenhagen"}, token, until, owner}).site);
  }
  tl::expected<std::int64_t, problem> keep(const site_id& site, bool live = false) {
    change step{.site = site,
                .entity = {entity_kind::employee, "anna"},
                .at = now(),
                .events = {},
                .pictures = {}};
    if (!live)
      step.state = "{}";
    return ask<committed>(std::move(step)).revision;
  }
  static bool refused_as_anothers(const tl::expected<std::int64_t, problem>& x) {
    return !x && is_owned_by_another(x.error());
  }
};

} // namespace

TEST_CASE_METHOD(shared_journal, "a node's journal takes steps of sites that it holds",
                 "[journal_sites]") {
  CHECK(refused_as_anothers(keep(hq)));
  open(hq);
  CHECK(keep(hq));
  CHECK(keep(hq, true));
  CHECK(refused_as_anothers(keep(aarhus)));
}

TEST_CASE_METHOD(shared_journal, "past its limit nothing is taken, live steps neither",
                 "[journal_sites]") {
  open(hq);
  advance(5s);
  CHECK(refused_as_anothers(keep(hq)));
  CHECK(refused_as_anothers(keep(hq, true)));
  until->move_to(time->steady() + 5s);
  CHECK(keep(hq));
}

TEST_CASE_METHOD(shared_journal,
                 "what has gathered is kept when a site is closed, not when it is cut",
                 "[journal_sites]") {
  open(hq);
  const auto token = leases.all.at(hq).token;
  const auto send = [&] {
    caf::anon_send(journal, change{.site = hq,
                                   .entity = {entity_kind::employee, "anna"},
                                   .at = now(),
                                   .events = {},
                                   .state = "{}",
                                   .pictures = {}});
  };
  send();
  ask<closed_site>(close_site{hq, token});
  CHECK(kept.load_one(hq, {entity_kind::employee, "anna"})->has_value());
  CHECK(refused_as_anothers(keep(hq)));
  open(hq);
  caf::anon_send(journal, cut_site{hq, token}); // of the earlier time
  CHECK(keep(hq));
  caf::anon_send(journal, cut_site{hq, leases.all.at(hq).token});
  CHECK(refused_as_anothers(keep(hq)));
}

TEST_CASE_METHOD(shared_journal,
                 "a site that is another's is told to its owner once, and no other suffers",
                 "[journal_sites]") {
  open(hq);
  open(aarhus);
  leases.give(hq, node_id{"b"}, 1h);
  CHECK(refused_as_anothers(keep(hq)));
  CHECK(refused_as_anothers(keep(hq)));
  CHECK(keep(aarhus));
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().site == hq);
  CHECK(lost.front().token == 1);
}

TEST_CASE_METHOD(shared_journal, "a store that is away takes nothing, and the site stays held",
                 "[journal_sites]") {
  open(hq);
  reached = false;
  const auto refused = keep(hq);
  CHECK_FALSE(refused);
  CHECK_FALSE(refused_as_anothers(refused));
  CHECK(keep(hq, true)); // lamps stay true
  reached = true;
  CHECK(keep(hq));
  CHECK(lost.empty());
}
