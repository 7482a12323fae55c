#include "services/messages/outbox.hpp"

#include "services/messages/folded.hpp"
#include "services/messages/make_message.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{490'000}};

message_record message_of(int n, std::string by = "pia", std::string text = "Hej",
                          message_kind channel = message_kind::email) {
  message_record result{.site = site_id{"hq"}, .shown = {}, .reply_to = "", .reference = ""};
  result.shown = {.id = make_message_id(site_id{"hq"}, 1, n),
                  .channel = channel,
                  .by = user_id{std::move(by)},
                  .name = "Søren Ørsted",
                  .to = "soren@firma.dk",
                  .subject = "",
                  .text = std::move(text),
                  .state = message_state::queued,
                  .at = t0,
                  .since = t0,
                  .problem = ""};
  return result;
}

outbox with_both() { return outbox{{.there = true}, {.there = true}}; }

/// Begins what is due until nothing is.
std::vector<message_id> begin_all(outbox& x, time_point now) {
  std::vector<message_id> result;
  while (const auto next = x.next(now)) {
    x.change(next->first, [&](auto& y) { return y.begin(now); });
    x.begun(x.find(next->first)->record().shown.channel, now);
    result.push_back(next->first);
  }
  return result;
}

} // namespace

TEST_CASE("few are under way at a time, with a pause between", "[S5.4][messages]") {
  auto x = with_both();
  for (int i = 1; i <= 6; ++i)
    x.add(message_of(i));
  auto now = t0 + 1s;
  for (int i = 0; i < 4; ++i, now += 200ms) {
    CHECK(begin_all(x, now).size() == 1);
    CHECK(begin_all(x, now + 100ms).empty());
  }
  CHECK(begin_all(x, now).empty());
  CHECK(x.deadline() == x.find(make_message_id(site_id{"hq"}, 1, 1))->deadline()); // to give up
  x.change(make_message_id(site_id{"hq"}, 1, 1), [&](auto& y) {
    return y.answered(1, {.result = delivery_result::accepted}, false, now);
  });
  CHECK(begin_all(x, now).size() == 1);
}

TEST_CASE("a gateway that asks for patience holds its channel up, not the other",
          "[S5.4][messages]") {
  auto x = with_both();
  x.add(message_of(1, "pia", "Hej", message_kind::sms));
  x.add(message_of(2));
  x.heard(message_kind::sms, {.result = delivery_result::try_later, .retry_after = 60s}, t0);
  CHECK(begin_all(x, t0 + 1s) == std::vector{make_message_id(site_id{"hq"}, 1, 2)});
  CHECK(x.deadline() == t0 + 60s);
  CHECK(begin_all(x, t0 + 60s).size() == 1);
}

TEST_CASE("a channel is unwell after three failures in a row, and well by one answer",
          "[S5.4][messages]") {
  auto x = with_both();
  const delivery_answer away{.result = delivery_result::try_later, .text = "no route"};
  CHECK_FALSE(x.heard(message_kind::email, away, t0));
  CHECK_FALSE(x.heard(message_kind::email, away, t0));
  CHECK(x.heard(message_kind::email, away, t0) == channel_health{false, "no route"});
  CHECK_FALSE(x.heard(message_kind::email, away, t0));
  CHECK(x.heard(message_kind::email, {.result = delivery_result::refused}, t0) == channel_health{});
}

TEST_CASE("without a carrier a message waits and arms nothing", "[S5.4][messages]") {
  outbox x{{}, {}};
  x.add(message_of(1));
  CHECK_FALSE(x.next(t0 + 1h));
  CHECK_FALSE(x.deadline());
}

TEST_CASE("pages hold each message of the user once, the newest first", "[S7.1][messages]") {
  auto x = with_both();
  for (int i = 1; i <= 25; ++i)
    x.add(message_of(i)); // all of one instant
  x.add(message_of(26, "tom"));
  std::vector<message_view> all;
  read_messages asked{.limit = 10};
  for (bool more = true; more;) {
    const auto page = x.page(user_id{"pia"}, asked);
    all.insert(all.end(), page.messages.begin(), page.messages.end());
    more = page.more;
    asked.before = all.back().at;
  }
  REQUIRE(all.size() == 25);
  for (std::size_t i = 1; i < all.size(); ++i)
    CHECK(all[i].at < all[i - 1].at);
  CHECK(x.page(user_id{"tom"}, {}).messages.size() == 1);
  CHECK(x.page(user_id{"nobody"}, {}).messages.empty());
}

TEST_CASE("messages are found by all words, however written", "[S7.1][messages]") {
  auto x = with_both();
  x.add(message_of(1, "pia", "Ring til KÆRGAARD om byggetilladelse"));
  x.add(message_of(2, "pia", "Frokost"));
  const auto found = [&](std::string text) {
    return x.page(user_id{"pia"}, {.text = std::move(text)}).messages.size();
  };
  CHECK(found("kærgaard RING") == 1);
  CHECK(found("ørsted") == 2);
  CHECK(found("SØREN frokost") == 1);
  CHECK(found("firma.dk") == 2);
  CHECK(found("ring frokost") == 0);
  CHECK(found("  ") == 2);
  CHECK(folded("ÆØÅ É × abc") == "æøå é × abc");
  CHECK(wrong_page({.limit = 0}));
  CHECK(wrong_page({.limit = 501}));
  CHECK_FALSE(wrong_page({.limit = 500}));
}

TEST_CASE("the newest 200 are shown", "[S7.1][messages]") {
  auto x = with_both();
  for (int i = 1; i <= 201; ++i)
    x.add(message_of(i));
  CHECK(x.latest(user_id{"pia"}).size() == 200);
  CHECK_FALSE(x.is_shown(make_message_id(site_id{"hq"}, 1, 1)));
  CHECK(x.is_shown(make_message_id(site_id{"hq"}, 1, 2)));
}

TEST_CASE("retention takes what needs nothing more, and nothing else", "[B4.4][messages]") {
  auto x = with_both();
  for (int i = 1; i <= 3; ++i)
    x.add(message_of(i));
  x.change(make_message_id(site_id{"hq"}, 1, 1), [](auto& y) { return y.cancel(t0); });
  x.change(make_message_id(site_id{"hq"}, 1, 3), [](auto& y) { return y.cancel(t0); });
  CHECK(x.older(t0).empty());
  CHECK(x.older(t0 + 2ms) == std::vector{make_message_id(site_id{"hq"}, 1, 1)});
  x.forget(make_message_id(site_id{"hq"}, 1, 1));
  CHECK(x.page(user_id{"pia"}, {}).messages.size() == 2);
}

TEST_CASE("a step that was not kept leaves all as it was", "[B4.6][messages]") {
  auto x = with_both();
  x.add(message_of(1));
  const auto id = make_message_id(site_id{"hq"}, 1, 1);
  const auto before = x.find(id)->record();
  x.change(id, [](auto& y) { return y.begin(t0); });
  CHECK(x.interrupted() == std::vector{id});
  x.put_back(id, before);
  CHECK(x.find(id)->record() == before);
  CHECK(x.interrupted().empty());
  CHECK(x.next(t0)->first == id);
  x.put_back(id, std::nullopt);
  CHECK_FALSE(x.find(id));
  CHECK_FALSE(x.deadline());
}
