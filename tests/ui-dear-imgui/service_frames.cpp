#include "tests/ui-dear-imgui/service_frames.hpp"

#include <algorithm>

namespace omstilling::testing {

std::string snapshot_of_texts(std::string_view topic, std::int64_t revision,
                              const std::vector<std::string>& items) {
  return write_snapshot(topic, {"e1", revision}, true, true,
                        std::vector<std::string_view>(items.begin(), items.end()));
}

person somebody(std::string id, std::string name, std::string extension) {
  person x;
  x.id = employee_id{std::move(id)};
  x.site = site_id{"main"};
  x.name = std::move(name);
  x.extension = extension;
  x.lamp_state = lamp::idle;
  x.lamp_since = t0;
  x.status.since = t0;
  x.phones = {phone{.id = phone_id{extension},
                    .number = extension,
                    .reach = phone_reach::registered,
                    .activity = phone_activity::idle,
                    .since = t0}};
  return x;
}

call_view caller(std::string id, caller_state state) {
  call_view x;
  x.id = call_id{std::move(id)};
  x.site = site_id{"main"};
  x.direction = call_direction::inbound;
  x.caller = {"37001452", "Karen Holm", {}};
  x.state = state;
  x.since = x.arrived = t0;
  if (state == caller_state::waiting)
    x.waiting_since = t0;
  return x;
}

queue_view some_queue(std::string id, std::string name) {
  queue_view x;
  x.id = queue_id{std::move(id)};
  x.site = site_id{"main"};
  x.name = std::move(name);
  return x;
}

desk_view some_desk(std::optional<queue_id> chosen) {
  desk_view x;
  x.id = user_id{"lone"};
  x.site = site_id{"main"};
  x.name = "Lone";
  x.chosen_queue = std::move(chosen);
  x.agent = agent_state::ready;
  x.agent_since = t0;
  return x;
}

void fake_service::serve(time_point now) {
  for (auto& text : console.talk.take_outgoing()) {
    requests.push_back(text);
    const auto request = read_request(text);
    if (!request) {
      asked.push_back("malformed: " + message(request.error().why));
      continue;
    }
    const auto* body = std::get_if<session_request>(&request->body);
    if (!body) {
      const auto parsed = parse_json(text, 1 << 20);
      asked.emplace_back(parsed->get_object().at("method").get_string());
      continue;
    }
    if (std::holds_alternative<hello>(*body)) {
      asked.emplace_back("hello");
      say(write_result(request->id, encode(hello_result{"test", "omstilling.v1", now, 5})), now);
    } else if (std::holds_alternative<authenticate>(*body)) {
      asked.emplace_back("authenticate");
      authenticate_result who{.name = "Lone",
                              .user = user_id{"lone"},
                              .employee = employee,
                              .sees = audience::reception,
                              .rights = rights,
                              .organisation = "Fjordby",
                              .sites = {{site_id{"main"}, "Main", "Europe/Copenhagen"}},
                              .site = site_id{"main"}};
      say(write_result(request->id, encode(who)), now);
    } else if (const auto* wanted = std::get_if<subscribe>(body)) {
      subscribe_result answer;
      const auto is_unknown = [&](const auto& x) {
        return std::find(unknown.begin(), unknown.end(), x.topic) != unknown.end();
      };
      if (std::any_of(wanted->topics.begin(), wanted->topics.end(), is_unknown)) {
        asked.push_back("refused " + wanted->topics.front().topic);
        say(write_error(request->id, problem{.reason = error_reason::unknown_topic}), now);
        continue;
      }
      for (const auto& topic : wanted->topics) {
        asked.push_back("subscribe " + topic.topic +
                        (topic.from ? " from " + std::to_string(topic.from->revision) : ""));
        answer.topics.push_back({topic.topic, outcome, epoch, revision});
      }
      say(write_result(request->id, encode(answer)), now);
    } else {
      asked.push_back("unsubscribe " + std::get<unsubscribe>(*body).topics.front());
      say(write_result(request->id, encode(unsubscribe_result{})), now);
    }
  }
}

void log_in(fake_service& service) {
  auto& talk = service.console.talk;
  talk.log_in(user_id{"lone"}, "secret");
  talk.opened(t0);
  for (int i = 0; i < 3; ++i)
    service.serve(t0);
  service.say(snapshot_of<desk_view>("desk/lone", 10, {some_desk(queue_id{"q1"})}), t0);
  service.say(snapshot_of<queue_view>("queues/main", 10, {some_queue("q1", "Main line")}), t0);
  service.say(snapshot_of<person>(
                "people/main", 10,
                {somebody("bo", "Bo Lindholm", "4107"), somebody("ag", "Anne Ågård", "4108")}),
              t0);
  service.serve(t0);
  service.say(snapshot_of<call_view>("queue/q1", 10, {caller("c1", caller_state::waiting)}), t0);
}

} // namespace omstilling::testing
