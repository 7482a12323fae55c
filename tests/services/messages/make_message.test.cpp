#include "services/messages/make_message.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{490'000}};

const message_sender pia{.site = site_id{"hq"},
                         .user = user_id{"pia"},
                         .name = "Pia Winther",
                         .employee = employee_id{"pia"},
                         .email = "pia@firma.dk"};
const message_receiver anna{.id = employee_id{"anna"},
                            .site = site_id{"hq"},
                            .name = "Anna Brandt",
                            .email = "anna@firma.dk",
                            .sms_number = "+4520112233"};

send_message to_anna(message_kind channel = message_kind::email) {
  return {.channel = channel, .receiver = employee_id{"anna"}, .text = "Ring til Karen"};
}

auto made(const send_message& asked, const message_receiver& to = anna) {
  return make_message(asked, make_message_id(site_id{"hq"}, 3, 17), pia, to, t0);
}

phone phone_of(std::string number, phone_kind kind) {
  return {.id = phone_id{number}, .number = number, .kind = kind, .forwarding = {}};
}

} // namespace

TEST_CASE("a message goes to the employee's own address or number", "[S5.1][S5.4][messages]") {
  CHECK(made(to_anna())->shown.to == "anna@firma.dk");
  CHECK(made(to_anna())->shown.name == "Anna Brandt");
  CHECK(made(to_anna())->reply_to == "pia@firma.dk");
  CHECK(made(to_anna())->shown.id == message_id{"hq.3.m17"});
  CHECK(made(to_anna(message_kind::sms))->shown.to == "+4520112233");
  CHECK(made({.channel = message_kind::sms, .to = "45 11 22 33", .text = "Hej"})->shown.to ==
        "+4545112233");
}

TEST_CASE("the chosen number for SMS goes before the first mobile", "[S16.2][messages]") {
  person who{.id = employee_id{"anna"},
             .groups = {},
             .phones = {phone_of("201", phone_kind::desk), phone_of("20112233", phone_kind::mobile),
                        phone_of("30112233", phone_kind::mobile)},
             .alternate_names = {},
             .tasks = {}};
  CHECK(receiver_of(who, "").sms_number == "+4520112233");
  CHECK(receiver_of(who, "30112233").sms_number == "+4530112233");
  CHECK(receiver_of(who, "99887766").sms_number == "+4520112233"); // no longer hers
  who.phones = {phone_of("40112233", phone_kind::external),
                phone_of("20112233", phone_kind::mobile)};
  CHECK(receiver_of(who, "").sms_number == "+4520112233");
  who.phones = {phone_of("201", phone_kind::desk), phone_of("40112233", phone_kind::external)};
  CHECK(receiver_of(who, "").sms_number == "+4540112233"); // many a mobile is kept as one
  who.phones = {phone_of("201", phone_kind::desk)};
  CHECK(receiver_of(who, "").sms_number.empty());
}

TEST_CASE("what is wrong with a message is named", "[S5.4][messages]") {
  const auto path = [](const send_message& asked, const message_receiver& to = anna) {
    const auto x = made(asked, to);
    return x ? std::string{"fine"} : x.error().path;
  };
  auto both = to_anna();
  both.to = "a@b.dk";
  CHECK(path(both) == "params");
  CHECK(path({.channel = message_kind::email, .text = "Hej"}) == "params");
  CHECK(path(to_anna(message_kind::unknown)) == "params.channel");
  CHECK(path({.channel = message_kind::email, .to = "anna", .text = "Hej"}) == "params.to");
  CHECK(path({.channel = message_kind::sms, .to = "202", .text = "Hej"}) == "params.to");
  CHECK(path(to_anna(), {}) == "params.receiver");
  CHECK(made(to_anna(), {}).error().reason == error_reason::unknown_employee);
  CHECK(path(to_anna(), {.id = employee_id{"anna"}, .name = "Anna"}) == "params.receiver");
  auto empty = to_anna();
  empty.text = " ";
  CHECK(path(empty) == "params.text");
  auto long_sms = to_anna(message_kind::sms);
  long_sms.text = std::string(1601, 'x');
  CHECK(path(long_sms) == "params.text");
}

TEST_CASE("a promise needs who keeps it, whom to call and a time ahead", "[S0.6][messages]") {
  auto asked = to_anna();
  asked.call_back = t0 + 2h;
  CHECK(made(asked).error().path == "params.caller");
  asked.caller = party{"44556677", "Karen Holm"};
  const auto fine = made(asked);
  REQUIRE(fine);
  CHECK(fine->shown.promise == promise_id{"hq.3.p17"});
  REQUIRE(fine->promised);
  CHECK(fine->promised->shown.owner == employee_id{"anna"});
  CHECK(fine->promised->remind_at == t0 + 2h - 15min);
  asked.call_back = t0;
  CHECK(made(asked).error().path == "params.call_back");
  asked.call_back = t0 + 24h * 367;
  CHECK(made(asked).error().path == "params.call_back");
  asked.call_back = t0 + 2h;
  asked.caller->number = "";
  CHECK(made(asked).error().path == "params.caller.number");
  asked.caller->number = "44556677";
  auto elsewhere = anna;
  elsewhere.site = site_id{"aarhus"};
  CHECK(made(asked, elsewhere).error().reason == error_reason::not_supported);
  asked.receiver.reset();
  asked.to = "a@b.dk";
  CHECK(made(asked).error().path == "params.call_back");
}
