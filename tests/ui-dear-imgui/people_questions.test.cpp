#include "tests/ui-dear-imgui/people_fixture.hpp"
#include "ui-dear-imgui/model/sms_size.hpp"
#include "ui-dear-imgui/panels/soft_wrap.hpp"

using namespace omstilling;
using namespace omstilling::testing;

namespace {

struct logged_in {
  console_model console{"test"};
  fake_service service{console};

  logged_in() {
    service.rights = {right::read_people, right::switchboard, right::own_calls, right::own_contacts,
                      right::send_messages};
    log_in(service);
  }
  view_ptr view() { return console.view(); }
  /// The ids of the requests with this method, in order.
  std::vector<std::string> ids(std::string_view method) {
    service.serve(t0);
    std::vector<std::string> result;
    for (const auto& one : service.requests) {
      const auto parsed = parse_json(one, 1 << 20);
      const auto& object = parsed->get_object();
      if (object.at("method").get_string() == method)
        result.push_back(std::to_string(object.at("id").get_int64()));
    }
    return result;
  }
  template <class Answer>
  void reply(const std::string& id, const Answer& x) {
    service.say(write_result(id, encode(x)), t0);
  }
  void inquire(const inquiry& x) { console.talk.inquire(x); }
};

search_hit hit(std::string name) {
  return {.id = "employee/" + name, .group = hit_group::employee, .name = name};
}

bool asks_for(const logged_in& x, const std::string& what) {
  const auto& all = x.service.asked;
  return std::find(all.begin(), all.end(), what) != all.end();
}

} // namespace

TEST_CASE("[S15.2] phone books, log, messages and promises are followed by right", "[people]") {
  logged_in x;
  for (const auto* topic : {"phonebook/shared", "phonebook/lone", "log/lone", "messages/lone",
                            "promises/lone", "message_book/main"})
    CHECK(asks_for(x, "subscribe " + std::string{topic}));
  console_model other{"test"};
  fake_service service{other};
  log_in(service); // without these rights
  for (const auto& one : service.asked)
    CHECK(one.find("log/") == one.npos);
}

TEST_CASE("[S15.2] contacts of both books stand by name, and none pretends to be private",
          "[people]") {
  logged_in x;
  auto own = some_contact("1", "Zita", "1");
  auto shared = some_contact("1", "Aase", "2", true);
  auto wrong = some_contact("9", "Wrong", "3", true);
  x.service.say(snapshot_of<contact_view>("phonebook/shared", 10, {shared}), t0);
  x.service.say(snapshot_of<contact_view>("phonebook/lone", 10, {own, wrong}), t0);
  const auto view = x.view();
  REQUIRE(view->contacts->size() == 2);
  CHECK((*view->contacts)[0]->who.name == "Aase");
  CHECK((*view->contacts)[1]->who.name == "Zita");
  CHECK(x.view()->contacts == view->contacts);
  x.service.say(delta_of<contact_view>("phonebook/lone", 10, 11, {}, {"1"}), t0);
  CHECK(x.view()->contacts->size() == 1);
}

TEST_CASE("[B2.6] only the answer to what was typed last counts", "[people]") {
  logged_in x;
  x.inquire({.search = "b"});
  x.inquire({.search = "bo"});
  const auto asked = x.ids("search");
  REQUIRE(asked.size() == 2);
  CHECK(x.view()->answers->searching);
  x.reply(asked[1], search_result{"bo", {hit("Bo")}});
  CHECK(x.view()->answers->searched == "bo");
  x.reply(asked[0], search_result{"b", {hit("Late"), hit("Later")}});
  REQUIRE(x.view()->answers->hits.size() == 1);
  CHECK(x.view()->answers->hits[0].name == "Bo");
  CHECK_FALSE(x.view()->answers->searching);
}

TEST_CASE("[B2.6] a search that is refused leaves nothing to wait for", "[people]") {
  logged_in x;
  x.inquire({.search = "bo"});
  x.service.say(write_error(x.ids("search").at(0), problem{.reason = error_reason::not_supported}),
                t0);
  CHECK_FALSE(x.view()->answers->searching);
  CHECK(x.view()->answers->searched.empty());
  CHECK(x.view()->refusals.empty());
}

TEST_CASE("[S9.1][S9.3] the log is what is followed and what was read, the newest first",
          "[people]") {
  logged_in x;
  x.service.say(
    snapshot_of<call_log_entry>("log/lone", 10, {logged("now", log_kind::incoming, "Karen", "1")}),
    t0);
  x.inquire({.log_rows = 60});
  auto asked = x.ids("read_call_log");
  REQUIRE(asked.size() == 1);
  CHECK(x.view()->log->asked);
  x.reply(asked[0], call_log_result{{logged("now", log_kind::incoming, "Old name", "1"),
                                     logged("before", log_kind::missed, "Ole", "2", 1h)},
                                    true});
  auto log = x.view()->log;
  REQUIRE(log->entries.size() == 2);
  CHECK(log->entries[0].with.name == "Karen"); // what is followed is newer
  CHECK(log->entries[1].with.name == "Ole");
  SECTION("goes on from the oldest as somebody scrolls") {
    x.inquire({.log_rows = 160});
    asked = x.ids("read_call_log");
    REQUIRE(asked.size() == 2);
    CHECK(x.service.requests.back().find("\"before\"") != std::string::npos);
    x.reply(asked[1], call_log_result{{logged("old", log_kind::outgoing, "Pia", "3", 2h)}, false});
    log = x.view()->log;
    CHECK(log->entries.size() == 3);
    CHECK_FALSE(log->more);
    x.inquire({.log_rows = 900});
    CHECK(x.ids("read_call_log").size() == 2); // there is no more
  }
  SECTION("and at once when a call happens") {
    x.service.say(delta_of<call_log_entry>("log/lone", 10, 11,
                                           {logged("new", log_kind::missed, "Eva", "4", -1min)}),
                  t0);
    CHECK(x.view()->log->entries[0].with.name == "Eva");
  }
  SECTION("missed ones only are another question") {
    x.inquire({.missed_only = true, .log_rows = 60});
    asked = x.ids("read_call_log");
    REQUIRE(asked.size() == 3); // the first page was too short, and had more behind it
    x.reply(asked[1], call_log_result{{logged("late", log_kind::outgoing, "Pia", "3", 3h)}, false});
    x.reply(asked[2], call_log_result{{logged("m", log_kind::missed, "Ole", "2", 1h)}, false});
    REQUIRE(x.view()->log->entries.size() == 1); // and not the incoming one that is followed
    CHECK(x.view()->log->entries[0].id == call_id{"m"});
  }
}

TEST_CASE("[S6.1] a caller's history is read anew when a call has ended", "[people]") {
  logged_in x;
  x.service.say(delta_of<call_view>("desk/lone", 10, 11, {caller("c", caller_state::talking)}), t0);
  x.inquire({.history = "37001452", .history_rows = 30});
  auto asked = x.ids("read_caller_history");
  REQUIRE(asked.size() == 1);
  x.reply(asked[0], caller_history_result{"37001452", {past("p", {})}, false});
  CHECK(x.view()->answers->history.entries.size() == 1);
  x.service.say(delta_of<call_view>("desk/lone", 11, 12, {}, {"c"}), t0);
  asked = x.ids("read_caller_history");
  REQUIRE(asked.size() == 2);
  x.reply(asked[1], caller_history_result{"37001452", {past("q", {}), past("p", {})}, false});
  CHECK(x.view()->answers->history.entries.size() == 2);
}

TEST_CASE("what was wanted is asked anew after the connection came back", "[people]") {
  logged_in x;
  x.inquire({.alternatives = employee_id{"bo"}});
  REQUIRE(x.ids("find_alternatives").size() == 1);
  x.console.talk.lost(problem{}, t0, 0);
  x.console.talk.opened(t0);
  x.service.outcome = resume_outcome::current;
  for (int i = 0; i < 4; ++i)
    x.service.serve(t0);
  CHECK(x.ids("find_alternatives").size() == 2);
}

TEST_CASE("who logs in sees nothing of what was asked before", "[people]") {
  logged_in x;
  x.inquire({.search = "bo"});
  x.reply(x.ids("search").at(0), search_result{"bo", {hit("Bo")}});
  x.console.talk.log_out();
  CHECK(x.view()->answers->hits.empty());
}

TEST_CASE("the outcome of a command is told to who waits for it", "[people]") {
  logged_in x;
  x.console.talk.order(put_contact{.name = "Ole"}, 7, std::nullopt, t0);
  const auto asked = x.ids("put_contact");
  SECTION("done") {
    x.service.say(write_result(asked.at(0), encode(command_result{.contact = contact_id{"k1"}})),
                  t0);
    REQUIRE(x.view()->outcomes.size() == 1);
    CHECK(x.view()->outcomes[0].ticket == 7);
    CHECK(x.view()->outcomes[0].id == "k1");
    CHECK_FALSE(x.view()->outcomes[0].why);
  }
  SECTION("refused") {
    x.service.say(
      write_error(asked.at(0), problem{.reason = error_reason::stale_revision, .who = "pia"}), t0);
    CHECK(x.view()->outcomes.at(0).why->who == "pia");
    CHECK(x.view()->refusals.empty());
  }
  SECTION("nobody answered") {
    x.console.talk.lost(problem{}, t0, 0);
    CHECK(x.view()->outcomes.at(0).why->reason == error_reason::timeout);
  }
}

TEST_CASE("[S5.4] a text's length is told in short messages", "[people]") {
  CHECK(size_as_sms("").parts == 0);
  CHECK(size_as_sms(std::string(160, 'a')).parts == 1);
  CHECK(size_as_sms(std::string(161, 'a')).parts == 2);
  CHECK(size_as_sms("æøå").characters == 3);
  std::string danish;
  for (int i = 0; i < 160; ++i)
    danish += "ø";
  CHECK(size_as_sms(danish).parts == 1);
  CHECK(size_as_sms("\xF0\x9F\x98\x80" + std::string(68, 'a')).parts == 1);
  CHECK(size_as_sms("\xF0\x9F\x98\x80" + std::string(69, 'a')).parts == 2);
  CHECK(size_as_sms("\xC3").characters == 1);
}

TEST_CASE("a text broken into lines is the same text", "[people]") {
  const auto six = [](std::string_view line) {
    if (line.size() <= 6)
      return line.size();
    const auto blank = line.rfind(' ', 6);
    return blank == line.npos || blank == 0 ? std::size_t{6} : blank;
  };
  const auto made = soft_wrap("one two three\nfour anextremelylongword", six);
  CHECK(made.shown == "one\ntwo\nthree\nfour\nanextr\nemelyl\nongwor\nd");
  CHECK(plain_text(made) == "one two three\nfour anextremelylongword");
  SECTION("a line that is joined by hand loses its blank") {
    auto now = made.shown;
    now.erase(3, 1); // backspace at the beginning of the second line
    CHECK(plain_text(after_edit(made, now)) == "onetwo three\nfour anextremelylongword");
  }
  SECTION("a line that is begun by hand stays one") {
    auto now = made.shown;
    now.insert(5, "\n");
    CHECK(plain_text(after_edit(made, now)) == "one t\nwo three\nfour anextremelylongword");
  }
  SECTION("the caret keeps its letter") {
    const auto at = made.shown.find("ongwor");
    CHECK(plain_text(made).substr(to_plain(made, at), 3) == "ong");
    CHECK(to_shown(made, to_plain(made, at)) == at);
  }
}
