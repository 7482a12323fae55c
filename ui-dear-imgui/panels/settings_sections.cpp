#include "ui-dear-imgui/panels/settings_sections.hpp"

#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/ip_address.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/lamps.hpp"
#include "ui-dear-imgui/panels/message_draft.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace omstilling {

namespace {

constexpr std::array text_sizes{1.0, 1.25, 1.5, 2.0, 2.5};

struct section_entry {
  const char* id;
  const char* name;
  const char* icon;
};

const section_entry& entry_of(settings_section x) {
  static constexpr std::array entries{
    section_entry{"general", n_("General"), icon::user},
    section_entry{"queue", n_("Queue and switchboard"), icon::list},
    section_entry{"phones", n_("Phones"), icon::phone},
    section_entry{"hotkeys", n_("Hotkeys"), icon::keyboard},
    section_entry{"templates", n_("Status templates"), icon::clock},
    section_entry{"watches", n_("Watching"), icon::eye},
    section_entry{"appearance", n_("Appearance and sound"), icon::half},
    section_entry{"about", n_("About Omstilling"), icon::info},
  };
  return entries.at(static_cast<std::size_t>(x));
}

const person* self_of(const ui& u) {
  return u.view.employee ? find_person(u.view, *u.view.employee) : nullptr;
}

std::string phone_text(const phone& x) {
  const char* kind = x.kind == phone_kind::mobile      ? _("Mobile")
                     : x.kind == phone_kind::softphone ? _("Softphone")
                     : x.kind == phone_kind::external  ? _("External")
                                                       : _("Desk phone");
  return fmt::format("{} {}", kind, x.number);
}

/// The one that is taken while the user has not chosen any.
const phone* usual_phone(const person& who, bool sms) {
  if (sms)
    return phone_for_sms(who);
  return who.phones.empty() ? nullptr : &who.phones.front();
}

std::vector<form_option> phone_options(const ui& u, const person& who, bool sms) {
  std::vector<form_option> result;
  if (const auto* usual = usual_phone(who, sms))
    result.push_back(
      {"automatic", phone_text(*usual), nullptr, lamp_now(u, *usual), _("filled in by itself")});
  for (const auto& one : who.phones)
    if (!sms || one.kind != phone_kind::desk)
      result.push_back(
        {one.number, phone_text(one), nullptr, lamp_now(u, one), lamp_word(lamp_now(u, one))});
  return result;
}

std::optional<std::size_t> place_of(const std::vector<form_option>& options,
                                    const std::string& value) {
  for (std::size_t i = 0; i < options.size(); ++i)
    if (options[i].value == value)
      return i;
  return {};
}

void phone_row(settings_form& form, settings_rows& rows, bool sms) {
  const auto place = rows.row(sms ? _("Phone for text messages") : _("Phone for calls"));
  if (!place)
    return;
  const auto* who = self_of(form.u);
  auto options = who ? phone_options(form.u, *who, sms) : std::vector<form_option>{};
  const auto& number = sms ? form.now.sms_phone : form.now.call_phone;
  // A phone that has been taken away since is still what is set.
  if (!number.empty() && !place_of(options, number))
    options.push_back({number, number, icon::warning, {}, _("not yours any more")});
  auto x = form.item(sms ? "sms phone" : "call phone");
  if (options.empty()) {
    x.text = sms && who && !who->phones.empty() ? _("No mobile") : _("No phone");
    if (x.enabled)
      x.why_not = sms ? _("You have no phone that can send text messages.")
                      : _("The administrator has given you no phone.");
    x.enabled = false;
  }
  const auto chosen = place_of(options, number.empty() ? "automatic" : number);
  const auto taken = draw_dropdown(form.u, form.focus, *place, x, options, chosen);
  if (!taken || taken == chosen)
    return;
  const auto value = options[*taken].value == "automatic" ? std::string{} : options[*taken].value;
  set_settings order;
  (sms ? order.sms_phone : order.call_phone) = value;
  form.change(std::move(order));
}

/// The queues in which the login may work; where the service does not say, all that it shows.
std::vector<form_option> queue_options(const ui& u) {
  std::vector<form_option> mine, all;
  for (const auto& queue : u.view.queues) {
    const form_option one{queue.id.value, queue.name, nullptr, {}, queue.number};
    all.push_back(one);
    const auto is_me = [&](const agent_view& x) { return u.view.user == x.user; };
    if (std::any_of(queue.agents.begin(), queue.agents.end(), is_me) ||
        (u.view.desk && u.view.desk->chosen_queue == queue.id))
      mine.push_back(one);
  }
  return mine.size() > 1 ? mine : all;
}

void queue_row(settings_form& form, settings_rows& rows) {
  const auto place = rows.row(_("Queue you work from"));
  if (!place)
    return;
  const auto options = queue_options(form.u);
  const auto& desk = form.u.view.desk;
  auto x = form.item("queue", _("None chosen"));
  if (x.enabled && (!desk || options.empty())) {
    x.enabled = false;
    x.why_not = desk ? _("There is no queue for this login.") : _("This login has no switchboard.");
  }
  const auto chosen =
    desk && desk->chosen_queue ? place_of(options, desk->chosen_queue->value) : std::nullopt;
  const auto taken = draw_dropdown(form.u, form.focus, *place, x, options, chosen);
  if (!taken || taken == chosen)
    return;
  form.u.ask(choose_queue{queue_id{options[*taken].value}});
  form.asked = true;
}

void lock_address(settings_form& form, address_draft& address, bool locked) {
  if (locked && !is_ip_address(address.text)) {
    address.error = address.text.empty() ? _("Write the phone's address first, such as 10.20.4.31.")
                                         : _("This is no IP address; it looks like 10.20.4.31.");
    return;
  }
  address.error.clear();
  const auto wanted = locked ? address.text : std::string{};
  if (wanted != form.now.locked_address)
    form.change({.locked_address = wanted});
}

void address_row(settings_form& form, settings_rows& rows, address_draft& address) {
  const auto label = std::string{_("IP address of the phone")};
  const auto place = rows.row(label);
  if (!place)
    return;
  if (address.shown != form.now.locked_address) {
    // What was typed stays when the lock is taken off.
    if (!form.now.locked_address.empty())
      address.text = form.now.locked_address;
    address.shown = form.now.locked_address;
    address.error.clear();
  }
  auto& u = form.u;
  const bool locked = !form.now.locked_address.empty();
  const auto tick = form.item("lock address", _("Lock the address"));
  const float width = tick_width(u, tick);
  const float room = place->w - width - u.px(10);
  const rect field{place->x, place->y, std::clamp(room, u.px(90), u.px(230)), place->h};
  const auto did = draw_form_field(u, form.focus, field,
                                   {.id = "address",
                                    .hint = _("IPv4 or IPv6"),
                                    .error = {},
                                    .enabled = form.enabled,
                                    .why_not = form.why_not},
                                   address.text);
  if (!address.error.empty())
    outline(u, field, u.colours.bad, u.px(6), 2);
  const bool pressed =
    draw_tick(u, form.focus, {field.right() + u.px(10), place->y, width, place->h}, tick, locked);
  if (pressed)
    lock_address(form, address, !locked);
  else if (did != field_event::none && (locked || did == field_event::entered))
    lock_address(form, address, true);
  if (!address.error.empty())
    rows.help(address.error, true);
}

form_item switchboard_item(const settings_form& form) {
  auto x = form.item("switchboard", _("Switchboard"), _("Off shows the ordinary client."));
  if (x.enabled && !may(form.u.view, right::switchboard)) {
    x.enabled = false;
    x.why_not = _("This login has no switchboard.");
  }
  return x;
}

void switchboard_row(settings_form& form, settings_rows& rows) {
  if (rows.toggle(switchboard_item(form), form.now.switchboard))
    form.change({.switchboard = !form.now.switchboard});
}

void headset_row(settings_form& form, settings_rows& rows) {
  rows.toggle("headset", _("I use a headset"), _("Answering opens the call in the headset."),
              form.now.headset, &set_settings::headset);
}

void disturb_rows(settings_form& form, settings_rows& rows) {
  rows.toggle("dnd at lock", _("Set the phone to Do not disturb when I lock the PC"), "",
              form.now.dnd_at_lock, &set_settings::dnd_at_lock);
  rows.toggle("dnd off at start", _("Turn Do not disturb off when the program starts"), "",
              form.now.dnd_off_at_start, &set_settings::dnd_off_at_start);
}

void callback_row(settings_form& form, settings_rows& rows) {
  const auto x = form.item("callback", _("Turn callback calls off"),
                           _("The PBX then does not ring your own phone first."));
  if (rows.toggle(x, !form.now.callback_calls))
    form.change({.callback_calls = !form.now.callback_calls});
}

void own_phone(settings_form& form, settings_rows& rows, const phone& x) {
  auto& u = form.u;
  const auto place = rows.take(u.px(32));
  const auto state = lamp_now(u, x);
  draw_lamp(u, {place.x, place.y + u.px(9)}, u.px(14), state);
  const auto word = lamp_word(state);
  const float width = text_width(u, face::body, word);
  draw_text(u, face::body, rect{place.x + u.px(26), place.y, place.w - width - u.px(36), place.h},
            u.colours.text, phone_text(x));
  draw_text(u, face::body, place, u.colours.text2, word, align::right);
}

std::optional<std::size_t> size_place(double x) {
  for (std::size_t i = 0; i < text_sizes.size(); ++i)
    if (std::abs(text_sizes[i] - x) < 0.01)
      return i;
  return {};
}

void theme_row(settings_form& form, settings_rows& rows) {
  constexpr std::array all{colour_theme::light, colour_theme::dark, colour_theme::contrast};
  const std::vector<form_option> options{{"light", _("Light"), icon::sun},
                                         {"dark", _("Dark"), icon::moon},
                                         {"contrast", _("High contrast"), icon::half}};
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (theme_for(all[i]) == form.u.chosen.colours)
      chosen = i;
  std::optional<std::size_t> taken;
  rows.choice(form.item("theme", _("Colours")), options, chosen, taken);
  if (!taken)
    return;
  form.u.chosen.colours = theme_for(all[*taken]);
  form.change({.theme = all[*taken]});
}

void size_row(settings_form& form, settings_rows& rows) {
  std::vector<form_option> options;
  for (const double one : text_sizes) {
    const auto percent = std::to_string(std::lround(one * 100));
    options.push_back({percent, percent + " %"});
  }
  const bool own = form.now.text_size > 0;
  const double size = own ? form.now.text_size : static_cast<double>(form.u.scale);
  std::optional<std::size_t> taken;
  const bool matched = form.matches(_("Text size"));
  rows.choice(form.item("text size", _("Text size")), options, size_place(size), taken);
  if (matched)
    rows.help(own ? fmt::format(fmt::runtime(_("{} and {} work everywhere.")), keycap(deed::larger),
                                keycap(deed::smaller))
                  : _("As the desktop says, until one is chosen."));
  if (taken)
    form.change({.text_size = text_sizes[*taken]});
}

void language_row(settings_form& form, settings_rows& rows) {
  const std::vector<form_option> options{{"da", "Dansk"}, {"en", "English"}};
  const auto words = form.now.words == language::unknown ? words_in_use() : form.now.words;
  std::optional<std::size_t> taken;
  rows.choice(form.item("language", _("Language")), options,
              words == language::da ? std::size_t{0} : std::size_t{1}, taken);
  if (taken)
    form.change({.words = *taken == 0 ? language::da : language::en});
}

} // namespace

const char* section_id(settings_section x) { return entry_of(x).id; }
std::string section_name(settings_section x) { return _(entry_of(x).name); }
const char* section_icon(settings_section x) { return entry_of(x).icon; }

void draw_general(settings_form& form, settings_rows& rows, address_draft& address) {
  rows.fact(_("Name"), form.now.name.empty() ? form.u.view.name : form.now.name);
  phone_row(form, rows, false);
  phone_row(form, rows, true);
  queue_row(form, rows);
  address_row(form, rows, address);
  rows.divider();
  switchboard_row(form, rows);
  headset_row(form, rows);
  rows.toggle("start at login", _("Start when I log in to the PC"), "", form.now.start_at_login,
              &set_settings::start_at_login);
  disturb_rows(form, rows);
  callback_row(form, rows);
}

void draw_queue_section(settings_form& form, settings_rows& rows) {
  queue_row(form, rows);
  rows.divider();
  switchboard_row(form, rows);
  callback_row(form, rows);
}

void draw_phones_section(settings_form& form, settings_rows& rows, address_draft& address) {
  const auto* who = self_of(form.u);
  if (!who || who->phones.empty())
    rows.line(_("The administrator has given you no phone."));
  else
    for (const auto& one : who->phones)
      own_phone(form, rows, one);
  rows.divider();
  phone_row(form, rows, false);
  phone_row(form, rows, true);
  address_row(form, rows, address);
  rows.divider();
  headset_row(form, rows);
  disturb_rows(form, rows);
}

void draw_appearance(settings_form& form, settings_rows& rows) {
  theme_row(form, rows);
  size_row(form, rows);
  language_row(form, rows);
  rows.toggle("notifications", _("Show notifications on the desktop"), "", form.now.popups,
              &set_settings::popups);
  rows.toggle("sound", _("Sound for new calls and returns"), "", form.now.sound,
              &set_settings::sound);
  rows.toggle("reduced motion", _("Reduce motion"),
              _("New rows do not fade, pop-ups do not slide."), form.now.reduced_motion,
              &set_settings::reduced_motion);
}

void draw_about(settings_form& form, settings_rows& rows) {
  const auto& u = form.u;
  rows.fact(_("Program"), "Omstilling " OMSTILLING_VERSION);
  rows.fact(_("Organisation"), u.view.organisation);
  rows.fact(_("Logged in as"), u.view.user ? u.view.user->value : u.view.name);
  rows.fact(_("Service"), u.chosen.server);
  rows.divider();
  for (const auto& one : u.view.health)
    rows.fact(one.name.empty() ? one.id : one.name, !u.live()             ? _("Unknown")
                                                    : one.ok              ? _("works")
                                                    : one.problem.empty() ? _("does not work")
                                                                          : one.problem.c_str());
}

std::optional<double> next_text_size(double now, bool larger) {
  std::optional<double> result;
  for (const double one : text_sizes) {
    if (larger && one > now + 0.01)
      return one;
    if (!larger && one < now - 0.01)
      result = one;
  }
  return result;
}

} // namespace omstilling
