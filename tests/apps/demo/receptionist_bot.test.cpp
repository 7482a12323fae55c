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
                      .pauses = 0.05},
          .queue = queue_id{"main"},
          .offering = offering,
          .colleagues = {employee_id{"ann"}, employee_id{"bob"}},
          .hard_to_reach = {nobody_answers}};
}

bot::answer done(std::optional<call_id> call = {}) {
  return command_result{.revision = 1, .secret = {}, .call = std::move(call), .watches = {}};
}

bot::answer refusal(error_reason why) { return tl::unexpected(problem{.reason = why}); }

/// Plays a bot by hand: waits for its next request, and answers it.
struct play {
  receptionist_bot bot;
  time_point now = t0;

  explicit play(offering_mode offering, std::uint64_t seed = 5) : bot(around(offering), seed, t0) {}
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

const call_id c1{"site.1.1"};

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

TEST_CASE("in a longest-idle queue she waits for what is offered", "[bot]") {
  play x{offering_mode::longest_idle};
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
  const auto calls = count(transfer_call{}) + count(end_call{});
  CHECK(calls > 4000);
  CHECK(count(end_call{}) == Approx(0.15 * calls).epsilon(0.15));
  CHECK(count(hold_call{}) == Approx(0.1 * calls).epsilon(0.2));
  CHECK(count(pull_back_call{}) == Approx(0.085 * calls).epsilon(0.25));
  CHECK(count(set_agent_state{}) > 100); // pauses
}
