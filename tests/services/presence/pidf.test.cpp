#include "services/presence/pidf.hpp"

#include "protocol/codec.hpp"
#include "services/presence/status_types.hpp"
#include "tests/services/presence/people.hpp"
#include "tests/services/presence/xml_reader.hpp"

#include <boost/mp11/algorithm.hpp>

#include <algorithm>

using namespace omstilling;
using namespace omstilling::people;
using texts_of = std::vector<std::string>;

namespace {

const std::string activities = "/p:presence/dm:person/rpid:activities";
const std::string basic = "/p:presence/p:tuple/p:status/p:basic";

xml_reader read(const person& who) { return xml_reader{write_pidf(who)}; }

person seen_by(audience who) { return at_desk().view(who); }

} // namespace

TEST_CASE("presence is valid PIDF with the data model, RPID and CIPID", "[pidf][B2.3]") {
  auto x = at_desk();
  auto wish = status("meeting");
  wish.note = "Room 4";
  wish.until = t0 + 1h;
  x.set(wish, t0);
  const auto xml = read(x.view(audience::reception));
  CHECK(xml.one("/p:presence/@entity") == "pres:anna@aarhus");
  CHECK(xml.one(basic) == "closed");
  CHECK(xml.names(activities) == texts_of{"meeting"});
  CHECK(xml.one(activities + "/@from") == "2026-11-22T10:00:00.000Z");
  CHECK(xml.one(activities + "/@until") == "2026-11-22T11:00:00.000Z");
  CHECK(xml.one("//dm:person/dm:note") == "Room 4");
  CHECK(xml.one("//cipid:display-name") == "Anna Dam");
  CHECK(xml.one("//dm:person/dm:timestamp") == "2026-11-22T10:00:00.000Z");
  CHECK(xml.one("//p:tuple/p:contact") == "tel:21;phone-context=aarhus");
  CHECK(xml.all("//dm:device").size() == 2);
}

TEST_CASE("the schemas refuse what is not PIDF", "[pidf]") {
  const auto good = write_pidf(seen_by(audience::reception));
  const auto with = [&](const std::string& what, const std::string& instead) {
    auto text = good;
    const auto at = text.find(what);
    REQUIRE(at != text.npos);
    return text.replace(at, what.size(), instead);
  };
  CHECK_NOTHROW(xml_reader{good});
  CHECK_THROWS(xml_reader{with("<basic>open", "<basic>ajar")});
  CHECK_THROWS(xml_reader{with("<rpid:working", "<rpid:on_the_phone")});
  CHECK_THROWS(xml_reader{with("dm:timestamp>2026", "dm:timestamp>yesterday 2026")});
  CHECK_THROWS(xml_reader{with("id=\"device-1\"", "id=\"device-2\"")});
  CHECK_THROWS(xml_reader{with("</presence>", "")});
}

TEST_CASE("each audience gets no more than its view", "[pidf][B2.3]") {
  auto x = at_desk();
  auto wish = status("sick");
  wish.note = "influenza";
  x.set(wish, t0);
  x.set(by_hand(to("44112233")), t0);
  const auto reception = read(x.view(audience::reception));
  CHECK(reception.one(activities + "/rpid:other") == "sick");
  CHECK(reception.one("//dm:note") == "influenza");
  const auto colleague = write_pidf(x.view(audience::colleague));
  const auto stranger = write_pidf(x.view(audience::public_));
  for (const auto& text : {colleague, stranger}) {
    CHECK(xml_reader{text}.names(activities) == texts_of{"away"});
    for (const auto* word : {"sick", "influenza", "44112233"})
      CHECK(text.find(word) == text.npos);
  }
  CHECK(xml_reader{colleague}.all("//dm:device").size() == 2);
  CHECK(xml_reader{stranger}.all("//dm:device | //dm:deviceID | //p:contact").empty());
  CHECK(stranger.find("tel:") == stranger.npos);
  CHECK(xml_reader{stranger}.one(basic) == "closed");
}

TEST_CASE("every type of status and every activity is valid", "[pidf]") {
  for (const auto& type : default_status_types()) {
    auto x = at_desk();
    x.set(status(type.id), t0);
    INFO(type.id);
    CHECK_NOTHROW(read(x.view(audience::reception)));
    CHECK_NOTHROW(read(x.view(audience::public_)));
  }
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<rpid_activity>>([&](auto d) {
    auto x = seen_by(audience::reception);
    x.status.activity = d.value;
    auto name = word(d.value);
    std::ranges::replace(name, '_', '-');
    CHECK(read(x).names(activities) == texts_of{name});
  });
}

TEST_CASE("who talks is on the phone besides", "[pidf]") {
  auto x = seen_by(audience::reception);
  x.lamp_state = lamp::busy;
  CHECK(read(x).names(activities) == texts_of{"working", "on-the-phone"});
  CHECK(read(x).one(basic) == "open");
  x.status.activity = rpid_activity::unknown;
  CHECK(read(x).names(activities) == texts_of{"on-the-phone"});
  x.status.activity = rpid_activity::on_the_phone;
  CHECK(read(x).names(activities) == texts_of{"on-the-phone"});
}

TEST_CASE("a phone is open only where a call would reach her", "[pidf][B2.1]") {
  struct row {
    lamp shown;
    basic_status status;
    texts_of basic;
  };
  const auto row_of = GENERATE(values<row>({
    {lamp::idle, basic_status::open, {"open"}},
    {lamp::busy, basic_status::open, {"open"}},
    {lamp::forwarded, basic_status::open, {"open"}},
    {lamp::unmonitored, basic_status::open, {"open"}},
    {lamp::do_not_disturb, basic_status::open, {"closed"}},
    {lamp::offline, basic_status::open, {"closed"}},
    {lamp::idle, basic_status::closed, {"closed"}},
    {lamp::unknown, basic_status::closed, {"closed"}},
    {lamp::unknown, basic_status::open, {}}, // nobody knows
    {lamp::idle, basic_status::unknown, {}},
  }));
  auto x = seen_by(audience::reception);
  x.lamp_state = row_of.shown;
  x.status.basic = row_of.status;
  CAPTURE(word(row_of.shown), word(row_of.status));
  CHECK(read(x).all(basic) == row_of.basic);
}

TEST_CASE("each phone is a device with a name of its own that stays", "[pidf][S12.2][S12.3]") {
  auto x = seen_by(audience::reception);
  x.phones.at(0).do_not_disturb = true;
  const auto xml = read(x);
  CHECK(xml.all("//dm:device/@id") == texts_of{"device-1", "device-2"});
  CHECK(xml.all("//dm:device/p:basic") ==
        texts_of{"closed"}); // of the external one nothing is known
  const auto names = xml.all("//dm:device/dm:deviceID");
  REQUIRE(names.size() == 2);
  CHECK(names[0] != names[1]);
  CHECK(xml.one("//p:tuple/dm:deviceID") == names[0]);
  x.site = site_id{"odense"};
  CHECK(read(x).all("//dm:device/dm:deviceID") != names);
}

TEST_CASE("who works from home is at a residence", "[pidf]") {
  auto x = at_desk();
  x.set(status_for("works_from_home", 3600), t0);
  const auto xml = read(x.view(audience::public_));
  CHECK(xml.names("//rpid:place-type") == texts_of{"residence"});
  CHECK(xml.one("//rpid:place-type/@until") == "2026-11-22T11:00:00.000Z");
  CHECK(xml.names(activities) == texts_of{"working"});
  CHECK(read(seen_by(audience::public_)).all("//rpid:place-type").empty());
}

TEST_CASE("names and notes are text, whatever stands in them", "[pidf]") {
  auto x = seen_by(audience::reception);
  x.name = "</cipid:display-name><evil a='\"'>&amp;]]>";
  x.status.note = "a\x01\x0B\x7F b\n\xEF\xBF\xBF\xC3\xA6\xF0\x9F\x98\x80 \xFF<!--";
  x.status.activity = rpid_activity::other;
  x.status.type = "<x>";
  x.id = employee_id{"a:b@c+d"};
  x.phones.at(0).number = "\"><x>";
  x.phones.at(1).id = phone_id{"a&b"};
  const auto xml = read(x);
  CHECK(xml.one("//cipid:display-name") == x.name);
  CHECK(xml.one("//dm:note") == "a b\n\xC3\xA6\xF0\x9F\x98\x80 \xEF\xBF\xBD<!--");
  CHECK(xml.one("//rpid:other") == "<x>");
  CHECK(xml.one("/p:presence/@entity") == "pres:a%3Ab%40c+d@aarhus");
  CHECK(xml.all("//p:contact").empty());
}

TEST_CASE("a number is a URI only where it can be one", "[pidf]") {
  const auto contact = [](std::string number, std::string site = "aarhus") {
    auto x = seen_by(audience::reception);
    x.site = site_id{std::move(site)};
    x.phones.at(0).number = std::move(number);
    const auto found = read(x).all("//p:contact");
    return found.empty() ? "none" : found.front();
  };
  CHECK(contact("+45 40 11-22.33") == "tel:+4540112233");
  CHECK(contact("*21") == "tel:*21;phone-context=aarhus");
  CHECK(contact("21", "a.b") == "none");
  CHECK(contact("21", "1a") == "none");
  CHECK(contact("reception") == "none");
  CHECK(contact("+") == "none");
}
