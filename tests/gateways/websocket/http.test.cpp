#include "gateways/websocket/pages.hpp"
#include "tests/gateways/websocket/serving.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

std::string reason_of(const strict_client::answer& x) {
  return std::string{boost::json::parse(x.body).at("reason").as_string()};
}

} // namespace

TEST_CASE("the wallboard page is served from the program", "[websocket]") {
  serving office;
  auto client = office.connect();
  for (const auto& file : wallboard_files()) {
    const auto x = client.get(file.path);
    INFO(file.path);
    CHECK(x.status == 200);
    CHECK(x.body == file.content);
    CHECK_FALSE(x.body.empty());
    CHECK(x.fields.at("content-type") == content_type(file.path));
  }
  CHECK(client.get("/fonts/Inter-Regular.otf").body.starts_with("OTTO"));
}

TEST_CASE("pages carry their safeguards and are asked for anew", "[websocket]") {
  websocket_options options;
  options.files = {{"/index.html", "0123456789abcdef0123456789abcdefff", "<p>hello"},
                   {"/a/b.js", "1123456789abcdef0123456789abcdefff", "let x"}};
  serving office{options};
  auto client = office.connect();
  const auto x = client.get("/?site=a&lang=da");
  CHECK(x.status == 200);
  CHECK(x.body == "<p>hello");
  CHECK(x.fields.at("content-type") == "text/html; charset=utf-8");
  CHECK(x.fields.at("cache-control") == "no-cache");
  CHECK(x.fields.at("x-content-type-options") == "nosniff");
  CHECK(x.fields.at("content-security-policy").find("default-src 'self'") == 0);
  CHECK(x.fields.at("content-security-policy").find("frame-ancestors 'self'") != std::string::npos);
  const auto again = client.get("/", "If-None-Match: " + x.fields.at("etag") + "\r\n");
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(client.get("/a/b.js").fields.at("content-type") == "text/javascript; charset=utf-8");
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto head = client.read_answer(true);
  CHECK(head.fields.at("content-length") == "8");
  CHECK(client.get("/healthz").status == 200); // no body stood in the way
}

TEST_CASE("health, readiness and metrics", "[websocket][B4.6]") {
  websocket_options options;
  options.answer_within = std::chrono::milliseconds{50};
  serving office{options};
  auto client = office.connect();
  CHECK(client.get("/healthz").body == "ok\n");
  CHECK(client.get("/readyz").status == 200);
  office.door.set_ready(false);
  const auto unready = client.get("/readyz");
  CHECK(unready.status == 503);
  CHECK(boost::json::parse(unready.body).at(0).at("problem") == "disk full");
  auto session = office.user();
  const auto metrics = client.get("/metrics");
  CHECK(metrics.fields.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  for (const auto* line : {"omstilling_employees 3\n", "\nomstilling_websocket_sessions 1\n",
                           "# TYPE omstilling_websocket_frames_sent_total counter\n",
                           "omstilling_websocket_slow_readers 0\n"})
    CHECK(metrics.body.find(line) != std::string::npos);
  office.door.stop_answering();
  for (const auto* path : {"/readyz", "/metrics"}) {
    const auto x = client.get(path);
    CHECK(x.status == 503);
    CHECK(reason_of(x) == "timeout");
  }
  CHECK(client.get("/healthz").status == 200);
}

TEST_CASE("requests in a row are answered in order", "[websocket]") {
  serving office;
  auto client = office.connect();
  std::string requests;
  for (const auto* path : {"/healthz", "/nowhere", "/readyz", "/healthz"})
    requests += "GET " + std::string{path} + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(requests);
  for (const int status : {200, 404, 200, 200})
    CHECK(client.read_answer().status == status);
}

TEST_CASE("bad HTTP is refused with the reason, and the server still serves", "[websocket]") {
  struct row {
    std::string what;
    std::string bytes;
    int status; // 0: no answer, the connection ends
    std::string reason;
  };
  const std::string huge(20'000, 'x');
  const auto row_of = GENERATE_COPY(values<row>({
    {"an unknown page", "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 404, "not_found"},
    {"a way out", "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404, "not_found"},
    {"a coded way out", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404,
     "not_found"},
    {"another method", "POST / HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
    {"an unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
    {"a body", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", 413, "too_large"},
    {"a huge body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413,
     "too_large"},
    {"a body in chunks",
     "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 413,
     "too_large"},
    {"a huge header", "GET / HTTP/1.1\r\nHost: x\r\nX: " + huge + "\r\n\r\n", 431, "too_large"},
    {"a huge address", "GET /" + huge + " HTTP/1.1\r\nHost: x\r\n\r\n", 431, "too_large"},
    {"no HTTP", "hello\r\n\r\n", 400, "malformed"},
    {"another protocol's bytes", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03", 10), 400,
     "malformed"},
    {"another version", "GET / HTTP/3.7\r\nHost: x\r\n\r\n", 400, "malformed"},
    {"a bad field", "GET / HTTP/1.1\r\nHo st: x\r\n\r\n", 400, "malformed"},
    {"two lengths", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 7\r\n\r\n",
     400, "malformed"},
    {"nothing", "", 0, ""},
    {"half a request", "GET / HT", 0, ""},
  }));
  websocket_options options;
  options.request_within = std::chrono::milliseconds{100};
  serving office{options};
  INFO(row_of.what);
  auto client = office.connect();
  client.send(row_of.bytes);
  const auto x = client.read_answer();
  CHECK(x.status == row_of.status);
  if (row_of.status != 0)
    CHECK(reason_of(x) == row_of.reason);
  else
    CHECK(client.ended());
  CHECK(office.connect().get("/healthz").status == 200);
}

TEST_CASE("a request that comes byte by byte has no more time than others", "[websocket]") {
  websocket_options options;
  options.request_within = std::chrono::milliseconds{100};
  serving office{options};
  auto slow = office.connect();
  const auto began = std::chrono::steady_clock::now();
  std::size_t sent = 0;
  while (std::chrono::steady_clock::now() - began < std::chrono::milliseconds{300}) {
    slow.send(sent++ == 0 ? "GET / HTTP/1.1\r\nX: " : "x");
    CHECK(office.connect().get("/healthz").status == 200); // which takes its time
  }
  CHECK(slow.ended());
}

TEST_CASE("a wrong upgrade is refused with the reason", "[websocket][B4.2]") {
  struct row {
    std::string what;
    std::string fields;
    int status;
    std::string reason;
  };
  const std::string version = "Sec-WebSocket-Version: 13\r\n";
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const std::string ours = "Sec-WebSocket-Protocol: omstilling.v1\r\n";
  const std::string upgrade = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n";
  const auto x = GENERATE_COPY(values<row>({
    {"no upgrade", "", 426, "upgrade_required"},
    {"another upgrade", "Connection: Upgrade\r\nUpgrade: h2c\r\n" + version + key + ours, 426,
     "upgrade_required"},
    {"another version", upgrade + "Sec-WebSocket-Version: 8\r\n" + key + ours, 426,
     "upgrade_required"},
    {"no key", upgrade + version + ours, 400, "malformed"},
    {"a short key", upgrade + version + "Sec-WebSocket-Key: x\r\n" + ours, 400, "malformed"},
    {"no subprotocol", upgrade + version + key, 400, "wrong_subprotocol"},
    {"another subprotocol", upgrade + version + key + "Sec-WebSocket-Protocol: omstilling.v2\r\n",
     400, "wrong_subprotocol"},
    {"a foreign page", upgrade + version + key + ours + "Origin: https://evil.example\r\n", 403,
     "forbidden"},
    {"no page's origin", upgrade + version + key + ours + "Origin: null\r\n", 403, "forbidden"},
    {"our own page",
     upgrade + version + key + "Sec-WebSocket-Protocol: other, omstilling.v1\r\n" +
       "Origin: http://localhost\r\n",
     101, ""},
  }));
  serving office;
  INFO(x.what);
  auto client = office.connect();
  const auto answer = client.get("/ws", x.fields);
  CHECK(answer.status == x.status);
  if (x.status != 101)
    CHECK(reason_of(answer) == x.reason);
  else
    client.login();
  CHECK(office.user().call("hello").contains("result"));
}

TEST_CASE("more sessions than there may be are told to come later", "[websocket]") {
  websocket_options options;
  options.max_sessions = 2;
  serving office{options};
  auto first = office.user();
  auto second = office.user();
  const auto x = office.connect().ask_upgrade("Sec-WebSocket-Protocol: omstilling.v1\r\n");
  CHECK(x.status == 503);
  CHECK(reason_of(x) == "try_later");
  second.shut();
  int status = 503; // until the server has noticed
  while (status == 503)
    status = office.connect().ask_upgrade("Sec-WebSocket-Protocol: omstilling.v1\r\n").status;
  CHECK(status == 101);
  CHECK(first.call("hello").contains("result"));
}

TEST_CASE("an address that cannot be had is an answer, not a crash", "[websocket]") {
  serving office;
  fake_front_door door;
  websocket_options options;
  options.port = office.server->port();
  CHECK(websocket_server::start(options, door).error().detail ==
        "cannot listen on 127.0.0.1:" + std::to_string(options.port) + ": Address already in use");
  options.address = "nowhere";
  CHECK(
    websocket_server::start(options, door).error().detail.starts_with("cannot listen on nowhere:"));
}
