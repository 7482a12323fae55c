#include "gateways/websocket/presence_pages.hpp"
#include "tests/gateways/websocket/serving.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

const time_point t0 = from_rfc3339("2026-11-22T10:20:00Z").value();

std::string reason_of(const strict_client::answer& x) {
  return std::string{boost::json::parse(x.body).at("reason").as_string()};
}
std::string detail_of(const strict_client::answer& x) {
  return std::string{boost::json::parse(x.body).at("detail").as_string()};
}

presence_reading anna() {
  presence_reading result{.who = {}, .taken = {}, .window = {}, .at = t0};
  result.who.id = employee_id{"anna"};
  result.who.site = site_id{"aarhus"};
  result.who.name = "Anna Dam";
  result.who.status.since = t0;
  result.taken = {{t0, t0 + std::chrono::hours{1}, busy_type::busy}};
  return result;
}

struct presence_serving : serving {
  explicit presence_serving(websocket_options options = {}) : serving(std::move(options)) {
    door.put_person(anna());
  }
};

const std::string user = "Authorization: Basic YW5uYTpyaWdodA==\r\n"; // anna:right

} // namespace

TEST_CASE("presence is PIDF, and asked for anew", "[presence][B2.3]") {
  presence_serving office;
  auto client = office.connect();
  const auto x = client.get("/presence/anna", user);
  CHECK(x.status == 200);
  CHECK(x.fields.at("content-type") == "application/pidf+xml");
  CHECK(x.fields.at("cache-control") == "private, no-cache");
  CHECK(x.fields.at("vary") == "Authorization");
  CHECK(x.body.find("entity=\"pres:anna@aarhus\"") != std::string::npos);
  const auto tag = "If-None-Match: " + x.fields.at("etag") + "\r\n";
  const auto again = client.get("/presence/anna", user + tag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  auto later = anna();
  later.who.status.note = "Back at ten";
  office.door.put_person(later);
  const auto changed = client.get("/presence/anna", user + tag);
  CHECK(changed.status == 200);
  CHECK(changed.fields.at("etag") != x.fields.at("etag"));
  CHECK(client.get("/presence/%61nna", user).status == 200);
  client.send("HEAD /presence/anna HTTP/1.1\r\nHost: x\r\n" + user + "\r\n");
  CHECK(client.read_answer(true).fields.at("content-length") ==
        std::to_string(changed.body.size()));
  CHECK(client.get("/healthz").status == 200);
}

TEST_CASE("times taken are VFREEBUSY, the same until something changes", "[presence]") {
  presence_serving office;
  auto client = office.connect();
  const auto x = client.get("/presence/anna/freebusy", user);
  CHECK(x.status == 200);
  CHECK(x.fields.at("content-type").starts_with("text/calendar"));
  CHECK(x.body.find("FREEBUSY;FBTYPE=BUSY:20261122T102000Z/20261122T112000Z\r\n") !=
        std::string::npos);
  CHECK(x.body.find("DTSTART:20261122T100000Z\r\n") != std::string::npos);
  CHECK(x.body.find("DTEND:20261206T100000Z\r\n") != std::string::npos);
  CHECK(client.get("/presence/anna/freebusy.ics", user).body == x.body);
  auto later = anna();
  later.at += std::chrono::minutes{5};
  office.door.put_person(later);
  const auto tag = "If-None-Match: " + x.fields.at("etag") + "\r\n";
  CHECK(client.get("/presence/anna/freebusy", user + tag).status == 304);
  const auto asked = client.get(
    "/presence/anna/freebusy?from=2026-11-23T01:00:00%2B01:00&to=2026-11-24T01:00:00+01:00", user);
  CHECK(asked.status == 200);
  CHECK(asked.body.find("DTSTART:20261123T000000Z\r\n") != std::string::npos);
  CHECK(asked.body.find("DTEND:20261124T000000Z\r\n") != std::string::npos);
}

TEST_CASE("who may not read presence is told why", "[presence][B4.1]") {
  struct row {
    std::string what;
    std::string path;
    std::string fields;
    int status;
    std::string detail;
  };
  const std::string times = "/presence/anna/freebusy";
  const auto x = GENERATE_COPY(values<row>({
    {"no login", "/presence/anna", "", 401, "a token or a login expected"},
    {"no login, of nobody", "/presence/nobody", "", 401, "a token or a login expected"},
    {"another scheme", "/presence/anna", "Authorization: Digest x\r\n", 401,
     "a token or a login expected"},
    {"an empty token", "/presence/anna?token=", "", 401, "a token or a login expected"},
    {"an empty bearer", "/presence/anna", "Authorization: Bearer \r\n", 401,
     "a token or a login expected"},
    {"no base64", "/presence/anna", "Authorization: Basic !!\r\n", 401,
     "Authorization: name:password in base64 expected"},
    {"no colon", "/presence/anna", "Authorization: Basic YW5uYQ==\r\n", 401,
     "Authorization: name:password in base64 expected"},
    {"a name with a line end", "/presence/anna", "Authorization: Basic YQpiOnJpZ2h0\r\n", 401,
     "Authorization: name:password in base64 expected"},
    {"a wrong password", "/presence/anna", "Authorization: Basic YW5uYTp3cm9uZw==\r\n", 401, ""},
    {"a wrong token", "/presence/anna?token=x", "", 401, ""},
    {"two logins", "/presence/anna?token=wall", user, 400,
     "token: one login, here or in Authorization, not both expected"},
    {"a token without the right", "/presence/anna?token=wall", "", 403, ""},
    {"likewise in the header", "/presence/anna", "authorization: bearer wall\r\n", 403, ""},
    {"nobody", "/presence/nobody", user, 404, ""},
    {"a name that cannot be", "/presence/%00", user, 404, ""},
    {"half a percent", "/presence/%4", user, 404, ""},
    {"a token of half a percent", "/presence/anna?token=%4", "", 400,
     "token: two hexadecimal digits after each % expected"},
    {"from: no time", times + "?from=tomorrow", user, 400, "from: RFC 3339 time expected"},
    {"to: no time", times + "?to=2026-13-01T00:00:00Z", user, 400, "to: RFC 3339 time expected"},
    {"from twice", times + "?from=2026-11-23T00:00:00Z&from=2026-11-23T00:00:00Z", user, 400,
     "from: one value expected"},
    {"another parameter", times + "?form=2026-11-23T00:00:00Z", user, 400,
     "token, from or to expected"},
    {"a time of presence", "/presence/anna?from=2026-11-23T00:00:00Z", user, 400,
     "no parameter but token expected"},
    {"the end before the start", times + "?to=2026-11-22T10:00:00Z", user, 400,
     "to: a time after 2026-11-22T10:00:00.000Z expected, got 2026-11-22T10:00:00.000Z"},
    {"too long", times + "?to=2027-11-22T10:00:00Z", user, 400,
     "to: at most 62 days after 2026-11-22T10:00:00.000Z expected, got "
     "2027-11-22T10:00:00.000Z"},
    {"too fast", "/presence/anna", "Authorization: Basic YW5uYTphZ2Fpbg==\r\n", 429, ""},
    {"another page", "/presence/anna/mood", user, 404, "nothing stands at this address"},
    {"nobody's page", "/presence/", user, 404, "nothing stands at this address"},
  }));
  presence_serving office;
  INFO(x.what);
  auto client = office.connect();
  const auto got = client.get(x.path, x.fields);
  CHECK(got.status == x.status);
  if (!x.detail.empty())
    CHECK(detail_of(got) == x.detail);
  CHECK((got.fields.contains("www-authenticate") == (x.status == 401)));
  CHECK((got.fields.contains("retry-after") == (x.status == 429)));
  CHECK(got.fields.at("cache-control") == "no-store");
  CHECK(got.body.find("Anna Dam") == std::string::npos);
  CHECK(client.get("/presence/anna", user).status == 200); // the connection goes on
}

TEST_CASE("presence is only read", "[presence]") {
  presence_serving office;
  auto client = office.connect();
  client.send("PUT /presence/anna HTTP/1.1\r\nHost: x\r\n" + user + "\r\n");
  const auto x = client.read_answer();
  CHECK(x.status == 405);
  CHECK(x.fields.at("allow") == "GET, HEAD");
}

TEST_CASE("a service that does not answer costs a bounded number of requests", "[presence]") {
  websocket_options options;
  options.answer_within = std::chrono::milliseconds{20};
  presence_serving office{options};
  office.door.stop_answering();
  std::map<std::string, int> reasons;
  for (int i = 0; i < 40; ++i) {
    const auto x = office.connect().get("/presence/anna", user);
    CHECK(x.status == 503);
    ++reasons[reason_of(x)];
  }
  CHECK(reasons == std::map<std::string, int>{{"timeout", 32}, {"try_later", 8}});
  CHECK(office.connect().get("/healthz").status == 200);
}

TEST_CASE("half a request for presence is ended in time", "[presence]") {
  websocket_options options;
  options.request_within = std::chrono::milliseconds{50};
  presence_serving office{options};
  auto client = office.connect();
  client.send("GET /presence/anna HTTP/1.1\r\nAuthorization: Basic ");
  CHECK(client.ended());
  CHECK(office.connect().get("/presence/anna", user).status == 200);
}
