#include "apps/omstillingd/demo/receptionist_bot.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{500'000}};
const employee_id nobody_answers{"hard"};

receptionist_bot::surroundings around(offering_mode offering) {
  return {.manners = {.talk_seconds = {8, 40},
                      .first_talk_seconds = {2, 5},
                      .transfers = 0.75,
                      .holds = 0.1,
                      .pulls_back = 0.1,
                      .pauses = 0.05,
                      .consults = 0.1,
                      .parks = 0.05,
                      .camps = 0.05,
                      .notes = 0.1,
                      .note_texts = {"Haster", "Ring op"}},
          .queue = queue_id{"main"},
          .offering = offering,
          .colleagues = {employee_id{"ann"}, employee_id{"bob"}},
          .hard_to_reach = {nobody_answers}};
}

bot::answer done(std::optional<call_id> call = {}) {
  return command_result{.revision = 1, .secret = {}, .call = std::move(call), .watches = {}};
}

bot::answer refusal(error_reason why) { return tl::unexpected(problem{.reason = why}); }

const call_id c1{"site.1.1"};

/// Plays a bot by hand: waits for its next request, and answers it.
struct play {
  receptionist_bot bot;
  time_point now = t0;

  explicit play(offering_mode offering, std::uint64_t seed = 5) : bot(around(offering), seed, t0) {}
  explicit play(const receptionist_manners& manners) : bot(with(manners), 5, t0) {
    // Her first call always goes on blind.
    log_on();
    next<retrieve_call>(done(c1));
    next<transfer_call>(done(c1));
    next<retrieve_call>(done(c1));
  }
  static receptionist_bot::surroundings with(const receptionist_manners& manners) {
    auto result = around(offering_mode::longest_idle);
    result.manners = manners;
    return result;
  }
  omstilling::bot::request next() {
    for (;;) {
      now = bot.deadline().value();
      if (auto asked = bot.wake(now))
        return *asked;
    }
  }
  template <class Command>
  Command next(const omstilling::bot::answer& x) {
    const auto asked = next();
    REQUIRE(std::holds_alternative<Command>(asked.what));
    bot.answered(asked.number, x, now);
    return std::get<Command>(asked.what);
  }
  void log_on() {
    CHECK(next<choose_queue>(done()).queue == queue_id{"main"});
    CHECK(next<set_agent_state>(done()).state == agent_state::ready);
  }
};

} // namespace

TEST_CASE("she logs on, picks, talks, and transfers the first call to one hard to reach", "[bot]") {
  play x{offering_mode::manual};
  x.log_on();
  x.next<answer_call>(refusal(error_reason::wrong_state));
  x.next<answer_call>(done(c1));
  const auto answered = x.now;
  const auto sent = x.next<transfer_call>(done(c1));
  CHECK(sent.call == c1);
  CHECK(sent.employee == nobody_answers);
  CHECK(x.now - answered >= 2s);
  CHECK(x.now - answered <= 5s);
}

TEST_CASE("she looks for what comes back before she picks another", "[bot]") {
  play x{offering_mode::manual};
  x.log_on();
  x.next<answer_call>(done(c1));
  auto asked = (x.next<transfer_call>(done(c1)), x.next());
  if (std::holds_alternative<pull_back_call>(asked.what) ||
      std::holds_alternative<set_agent_state>(asked.what))
    return;
  REQUIRE(std::holds_alternative<retrieve_call>(asked.what));
  x.bot.answered(asked.number, refusal(error_reason::wrong_state), x.now);
  x.next<answer_call>(refusal(error_reason::wrong_state));
}

TEST_CASE("where calls are offered she waits for one", "[bot]") {
  play x{GENERATE(offering_mode::longest_idle, offering_mode::ring_one, offering_mode::ring_all)};
  x.log_on();
  x.next<retrieve_call>(refusal(error_reason::wrong_state));
  x.next<retrieve_call>(refusal(error_reason::wrong_state));
  x.next<retrieve_call>(done(c1));
  CHECK(x.next<transfer_call>(done(c1)).call == c1);
}

TEST_CASE("a caller who left is forgotten, one nobody can take is told so", "[bot]") {
  play x{offering_mode::longest_idle};
  x.log_on();
  x.next<retrieve_call>(done(c1));
  SECTION("left") {
    x.next<transfer_call>(refusal(error_reason::unknown_call));
    x.next<retrieve_call>(refusal(error_reason::wrong_state));
  }
  SECTION("unknown employee") {
    x.next<transfer_call>(refusal(error_reason::unknown_employee));
    CHECK(x.next<end_call>(done()).call == c1);
  }
}

TEST_CASE("she asks a colleague first, who takes the call or not", "[bot]") {
  play x{receptionist_manners{.transfers = 1, .consults = 1}};
  const auto asked = x.next<consult_call>(done());
  CHECK(asked.call == c1);
  CHECK((asked.employee == employee_id{"ann"} || asked.employee == employee_id{"bob"}));
  const auto then = x.next();
  SECTION("in the end she says what became of it") {
    const auto* completed = std::get_if<complete_transfer>(&then.what);
    const auto* cancelled = std::get_if<cancel_consult>(&then.what);
    REQUIRE((completed || cancelled));
    CHECK((completed ? completed->call : cancelled->call) == c1);
    x.bot.answered(then.number, done(), x.now);
    if (completed)
      x.next<retrieve_call>(refusal(error_reason::wrong_state)); // has it come back?
    else
      CHECK(x.next<consult_call>(done()).call == c1);
  }
  SECTION("one who left is none to talk to") {
    x.bot.answered(then.number, refusal(error_reason::wrong_state), x.now);
    x.next<retrieve_call>(done(c1));
    CHECK(x.next<consult_call>(done()).call == c1);
  }
}

TEST_CASE("what the service cannot do she does the old way", "[bot]") {
  const auto manners = GENERATE(receptionist_manners{.transfers = 1, .consults = 1},
                                receptionist_manners{.transfers = 1, .parks = 1},
                                receptionist_manners{.transfers = 1, .camps = 1});
  play x{manners};
  const auto tried = x.next();
  x.bot.answered(tried.number, refusal(error_reason::not_supported), x.now);
  CHECK(x.next<transfer_call>(done()).call == c1);
}

TEST_CASE("a parked call she fetches, or it comes back", "[bot]") {
  play x{receptionist_manners{.transfers = 1, .parks = 1}};
  int fetched = 0;
  for (int i = 0; i < 100; ++i) {
    const auto parked = x.next<park_call>(done());
    CHECK(parked.call == c1);
    CHECK(parked.for_seconds == 60);
    const auto then = x.next();
    if (const auto* back = std::get_if<pick_up_call>(&then.what)) {
      CHECK(back->call == c1);
      ++fetched;
    } else {
      CHECK(std::holds_alternative<retrieve_call>(then.what));
    }
    x.bot.answered(then.number, done(c1), x.now);
  }
  CHECK(fetched == Approx(70).margin(15));
}

TEST_CASE("she lets a caller wait for somebody", "[bot]") {
  play x{receptionist_manners{.transfers = 1, .camps = 1}};
  const auto camped = x.next<camp_on_call>(done());
  CHECK(camped.call == c1);
  CHECK(camped.employees.size() == 1);
  x.next<retrieve_call>(refusal(error_reason::wrong_state));
}

TEST_CASE("she writes a note while she talks, and goes on whatever becomes of it", "[bot]") {
  play x{receptionist_manners{.talk_seconds = {20, 20}, .notes = 1, .note_texts = {"Haster"}}};
  const auto began = x.now;
  const auto answer = GENERATE(bot::answer{command_result{}}, refusal(error_reason::not_supported));
  const auto written = x.next<note_call>(answer);
  CHECK(written.call == c1);
  CHECK(written.text == "Haster");
  CHECK(x.now - began == 10s);
  CHECK(x.next<end_call>(done()).call == c1);
  CHECK(x.now - began == 20s);
}

TEST_CASE("she goes on when the service does not answer, and ignores what comes late", "[bot]") {
  play x{offering_mode::manual};
  x.log_on();
  const auto lost = x.next();
  const auto later = x.next();
  CHECK(later.number != lost.number);
  x.bot.answered(lost.number, done(c1), x.now);
  x.bot.answered(later.number, refusal(error_reason::wrong_state), x.now);
  CHECK(std::holds_alternative<answer_call>(x.next().what));
}

TEST_CASE("over many calls she does each thing about as often as she should", "[bot]") {
  play x{offering_mode::manual, 9};
  std::map<std::size_t, int> asked;
  for (int i = 0; i < 20'000; ++i) {
    const auto request = x.next();
    ++asked[request.what.index()];
    x.bot.answered(request.number, done(c1), x.now);
  }
  const auto count = [&](const command& like) { return asked[like.index()]; };
  const auto talks = count(transfer_call{}) + count(end_call{}) + count(consult_call{}) +
                     count(park_call{}) + count(camp_on_call{});
  CHECK(talks > 4000);
  CHECK(count(end_call{}) == Approx(0.15 * talks).epsilon(0.15));
  CHECK(count(hold_call{}) == Approx(0.1 * talks).epsilon(0.2));
  CHECK(count(pull_back_call{}) == Approx(0.08 * talks).epsilon(0.25));
  CHECK(count(consult_call{}) == Approx(0.075 * talks).epsilon(0.25));
  CHECK(count(complete_transfer{}) == Approx(0.8 * count(consult_call{})).epsilon(0.1));
  CHECK(count(park_call{}) == Approx(0.0375 * talks).epsilon(0.3));
  CHECK(count(camp_on_call{}) == Approx(0.0375 * talks).epsilon(0.3));
  CHECK(count(note_call{}) == Approx(0.1 * talks).epsilon(0.25));
  CHECK(count(set_agent_state{}) > 100); // pauses
}
