#include "services/presence/status_book.hpp"

#include "services/presence/checks.hpp"
#include "services/presence/status_types.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace omstilling {

namespace {

constexpr std::size_t most_types = 100;
constexpr std::size_t most_templates = 200;
constexpr std::size_t longest_label = 100;
constexpr std::size_t longest_id = 64;
constexpr std::int64_t last_position = 10'000;
constexpr std::string_view hidden = "away";
constexpr std::array<std::string_view, 2> lasting{"available", hidden};

template <class List, class Id>
auto find_id(List& list, const Id& wanted) {
  return std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.id == wanted; });
}

// --- kinds of status ----------------------------------------------------------------

/// Both are items of one topic: a kind must not bear an id that a global template may get.
bool like_a_template(std::string_view id) {
  return id.size() > 1 && id.front() == 'g' &&
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::optional<problem> wrong_id(const std::string& id) {
  const bool written_so =
    !id.empty() && id.size() <= longest_id && id.front() >= 'a' && id.front() <= 'z' &&
    id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (written_so && !like_a_template(id))
    return std::nullopt;
  return codec::wrong_value(
    "params.id", "1-64 of a-z, 0-9 and _, a letter first, not g and a number", encode(id));
}

std::optional<problem> wrong_with(const put_status_type& x, const std::vector<status_type>& types) {
  if (auto wrong = wrong_id(x.id))
    return wrong;
  if (auto wrong = checks::name(x.label_da, longest_label, "params.label_da"))
    return wrong;
  if (auto wrong = checks::name(x.label_en, longest_label, "params.label_en"))
    return wrong;
  if (auto wrong = checks::known_word(x.activity, "params.activity"))
    return wrong;
  if (auto wrong = checks::known_word(x.basic, "params.basic"))
    return wrong;
  if (x.position && (*x.position < 0 || *x.position > last_position))
    return codec::wrong_value("params.position", "0 to " + std::to_string(last_position),
                              encode(*x.position));
  if (!x.public_alias || *x.public_alias == x.id)
    return std::nullopt;
  return checks::known_type(types, *x.public_alias, "params.public_alias");
}

/// Behind all others.
std::int64_t next_position(const std::vector<status_type>& types) {
  std::int64_t last = 0;
  for (const auto& x : types)
    last = std::max(last, x.position);
  return std::min(last + 1, last_position);
}

status_type made_of(const put_status_type& x, const std::vector<status_type>& types) {
  const auto before = find_id(types, x.id);
  const auto place = before == types.end() ? next_position(types) : before->position;
  return {.id = x.id,
          .label_da = x.label_da,
          .label_en = x.label_en,
          .activity = x.activity,
          .basic = x.basic,
          .public_alias = x.public_alias.value_or(x.id),
          .position = x.position.value_or(place)};
}

// --- templates ------------------------------------------------------------------------

template_view made_of(const put_template& x, template_id id) {
  const auto expiry = x.expiry.value_or(on_expiry::fall_back);
  return {.id = std::move(id),
          .name = x.name,
          .global = x.global,
          .type = x.type,
          .note = x.note.value_or(""),
          .for_seconds = x.for_seconds,
          .start_actions = x.start_actions,
          .stop_actions = x.stop_actions,
          .expiry = expiry,
          .forced_type = expiry == on_expiry::force_status ? x.forced_type.value_or("") : "",
          .alias = x.alias.value_or("")};
}

problem unknown(const template_id& id, bool global) {
  return {.reason = error_reason::unknown_template,
          .path = "params.id",
          .expected = global ? "a template of the site" : "a template of one's own",
          .got = id.value};
}

} // namespace

status_book_record first_status_book(const site_id& site) {
  status_book_record result{.site = site, .types = default_status_types(), .templates = {}};
  std::int64_t position = 0;
  for (auto& x : result.types)
    x.position = ++position;
  return result;
}

std::string status_book_id(const status_book_record& x) {
  return x.user ? "user:" + x.user->value : "site:" + x.site.value;
}

status_book_decision status_book::put(const put_status_type& x) {
  auto& types = record_.types;
  if (auto wrong = wrong_with(x, types))
    return {.refused = std::move(wrong)};
  auto next = made_of(x, types);
  const auto before = find_id(types, x.id);
  if (before == types.end() && types.size() == most_types)
    return {.refused = checks::too_many("params.id", most_types, "kinds of status")};
  if (before != types.end() && *before == next)
    return {};
  status_book_decision out{.events = {status_type_put{x.id}}, .changed = true, .types = {next}};
  if (before == types.end())
    types.push_back(std::move(next));
  else
    *before = std::move(next);
  return out;
}

status_book_decision status_book::remove(const remove_status_type& x) {
  auto& types = record_.types;
  const auto found = find_id(types, x.id);
  if (found == types.end())
    return {.refused = problem{.reason = error_reason::unknown_status_type,
                               .path = "params.id",
                               .expected = "a kind of status of this site",
                               .got = x.id}};
  if (std::find(lasting.begin(), lasting.end(), x.id) != lasting.end())
    return {.refused = problem{.reason = error_reason::wrong_state,
                               .path = "params.id",
                               .expected = "another than available and away, which stay",
                               .got = x.id}};
  types.erase(found);
  status_book_decision out{.events = {status_type_removed{x.id}}, .changed = true, .gone = {x.id}};
  for (auto& other : types)
    if (other.public_alias == x.id) {
      // Shown as itself it would tell strangers what it was to hide.
      other.public_alias = hidden;
      out.types.push_back(other);
    }
  return out;
}

status_book_decision status_book::put(const put_template& x,
                                      const std::vector<status_type>& types) {
  if (auto wrong = checks::status_template(x, record_.user ? types : record_.types))
    return {.refused = std::move(wrong)};
  auto& templates = record_.templates;
  const auto before = x.id ? find_id(templates, *x.id) : templates.end();
  if (x.id && before == templates.end())
    return {.refused = unknown(*x.id, x.global)};
  if (!x.id && templates.size() == most_templates)
    return {.refused = checks::too_many("params.name", most_templates, "templates")};
  auto next = made_of(
    x, x.id ? *x.id : template_id{(record_.user ? 't' : 'g') + std::to_string(record_.made + 1)});
  status_book_decision out{.kept_template = next.id};
  if (x.id && *before == next)
    return out;
  out.events = {template_put{next.id, next.name}};
  out.changed = true;
  out.templates = {next};
  if (x.id) {
    *before = std::move(next);
  } else {
    ++record_.made;
    templates.push_back(std::move(next));
  }
  return out;
}

status_book_decision status_book::remove(const remove_template& x) {
  if (std::erase_if(record_.templates, [&](const auto& y) { return y.id == x.id; }) == 0)
    return {.refused = unknown(x.id, x.global)};
  return {.events = {template_removed{x.id}}, .changed = true, .gone = {x.id.value}};
}

} // namespace omstilling
