#pragma once

#include "ui-dear-imgui/model/actions.hpp"
#include "ui-dear-imgui/panels/fonts.hpp"
#include "ui-dear-imgui/panels/layout.hpp"
#include "ui-dear-imgui/panels/screen.hpp"
#include "ui-dear-imgui/panels/theme.hpp"

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace omstilling {

struct log_in_wish {
  std::string server;
  user_id user;
  std::string password;
  bool remember = false; // in the desktop's secret store
};
struct log_out_wish {};
struct retry_wish {};
struct dismiss_wish {
  std::int64_t refusal = 0;
};
/// A command of which the window waits for the outcome; with a key it is done once, however often
/// it is asked.
struct order_wish {
  command what;
  std::int64_t ticket = 0;
  std::optional<idempotency_key> key{};
};
/// What the person at the console wants done.
using wish = std::variant<command, log_in_wish, log_out_wish, retry_wish, dismiss_wish, order_wish>;

enum class page { desk, settings, phone_book };

/// What stands over the page, takes the keys until it is done, and goes with Esc.
enum class overlay_kind {
  none,
  help,        // all keys
  person_menu, // what can be done with a person
  call_menu,   // what can be done with a call
  status_form, // another status for a person
  phone_form,  // do-not-disturb and forwarding of a person's phone
  watch_form,  // what of a person to watch
  note_form,   // a note on a call
  why,         // the chain of claims behind a person's status
  plans,       // what is planned for a person
  template_form,
  type_form, // a kind of status
  view_form, // a name for the filter in use
  contact_form,
  message_form,          // a message to somebody who has no card on the page
  message_template_form, // a message written in advance
  message_template_menu,
  call_detail, // the story of a call that is over
  past_menu,   // what can be done with a call that is over
};

/// The call that a message is about.
struct message_about {
  std::optional<call_id> call{};
  party caller{};
  std::string called{}; // the number that was dialled
  std::string origin{}; // ShowInSwitchboard
  std::string note{};
  time_point at{};
  friend bool operator==(const message_about&, const message_about&) = default;
};

struct open_overlay {
  overlay_kind kind = overlay_kind::none;
  ImVec2 at{}; // where the mouse asked for it; {0, 0}: by key
  std::optional<employee_id> person{};
  std::optional<call_id> call{};
  std::optional<plan_id> plan{};        // that the status form changes
  std::optional<template_id> pattern{}; // that the template form changes
  std::optional<site_id> site{};        // of the type form
  std::string type{};                   // that the type form changes; empty: a new one
  std::optional<contact_id> contact{};  // that the contact form changes; none: a new one
  bool shared = false;                  // of the contact, or global, of the template
  message_kind channel = message_kind::unknown;
  std::string number{};                // or address: of the message form and a new contact
  std::string name{};                  // of whom it belongs to
  std::optional<message_about> past{}; // of the past menu
};

/// What the right card shows where there is no room for all at once.
enum class side_tab { person, agenda, message, log, watches };

/// What has been chosen on the screen; no panel owns it alone.
struct choices {
  std::optional<employee_id> person;
  std::string query;
  std::vector<search_hit> hits;       // what the search shows, in the order of its rows
  std::string hit;                    // the id of the chosen one
  std::optional<message_about> about; // chosen for a message; none: the current call
  message_kind message_channel = message_kind::unknown; // the next message is to go this way
  bool focus_message = false;                           // the message's text takes the keys
  std::int64_t last_ticket = 0;
  inquiry asking;                 // gathered anew in every frame
  bool redraw = false;            // the next frame should come soon: something has just moved
  bool unfinished = false;        // the next frame should come soon, and not at the next second
  std::vector<std::size_t> shown; // places in the view's people, after search and filter
  theme_name colours = theme_name::light;
  bool focus_search = false;
  bool scroll_to_person = false;
  page where = page::desk;
  open_overlay overlay;
  side_tab side = side_tab::person;
  saved_view filter;                      // of the overview, as it is now; without a name
  std::string focused;                    // the chips that the arrows move in; empty: the list
  std::optional<time_point> stepped_at;   // through the list, by an arrow key
  std::optional<call_target> last_target; // of a transfer
  std::optional<call_id> dragged;         // a call under the mouse, on its way to a person
  std::string server;                     // where the service listens
  std::string wrong_server;               // why its address cannot be one
  bool can_remember = false;              // the desktop keeps secrets
  std::string no_secrets_reason;          // why it does not
  std::map<hotkey_action, std::string> hotkey_conflicts; // taken by another program: by which
};

/// What every panel draws with, and where it leaves its wishes.
struct ui {
  const console_view& view;
  const theme& colours;
  const font_set& fonts;
  float scale;
  time_point now; // by the service's clock
  width_class size;
  choices& chosen;
  std::vector<wish>& wishes;
  screen& seen;
  bool bare = false; // cards draw no head and no ground: tabs stand there

  float px(float x) const { return x * scale; }
  bool live() const { return view.phase == link_phase::live; }
  void ask(std::optional<command> x) {
    if (x)
      wishes.emplace_back(std::move(*x));
  }
  /// Asks, and gives the ticket under which the outcome is found.
  std::int64_t order(command x, std::optional<idempotency_key> key = {}) {
    wishes.emplace_back(order_wish{std::move(x), ++chosen.last_ticket, std::move(key)});
    return chosen.last_ticket;
  }
  void open(overlay_kind kind, std::optional<employee_id> person = {},
            std::optional<call_id> call = {}, ImVec2 at = {}) {
    chosen.overlay = {kind, at, std::move(person), std::move(call)};
  }
};

enum class align { left, centre, right };

float text_width(const ui& u, face font, std::string_view text);
float text_height(const ui& u, face font);
/// Draws at a point; returns the x behind it.
float draw_text_at(const ui& u, face font, ImVec2 at, ImU32 colour, std::string_view text);
/// Draws in the middle of the box's height, cut with an ellipsis at its right; returns the x
/// behind.
float draw_text(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                align where = align::left);
/// The same, with the found pieces on their ground.
float draw_marked(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                  const std::vector<std::string>& fragments);
/// The same with the pieces as the service found them; what is no piece of the text is left out.
float draw_marked(const ui& u, face font, const rect& box, ImU32 colour, std::string_view text,
                  const std::vector<text_mark>& pieces);

/// An icon in the middle of the box's height, turned by so many degrees.
void draw_turned_icon(const ui& u, const rect& box, ImU32 colour, const char* icon, float degrees);
/// The program's own mark: a line that goes on.
void draw_mark(const ui& u, const rect& box);

void fill(const rect& box, ImU32 colour, float radius = 0, ImDrawFlags corners = 0);
void outline(const ui& u, const rect& box, ImU32 colour, float radius, float thickness = 1);
void horizontal_line(const ui& u, float x1, float x2, float y, ImU32 colour);

} // namespace omstilling
