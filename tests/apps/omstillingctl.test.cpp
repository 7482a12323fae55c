#include "apps/omstillingctl/command_line.hpp"
#include "tests/apps/scripted_server.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace omstilling;
namespace json = boost::json;
using after = scripted_answer::after;

namespace {

/// A folder of its own for each test case.
class folder {
public:
  folder() {
    auto name = (std::filesystem::temp_directory_path() / "ctl-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{path_ / name, std::ios::binary} << text;
    return (path_ / name).string();
  }

private:
  std::filesystem::path path_;
};

struct outcome {
  exit_code code = exit_code::done;
  std::string out, err;
};

outcome run(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "omstillingctl");
  std::vector<const char*> argv;
  for (const auto& x : arguments)
    argv.push_back(x.c_str());
  std::ostringstream out, err;
  const auto code = run_command_line(static_cast<int>(argv.size()), argv.data(), {out, err});
  return {code, out.str(), err.str()};
}

json::value parsed(const std::string& text) { return parse_json(text, 64 << 20).value(); }

std::string id_of(const std::string& frame) { return to_text(parsed(frame).at("id")); }

/// Answers hello and authenticate, and leaves the rest to `then`.
script service(std::function<scripted_answer(const std::string&, const std::string&)> then) {
  return {.on_frame = [then = std::move(then)](const std::string& frame) -> scripted_answer {
    const auto request = parsed(frame);
    const auto method = std::string{request.at("method").as_string()};
    if (method == "hello")
      return {{write_result(id_of(frame), encode(hello_result{"test", "omstilling.v1", {}, 5}))}};
    if (method == "authenticate")
      return {{write_result(
        id_of(frame),
        encode(authenticate_result{
          .name = "admin", .sites = {{site_id{"aarhus"}, "Århus Rådhus", "Europe/Copenhagen"}}}))}};
    return then(method, frame);
  }};
}

scripted_answer refuse(const std::string& frame, error_reason reason, std::string path = {}) {
  return {{write_error(id_of(frame), problem{.reason = reason, .path = std::move(path)})}};
}

const std::string no_server = "ws://127.0.0.1:1/ws";

} // namespace

TEST_CASE("a user is added with what the command line says", "[omstillingctl]") {
  const folder here;
  scripted_server server{service([](auto&, auto& frame) {
    return scripted_answer{{write_result(id_of(frame), encode(command_result{3}))}};
  })};
  const auto done = run({"--server",
                         server.address(),
                         "--token-file",
                         here.file("t", "secret\n"),
                         "user",
                         "add",
                         "mette",
                         "--site",
                         "aarhus",
                         "--role",
                         "receptionist",
                         "--role",
                         "privileged",
                         "--full-name",
                         "Mette Holm",
                         "--queue",
                         "main",
                         "--queue",
                         "it",
                         "--new-password-file",
                         here.file("p", "hemmelig\n")});
  CHECK(done.code == exit_code::done);
  CHECK(done.out == "user mette is there\n");
  CHECK(done.err.empty());
  const auto frames = server.frames();
  REQUIRE(frames.size() == 3);
  CHECK(parsed(frames[1]).at("params") == json::object{{"token", "secret"}});
  CHECK(parsed(frames[2]).at("params") ==
        parsed(R"({"id":"mette","site":"aarhus","name":"Mette Holm","password":"hemmelig",
                   "roles":["receptionist","privileged"],"queues":["main","it"]})"));
}

TEST_CASE("a user logs in with a password from a file", "[omstillingctl]") {
  const folder here;
  scripted_server server{service([](auto&, auto& frame) {
    return scripted_answer{
      {write_result(id_of(frame), encode(command_result{.revision = 1, .secret = "s3"}))}};
  })};
  const auto done = run({"token", "add", "hall", "--server", server.address(), "--user", "admin",
                         "--password-file", here.file("p", "pass word\r\n")});
  CHECK(done.code == exit_code::done);
  CHECK(done.out == "s3\n");
  const auto frames = server.frames();
  REQUIRE(frames.size() == 3);
  CHECK(parsed(frames[1]).at("params") ==
        json::object{{"user", "admin"}, {"password", "pass word"}});
  CHECK(parsed(frames[2]).at("params") == json::object{{"id", "hall"}, {"name", "hall"}});
  run({"token", "add", "duty", "--sees", "reception", "--server", server.address(), "--user",
       "admin", "--password-file", here.file("p", "pass word")});
  CHECK(parsed(server.frames().back()).at("params") ==
        json::object{{"id", "duty"}, {"name", "duty"}, {"sees", "reception"}});
}

TEST_CASE("what the service refuses is told, and is exit status 1", "[omstillingctl]") {
  const folder here;
  scripted_server server{service(
    [](auto&, auto& frame) { return refuse(frame, error_reason::unknown_site, "params.site"); })};
  const auto refused =
    run({"--server", server.address(), "--token-file", here.file("t", "s"), "user", "add", "m",
         "--site", "x", "--role", "employee", "--new-password-file", here.file("p", "p")});
  CHECK(refused.code == exit_code::refused);
  CHECK(refused.err == "omstillingctl: params.site: unknown_site\n");
}

TEST_CASE("a bad command line is exit status 2 and sends nothing", "[omstillingctl]") {
  const folder here;
  const auto token = here.file("t", "s");
  const std::vector<std::vector<std::string>> table = {
    {},
    {"fly"},
    {"user"},
    {"user", "add"},
    {"user", "add", "m", "--site", "a"},
    {"user", "add", "m", "--site", "a", "--role", "queen", "--new-password-file", token},
    {"user", "add", "m m", "--site", "a", "--role", "employee", "--new-password-file", token},
    {"user", "add", std::string(65, 'x'), "--site", "a", "--role", "employee"},
    {"user", "add", "m", "--site", "", "--role", "employee"},
    {"token", "add", "a/b"},
    {"token", "add", "hall", "--sees", "everything"},
    {"watch"},
    {"status", "--server", "gopher://x"},
    {"status", "--user", "\xff"},
    {"employee", "import", "/nowhere.csv", "--dry-run"},
    {"employee", "import", here.file("empty.csv", ""), "--dry-run"},
    {"watch", "health", "--token-file", "/nowhere/token"},
    {"watch", "health", "--token-file", here.file("none", "")},
    {"watch", "health", "--token-file", here.file("huge", std::string(5'000, 'x'))},
  };
  for (const auto& x : table) {
    INFO(encode_text(x));
    const auto refused = run(x);
    CHECK(refused.code == exit_code::usage);
    CHECK_FALSE(refused.err.empty());
    CHECK(refused.out.empty());
  }
}

TEST_CASE("every command has a help with examples and exit codes", "[omstillingctl]") {
  for (const std::vector<std::string>& command : {std::vector<std::string>{},
                                                  {"user", "add"},
                                                  {"token", "add"},
                                                  {"employee", "import"},
                                                  {"status"},
                                                  {"watch"}}) {
    auto arguments = command;
    arguments.push_back("--help");
    const auto help = run(arguments);
    CHECK(help.code == exit_code::done);
    CHECK(help.out.find("Examples:\n  omstillingctl ") != std::string::npos);
    CHECK(help.out.find("Exit status:\n  0  done\n") != std::string::npos);
  }
}

TEST_CASE("lines are sent 32 at a time, and answers may come in any order", "[omstillingctl]") {
  const folder here;
  std::string csv = "id,site,name\n";
  for (int i = 1; i <= 70; ++i)
    csv += "e-" + std::to_string(i) + ",aarhus,Nr " + std::to_string(i) + '\n';
  // Held back until 32 have come, or the last: a client that waited for each would wait for ever.
  std::vector<std::string> waiting;
  scripted_server server{service([&](auto&, auto& frame) -> scripted_answer {
    waiting.insert(waiting.begin(), write_result(id_of(frame), encode(command_result{1})));
    const bool last = parsed(frame).at("params").at("id") == "e-70";
    return waiting.size() == 32 || last ? scripted_answer{std::exchange(waiting, {})}
                                        : scripted_answer{};
  })};
  const auto done = run({"employee", "import", here.file("e.csv", csv), "--server",
                         server.address(), "--token-file", here.file("t", "s")});
  CHECK(done.code == exit_code::done);
  CHECK(done.out == "70 employees imported, 0 lines refused\n");
  CHECK(server.frames().size() == 72);
}

TEST_CASE("every refused line is named, the others go in", "[omstillingctl]") {
  const folder here;
  scripted_server server{service([](auto&, auto& frame) {
    return parsed(frame).at("params").at("site") == "mars"
             ? refuse(frame, error_reason::unknown_site, "params.site")
             : scripted_answer{
                 {write_heartbeat({}, {}), write_result(id_of(frame), encode(command_result{1}))}};
  })};
  const auto file =
    here.file("e.csv", "id,site,name\ne-1,mars,Anna\ne-2,aarhus,Bo\ne 3,aarhus,Ib\n");
  const auto partly = run({"employee", "import", file, "--server", server.address(), "--token-file",
                           here.file("t", "s")});
  CHECK(partly.code == exit_code::partly);
  CHECK(partly.out == "1 employees imported, 2 lines refused\n");
  CHECK(partly.err ==
        file + ":2: site: unknown_site\n" + file +
          ":4: id: id of 1-64 characters from letters, digits and ._:@+- expected, got "
          "\"e 3\"\n");
}

TEST_CASE("a dry run asks nobody", "[omstillingctl]") {
  const folder here;
  const auto fit = run({"employee", "import", here.file("e.csv", "id,site,name\ne-1,a,Anna\n"),
                        "--dry-run", "--server", no_server});
  CHECK(fit.code == exit_code::done);
  CHECK(fit.out == "1 lines are fit to be imported, 0 refused\n");
}

TEST_CASE("an import that loses the connection says how far it came", "[omstillingctl]") {
  const folder here;
  scripted_server server{service([](auto&, auto& frame) {
    return parsed(frame).at("params").at("id") == "e-1"
             ? scripted_answer{{write_result(id_of(frame), encode(command_result{1}))},
                               after::break_off}
             : scripted_answer{};
  })};
  const auto lost =
    run({"employee", "import", here.file("e.csv", "id,site,name\ne-1,a,Anna\ne-2,a,Bo\n"),
         "--server", server.address(), "--token-file", here.file("t", "s")});
  CHECK(lost.code == exit_code::lost);
  CHECK(lost.err.find("the connection was lost") != std::string::npos);
}

TEST_CASE("status shows each part and the sites", "[omstillingctl]") {
  const folder here;
  auto playing = service([](auto&, auto&) { return scripted_answer{}; });
  playing.ready_body = encode_text(std::vector<health_view>{{"store", "Store", true, "", {}}});
  scripted_server server{playing};
  const auto ready =
    run({"status", "--server", server.address(), "--token-file", here.file("t", "s")});
  CHECK(ready.code == exit_code::done);
  CHECK(ready.out == "PART   NAME   STATE  SINCE                     WHY\n"
                     "store  Store  works  1970-01-01T00:00:00.000Z\n"
                     "\n"
                     "SITE    NAME          TIME ZONE\n"
                     "aarhus  Århus Rådhus  Europe/Copenhagen\n");
}

TEST_CASE("a service that is not ready is exit status 4", "[omstillingctl]") {
  auto playing = service([](auto&, auto&) { return scripted_answer{}; });
  playing.ready_status = 503;
  playing.ready_body =
    encode_text(std::vector<health_view>{{"pbx:a", "\x1b[2J", false, "no answer", {}}});
  scripted_server server{playing};
  const auto waiting = run({"status", "--server", server.address()});
  CHECK(waiting.code == exit_code::not_ready);
  CHECK(waiting.out.find("pbx:a  ?[2J  FAILS") != std::string::npos);
  CHECK(waiting.out.find("Log in") != std::string::npos);
}

TEST_CASE("nobody there, or somebody else, is exit status 5", "[omstillingctl]") {
  const folder here;
  const auto token = here.file("t", "s");
  CHECK(run({"status", "--server", no_server}).code == exit_code::unreachable);
  CHECK(run({"watch", "health", "--server", no_server, "--token-file", token}).code ==
        exit_code::unreachable);
  for (const auto* body : {"", "<html>", "{}", "[1]", "\xff"}) {
    scripted_server server{{.on_frame = {}, .ready_status = 404, .ready_body = body}};
    CHECK(run({"status", "--server", server.address()}).code == exit_code::unreachable);
  }
  scripted_server closed{{.on_frame = {}, .upgrades = false}};
  const auto refused =
    run({"watch", "health", "--server", closed.address(), "--token-file", token});
  CHECK(refused.code == exit_code::unreachable);
  CHECK(refused.err.find("HTTP 403") != std::string::npos);
  scripted_server other{{.on_frame = {}, .subprotocol = ""}};
  CHECK(run({"watch", "health", "--server", other.address(), "--token-file", token}).code ==
        exit_code::unreachable);
}

TEST_CASE("watch prints one JSON object a line and ends after the picture", "[omstillingctl]") {
  const folder here;
  const auto item = write_item(health_view{"store", "Store", true, "", {}});
  scripted_server server{service([&](auto& method, auto& frame) {
    CHECK(method == "subscribe");
    return scripted_answer{{write_result(id_of(frame), encode(subscribe_result{})),
                            write_snapshot("health", {"k", 4}, true, false, {item}),
                            write_heartbeat({}, {}), write_delta("health", 4, 5, {}, {"x"}),
                            write_snapshot("health", {"k", 5}, false, true, {})}};
  })};
  const auto done = run({"watch", "health", "--once", "--server", server.address(), "--token-file",
                         here.file("t", "s")});
  CHECK(done.code == exit_code::done);
  CHECK(done.out ==
        R"({"method":"snapshot","topic":"health","revision":4,"item":)" + item + "}\n" +
          R"({"method":"delta","topic":"health","after":4,"revision":5,"set":[],"removed":["x"]})"
          "\n");
}

TEST_CASE("watch ends with 6 when the connection is lost, with the reason", "[omstillingctl]") {
  const folder here;
  const auto token = here.file("t", "s");
  for (const auto how : {after::close, after::break_off}) {
    scripted_server server{service([&](auto&, auto&) { return scripted_answer{{}, how}; })};
    const auto lost = run({"watch", "health", "--server", server.address(), "--token-file", token});
    CHECK(lost.code == exit_code::lost);
    CHECK(lost.err.find(how == after::close ? "ended the session: too slow"
                                            : "connection was lost") != std::string::npos);
  }
}

TEST_CASE("a topic that is refused is exit status 1", "[omstillingctl]") {
  const folder here;
  scripted_server server{
    service([](auto&, auto& frame) { return refuse(frame, error_reason::unknown_topic); })};
  const auto refused =
    run({"watch", "moon", "--server", server.address(), "--token-file", here.file("t", "s")});
  CHECK(refused.code == exit_code::refused);
  CHECK(refused.err == "omstillingctl: unknown_topic\n");
}

TEST_CASE("answers that are none do no harm", "[client]") {
  for (const std::string frame :
       {"", "{", "[]", "7", "null", R"({"id":1})", R"({"id":{},"error":7})",
        R"({"jsonrpc":"2.0","id":1,"error":{"code":1}})", "\xff"}) {
    INFO(frame);
    scripted_server server{{.on_frame = [&](auto&) {
      return scripted_answer{{frame}, after::close};
    }}};
    auto session = client::connect(*read_address(server.address()));
    if (session)
      CHECK_FALSE(session->call(hello{}));
  }
}

TEST_CASE("a service that says nothing is given up in time", "[client]") {
  scripted_server server{{.on_frame = [](auto&) { return scripted_answer{}; }}};
  auto session =
    client::connect(*read_address(server.address()), {.reply = std::chrono::milliseconds{50},
                                                      .silence = std::chrono::milliseconds{300}});
  REQUIRE(session);
  const auto answer = session->call(hello{});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().what == client_error::kind::lost);
  CHECK(answer.error().text == "the service does not answer");
}
