#include "services/messages/outbox.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{490'000}};

message_record queued_message(message_kind channel = message_kind::email) {
  message_record result{.site = site_id{"hq"}, .shown = {}, .reply_to = "", .reference = ""};
  result.shown = {.id = message_id{"hq.1.m1"},
                  .channel = channel,
                  .by = user_id{"pia"},
                  .name = "Anna",
                  .to = "anna@firma.dk",
                  .subject = "",
                  .text = "Hej",
                  .state = message_state::queued,
                  .at = t0,
                  .since = t0,
                  .problem = ""};
  return result;
}

delivery_answer answer_of(delivery_result x, std::string text = "") {
  return {.result = x, .text = std::move(text), .reference = ""};
}

message_state state_of(const outgoing_message& x) { return x.record().shown.state; }

} // namespace

TEST_CASE("each answer leads to a stated end", "[S5.4][messages]") {
  struct row {
    delivery_result answer;
    bool knows_copies;
    message_state then;
  };
  const std::vector<row> rows{{delivery_result::accepted, false, message_state::sent},
                              {delivery_result::refused, false, message_state::failed},
                              {delivery_result::try_later, false, message_state::queued},
                              {delivery_result::maybe_accepted, false, message_state::maybe_sent},
                              {delivery_result::maybe_accepted, true, message_state::queued}};
  for (const auto& x : rows) {
    outgoing_message message{queued_message()};
    CHECK(message.begin(t0).changed);
    CHECK(state_of(message) == message_state::sending);
    CHECK(message.answered(1, answer_of(x.answer, "said"), x.knows_copies, t0 + 1s).changed);
    CHECK(state_of(message) == x.then);
    CHECK(message.record().shown.attempts == 1);
    CHECK(message.record().shown.since == t0 + 1s);
    CHECK(message.record().shown.problem == (x.answer == delivery_result::accepted ? "" : "said"));
  }
}

TEST_CASE("what can be tried again is, ever more seldom, for a day", "[S5.4][messages]") {
  outgoing_message message{queued_message()};
  auto now = t0;
  std::vector<duration> pauses;
  while (state_of(message) == message_state::queued) {
    REQUIRE(message.task(now) == message_task::give_away);
    message.begin(now);
    message.answered(message.record().shown.attempts, answer_of(delivery_result::try_later, "451"),
                     false, now);
    if (state_of(message) != message_state::queued)
      break;
    CHECK(message.task(now) == message_task::none);
    pauses.push_back(*message.deadline() - now);
    now = *message.deadline();
  }
  CHECK(std::vector<duration>(pauses.begin(), pauses.begin() + 5) ==
        std::vector<duration>{30s, 2min, 10min, 1h, 1h});
  CHECK(state_of(message) == message_state::failed);
  CHECK(message.record().shown.problem == "451");
  CHECK(now == t0 + 24h);
}

TEST_CASE("who is asked for patience has it", "[S5.4][messages]") {
  outgoing_message message{queued_message()};
  message.begin(t0);
  auto answer = answer_of(delivery_result::try_later);
  answer.retry_after = 3600s;
  message.answered(1, answer, false, t0);
  CHECK(message.record().shown.next_try == t0 + 1h);
  message.begin(t0 + 1h);
  answer.retry_after = 100h;
  message.answered(2, answer, false, t0 + 1h);
  CHECK(state_of(message) == message_state::failed);
}

TEST_CASE("after a crash what was being given away is stated as it is", "[S5.4][messages]") {
  outgoing_message mail{queued_message()};
  mail.begin(t0);
  mail.unanswered(false, "stopped", t0 + 1min);
  CHECK(state_of(mail) == message_state::maybe_sent);
  outgoing_message sms{queued_message(message_kind::sms)};
  sms.begin(t0);
  sms.unanswered(true, "stopped", t0 + 1min);
  CHECK(state_of(sms) == message_state::queued);
  CHECK_FALSE(mail.unanswered(false, "stopped", t0 + 2min).changed);
}

TEST_CASE("an answer that comes after all is believed", "[S5.4][messages]") {
  outgoing_message message{queued_message()};
  message.begin(t0);
  CHECK(message.task(t0 + 15min) == message_task::give_up);
  message.unanswered(false, "no answer came", t0 + 15min);
  CHECK(message.answered(1, answer_of(delivery_result::accepted), false, t0 + 16min).changed);
  CHECK(state_of(message) == message_state::sent);
  CHECK_FALSE(message.answered(1, answer_of(delivery_result::refused), false, t0 + 17min).changed);
}

TEST_CASE("a message is cancelled only while it is queued", "[S5.4][messages]") {
  outgoing_message message{queued_message()};
  auto other = message;
  CHECK(message.cancel(t0).changed);
  CHECK_FALSE(message.cancel(t0).refused);
  CHECK_FALSE(message.begin(t0).changed);
  CHECK_FALSE(message.deadline());
  other.begin(t0);
  CHECK(other.cancel(t0).refused->reason == error_reason::wrong_state);
}

TEST_CASE("receipts are asked for, ever more seldom, until there is one or two days are gone",
          "[S5.4][messages]") {
  outgoing_message message{queued_message(message_kind::sms)};
  message.begin(t0);
  auto answer = answer_of(delivery_result::accepted);
  answer.receipt_follows = true;
  message.answered(1, answer, true, t0);
  auto other = message;
  auto now = *message.deadline();
  CHECK(now == t0 + 30s);
  int asked = 0;
  while (message.task(now) == message_task::ask_receipt) {
    message.receipt_asked(now);
    CHECK_FALSE(message.receipt({receipt_state::pending, ""}, now).changed);
    ++asked;
    if (!message.deadline())
      break;
    now = *message.deadline();
  }
  CHECK(asked > 10);
  CHECK(asked < 60);
  CHECK(state_of(message) == message_state::sent);
  CHECK(now <= t0 + 48h);
  other.receipt({receipt_state::delivered, ""}, t0 + 1min);
  CHECK(state_of(other) == message_state::delivered);
  CHECK_FALSE(other.deadline());
  CHECK_FALSE(other.receipt({receipt_state::undelivered, "late"}, t0 + 2min).changed);
}

TEST_CASE("whatever comes, a message is given away once an attempt and ends in a stated state",
          "[S5.4][property][messages]") {
  rc::prop("answers, crashes, clock jumps, in any order", [] {
    const bool copies = *rc::gen::arbitrary<bool>();
    outgoing_message message{queued_message(copies ? message_kind::sms : message_kind::email)};
    auto now = t0;
    std::vector<std::int64_t> given_away;
    for (auto left = *rc::gen::inRange(0, 60); left > 0; --left) {
      const auto before = state_of(message);
      now += std::chrono::seconds{*rc::gen::inRange(-7200, 14'400)};
      const auto attempt = message.record().shown.attempts - *rc::gen::inRange(0, 2);
      switch (*rc::gen::inRange(0, 6)) {
        case 0:
          if (message.task(now) == message_task::give_away && message.begin(now).changed)
            given_away.push_back(message.record().shown.attempts);
          break;
        case 1: {
          auto answer = answer_of(
            *rc::gen::element(delivery_result::accepted, delivery_result::refused,
                              delivery_result::try_later, delivery_result::maybe_accepted));
          if (*rc::gen::arbitrary<bool>())
            answer.retry_after = std::chrono::seconds{*rc::gen::inRange(-10, 200'000)};
          answer.receipt_follows = *rc::gen::arbitrary<bool>();
          message.answered(attempt, answer, copies, now);
          break;
        }
        case 2: message.unanswered(copies, "stopped", now); break;
        case 3:
          message.receipt({*rc::gen::element(receipt_state::pending, receipt_state::delivered,
                                             receipt_state::undelivered, receipt_state::unknown),
                           ""},
                          now);
          break;
        case 4: message = outgoing_message{message.record()}; break;
        default: message.cancel(now); break;
      }
      const auto after = state_of(message);
      RC_ASSERT(after != message_state::unknown);
      if (before == message_state::failed || before == message_state::cancelled ||
          before == message_state::delivered)
        RC_ASSERT(after == before);
      if (before == message_state::sent)
        RC_ASSERT(after == message_state::sent || after == message_state::delivered ||
                  after == message_state::failed);
    }
    for (std::size_t i = 0; i < given_away.size(); ++i)
      RC_ASSERT(given_away[i] == static_cast<std::int64_t>(i) + 1);
    // Left alone it comes to an end.
    for (int i = 0; i < 200 && message.deadline(); ++i) {
      now = std::max(now, *message.deadline());
      if (message.task(now) == message_task::give_away)
        message.begin(now);
      if (message.task(now) == message_task::ask_receipt)
        message.receipt_asked(now);
      else
        message.answered(message.record().shown.attempts, answer_of(delivery_result::try_later),
                         copies, now);
    }
    RC_ASSERT(settled(state_of(message)));
  });
}
