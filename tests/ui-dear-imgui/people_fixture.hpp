#pragma once

#include "tests/ui-dear-imgui/overlay_fixture.hpp"

#include <algorithm>

/// A receptionist with phone books, a call log, messages and promises.
namespace omstilling::testing {

using namespace std::chrono_literals;

inline contact_view some_contact(std::string id, std::string name, std::string number,
                                 bool shared = false) {
  contact_view x;
  x.id = contact_id{std::move(id)};
  x.shared = shared;
  x.name = std::move(name);
  if (!number.empty())
    x.numbers = {{number_type::mobile, std::move(number)}};
  x.version = 1;
  x.changed_at = t0;
  return x;
}

inline void give_contacts(console_view& view, std::vector<contact_view> all) {
  contact_list made;
  for (auto& one : all) {
    auto folded = searchable(one);
    made.push_back(
      std::make_shared<const contact_entry>(contact_entry{std::move(one), std::move(folded)}));
  }
  std::sort(made.begin(), made.end(),
            [](const auto& a, const auto& b) { return a->folded < b->folded; });
  view.contacts = std::make_shared<const contact_list>(std::move(made));
}

inline call_log_entry logged(std::string id, log_kind kind, std::string name, std::string number,
                             duration before = {}) {
  call_log_entry x;
  x.id = call_id{std::move(id)};
  x.log = kind;
  x.at = t0 - before;
  x.with = {std::move(number), std::move(name), {}, {}};
  x.talk_seconds = kind == log_kind::missed ? 0 : 72;
  return x;
}

inline void give_log(console_view& view, std::vector<call_log_entry> all, bool more = false) {
  call_log made;
  made.entries = std::move(all);
  made.known = true;
  made.more = more;
  view.log = std::make_shared<const call_log>(std::move(made));
}

inline message_view sent_message(std::string id, message_state state) {
  message_view x;
  x.id = message_id{std::move(id)};
  x.channel = message_kind::sms;
  x.name = "Bo Lindholm";
  x.to = "37004107";
  x.text = "Ring\ntilbage";
  x.state = state;
  x.at = x.since = t0;
  return x;
}

inline void give_messages(console_view& view, std::vector<message_view> all) {
  message_log made;
  made.entries = std::move(all);
  made.known = true;
  view.messages = std::make_shared<const message_log>(std::move(made));
}

inline promise_view promised(std::string id, duration left) {
  promise_view x;
  x.id = promise_id{std::move(id)};
  x.caller = {"37001452", "Karen Holm", {}, {}};
  x.owner = employee_id{"bo"};
  x.owner_name = "Bo Lindholm";
  x.by = user_id{"lone"};
  x.at = t0;
  x.deadline = t0 + left;
  x.state = promise_state::open;
  return x;
}

inline message_template_view pattern(std::string id, std::string name, message_kind channel,
                                     std::string text, bool global = false) {
  message_template_view x;
  x.id = template_id{std::move(id)};
  x.name = std::move(name);
  x.channel = channel;
  x.text = std::move(text);
  x.global = global;
  return x;
}

inline void answer(console_view& view, const std::function<void(people_answers&)>& change) {
  auto made = std::make_shared<people_answers>(*view.answers);
  change(*made);
  view.answers = std::move(made);
}

inline call_history_entry past(std::string id, std::vector<party> talked_to) {
  call_history_entry x;
  x.call = call_id{std::move(id)};
  x.direction = call_direction::inbound;
  x.at = t0 - 1h;
  x.caller = {"37001452", "Karen Holm", {}, {}};
  x.talked_to = std::move(talked_to);
  x.outcome = x.talked_to.empty() ? call_outcome::abandoned : call_outcome::answered;
  x.talk_seconds = 372;
  return x;
}

struct people_fixture : overlay_fixture {
  people_fixture() {
    allow({right::read_people, right::own_contacts, right::own_calls, right::send_messages});
    auto ag = somebody("ag", "Anne Ågård", "4108");
    auto bo = somebody("bo", "Bo Lindholm", "4107");
    bo.email = "bo@fjordby.example";
    bo.tasks = {"byggetilladelse"};
    bo.deputy = employee_id{"ag"};
    bo.phones.push_back({.id = phone_id{"m"},
                         .number = "37004107",
                         .kind = phone_kind::mobile,
                         .reach = phone_reach::registered,
                         .activity = phone_activity::idle});
    bo.phones.push_back({.id = phone_id{"x"},
                         .number = "37008810",
                         .kind = phone_kind::external,
                         .reach = phone_reach::unmonitored});
    people({entry(ag), entry(bo), entry(somebody("lo", "Lone Kjærgaard", "4101"))});
    view.message_templates = {
      pattern("t1", "Call back", message_kind::sms, "{caller}, {number}, rang {time}. {me}"),
      pattern("t2", "Mail", message_kind::email, "Hi {first_name}: {caller}")};
  }
  void size(float w, float h) { ImGui::GetIO().DisplaySize = {w, h}; }
  void talk() { sort_calls(view, {caller("c", caller_state::talking)}, {}); }
  void choose(const char* id) {
    window.chosen.person = employee_id{id};
    settle();
  }
  /// The last command that the window waits for.
  template <class Command>
  const Command* ordered(const std::vector<wish>& wishes) {
    for (const auto& one : wishes)
      if (const auto* found = std::get_if<order_wish>(&one)) {
        order = *found;
        return std::get_if<Command>(&order.what);
      }
    return nullptr;
  }
  /// Everything that is wished while this is done.
  template <class Act>
  std::vector<wish> wishes_of(Act act) {
    orders.clear();
    act();
    return orders;
  }
  std::vector<wish> draw() {
    auto wishes = overlay_fixture::draw();
    orders.insert(orders.end(), wishes.begin(), wishes.end());
    return wishes;
  }
  void settle() {
    for (int i = 0; i < 3; ++i)
      draw();
  }
  void press(int code, bool ctrl = false, bool alt = false) {
    auto& io = ImGui::GetIO();
    draw();
    io.KeyCtrl = ctrl;
    io.KeyAlt = alt;
    io.KeysDown[code] = true;
    draw();
    io.KeysDown[code] = false;
    io.KeyCtrl = io.KeyAlt = false;
    draw();
  }
  void click(std::string_view id, int button = 0, int times = 1) {
    INFO("control " << id);
    settle();
    const auto* found = control(id);
    REQUIRE(found);
    const auto at = middle_of(*found);
    ImGui::GetIO().MousePos = at;
    draw();
    for (int i = 0; i < times; ++i) {
      ImGui::GetIO().MouseDown[button] = true;
      draw();
      ImGui::GetIO().MouseDown[button] = false;
      draw();
    }
    draw();
  }
  void write(const char* text) {
    drawn_console::type(text);
    draw();
    draw();
  }
  /// The service has done what was ordered last.
  void done(std::optional<problem> why = {}) {
    view.outcomes.push_back({.ticket = order.ticket, .why = std::move(why)});
    settle();
  }
  std::vector<std::string> rows(std::string_view begin) const {
    std::vector<std::string> result;
    for (const auto& one : window.seen().controls)
      if (one.kind == "row" && one.id.starts_with(begin))
        result.push_back(one.id.substr(begin.size()));
    return result;
  }
  bool stays_inside() const {
    const auto limit = ImGui::GetIO().DisplaySize;
    const auto& all = window.seen().controls;
    return std::all_of(all.begin(), all.end(), [&](const auto& x) {
      return x.x >= -1 && x.x + x.w <= static_cast<int>(limit.x) + 1;
    });
  }

  std::vector<wish> orders;
  order_wish order;
};

} // namespace omstilling::testing
