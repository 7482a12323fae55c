#include "ui-dear-imgui/panels/contact_form.hpp"

#include "ui-dear-imgui/panels/contact_list.hpp"
#include "ui-dear-imgui/panels/icons.hpp"
#include "ui-dear-imgui/panels/times.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr std::array types{number_type::work, number_type::mobile, number_type::home,
                           number_type::main, number_type::fax,    number_type::other};
constexpr std::size_t most_differences = 6;

std::string trimmed(const std::string& x) {
  const auto first = x.find_first_not_of(' ');
  return first == x.npos ? std::string{} : x.substr(first, x.find_last_not_of(' ') + 1 - first);
}

std::string joined(const std::vector<std::string>& all) {
  std::string result;
  for (const auto& one : all)
    result += (result.empty() ? "" : ", ") + one;
  return result;
}

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> result;
  std::string word;
  for (const char c : text + ',') {
    if (c != ',') {
      word += c;
      continue;
    }
    if (auto made = trimmed(word); !made.empty())
      result.push_back(std::move(made));
    word.clear();
  }
  return result;
}

std::string numbers_text(const contact_view& x) {
  std::string result;
  for (const auto& one : x.numbers)
    result += (result.empty() ? "" : ", ") + std::string{number_word(one.type)} + ' ' + one.number;
  return result;
}

/// What the other one made of it, field by field: "Company: Skov → Skov ApS".
std::vector<std::string> differences(const contact_view& mine, const contact_view& theirs) {
  std::vector<std::string> result;
  const auto compare = [&](const char* field, const std::string& a, const std::string& b) {
    if (a != b)
      result.push_back(fmt::format("{}: {} → {}", field, a.empty() ? "–" : a, b.empty() ? "–" : b));
  };
  compare(_("Name"), mine.name, theirs.name);
  compare(_("Company"), mine.company, theirs.company);
  compare(_("Job title"), mine.title, theirs.title);
  compare(_("Department"), mine.department, theirs.department);
  compare(_("Numbers"), numbers_text(mine), numbers_text(theirs));
  compare(_("E-mail"), mine.email, theirs.email);
  compare(_("Address"), mine.address, theirs.address);
  compare(_("Keywords"), joined(mine.keywords), joined(theirs.keywords));
  compare(_("Note"), mine.note, theirs.note);
  return result;
}

/// What the next two fields are, above them.
void two_heads(form& page, const char* left, const char* right) {
  page.side_by_side(2);
  page.line(left);
  page.line(right);
  page.side_by_side(2);
}

} // namespace

void contact_form::take(const contact_view& x) {
  base_ = x;
  shared_ = x.shared;
  name_ = x.name;
  company_ = x.company;
  title_ = x.title;
  department_ = x.department;
  address_ = x.address;
  email_ = x.email;
  keywords_ = joined(x.keywords);
  note_ = x.note;
  numbers_ = x.numbers;
  trouble_.clear();
  gone_ = false;
}

void contact_form::open(const ui& u, const open_overlay& x) {
  *this = {};
  shared_ = x.shared;
  if (const auto* found = x.contact ? find_contact(u.view, *x.contact, x.shared) : nullptr)
    take(*found);
  else if (x.contact)
    gone_ = true;
  if (!x.contact) {
    name_ = x.name;
    if (!x.number.empty())
      numbers_.push_back({number_type::work, x.number});
  }
}

contact_view contact_form::written() const {
  contact_view result = base_.value_or(contact_view{});
  result.shared = shared_;
  result.name = trimmed(name_);
  result.company = trimmed(company_);
  result.title = trimmed(title_);
  result.department = trimmed(department_);
  result.address = trimmed(address_);
  result.email = trimmed(email_);
  result.keywords = words_in(keywords_);
  result.note = trimmed(note_);
  result.numbers.clear();
  for (const auto& one : numbers_)
    if (auto number = trimmed(one.number); !number.empty())
      result.numbers.push_back({one.type, std::move(number)});
  return result;
}

std::string contact_form::why_not(const ui& u) const {
  if (!u.live())
    return _("no connection to the service");
  if (!may_change_book(u.view, shared_))
    return _("you lack the right to do this");
  if (ticket_ != 0)
    return _("it is being kept");
  const auto now = written();
  if (now.name.empty() && now.company.empty())
    return _("A name or a company is needed.");
  return {};
}

/// Closes once it is kept; what was refused is said here, where it was written.
void contact_form::settle(ui& u) {
  const auto* there = base_ ? find_contact(u.view, base_->id, base_->shared) : nullptr;
  if (base_ && !there && ticket_ == 0)
    gone_ = true;
  const auto& all = u.view.outcomes;
  const auto found = std::find_if(
    all.begin(), all.end(), [&](const auto& x) { return ticket_ != 0 && x.ticket == ticket_; });
  if (found == all.end())
    return;
  ticket_ = 0;
  const bool removed = std::exchange(removing_, false);
  if (!found->why || (removed && found->why->reason == error_reason::unknown_contact)) {
    u.chosen.overlay = {};
    return;
  }
  gone_ = gone_ || found->why->reason == error_reason::unknown_contact;
  trouble_ = found->why->reason == error_reason::stale_revision
               ? fmt::format(fmt::runtime(_("{} has changed it meanwhile")),
                             found->why->who.empty() ? _("Somebody") : found->why->who)
               : refusal_text(*found->why);
}

/// The other's change, and the choice between the two.
void contact_form::draw_other(ui& u, form& page) {
  if (gone_) {
    page.line(_("The contact was deleted meanwhile. To keep it makes a new one."), true);
    page.gap(4);
    return;
  }
  const auto* there = base_ ? find_contact(u.view, base_->id, base_->shared) : nullptr;
  const bool changed = there && there->version != base_->version && ticket_ == 0;
  // Who writes in a field goes on there, whatever comes or goes above it.
  if (std::exchange(told_, changed) != changed)
    state_.focus = std::max(0, state_.focus + (changed ? 2 : -2));
  if (!changed) {
    if (!trouble_.empty())
      page.line(trouble_, true);
    return;
  }
  const auto who = there->changed_by.empty() ? std::string{_("Somebody")} : there->changed_by;
  page.line(fmt::format(fmt::runtime(_("{} changed it {}:")), who,
                        until_text(there->changed_at - u.view.ahead, u.now - u.view.ahead)),
            true);
  auto lines = differences(*base_, *there);
  if (lines.size() > most_differences)
    lines.resize(most_differences);
  for (const auto& one : lines)
    page.line(one);
  page.side_by_side(2);
  if (page.press("take theirs", fmt::format(fmt::runtime(_("Take {}'s")), who), icon::check))
    return take(*there);
  if (page.press("write over", _("Keep mine, write over it"), icon::pencil)) {
    // From here on it is a change of what the other one made.
    base_->version = there->version;
    trouble_.clear();
    save(u);
  }
  page.gap(4);
}

void contact_form::draw_numbers(form& page) {
  if (numbers_.empty() || !numbers_.back().number.empty())
    numbers_.push_back({numbers_.empty() ? number_type::work : number_type::mobile, {}});
  page.label(_("Numbers, the first is called; the button changes the kind"));
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    auto& one = numbers_[i];
    const auto place = std::to_string(i);
    page.side_by_side(2);
    if (page.press(("number type " + place).c_str(), number_word(one.type), icon::phone)) {
      const auto at = std::find(types.begin(), types.end(), one.type);
      one.type = at == types.end() || at + 1 == types.end() ? types.front() : *(at + 1);
    }
    page.text(("##number " + place).c_str(), icon::phone, _("Number"), one.number);
  }
}

void contact_form::draw_fields(ui& u, form& page) {
  page.line(_("Name"));
  page.text("##contact name", icon::user, _("Name"), name_);
  two_heads(page, _("Company"), _("Job title"));
  page.text("##contact company", icon::building, _("Company"), company_);
  page.text("##contact title", icon::cap, _("Job title"), title_);
  two_heads(page, _("Department"), _("E-mail"));
  page.text("##contact department", icon::people, _("Department"), department_);
  page.text("##contact email", icon::envelope, _("E-mail"), email_);
  page.line(_("Address"));
  page.text("##contact address", icon::house, _("Address"), address_);
  draw_numbers(page);
  two_heads(page, _("Keywords, with commas"), _("Note"));
  page.text("##contact keywords", icon::tags, _("Keywords, with commas"), keywords_);
  page.text("##contact note", icon::note, _("Note"), note_);
  // Whose it is stays what it was made as.
  if (!base_ && may_change_book(u.view, true))
    page.toggle("shared", _("Shared: for everybody"), shared_);
}

void contact_form::save(ui& u) {
  const auto now = written();
  put_contact made{.shared = shared_,
                   .name = now.name,
                   .company = now.company,
                   .title = now.title,
                   .department = now.department,
                   .address = now.address,
                   .email = now.email,
                   .numbers = now.numbers,
                   .keywords = now.keywords,
                   .note = now.note};
  if (base_ && !gone_) {
    made.id = base_->id;
    made.expected_version = base_->version;
  }
  trouble_.clear();
  ticket_ = u.order(made);
}

void contact_form::draw(ui& u, const rect& window) {
  settle(u);
  if (u.chosen.overlay.kind != overlay_kind::contact_form)
    return;
  form page{
    u, window, state_, 620, base_ ? _("Change the contact") : _("New contact"), book_word(shared_)};
  draw_other(u, page);
  draw_fields(u, page);
  if (base_ && !gone_ &&
      page.press("delete contact", _("Delete"), icon::cross,
                 u.live() && ticket_ == 0 && may_change_book(u.view, base_->shared),
                 _("you lack the right to do this"))) {
    removing_ = true;
    ticket_ = u.order(
      remove_contact{.shared = base_->shared, .id = base_->id, .expected_version = base_->version});
  }
  const auto why = why_not(u);
  switch (page.end(_("Save"), why.empty(), why)) {
    case form_end::approved: save(u); break;
    case form_end::cancelled: u.chosen.overlay = {}; break;
    default: break;
  }
}

} // namespace omstilling
