#include "services/messages/message_book.hpp"

#include "protocol/message_text.hpp"
#include "services/messages/message_checks.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

message_book of_site() { return message_book{first_message_book(site_id{"hq"})}; }
message_book of_anna() {
  return message_book{
    first_message_book(site_id{"hq"}, user_id{"anna"}, of_site().record().templates)};
}

put_message_template note(std::string text, message_kind channel = message_kind::email) {
  return {.name = "Besked", .channel = channel, .text = std::move(text)};
}

} // namespace

TEST_CASE("a site begins with two templates, and a user with these as her defaults",
          "[S0.6][S5.2][messages]") {
  const auto site = of_site().record();
  REQUIRE(site.templates.size() == 2);
  CHECK(site.templates[0].channel == message_kind::email);
  CHECK(site.templates[1].channel == message_kind::sms);
  for (const auto& x : site.templates) {
    CHECK(x.global);
    CHECK_FALSE(unknown_placeholder(x.text, ""));
    CHECK_FALSE(unknown_placeholder(x.subject, ""));
    CHECK_FALSE(checks::message_words(x.channel, x.subject, x.text));
  }
  const auto mine = of_anna().record();
  CHECK(mine.templates.empty());
  CHECK(mine.defaults.email == site.templates[0].id);
  CHECK(mine.defaults.email_global);
  CHECK(mine.defaults.sms == site.templates[1].id);
}

TEST_CASE("a template is put, changed and removed", "[S5.2][messages]") {
  auto book = of_anna();
  const auto made = book.put(note("Hej {name}"));
  CHECK(made.kept_template == template_id{"t1"});
  CHECK(made.events.size() == 1);
  auto again = note("Hej {first_name}");
  again.id = template_id{"t1"};
  CHECK(book.put(again).changed);
  CHECK_FALSE(book.put(again).changed);
  CHECK(book.record().templates[0].text == "Hej {first_name}");
  CHECK(book.remove({false, template_id{"t1"}}).gone == std::vector<std::string>{"t1"});
  CHECK(book.remove({false, template_id{"t1"}}).refused->reason == error_reason::unknown_template);
  CHECK(book.put(note("Hej")).kept_template == template_id{"t2"});
}

TEST_CASE("what is wrong with a template is named, and nothing changes", "[S5.2][messages]") {
  auto book = of_anna();
  auto nameless = note("Hej");
  nameless.name = " ";
  auto no_channel = note("Hej");
  no_channel.channel = message_kind::unknown;
  auto lined = note("Hej");
  lined.subject = "a\nBcc: b@c.dk";
  auto sms_subject = note("Hej", message_kind::sms);
  sms_subject.subject = "Emne";
  auto stranger = note("Hej");
  stranger.id = template_id{"t9"};
  const std::vector<std::pair<put_message_template, std::string>> rows{
    {nameless, "params.name"},
    {no_channel, "params.channel"},
    {note(" \n"), "params.text"},
    {note("Hej {fornavn}"), "params.text"},
    {lined, "params.subject"},
    {sms_subject, "params.subject"},
    {stranger, "params.id"},
    {note(std::string(10'001, 'x')), "params.text"},
    {note(std::string("a\0b", 3)), "params.text"}};
  for (const auto& [asked, path] : rows) {
    const auto done = book.put(asked);
    REQUIRE(done.refused);
    CHECK(done.refused->path == path);
  }
  CHECK(book.record() == of_anna().record());
}

TEST_CASE("a default names a template that there is, of its channel", "[S5.3][messages]") {
  auto book = of_anna();
  const auto global = of_site().record().templates;
  book.put(note("Hej", message_kind::sms));
  CHECK(book.choose({message_kind::sms, template_id{"t1"}}, global).other_defaults);
  CHECK_FALSE(book.choose({message_kind::sms, template_id{"t1"}}, global).changed);
  CHECK(book.choose({message_kind::email, template_id{"t1"}}, global).refused->path == "params.id");
  CHECK(book.choose({message_kind::sms, template_id{"g9"}, true}, global).refused->reason ==
        error_reason::unknown_template);
  CHECK(book.record().defaults.sms == template_id{"t1"});
  const auto gone = book.remove({false, template_id{"t1"}});
  CHECK(gone.other_defaults);
  CHECK_FALSE(book.record().defaults.sms);
  CHECK(book.choose({message_kind::sms, template_id{"g2"}, true}, global).changed);
  CHECK(book.record().defaults.sms_global);
  CHECK(book.choose({message_kind::sms}, global).changed);
  CHECK_FALSE(book.record().defaults.sms);
  CHECK_FALSE(book.record().defaults.sms_global);
}

TEST_CASE("a default goes with the global template", "[S5.3][messages]") {
  auto book = of_anna();
  auto global = of_site().record().templates;
  CHECK_FALSE(book.global_are(global).changed);
  global.erase(global.begin());
  const auto done = book.global_are(global);
  CHECK(done.changed);
  CHECK(done.events.size() == 1);
  CHECK_FALSE(book.record().defaults.email);
  CHECK(book.record().defaults.sms == template_id{"g2"});
}

TEST_CASE("an own template never has the id of its user's defaults", "[S5.2][messages]") {
  message_book book{first_message_book(site_id{"hq"}, user_id{"t1"}, {})};
  CHECK(book.put(note("Hej")).kept_template == template_id{"t2"});
}

TEST_CASE("e-mail addresses and SMS numbers are checked", "[S5.4][messages]") {
  for (const auto* x : {"anna@firma.dk", "a.b+c@mail.firma.dk", "root@localhost", "o'neil@x.ie"})
    CHECK_FALSE(checks::email_address(x, "params.to"));
  for (const auto* x :
       {"", "anna", "anna@", "@firma.dk", "a b@firma.dk", "anna@firma", "anna@firma..dk",
        "a@b.dk, c@d.dk", "a@b.dk\r\nBcc: c@d.dk", "<a@b.dk>", ".a@b.dk", "a..b@c.dk", "a@-b.dk"})
    CHECK(checks::email_address(x, "params.to"));
  CHECK(sms_number("45 11 22 33") == "+4545112233");
  CHECK(sms_number("+45 45112233") == "+4545112233");
  CHECK(sms_number("0046701234567") == "+46701234567");
  for (const auto* x : {"", "202", "*21#", "abc", "+1234567890123456"})
    CHECK_FALSE(sms_number(x));
}
