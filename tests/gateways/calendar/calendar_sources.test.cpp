#include "gateways/calendar/calendar_sources.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace omstilling;
using kind = calendar_source_kind;

namespace {

std::string refusal(calendar_source_options x) {
  auto opened = open_calendar_source(std::move(x));
  return opened ? "opened" : opened.error();
}

/// Takes connections and never answers.
class silent_server {
public:
  silent_server() {
    sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(socket_, 200) == 0);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
  }
  ~silent_server() {
    ::close(taken_);
    ::close(socket_);
  }
  /// Until somebody has connected.
  void await_one() { taken_ = ::accept(socket_, nullptr, nullptr); }
  std::string url;

private:
  int socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  int taken_ = -1;
};

} // namespace

TEST_CASE("after a source is gone no answer comes, with requests under way or waiting [B2.5]",
          "[calendars]") {
  std::atomic<int> answers{0};
  const auto kept = std::make_shared<int>(0);
  silent_server server;
  {
    auto source =
      open_calendar_source({.kind = kind::caldav, .url = server.url, .allow_http = true}).value();
    for (int i = 0; i < 100; ++i) {
      source->read({.calendar = "anna", .time_zone = "UTC"}, [&, kept](const auto&) { ++answers; });
      source->write({.calendar = "anna"}, [&, kept](const auto&) { ++answers; });
    }
    server.await_one();
  }
  CHECK(answers == 0);
  CHECK(kept.use_count() == 1); // nothing is left that could call
}

TEST_CASE("a source that cannot work says at once which option is wrong [B2.5]", "[calendars]") {
  CHECK(refusal({.kind = kind::caldav}) == "missing: url");
  CHECK(refusal({.kind = kind::graph, .user = "app"}) == "missing: tenant, secret");
  CHECK(refusal({.kind = kind::google, .secret = "{}"}) ==
        "secret is no key of a service account: it lacks client_email, private_key or token_uri");
  CHECK(refusal({.kind = kind::google,
                 .secret = R"({"client_email":"a","private_key":"b","token_uri":"https://c"})"}) ==
        "secret: the private key is no RSA key in PEM");
  CHECK(refusal({.kind = kind::caldav, .url = "http://a"}) ==
        "url and login_url must begin with https://");
  CHECK(refusal({.kind = kind::caldav, .url = "http://a", .allow_http = true}) == "opened");
  CHECK(refusal({.kind = kind::ics, .per_second = 0}) ==
        "per_second, in_flight and page_size must be above 0");
  CHECK(refusal({.kind = kind::ics}) == "opened");
}
