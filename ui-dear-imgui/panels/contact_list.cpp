#include "ui-dear-imgui/panels/contact_list.hpp"

#include "ui-dear-imgui/panels/contact_card.hpp"
#include "ui-dear-imgui/panels/controls.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/keys.hpp"
#include "ui-dear-imgui/panels/overview_panel.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace omstilling {

namespace {

constexpr float row_height = 44, head_height = 84, card_width = 380, least_beside = 760,
                card_below = 190;
constexpr std::size_t most_found = 2'000;

std::string key_of(const contact_view& x) { return (x.shared ? "shared/" : "own/") + x.id.value; }

std::string name_of(const contact_view& x) { return x.name.empty() ? x.company : x.name; }

/// What stands below the name: where something was found, else company and title.
std::string second_line(const contact_view& x, const std::vector<std::string>& fragments) {
  std::string usual = x.name.empty() ? "" : x.company;
  if (!x.title.empty())
    usual += (usual.empty() ? "" : " · ") + x.title;
  if (fragments.empty() || !marks(usual, fragments).empty())
    return usual;
  for (const auto* field : {&x.department, &x.address, &x.email, &x.note})
    if (!marks(*field, fragments).empty())
      return *field;
  for (const auto& one : x.keywords)
    if (!marks(one, fragments).empty())
      return one;
  return usual;
}

call_target target_of(const contact_view& x) {
  return {.employee = {},
          .number = x.numbers.empty() ? std::string{} : x.numbers.front().number,
          .name = name_of(x)};
}

} // namespace

const char* number_word(number_type x) {
  switch (x) {
    case number_type::work: return _("Work");
    case number_type::mobile: return _("Mobile");
    case number_type::home: return _("Home");
    case number_type::fax: return _("Fax");
    case number_type::main: return _("Main number");
    default: return _("Other number");
  }
}

bool may_change_book(const console_view& view, bool shared) {
  return may(view, shared ? right::shared_phone_book : right::own_contacts);
}

const contact_view* find_contact(const console_view& view, const contact_id& id, bool shared) {
  const auto found = std::find_if(view.contacts->begin(), view.contacts->end(), [&](const auto& x) {
    return x->who.id == id && x->who.shared == shared;
  });
  return found == view.contacts->end() ? nullptr : &(*found)->who;
}

const contact_view* contact_book::chosen(const ui& u) const {
  for (const auto place : found_)
    if (const auto& x = (*u.view.contacts)[place]->who; key_of(x) == chosen_)
      return &x;
  return nullptr;
}

void contact_book::find(const ui& u) {
  if (found_in_ == u.view.contacts && found_query_ == query_ && found_book_ == book_)
    return;
  const bool asked = found_query_ != query_ || found_book_ != book_;
  found_in_ = u.view.contacts;
  found_query_ = query_;
  found_book_ = book_;
  fragments_ = fragments_of(looks_like_number(query_) ? plain_number(query_) : query_);
  const auto& all = *u.view.contacts;
  found_.clear();
  const auto fits = [&](std::size_t place) {
    return book_ == which_book::all || all[place]->who.shared == (book_ == which_book::shared);
  };
  if (fragments_.empty()) {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (fits(i))
        found_.push_back(i);
  } else {
    found_ = find_contacts(all, fragments_, most_found);
    std::erase_if(found_, [&](std::size_t place) { return !fits(place); });
  }
  // Who is chosen stays so while it is there, unless something else was asked for.
  if ((asked || !chosen(u)) && !found_.empty()) {
    chosen_ = key_of(all[found_.front()]->who);
    bring_ = true;
  }
}

void contact_book::keys(ui& u, bool take_keys) {
  if (!take_keys || u.chosen.overlay.kind != overlay_kind::none)
    return;
  const auto* now = chosen(u);
  if (is_pressed(deed::new_contact) && may_change_book(u.view, false))
    u.chosen.overlay = {.kind = overlay_kind::contact_form,
                        .shared = book_ == which_book::shared && may_change_book(u.view, true)};
  if (u.chosen.where == page::phone_book && is_pressed(deed::search))
    focus_ = true;
  if (!now)
    return;
  if (is_pressed(deed::edit_contact) && may_change_book(u.view, now->shared))
    u.chosen.overlay = {
      .kind = overlay_kind::contact_form, .contact = now->id, .shared = now->shared};
  if (is_pressed(deed::send_sms))
    write_to(u, *now, message_kind::sms);
  if (is_pressed(deed::send_email))
    write_to(u, *now, message_kind::email);
  const auto pressed = [](ImGuiKey x) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(x), true); };
  if (pressed(ImGuiKey_Enter) && !ImGui::GetIO().WantTextInput)
    overview_panel::act(u, target_of(*now));
  std::ptrdiff_t step = 0;
  step += pressed(ImGuiKey_DownArrow) ? 1 : 0;
  step -= pressed(ImGuiKey_UpArrow) ? 1 : 0;
  step += pressed(ImGuiKey_PageDown) ? 10 : 0;
  step -= pressed(ImGuiKey_PageUp) ? 10 : 0;
  if (step == 0)
    return;
  const auto at = std::find_if(found_.begin(), found_.end(), [&](std::size_t place) {
    return key_of((*u.view.contacts)[place]->who) == chosen_;
  });
  const auto last = static_cast<std::ptrdiff_t>(found_.size()) - 1;
  const auto to = std::clamp<std::ptrdiff_t>(at - found_.begin() + step, 0, last);
  chosen_ = key_of((*u.view.contacts)[found_[static_cast<std::size_t>(to)]]->who);
  bring_ = true;
}

void contact_book::draw_head(ui& u, const rect& box) {
  const button add{.id = "new contact",
                   .text = box.w >= u.px(420) ? _("New contact") : "",
                   .icon = icon::plus,
                   .key = keycap(deed::new_contact),
                   .enabled = u.live() && may_change_book(u.view, false),
                   .why_not = u.live() ? _("you lack the right to do this")
                                       : _("no connection to the service"),
                   .says = _("New contact")};
  const float width = button_width(u, add);
  const rect field{box.x, box.y, box.w - width - u.px(8), u.px(40)};
  if (draw_field(u, field, "##contacts", icon::search, _("Search name, company, number"), query_,
                 std::exchange(focus_, false)))
    if (const auto* now = chosen(u))
      overview_panel::act(u, target_of(*now));
  if (draw_button(u, {field.right() + u.px(8), box.y, width, u.px(40)}, add))
    u.chosen.overlay = {.kind = overlay_kind::contact_form};
  const auto& all = *u.view.contacts;
  const auto shared = static_cast<std::size_t>(
    std::count_if(all.begin(), all.end(), [](const auto& x) { return x->who.shared; }));
  struct kind {
    const char* id;
    const char* word;
    which_book what;
    std::size_t count;
  };
  float x = box.x;
  for (const auto& one : {kind{"book all", _("All"), which_book::all, all.size()},
                          kind{"book own", _("Private"), which_book::own, all.size() - shared},
                          kind{"book shared", _("Shared"), which_book::shared, shared}}) {
    const button made{.id = one.id,
                      .text = fmt::format("{} {}", one.word, one.count),
                      .look = book_ == one.what ? button_look::chosen : button_look::plain,
                      .font = face::body};
    const float wide = button_width(u, made);
    if (draw_button(u, {x, box.y + u.px(48), wide, u.px(28)}, made))
      book_ = one.what;
    x += wide + u.px(6);
  }
}

void contact_book::draw_row(ui& u, const rect& box, std::size_t row) {
  const auto& x = (*u.view.contacts)[found_[row]]->who;
  const bool on = key_of(x) == chosen_;
  const auto did = omstilling::draw_row(
    u, box, "contact", {.ground = on ? u.colours.sel : 0, .bar = on ? u.colours.accent : 0});
  u.seen.note(box, {.kind = "row", .id = "contact " + key_of(x), .text = name_of(x), .on = on});
  if (did.clicked || did.right_clicked)
    chosen_ = key_of(x);
  if (did.double_clicked)
    overview_panel::act(u, target_of(x));
  draw_text(u, face::body, {box.x + u.px(12), box.y, u.px(20), box.h}, u.colours.text2,
            x.shared ? icon::book : icon::user);
  const auto number = x.numbers.empty() ? std::string{} : x.numbers.front().number;
  const float digits = std::min(text_width(u, face::label, number) + u.px(2), box.w * 0.4F);
  const float left = box.x + u.px(38), right = box.right() - u.px(14) - digits;
  draw_marked(u, face::label, {left, box.y + u.px(3), right - u.px(8) - left, u.px(20)},
              u.colours.text, name_of(x), fragments_);
  draw_marked(u, face::caption, {left, box.y + u.px(23), right - u.px(8) - left, u.px(17)},
              u.colours.text2, second_line(x, fragments_), fragments_);
  draw_marked(u, face::label, {right, box.y, digits, box.h}, u.colours.text, number, fragments_);
}

void contact_book::draw_rows(ui& u, const rect& box) {
  const rect empty{box.x, box.y, box.w, std::min(box.h, u.px(72))};
  if (!may(u.view, right::own_contacts))
    return draw_empty(u, empty, _("you lack the right to do this"));
  if (u.view.missing.phone_books)
    return draw_empty(u, empty, _("The service keeps no phone book."));
  if (found_.empty())
    return draw_empty(u, empty, query_.empty() ? _("No contacts yet.") : _("Nobody found."));
  const scroll_area scroll{box, "contacts"};
  const auto origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = u.px(row_height);
  if (std::exchange(bring_, false)) {
    const auto at = std::find_if(found_.begin(), found_.end(), [&](std::size_t place) {
      return key_of((*u.view.contacts)[place]->who) == chosen_;
    });
    const float top = static_cast<float>(at - found_.begin()) * height;
    if (top < ImGui::GetScrollY())
      ImGui::SetScrollY(top);
    else if (top + height > ImGui::GetScrollY() + ImGui::GetWindowHeight())
      ImGui::SetScrollY(top + height - ImGui::GetWindowHeight());
  }
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(found_.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      ImGui::PushID(i);
      draw_row(u, {box.x, origin.y + static_cast<float>(i) * height, width, height},
               static_cast<std::size_t>(i));
      ImGui::PopID();
      ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(i + 1) * height});
    }
}

void contact_book::draw_card(ui& u, const rect& box, const contact_view& x) {
  draw_contact_card(u, box, x);
}

void contact_book::draw(ui& u, const rect& box, bool take_keys) {
  find(u);
  keys(u, take_keys);
  const auto in = box.inset(u.px(12), u.px(12));
  draw_head(u, {in.x, in.y, in.w, u.px(head_height)});
  find(u);
  const float top = in.y + u.px(head_height);
  const auto* now = chosen(u);
  const bool beside = box.w >= u.px(least_beside);
  rect list{box.x + u.px(1), top, box.w - u.px(3), box.bottom() - u.px(4) - top};
  if (now && beside) {
    const rect card{box.right() - u.px(card_width), top, u.px(card_width), list.h};
    list.w = card.x - list.x;
    fill({card.x, card.y, u.px(1), card.h}, u.colours.line);
    draw_card(u, card, *now);
  } else if (now && list.h > u.px(card_below + 3 * row_height)) {
    const rect card{box.x, list.bottom() - u.px(card_below), box.w, u.px(card_below)};
    list.h -= card.h;
    horizontal_line(u, box.x, box.right(), card.y, u.colours.line);
    draw_card(u, card, *now);
  }
  draw_rows(u, list);
}

} // namespace omstilling
