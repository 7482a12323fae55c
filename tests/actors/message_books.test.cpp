#include "tests/actors/messages_office.hpp"

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Templates of messages, and what of messages stays with their owner.

TEST_CASE_METHOD(messages_office, "another's messages and templates are in no frame of mine",
                 "[B4.1][S5.2][S7.1]") {
  for (const auto* who : {"pia", "tom", "dan"})
    reopen(who);
  watch(user("tom"), "message_book/hq");
  post("pia", email("hemmeligt brev"));
  answer(*mail, 0, accepted());
  must(user("pia"), put_message_template{.name = "hemmeligt navn",
                                         .channel = message_kind::sms,
                                         .text = "hemmelig tekst"});
  advance(50ms);
  for (const auto& [topic, text] : seen.texts)
    if (topic != "messages/pia") {
      CAPTURE(topic);
      CHECK(text.find("hemmelig") == std::string::npos);
    }
  CHECK(seen.texts.at("messages/pia").find("hemmelig tekst") != std::string::npos);
  running->open_topic(user("tom"), {"messages/pia", std::nullopt},
                      [](tl::expected<subscription, problem> x) {
                        REQUIRE_FALSE(x);
                        CHECK(x.error().reason == error_reason::forbidden);
                      });
}

TEST_CASE_METHOD(messages_office, "templates: the site's for all, one's own for oneself",
                 "[S5.2][S5.3][B4.1]") {
  watch(user("dan"), "message_book/hq");
  watch(user("dan"), "messages/dan");
  CHECK(seen.items("message_book/hq", audience::reception).size() == 2);
  CHECK(seen.item("message_book/hq", "g1").at("kind") == "message_template");
  CHECK(seen.item("messages/dan", "dan").at("email") == "g1");
  const put_message_template own{
    .name = "Kort", .channel = message_kind::sms, .text = "Ring til {number}"};
  auto global = own;
  global.global = true;
  CHECK(run(user("dan"), global).error().reason == error_reason::forbidden);
  CHECK(run(user("dan"), own)->kept_template == template_id{"t1"});
  must(user("dan"), choose_message_template{message_kind::sms, template_id{"t1"}});
  must(user("pia"), remove_message_template{true, template_id{"g1"}});
  advance(50ms);
  CHECK(seen.items("message_book/hq").size() == 1);
  CHECK(seen.item("messages/dan", "dan").at("sms") == "t1");
  CHECK_FALSE(seen.item("messages/dan", "dan").as_object().contains("email"));
  restart();
  watch(user("dan"), "messages/dan");
  CHECK(seen.item("messages/dan", "dan").at("sms") == "t1");
  CHECK(seen.item("messages/dan", "t1").at("text") == "Ring til {number}");
  CHECK(run(user("dan"),
            put_message_template{.name = "x", .channel = message_kind::sms, .text = "{fornavn}"})
          .error()
          .got.find("{fornavn}") != std::string::npos);
}
