#include "tests/actors/messages_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Messages from the command to the carrier and back to the topic.

TEST_CASE_METHOD(messages_office, "a message is kept, given away once, and stands as sent",
                 "[S5.4][S7.1]") {
  reopen("pia");
  const auto id = post("pia", email());
  REQUIRE(mail->all.size() == 1);
  CHECK(mail->all[0].id == id);
  CHECK(mail->all[0].to == "anna@firma.dk");
  CHECK(mail->all[0].subject == "Ring tilbage");
  CHECK(mail->all[0].text == "Ring til Karen");
  advance(50ms);
  CHECK(state_of("pia", id) == "sending");
  answer(*mail, 0, accepted());
  CHECK(state_of("pia", id) == "sent");
  CHECK(seen.item("messages/pia", id).at("attempts") == 1);
  advance(1h);
  CHECK(mail->all.size() == 1);
  std::vector<std::string> states;
  for (const auto& x : events({"message_changed"})) {
    CHECK(x.entity == entity_ref{entity_kind::message, id});
    CHECK(x.by == user_id{"pia"});
    CHECK(x.body.find("anna@firma.dk") == std::string::npos);
    states.push_back(std::string{boost::json::parse(x.body).at("state").as_string()});
  }
  CHECK(states == std::vector<std::string>{"queued", "sending", "sent"});
  restart();
  reopen("pia");
  CHECK(state_of("pia", id) == "sent");
  advance(25h);
  CHECK(mail->all.size() == 1);
}

TEST_CASE_METHOD(messages_office, "what a server wants later comes later, under the same id",
                 "[S5.4]") {
  reopen("pia");
  const auto id = post("pia", email());
  answer(*mail, 0, later());
  CHECK(state_of("pia", id) == "queued");
  CHECK(seen.item("messages/pia", id).at("problem") == "450 try later");
  CHECK(seen.item("messages/pia", id).as_object().contains("next_try"));
  advance(29s);
  CHECK(mail->all.size() == 1);
  advance(2s);
  REQUIRE(mail->all.size() == 2);
  CHECK(mail->all[1].id == id);
  answer(*mail, 1, {.result = delivery_result::refused, .text = "550 unknown", .reference = ""});
  CHECK(state_of("pia", id) == "failed");
  CHECK(seen.item("messages/pia", id).at("problem") == "550 unknown");
  advance(25h);
  CHECK(mail->all.size() == 2);
}

TEST_CASE_METHOD(messages_office, "a message that waits is tried again after a restart",
                 "[S5.4][B4.6]") {
  const auto id = post("pia", email());
  answer(*mail, 0, later());
  restart();
  reopen("pia");
  CHECK(state_of("pia", id) == "queued");
  advance(31s);
  REQUIRE(mail->all.size() == 2);
  answer(*mail, 1, accepted());
  CHECK(state_of("pia", id) == "sent");
}

TEST_CASE_METHOD(messages_office, "a message is cancelled while it waits, and by its sender only",
                 "[S5.4][B4.1]") {
  reopen("pia");
  const auto id = post("pia", email());
  CHECK(run(user("pia"), cancel_message{message_id{id}}).error().reason ==
        error_reason::wrong_state);
  answer(*mail, 0, later());
  CHECK(run(user("tom"), cancel_message{message_id{id}}).error().reason ==
        error_reason::unknown_message);
  must(user("pia"), cancel_message{message_id{id}});
  advance(25h);
  CHECK(state_of("pia", id) == "cancelled");
  CHECK(mail->all.size() == 1);
  CHECK(run(user("pia"), cancel_message{message_id{"hq.9.m9"}}).error().reason ==
        error_reason::unknown_message);
}

TEST_CASE_METHOD(messages_office,
                 "an e-mail that was under way in a crash is stated as maybe sent, not sent again",
                 "[S5.4][B4.6]") {
  const auto id = post("pia", email());
  restart();
  mail->answer(0, accepted()); // to nobody
  advance(50ms);
  reopen("pia");
  CHECK(state_of("pia", id) == "maybe_sent");
  CHECK(seen.item("messages/pia", id).at("problem") != "");
  advance(25h);
  CHECK(mail->all.size() == 1);
  restart();
  reopen("pia");
  CHECK(state_of("pia", id) == "maybe_sent");
}

TEST_CASE_METHOD(messages_office,
                 "an SMS that was under way in a crash goes again where copies are known",
                 "[S5.4][B4.6]") {
  sms->copies = GENERATE(true, false);
  restart(); // the outbox asks once
  const auto id = post("pia", text_to_dan());
  restart();
  advance(31s);
  reopen("pia");
  REQUIRE(sms->all.size() == (sms->copies ? 2 : 1));
  if (!sms->copies) {
    CHECK(state_of("pia", id) == "maybe_sent");
    return;
  }
  CHECK(sms->all[1].id == id);
  answer(*sms, 1, accepted());
  CHECK(state_of("pia", id) == "sent");
}

TEST_CASE_METHOD(messages_office, "the same message asked for twice is sent once", "[B1.6][S5.4]") {
  const idempotency_key key{"k-1"};
  const auto first = run(user("pia"), email(), key);
  REQUIRE(first);
  CHECK(run(user("pia"), email(), key)->message == first->message);
  answer(*mail, 0, accepted());
  restart();
  const auto again = run(user("pia"), email(), key);
  REQUIRE(again);
  CHECK(again->message == first->message);
  CHECK(again->revision == first->revision);
  advance(1min);
  CHECK(mail->all.size() == 1);
}

TEST_CASE_METHOD(messages_office, "nothing is given away that is not kept", "[B4.6][S5.4]") {
  reopen("pia");
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  CHECK(run(user("pia"), email()).error().reason == error_reason::storage_unavailable);
  advance(1min);
  CHECK(mail->all.empty());
  CHECK(events({"message_changed"}).empty());
  const auto id = post("pia", email());
  answer(*mail, 0, later());
  advance(29s);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  advance(1500ms);
  CHECK(mail->all.size() == 1); // that it is being given away could not be kept
  advance(1s);
  REQUIRE(mail->all.size() == 2);
  kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
  answer(*mail, 1, accepted());
  CHECK(state_of("pia", id) == "sending");
  advance(1100ms);
  CHECK(state_of("pia", id) == "sent");
  CHECK(mail->all.size() == 2);
}

TEST_CASE_METHOD(messages_office,
                 "an SMS goes to the number chosen for it, and its receipt is told",
                 "[S5.4][S16.2]") {
  reopen("pia");
  const auto id = post("pia", text_to_dan());
  REQUIRE(sms->all.size() == 1);
  CHECK(sms->all[0].to == "+4520112233");
  auto taken = accepted();
  taken.receipt_follows = true;
  answer(*sms, 0, taken);
  CHECK(state_of("pia", id) == "sent");
  CHECK(seen.item("messages/pia", id).at("name") == "Dan Krogh");
  advance(31s);
  REQUIRE(sms->receipts.size() == 1);
  CHECK(sms->receipts[0].first == "r1");
  sms->receipts[0].second({receipt_state::pending, ""});
  advance(1min);
  REQUIRE(sms->receipts.size() == 2);
  sms->receipts[1].second({receipt_state::delivered, ""});
  advance(50ms);
  CHECK(state_of("pia", id) == "delivered");
  advance(48h);
  CHECK(sms->receipts.size() == 2);
}

TEST_CASE_METHOD(messages_office, "an e-mail goes to the employee's own address", "[S5.1][S5.4]") {
  auto what = text_to_dan();
  what.channel = message_kind::email;
  post("pia", what);
  REQUIRE(mail->all.size() == 1);
  CHECK(mail->all[0].to == "dan@firma.dk");
  CHECK(mail->all[0].to_name == "Dan Krogh");
  CHECK(mail->all[0].reply_to.empty()); // Pia has no address
  post("dan", email());
  advance(1s);
  REQUIRE(mail->all.size() == 2);
  CHECK(mail->all[1].reply_to == "dan@firma.dk");
}

TEST_CASE_METHOD(messages_office, "who has neither mobile nor address is named", "[S5.4]") {
  auto to_bo = text_to_dan();
  to_bo.receiver = employee_id{"bo"};
  CHECK(run(user("pia"), to_bo).error().path == "params.receiver");
  to_bo.receiver = employee_id{"nobody"};
  CHECK(run(user("pia"), to_bo).error().reason == error_reason::unknown_employee);
  CHECK(run(administrator(), email()).error().reason == error_reason::forbidden);
}

TEST_CASE_METHOD(messages_office, "own messages are read, and nobody else's", "[S7.1][B4.1]") {
  post("pia", email("Ring til Kærgaard"));
  advance(1s);
  post("pia", email("Frokost"));
  post("tom", email("Toms"));
  const auto read = [&](const std::string& who, read_messages what) {
    return std::get<messages_result>(ask_for(user(who), what).value());
  };
  const auto all = read("pia", {});
  REQUIRE(all.messages.size() == 2);
  CHECK(all.messages[0].text == "Frokost");
  CHECK(read("pia", {.text = "KÆRGAARD ring"}).messages.size() == 1);
  CHECK(read("pia", {.limit = 1}).more);
  CHECK(read("pia", {.before = all.messages[0].at}).messages.size() == 1);
  CHECK(read("dan", {}).messages.empty());
  CHECK(ask_for(user("pia"), read_messages{.limit = 501}).error().path == "params.limit");
  const auto none = ask_for(administrator(), read_messages{});
  REQUIRE(none);
  CHECK(std::get<messages_result>(*none).messages.empty());
}

TEST_CASE_METHOD(messages_office, "an outbox that fails starts again with all its messages",
                 "[B4.6][S5.4]") {
  reopen("pia");
  const auto waits = post("pia", email("venter"));
  answer(*mail, 0, later());
  const auto under_way = post("pia", email("er undervejs"));
  advance(1s);
  REQUIRE(mail->all.size() == 2);
  mail->answer(1, accepted());
  watch_of_actors->break_next();
  advance(50ms);
  CHECK(state_of("pia", waits) == "queued");
  CHECK(state_of("pia", under_way) == "maybe_sent");
  advance(31s);
  REQUIRE(mail->all.size() == 3);
  CHECK(mail->all[2].id == waits);
  CHECK(post("pia", email("ny")) != under_way);
}

TEST_CASE_METHOD(messages_office, "retention takes old messages", "[B4.4][S7.1]") {
  const auto id = post("pia", email());
  answer(*mail, 0, accepted());
  stop();
  scheduler.clock().cancel_all();
  scheduler.clock().advance_time(std::chrono::hours{24 * 401});
  seen = reader{};
  start();
  advance(1s);
  reopen("pia");
  CHECK(state_of("pia", id) == "gone");
  restart();
  reopen("pia");
  CHECK(state_of("pia", id) == "gone");
}

TEST_CASE("without a mail server and a gateway a message is refused with the reason",
          "[S5.4][B4.6]") {
  office bare;
  bare.start();
  bare.furnish();
  const auto refused = bare.run(bare.user("pia"), messages_office::email());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::not_supported);
  CHECK(refused.error().detail == "no mail server is set up");
  std::map<std::string, health_view> parts;
  bare.running->health([&](std::vector<health_view> all) {
    for (auto& x : all)
      parts[x.id] = x;
  });
  bare.settle();
  CHECK(parts.at("mail").ok);
  CHECK(parts.at("mail").problem == "no mail server is set up");
  CHECK(parts.at("sms").problem == "no SMS gateway is set up");
}
