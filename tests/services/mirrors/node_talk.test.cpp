#include "services/mirrors/node_talk.hpp"

#include "protocol/codec.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace omstilling;

namespace {

template <class T>
T asked_back(T what) {
  const auto read = decode_node_question(encode_node_question({"a.1.7", std::move(what)}));
  INFO((read ? "" : message(read.error())));
  REQUIRE(read);
  CHECK(read->id == "a.1.7");
  REQUIRE(std::holds_alternative<T>(read->what));
  return std::get<T>(read->what);
}

template <class T>
T told_back(T what) {
  const auto read =
    decode_node_answer(encode_node_answer({"a.1.7", site_id{"hq"}, std::move(what)}));
  INFO((read ? "" : message(read.error())));
  REQUIRE(read);
  CHECK(read->id == "a.1.7");
  CHECK(read->site == site_id{"hq"});
  REQUIRE(std::holds_alternative<T>(read->what));
  return std::get<T>(read->what);
}

std::string wrong(std::string_view text) {
  const auto read = decode_node_question(text);
  return read ? "" : message(read.error());
}

const time_point noon{std::chrono::hours{12}};

} // namespace

TEST_CASE("a command arrives as it was asked", "[node_talk]") {
  const set_status meeting{.employee = employee_id{"anna"},
                           .type = "meeting",
                           .note = "hos Åse \"2. sal\"",
                           .for_seconds = 600,
                           .start_actions = {},
                           .stop_actions = {}};
  const auto x = asked_back(command_wanted{"pia", meeting, idempotency_key{"k1"}});
  CHECK(x.user == "pia");
  CHECK(x.key == idempotency_key{"k1"});
  REQUIRE(std::holds_alternative<set_status>(x.what));
  CHECK(encode_text(std::get<set_status>(x.what)) == encode_text(meeting));
  CHECK_FALSE(asked_back(command_wanted{"pia", end_call{}, {}}).key);
}

TEST_CASE("every kind of command has a way to another node and back", "[node_talk]") {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, command_body>>(
    [](auto one) {
      using type = typename decltype(one)::type;
      INFO(type::method);
      const auto read =
        decode_node_question(encode_node_question({"q", command_wanted{"pia", type{}, {}}}));
      // What has an enumeration is refused where it is unknown, but never taken for another.
      if (read)
        CHECK(std::holds_alternative<type>(std::get<command_wanted>(read->what).what));
    });
}

TEST_CASE("questions of another kind", "[node_talk]") {
  asked_back(picture_wanted{});
  const auto read = asked_back(query_wanted{"pia", read_messages{.text = "hej", .limit = 3}});
  CHECK(read.user == "pia");
  CHECK(std::get<read_messages>(read.what).text == "hej");
  const auto seen = asked_back(presence_wanted{
    .user = "", .token = "wall", .who = employee_id{"anna"}, .from = noon, .to = {}});
  CHECK(seen.token == "wall");
  CHECK(seen.who == employee_id{"anna"});
  CHECK(seen.from == noon);
  CHECK_FALSE(seen.to);
  CHECK(asked_back(extension_wanted{employee_id{"bo"}}).who == employee_id{"bo"});
  CHECK(asked_back(receiver_wanted{employee_id{"bo"}}).who == employee_id{"bo"});
  const auto log = asked_back(call_log_told{
    .call = call_id{"hq-1-1"}, .at = noon, .reached = "4512", .log = {{"anna", "4512", {}}}});
  CHECK(log.call == call_id{"hq-1-1"});
  REQUIRE(log.log.size() == 1);
  CHECK(log.log[0].owner == "anna");
}

TEST_CASE("answers arrive as they were given", "[node_talk]") {
  const auto refused = told_back(problem{.reason = error_reason::wrong_state,
                                         .path = "params.call",
                                         .expected = "a call that waits",
                                         .got = "c1",
                                         .detail = "over"});
  CHECK(refused.reason == error_reason::wrong_state);
  CHECK(refused.path == "params.call");
  CHECK(refused.detail == "over");
  const auto done = told_back(command_result{.revision = 12, .secret = "s", .watches = {}});
  CHECK(done.revision == 12);
  CHECK(done.secret == "s");
  const auto found = told_back(query_result{messages_result{.messages = {}, .more = true}});
  CHECK(std::get<messages_result>(found).more);
  presence_told seen{.who = {}, .taken = {}, .from = noon, .to = noon, .at = noon};
  seen.who.id = employee_id{"anna"};
  seen.taken.push_back({noon, noon + std::chrono::hours{1}, busy_type::out_of_office});
  const auto back = told_back(seen);
  CHECK(back.who.id == employee_id{"anna"});
  REQUIRE(back.taken.size() == 1);
  CHECK(back.taken[0].busy == busy_type::out_of_office);
  CHECK(told_back(extension_told{"201"}).number == "201");
  const auto receiver = told_back(receiver_told{.id = employee_id{"bo"},
                                                .site = site_id{"hq"},
                                                .name = "Bo",
                                                .email = "bo@x.dk",
                                                .sms_number = "+4520",
                                                .deputy = employee_id{"cy"},
                                                .deputy_name = "Cy"});
  CHECK(receiver.deputy == employee_id{"cy"});
  CHECK(receiver.deputy_name == "Cy");
  CHECK(told_back(picture_part{"{\"x\":1}"}).text == "{\"x\":1}");
}

TEST_CASE("what cannot be understood is refused by name", "[node_talk]") {
  CHECK(wrong("{") != "");
  CHECK(wrong("[]") != "");
  CHECK(wrong(R"({"id":"a","what":"dance","body":{}})").find("what") != std::string::npos);
  CHECK(wrong(R"({"id":"a","what":"command","method":"dance","body":{}})").find("method") !=
        std::string::npos);
  CHECK(wrong(R"({"id":"a","what":"command","method":"end_call","body":[]})").find("body") !=
        std::string::npos);
  CHECK(wrong(R"({"id":"a","what":"extension"})") != "");
  rc::check("any text at all", [](const std::string& text) {
    static_cast<void>(decode_node_question(text));
    static_cast<void>(decode_node_answer(text));
  });
  rc::check("any part of a question that was cut off", [] {
    const auto whole = encode_node_question({"q", query_wanted{"pia", read_messages{}}});
    const auto cut = *rc::gen::inRange<std::size_t>(0, whole.size());
    RC_ASSERT(!decode_node_question(std::string_view{whole}.substr(0, cut)));
  });
}
