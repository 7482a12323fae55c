#include "apps/omstillingd/config/config.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

using namespace omstilling;

namespace {

constexpr auto one_site = "[[site]]\nid = \"a\"\nname = \"A\"\n";

std::string errors_of(std::string_view text) {
  const auto read = read_configuration(text, "x.toml");
  if (read)
    return "none";
  std::string result;
  for (const auto& line : read.error())
    result += (result.empty() ? "" : "\n") + line;
  return result;
}

std::string shipped_text() {
  std::ifstream in{SHIPPED_CONFIG};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// Keys of a TOML text, each with the line above it.
std::vector<std::pair<std::string, std::string>> keys_in(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> result;
  std::istringstream in{text};
  std::string prefix, above;
  for (std::string line; std::getline(in, line); above = line) {
    if (line.starts_with('['))
      prefix = line.substr(line.rfind('[') + 1, line.find(']') - line.rfind('[') - 1) + '.';
    else if (const auto end = line.find(" = "); end != std::string::npos && line[0] != '#')
      result.emplace_back(prefix + line.substr(0, end), above);
  }
  return result;
}

/// `x.toml:LINE:COLUMN: why`
bool names_a_place(const std::string& error) {
  std::istringstream in{error};
  std::string file, line, column, why;
  std::getline(in, file, ':');
  std::getline(in, line, ':');
  std::getline(in, column, ':');
  std::getline(in, why);
  return file == "x.toml" && std::stoi(line) > 0 && std::stoi(column) > 0 && why.size() > 5;
}

} // namespace

TEST_CASE("the shipped file documents every key, and no other", "[config]") {
  std::set<std::string> documented;
  for (const auto& [key, above] : keys_in(shipped_text())) {
    INFO(key);
    CHECK(above.starts_with("# "));
    CHECK(documented.insert(key).second);
  }
  const auto known = known_keys();
  CHECK(documented == std::set<std::string>(known.begin(), known.end()));
}

TEST_CASE("the shipped file is valid and shows the defaults", "[config]") {
  const auto shipped = load_configuration(SHIPPED_CONFIG);
  REQUIRE(shipped);
  const configuration defaults;
  CHECK(shipped->organisation == defaults.organisation);
  CHECK(shipped->region == defaults.region);
  CHECK(shipped->listen.address == defaults.listen.address);
  CHECK(shipped->listen.port == defaults.listen.port);
  CHECK(shipped->listen.allowed_origins == defaults.listen.allowed_origins);
  CHECK(shipped->store.kind == defaults.store.kind);
  CHECK(shipped->store.path == defaults.store.path);
  CHECK(shipped->log.level == defaults.log.level);
  CHECK(shipped->log.format == defaults.log.format);
  CHECK(shipped->limits.sessions == defaults.limits.sessions);
  CHECK(shipped->limits.outbox_kib == defaults.limits.outbox_kib);
  CHECK(shipped->limits.message_kib == defaults.limits.message_kib);
  CHECK(shipped->limits.login_seconds == defaults.limits.login_seconds);
  CHECK(shipped->retention.days == defaults.retention.days);
  CHECK(shipped->simulator.seed == defaults.simulator.seed);
  CHECK(shipped->simulator.calls_per_hour == defaults.simulator.calls_per_hour);
  REQUIRE(shipped->sites.size() == 1);
  CHECK(shipped->sites[0].time_zone == site_settings{}.time_zone);
  CHECK(shipped->sites[0].pbx == site_settings{}.pbx);
}

TEST_CASE("what is given is read", "[config]") {
  const auto read = read_configuration("\xef\xbb\xbforganisation = \"Århus\"\r\n"
                                       "listen.port = 0\n"
                                       "listen.allowed_origins = [\"https://a.dk\"]\n"
                                       "[log]\nlevel = \"debug\"\nformat = \"json\"\n"
                                       "[[site]]\nid = \"a\"\nname = \"A\"\npbx = \"simulator\"\n"
                                       "[[site]]\nid = \"b\"\nname = \"B\"\ntime_zone = \"UTC\"\n",
                                       "x.toml");
  REQUIRE(read);
  CHECK(read->organisation == "Århus");
  CHECK(read->listen.port == 0);
  CHECK(read->listen.allowed_origins == std::vector<std::string>{"https://a.dk"});
  CHECK(read->log.level == log_level::debug);
  CHECK(read->log.format == log_format::json);
  REQUIRE(read->sites.size() == 2);
  CHECK(read->sites[0].pbx == pbx_kind::simulator);
  CHECK(read->sites[1].time_zone == "UTC");
}

TEST_CASE("a wrong or unknown key is named with its place and what was expected", "[config]") {
  struct row {
    std::string text, error;
  };
  const row table[] = {
    {"[listen]\n  port = \"http\"\n",
     "x.toml:2:10: listen.port: whole number 0-65535 expected, got \"http\""},
    {"[listen]\nport = 65536\n",
     "x.toml:2:8: listen.port: whole number 0-65535 expected, got 65536"},
    {"[listen]\nport = 80.5\n", "x.toml:2:8: listen.port: whole number 0-65535 expected, got 80.5"},
    {"[listen]\nport = true\n", "x.toml:2:8: listen.port: whole number 0-65535 expected, got true"},
    {"[listen]\naddress = \"localhost\"\n",
     "x.toml:2:11: listen.address: IPv4 or IPv6 address expected, got \"localhost\""},
    {"[listen]\nallowed_origins = [\"https://a.dk/x\"]\n",
     "x.toml:2:19: listen.allowed_origins: list of origins such as \"https://wall.example.dk\" "
     "expected, got a list"},
    {"region = \"XX\"\n", "x.toml:1:10: region: a country such as \"DK\" expected, got \"XX\""},
    {"organisation = \"\"\n", "x.toml:1:16: organisation: text of 1-200 bytes expected, got \"\""},
    {"organisation = 1979-05-27\n",
     "x.toml:1:16: organisation: text of 1-200 bytes expected, got a date or time"},
    {"[log]\nlevel = \"loud\"\n",
     "x.toml:2:9: log.level: one of trace, debug, info, warn, error, off "
     "expected, got \"loud\""},
    {"[store]\nkind = \"unknown\"\n",
     "x.toml:2:8: store.kind: one of sqlite, redis expected, got \"unknown\""},
    {"[retention]\ndays = {}\n",
     "x.toml:2:8: retention.days: whole number 1-36500 expected, got a table"},
    {"[listen]\nprot = 1\n", "x.toml:2:1: listen.prot: unknown key, did you mean listen.port?"},
    {"port = 1\n", "x.toml:1:1: port: unknown key, did you mean listen.port?"},
    {"[lisen]\nport = 1\n", "x.toml:1:2: lisen: unknown key"},
    {"[listen.tls]\nkey = 1\n", "x.toml:1:9: listen.tls: unknown key"},
    {"listen = 1\n", "x.toml:1:10: listen: table expected, got 1"},
    {"\"ring\\u0007\" = 1\n", "x.toml:1:1: ring\\u0007: unknown key"},
  };
  for (const auto& x : table) {
    INFO(x.text);
    CHECK(errors_of(x.text + one_site) == x.error);
  }
}

TEST_CASE("a site's Asterisk is read, also several of them", "[config][B4.3]") {
  const std::string site = "[[site]]\nid = \"a\"\nname = \"A\"\npbx = \"asterisk\"\n";
  const std::string login = "user = \"u\"\npassword = \"p\"\n";
  const auto one =
    read_configuration(site + "[site.asterisk]\n" + login + "ami = true\n", "x.toml");
  REQUIRE(one);
  REQUIRE(one->sites[0].asterisks.size() == 1);
  CHECK(one->sites[0].asterisks[0].ami);
  CHECK(one->sites[0].asterisks[0].url == "http://127.0.0.1:8088/ari");

  const auto first = "[[site.asterisk]]\n" + login + "phones = [\"1\"]\n";
  const auto second = "[[site.asterisk]]\n" + login + "phones = [\"2\", \"3\"]\n";
  const auto two = read_configuration(site + first + second, "x.toml");
  REQUIRE(two);
  CHECK(two->sites[0].asterisks[1].phones == std::vector<std::string>{"2", "3"});

  CHECK(errors_of(site) == "x.toml:1:1: site.asterisk: [[site.asterisk]] expected, got nothing");
  CHECK(errors_of(site + "[site.asterisk]\nuser = \"u\"\n") ==
        "x.toml:5:1: site.asterisk: password or password_file expected, got neither");
  CHECK(errors_of(site + "[site.asterisk]\n" + login + "phone_endpoint = \"SIP/x\"\n") ==
        "x.toml:8:18: site.asterisk.phone_endpoint: endpoint with {number} in it, or nothing "
        "expected, got \"SIP/x\"");
  CHECK(
    errors_of(site + "[site.asterisk]\n" + login + "url = \"https://pbx\"\n") ==
    "x.toml:8:7: site.asterisk.url: address such as \"http://127.0.0.1:8088/ari\" expected, got "
    "\"https://pbx\"");
  CHECK(errors_of(site + "[site.asterisk]\n" + login + "usr = 1\n") ==
        "x.toml:8:1: site.asterisk.usr: unknown key, did you mean site.asterisk.user?");
  CHECK(errors_of(site + first + "[[site.asterisk]]\n" + login) ==
        "x.toml:5:1: site.asterisk.phones: a value expected where a site has several, got nothing");
  CHECK(errors_of(site + "[[site.asterisk]]\nurl = 7\n" + login)
          .starts_with("x.toml:6:7: site.asterisk.url: "));
}

TEST_CASE("what a node prefers are sites of the file", "[config][B4.3]") {
  const std::string sites = "[[site]]\nid = \"aarhus\"\nname = \"Aarhus\"\n";
  const auto read =
    read_configuration("[node]\nname = \"a\"\nprefers = [\"aarhus\"]\n" + sites, "x.toml");
  REQUIRE(read);
  CHECK(read->node.name == "a");
  CHECK(read->node.prefers == std::vector<std::string>{"aarhus"});
  const auto elsewhere = read_configuration("[node]\nprefers = [\"odense\"]\n" + sites, "x.toml");
  REQUIRE_FALSE(elsewhere);
  CHECK(elsewhere.error().front() ==
        "x.toml: node.prefers: ids of [[site]] expected, got \"odense\"");
  const auto no_ids = read_configuration("[node]\nprefers = [7]\n" + sites, "x.toml");
  REQUIRE_FALSE(no_ids);
  CHECK(no_ids.error().front().find("list of sites' ids") != std::string::npos);
}

TEST_CASE("a site knows the lines to other sites", "[config][B4.3]") {
  const auto with = [](const std::string& line) {
    return "[[site]]\nid = \"a\"\nname = \"A\"\n[[site.trunk]]\n" + line +
           "[[site]]\nid = \"b\"\nname = \"B\"\n";
  };
  const auto read = read_configuration(
    with("site = \"b\"\nendpoint = \"PJSIP/{number}@b\"\nnumbers = [\"3\", \"71\"]\n"), "x.toml");
  REQUIRE(read);
  REQUIRE(read->sites[0].trunks.size() == 1);
  CHECK(read->sites[0].trunks[0].site == site_id{"b"});
  CHECK(read->sites[0].trunks[0].endpoint == "PJSIP/{number}@b");
  CHECK(read->sites[0].trunks[0].numbers == std::vector<std::string>{"3", "71"});
  CHECK(
    read_configuration(with("site = \"b\"\nendpoint = \"\"\n"), "x.toml")->sites[0].trunks.empty());
  const std::string endpoint = "endpoint = \"PJSIP/{number}@b\"\n";
  for (const std::string other : {"a", "c"})
    CHECK(errors_of(with("site = \"" + other + "\"\n" + endpoint)) ==
          "x.toml: site.trunk.site: the id of another [[site]] expected, got \"" + other + "\"");
  CHECK(errors_of(with(endpoint)) == "x.toml:4:1: site.trunk.site: a value expected, got nothing");
  CHECK(errors_of(with("site = \"b\"\nendpoint = \"PJSIP/b\"\n"))
          .starts_with("x.toml:6:12: site.trunk.endpoint: "));
  const auto line = "site = \"b\"\n" + endpoint;
  CHECK(errors_of(with(line + "[[site.trunk]]\n" + line)) ==
        "x.toml:7:1: site.trunk.site: one line to each site expected, got \"b\" again");
  CHECK(errors_of("[[site]]\nid = \"a\"\nname = \"A\"\ntrunk = 7\n") ==
        "x.toml:4:9: site.trunk: [[site.trunk]] expected, got 7");
}

TEST_CASE("a site needs an id of its own and a name", "[config]") {
  CHECK(errors_of("") == "x.toml: site: at least one [[site]] expected, got none");
  CHECK(errors_of("[[site]]\nname = \"A\"\n") ==
        "x.toml:1:1: site.id: a value expected, got nothing");
  CHECK(errors_of("[[site]]\nid = \"a b\"\nname = \"A\"\n") ==
        "x.toml:2:6: site.id: id of 1-64 characters from letters, digits and ._:@+- expected, got "
        "\"a b\"");
  CHECK(errors_of(std::string{one_site} + one_site) ==
        "x.toml:4:1: site.id: an id of its own expected, got \"a\" again");
  CHECK(errors_of(std::string{one_site} + "time_zone = \"Mars/Base\"\n") ==
        "x.toml:4:13: site.time_zone: IANA time zone such as \"Europe/Copenhagen\" expected, got "
        "\"Mars/Base\"");
  CHECK(errors_of(std::string{one_site} + "pxb = \"none\"\n") ==
        "x.toml:4:1: site.pxb: unknown key, did you mean site.pbx?");
  CHECK(errors_of("site = 1\n") == "x.toml:1:8: site: [[site]] expected, got 1");
  CHECK(errors_of("site = [1]\n") == "x.toml:1:9: site: table expected, got 1");
  CHECK(errors_of("[site]\nid = \"a\"\n") == "x.toml:1:1: site: [[site]] expected, got a table");
}

TEST_CASE("all that is wrong is told at once", "[config]") {
  CHECK(errors_of("organisation = 1\nx = 2\n") ==
        "x.toml:1:16: organisation: text of 1-200 bytes expected, got 1\n"
        "x.toml:2:1: x: unknown key\n"
        "x.toml: site: at least one [[site]] expected, got none");
}

TEST_CASE("what is not TOML is refused with its place", "[config]") {
  const std::string texts[] = {"[listen",
                               "port = ",
                               "= 1",
                               "a = \"half",
                               "a = 1 b = 2",
                               "{}",
                               "\xff\xfe",
                               "a = \"\xc3\"",
                               "organisation = \"a\"\norganisation = \"b\"\n",
                               "[log]\n[log]\n",
                               std::string{"a\0b = 1", 7},
                               "\x7f"
                               "ELF",
                               "a = " + std::string(10'000, '['),
                               "a = 99999999999999999999"};
  for (const auto& text : texts) {
    INFO(text.substr(0, 40));
    CHECK(names_a_place(errors_of(text)));
  }
}

TEST_CASE("a huge file is refused unread", "[config]") {
  CHECK(errors_of(std::string(1'048'577, '#')) ==
        "x.toml: at most 1048576 bytes expected, got 1048577");
  CHECK(errors_of("organisation = \"" + std::string(100'000, 'x') + "\"\n" + one_site) ==
        "x.toml:1:16: organisation: text of 1-200 bytes expected, got \"" + std::string(54, 'x') +
          "…\"");
}

TEST_CASE("a file that cannot be read is named", "[config]") {
  const auto missing = load_configuration("/nowhere/x.toml");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().at(0) == "/nowhere/x.toml: cannot be read: No such file or directory");
  const auto folder = load_configuration(std::filesystem::temp_directory_path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().at(0).find("cannot be read") != std::string::npos);
}

TEST_CASE("listening beyond this machine is warned of", "[config]") {
  configuration x;
  for (const auto* address : {"127.0.0.1", "127.8.8.8", "::1"}) {
    x.listen.address = address;
    CHECK(warnings(x).empty());
  }
  for (const auto* address : {"0.0.0.0", "10.1.2.3", "::", "fe80::1"}) {
    x.listen.address = address;
    REQUIRE(warnings(x).size() == 1);
    CHECK(warnings(x)[0].find(address) != std::string::npos);
  }
}

TEST_CASE("a link to calendars is read, and what is wrong with it is named", "[config][B2.5]") {
  const std::string site = "[[site]]\nid = \"a\"\nname = \"A\"\n";
  const auto read = read_configuration(site + "[[calendars]]\nid = \"dav\"\nname = \"Nextcloud\"\n"
                                              "kind = \"caldav\"\nurl = \"https://dav/\"\n"
                                              "secret_env = \"DAV\"\ninterval_seconds = 60\n",
                                       "x.toml");
  REQUIRE(read);
  REQUIRE(read->calendars.size() == 1);
  CHECK(read->calendars[0].kind == calendar_kind::caldav);
  CHECK(read->calendars[0].interval_seconds == 60);
  CHECK(read->calendars[0].in_flight == 8);
  const auto wrong = read_configuration(site + "[[calendars]]\nid = \"dav\"\nkind = \"exchange\"\n"
                                               "secret_file = \"a\"\nsecret_env = \"b\"\n"
                                               "[[calendars]]\nid = \"dav\"\nname = \"B\"\n"
                                               "kind = \"ics\"\nin_fligth = 1\n",
                                        "x.toml");
  REQUIRE_FALSE(wrong);
  CHECK(
    wrong.error() ==
    configuration_errors{
      "x.toml:6:8: calendars.kind: one of caldav, ics, graph, google expected, got \"exchange\"",
      "x.toml:4:1: calendars.name: a value expected, got nothing",
      "x.toml:4:1: calendars: secret_file or secret_env expected, got both",
      "x.toml:13:1: calendars.in_fligth: unknown key, did you mean calendars.in_flight?",
      "x.toml:9:1: calendars.id: an id of its own expected, got \"dav\" again"});
}
