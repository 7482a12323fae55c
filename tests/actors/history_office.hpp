#pragma once

#include "actors/ports/number_lookup.hpp"
#include "tests/actors/office.hpp"

namespace omstilling::test {

using namespace std::chrono_literals;

/// A directory of this test's own, which answers when the test lets it.
class slow_directory final : public number_lookup {
public:
  void look_up(std::string number, std::function<void(lookup_answer)> then) override {
    asked.emplace_back(std::move(number), std::move(then));
  }
  std::vector<std::pair<std::string, std::function<void(lookup_answer)>>> asked;
};

/// A caller from outside dials Bo, who never answers; reception gets the call then. Anna answers
/// everything, and so does everybody outside.
struct history_office : office {
  std::shared_ptr<slow_directory> directory = std::make_shared<slow_directory>();
  std::string caller_name = "Carl Caller";
  std::string dials = "202";
  std::vector<command> before_calls; // by the administrator

  history_office() {
    lookup = directory;
    phone("101", 1, true);
    phone("102", 1, true);
    phone("201", 1, false);
    phone("202", 0, false);
    options.outside = habit("", 1, false);
    options.callers.calls_per_hour = {0};
    options.callers.at_once = 1;
    options.callers.patience_min = 36000s;
    options.callers.patience_mean = 36001s;
  }
  static phone_habit habit(const std::string& number, double answers, bool by_itself) {
    return {.number = number,
            .answers = answers,
            .rejects = 0,
            .ring_min = 2s,
            .ring_max = 2s,
            .talk_min = 36000s,
            .talk_max = 36000s,
            .lines = 2,
            .auto_answers = by_itself};
  }
  void phone(const std::string& number, double answers, bool by_itself) {
    options.phones.push_back(habit(number, answers, by_itself));
  }
  void add_employee_login(const std::string& id, const std::string& name) {
    must(administrator(), put_user{.id = user_id{id},
                                   .site = site_id{"hq"},
                                   .name = name,
                                   .password = id + "-password",
                                   .roles = {role::employee},
                                   .employee = employee_id{id},
                                   .queues = {}});
  }
  /// Bo's phone has rung in vain, and the caller waits in the queue.
  principal open() {
    options.callers.numbers = {{.number = dials, .texts = {"Direkte"}}};
    options.callers.people = {{.number = "+4520304050", .name = caller_name}};
    start();
    furnish();
    add_employee_login("bo", "Bo Lindholm");
    add_employee_login("anna", "Anna Brandt");
    for (const auto& x : before_calls)
      must(administrator(), x);
    restart();
    watch_logs();
    const auto pia = user("pia");
    watch(pia, "desk/pia");
    watch(pia, "queue/main");
    must(pia, set_agent_state{agent_state::ready});
    advance(30s);
    return pia;
  }
  void watch_logs() {
    for (const auto* name : {"pia", "bo", "anna"})
      watch(user(name), std::string{"log/"} + name);
  }
  boost::json::value only_entry(const std::string& name) {
    const auto& all = seen.items("log/" + name);
    CHECK(all.size() == 1);
    return all.empty() ? boost::json::value{} : all.begin()->second;
  }
  boost::json::value live_call(const std::string& topic) {
    for (const auto& [id, item] : seen.items(topic))
      if (item.at("kind") == "call")
        return item;
    return {};
  }
  template <class Result>
  Result must_ask(const principal& who, query what) {
    const auto answer = ask_for(who, std::move(what));
    INFO((answer ? "" : message(answer.error())));
    REQUIRE(answer);
    return std::get<Result>(*answer);
  }
  /// No longer than the board may gather what it shows.
  void hang_up(const principal& who) {
    must(who, end_call{});
    advance(20ms);
  }
  /// Pia talks with the caller for a minute.
  call_id serve(const principal& pia) {
    must(pia, answer_call{});
    advance(60s);
    const auto call = live_call("desk/pia");
    REQUIRE_FALSE(call.is_null());
    hang_up(pia);
    return call_id{std::string{call.at("id").as_string()}};
  }
};

} // namespace omstilling::test
