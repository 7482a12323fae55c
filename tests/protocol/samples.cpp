#include "tests/protocol/samples.hpp"

#include "protocol/wire.hpp"
#include "tests/protocol/call_samples.hpp"
#include "tests/protocol/generators.hpp"
#include "tests/protocol/people_samples.hpp"
#include "tests/protocol/presence_samples.hpp"

namespace omstilling {

namespace {

using namespace std::chrono_literals;

const time_point noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

/// Every member filled, by its name and the first word that a client may send.
template <class T>
T filled(std::string_view name = {}) {
  using kind = any::kind_of<T>;
  T result{};
  if constexpr (std::is_same_v<T, bool>) {
    result = true;
  } else if constexpr (std::is_arithmetic_v<T>) {
    result = static_cast<T>(1);
  } else if constexpr (std::is_same_v<T, std::string>) {
    result = name;
  } else if constexpr (std::is_same_v<T, time_point>) {
    result = noon;
  } else if constexpr (std::is_enum_v<T>) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
      if (result == T::unknown)
        result = d.value;
    });
  } else if constexpr (kind::is_id) {
    result.value = std::string{name} + "-1";
  } else if constexpr (kind::is_optional) {
    result = filled<typename kind::element>(name);
  } else if constexpr (kind::is_list) {
    result.push_back(filled<typename kind::element>(name));
  } else {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto d) {
        result.*d.pointer = filled<std::remove_cvref_t<decltype(result.*d.pointer)>>(d.name);
      });
  }
  return result;
}

person_status in_meeting() {
  return {.type = "meeting",
          .activity = rpid_activity::meeting,
          .basic = basic_status::closed,
          .note = "Styregruppe \"Å\"",
          .since = noon - 30min,
          .until = noon + 30min,
          .source = claim_source::manual,
          .start_actions = {{status_action_kind::set_forwarding, "200"}},
          .stop_actions = {{status_action_kind::clear_forwarding, ""}}};
}

person anna() {
  return {.id = employee_id{"e-17"},
          .site = site_id{"aarhus"},
          .name = "Anna Højgaard",
          .title = "Teamleder",
          .department = "Økonomi",
          .location = "Hus B",
          .groups = {"ledelse", "økonomi"},
          .extension = "117",
          .phones = {{.id = phone_id{"e-17.1"},
                      .number = "117",
                      .kind = phone_kind::desk,
                      .reach = phone_reach::registered,
                      .activity = phone_activity::connected,
                      .do_not_disturb = false,
                      .forwarding = {{forwarding_type::no_answer, "200"}},
                      .since = noon - 2min}},
          .lamp_state = lamp::busy,
          .lamp_since = noon - 2min,
          .forwarded_to = "",
          .status = in_meeting(),
          .calendar = busy_type::busy,
          .email = "anna@example.org",
          .alternate_names = {"Anne"},
          .tasks = {"løn", "fakturaer"},
          .deputy = employee_id{"e-18"}};
}

queue_view main_queue() {
  return {.id = queue_id{"main"},
          .site = site_id{"aarhus"},
          .name = "Hovednummer",
          .short_name = "Hoved",
          .number = "1000",
          .priority = 1,
          .waiting = 2,
          .longest_waiting_since = noon - 40s,
          .max_wait_seconds = 120,
          .day = "2026-11-22",
          .time_zone = "Europe/Copenhagen",
          .offered = 100,
          .answered = 90,
          .abandoned = 7,
          .abandoned_short = 2,
          .overflowed = 1,
          .speed_of_answer_avg = 11.5,
          .wait_avg = 12.25,
          .level = {.value = 0.875, .answered_in_target = 84},
          .level_target = 0.8,
          .agents_logged_on = 2,
          .agents_ready = 1,
          .agents_not_ready = 0,
          .agents_busy = 1,
          .agents_after_call = 0,
          .agents = {{user_id{"mette"}, "Mette Holm", agent_state::busy, false, noon - 2min},
                     {user_id{"lars"}, "Lars Bo", agent_state::ready, true, noon - 1h}},
          .half_hours = {{16, 12, 1}, {17, 20, 0}}};
}

desk_view desk_of_mette() {
  return {.id = user_id{"mette"},
          .site = site_id{"aarhus"},
          .name = "Mette Holm",
          .chosen_queue = queue_id{"main"},
          .agent = agent_state::busy,
          .agent_since = noon - 2min,
          .phone = "101"};
}

watch_view watched() {
  return {.id = watch_id{"w-3"},
          .employee = employee_id{"e-17"},
          .name = "Anna Højgaard",
          .condition = {watch_kind::phone_status, {}, lamp::idle},
          .once = true,
          .status = in_meeting(),
          .lamp_state = lamp::busy,
          .lamp_since = noon - 2min,
          .fired_at = noon - 1h,
          .until = noon + 8h};
}

popup_view shown_popup() {
  return {.id = popup_id{"p-5"},
          .at = noon,
          .watch = watch_id{"w-3"},
          .employee = employee_id{"e-17"},
          .name = "Anna Højgaard",
          .status = in_meeting(),
          .lamp_state = lamp::idle};
}

popup_view told_popup() {
  return {.id = popup_id{"p-6"},
          .at = noon,
          .reason = popup_kind::status_by_other,
          .by = "Mette Holm",
          .employee = employee_id{"e-17"},
          .name = "Anna Højgaard",
          .status = in_meeting(),
          .lamp_state = lamp::idle};
}

settings_view settings_of_mette() {
  return {.id = user_id{"mette"},
          .name = "Mette Holm",
          .call_phone = "101",
          .sms_phone = "20304050",
          .locked_address = "10.0.7.21",
          .headset = false,
          .hotkeys_allowed = true,
          .hotkeys = {{hotkey_action::answer, "Ctrl+Alt+A", true},
                      {hotkey_action::dial_marked, "", false}},
          .theme = colour_theme::contrast,
          .words = language::da,
          .text_size = 1.25,
          .left_width = 320,
          .views = {{"Ledelsen, ledige", {"available"}, {}, {"ledelse"}, {lamp::idle}}}};
}

health_view silent_pbx() {
  return {.id = "pbx:aarhus",
          .name = "Aarhus",
          .ok = false,
          .problem = "no answer from 10.0.0.5",
          .since = noon - 10min,
          .can = {capability::auto_answer, capability::outside_calls}};
}

void add_people_schemas(std::vector<sample>& out) {
  const auto add = [&](std::string name, const auto& x) {
    out.push_back({"schema", std::move(name), encode_text(x)});
  };
  add("contact_view", sample_contact());
  add("contact_view", contact_view{.id = contact_id{"k-1"}});
  add("search_hit", sample_hit());
  add("alternative_view", sample_alternative());
  add("call_history_entry", sample_history());
  add("call_log_entry", sample_log());
  add("message_view", sample_message());
  add("message_view", message_view{.id = message_id{"m-1"}, .by = user_id{"mette"}});
  add("promise_view", sample_promise());
  add("message_template_view", sample_message_template());
  add("message_defaults_view", sample_message_defaults());
  add("message_defaults_view", message_defaults_view{.id = user_id{"mette"}});
  for (const auto& x : sample_history().story)
    add("story_step", x);
}

void add_schemas(std::vector<sample>& out) {
  const auto add = [&](std::string name, std::string text) {
    out.push_back({"schema", std::move(name), std::move(text)});
  };
  add("person", encode_text(anna()));
  add("phone", encode_text(anna().phones.front()));
  for (const auto& x : sample_calls())
    add("call_view", encode_text(x));
  add("call_view", encode_text(call_view{.id = call_id{"c-1"}, .site = site_id{"aarhus"}}));
  add("call_note", encode_text(sample_calls().front().notes.front()));
  add("queue_view", encode_text(main_queue()));
  add("queue_view", encode_text(queue_view{.id = queue_id{"main"}, .site = site_id{"aarhus"}}));
  add("desk_view", encode_text(desk_of_mette()));
  add("watch_view", encode_text(watched()));
  add("popup_view", encode_text(shown_popup()));
  add("popup_view", encode_text(told_popup()));
  add("claim_view", encode_text(sample_claim()));
  add("plan_view", encode_text(sample_plan()));
  add("plan_view", encode_text(plan_view{.id = plan_id{"p2"}}));
  add("agenda_entry", encode_text(sample_agenda()));
  add("status_type", encode_text(sample_type()));
  add("template_view", encode_text(sample_template()));
  add("template_view", encode_text(template_view{.id = template_id{"t1"}}));
  add("settings_view", encode_text(settings_of_mette()));
  add("settings_view", encode_text(settings_view{.id = user_id{"mette"}}));
  add("health_view", encode_text(silent_pbx()));
  add("problem", encode_text(problem{.reason = error_reason::already_taken,
                                     .path = "params.call",
                                     .who = "lars",
                                     .retry_after_seconds = 3}));
  add_people_schemas(out);
}

void add_requests(std::vector<sample>& out) {
  const auto add = [&](auto identity) {
    using body = typename decltype(identity)::type;
    std::optional<idempotency_key> key;
    if constexpr (boost::mp11::mp_contains<command_body, body>::value)
      key = idempotency_key{"4f7a-1"};
    out.push_back({"message", std::string{body::method},
                   write_request(1, body::method, encode(filled<body>()), key)});
  };
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, command_body>>(add);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, query>>(add);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, session_request>>(
    add);
}

/// One answer to each query, with one of everything in it.
void add_answers(std::vector<sample>& out) {
  const auto add = [&]<class Asked>(boost::mp11::mp_identity<Asked>, const auto& result) {
    out.push_back(
      {"message", std::string{Asked::method} + "_reply", write_result("9", encode(result))});
  };
  add(boost::mp11::mp_identity<search>{}, search_result{"høj 11", {sample_hit()}});
  add(boost::mp11::mp_identity<find_alternatives>{},
      alternatives_result{employee_id{"e-17"}, {sample_alternative()}});
  add(boost::mp11::mp_identity<read_call_log>{}, call_log_result{{sample_log()}, true});
  add(boost::mp11::mp_identity<read_caller_history>{},
      caller_history_result{"20 30 40 50", {sample_history()}, false});
  add(boost::mp11::mp_identity<read_call_story>{}, call_story_result{sample_history()});
  add(boost::mp11::mp_identity<read_messages>{}, messages_result{{sample_message()}, false});
  add(boost::mp11::mp_identity<read_imported>{}, imported_result{{employee_id{"e-17"}}});
}

void add_replies(std::vector<sample>& out) {
  const auto add = [&](std::string name, std::string text) {
    out.push_back({"message", std::move(name), std::move(text)});
  };
  add("command_reply", write_result("1", encode(filled<command_result>())));
  add("command_reply", write_result("\"a\"", encode(command_result{})));
  add("hello_reply", write_result("1", encode(hello_result{"omstilling 0.1.0",
                                                           std::string{subprotocol}, noon, 10})));
  add("authenticate_reply", write_result("2", encode(filled<authenticate_result>())));
  add("subscribe_reply", write_result("3", encode(filled<subscribe_result>())));
  add("unsubscribe_reply", write_result("4", encode(unsubscribe_result{})));
  add("error_reply", write_error("5", problem{.reason = error_reason::invalid_params,
                                              .path = "params.until",
                                              .expected = "RFC 3339 time",
                                              .got = "\"tomorrow\""}));
  add("error_reply", write_error("null", read_request("").error().why));
  add_answers(out);
}

void add_people_notifications(std::vector<sample>& out) {
  const auto add = [&](std::string_view topic, const std::vector<std::string>& items) {
    const std::vector<std::string_view> seen(items.begin(), items.end());
    out.push_back({"message", "snapshot", write_snapshot(topic, {"k3", 50}, true, true, seen)});
  };
  add("phonebook/shared", {write_item(sample_contact())});
  add("log/mette", {write_item(sample_log())});
  add("messages/mette", {write_item(sample_message()), write_item(sample_message_defaults()),
                         write_item(sample_message_template())});
  add("promises/mette", {write_item(sample_promise())});
}

void add_notifications(std::vector<sample>& out) {
  const auto add = [&](std::string name, std::string text) {
    out.push_back({"message", std::move(name), std::move(text)});
  };
  const std::string texts[] = {write_item(anna()),         write_item(sample_calls().front()),
                               write_item(main_queue()),   write_item(desk_of_mette()),
                               write_item(watched()),      write_item(shown_popup()),
                               write_item(silent_pbx()),   write_item(settings_of_mette()),
                               write_item(sample_type()),  write_item(sample_template()),
                               write_item(sample_claim()), write_item(sample_plan()),
                               write_item(sample_agenda())};
  const std::vector<std::string_view> items(std::begin(texts), std::end(texts));
  add("snapshot", write_snapshot("people/aarhus", {"k3", 41}, true, false, items));
  add("snapshot", write_snapshot("people/aarhus", {"k3", 41}, false, true, {}));
  add("delta", write_delta("people/aarhus", 41, 43, {items[0]}, {"e-18", "e-19"}));
  add("delta", write_delta("people/aarhus", 43, 44, {}, {}));
  add("delta", write_delta("settings/mette", 44, 45, {items[7]}, {}));
  add("delta", write_delta("statuses/aarhus", 45, 46, {items[8], items[9]}, {"course"}));
  add("snapshot",
      write_snapshot("presence/e-17", {"k3", 46}, true, true, {items[10], items[11], items[12]}));
  add("popup", write_popup("watchlist/mette", 7, 8, items[5]));
  add("heartbeat", write_heartbeat(noon, {{"people/aarhus", resume_outcome::current, "k3", 44},
                                          {"health", resume_outcome::current, "k3", 2}}));
  add("heartbeat", write_heartbeat(noon, {}));
  add("resync", write_resync({"people/aarhus", "health"}, "the reader fell behind"));
  add_people_notifications(out);
}

} // namespace

std::vector<sample> samples() {
  std::vector<sample> result;
  add_schemas(result);
  add_requests(result);
  add_replies(result);
  add_notifications(result);
  return result;
}

} // namespace omstilling
