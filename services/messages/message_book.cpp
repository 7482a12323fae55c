#include "services/messages/message_book.hpp"

#include "protocol/message_text.hpp"
#include "services/messages/message_checks.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_templates = 200;
constexpr std::size_t longest_label = 100;

template <class List>
auto find_id(List& list, const template_id& wanted) {
  return std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.id == wanted; });
}

std::optional<problem> wrong_with(const put_message_template& x) {
  if (auto wrong = checks::name(x.name, longest_label, "params.name"))
    return wrong;
  if (auto wrong = checks::known_word(x.channel, "params.channel"))
    return wrong;
  if (auto wrong = checks::message_words(x.channel, x.subject, x.text))
    return wrong;
  if (auto wrong = unknown_placeholder(x.subject.value_or(""), "params.subject"))
    return wrong;
  return unknown_placeholder(x.text, "params.text");
}

problem unknown(const template_id& id, bool global) {
  return {.reason = error_reason::unknown_template,
          .path = "params.id",
          .expected = global ? "a template of the site" : "a template of one's own",
          .got = id.value};
}

/// Items of `messages/{user}` are told apart by their ids, and one of them is the user's.
template_id next_id(message_book_record& record) {
  template_id result;
  do
    result = template_id{(record.user ? 't' : 'g') + std::to_string(++record.made)};
  while (record.user && record.user->value == result.value);
  return result;
}

/// What the record says of one channel's default.
struct chosen {
  std::optional<template_id>* id;
  bool* global;
};

chosen chosen_for(message_defaults_view& x, message_kind channel) {
  return channel == message_kind::email ? chosen{&x.email, &x.email_global}
                                        : chosen{&x.sms, &x.sms_global};
}

} // namespace

message_book_record first_message_book(const site_id& site) {
  message_book_record result{.site = site, .templates = {}};
  result.templates.push_back({.id = next_id(result),
                              .name = "Ring tilbage",
                              .global = true,
                              .channel = message_kind::email,
                              .subject = "Ring tilbage: {caller} {number}",
                              .text = "Hej {first_name}\n\n"
                                      "Ring venligst tilbage til {caller}, {company}\n"
                                      "Telefon: {number}\n"
                                      "Ringede: {date} kl. {time}\n"
                                      "Vedrørende: {origin}\n"
                                      "Besked: {note}\n\n"
                                      "Venlig hilsen\n"
                                      "{me}"});
  result.templates.push_back({.id = next_id(result),
                              .name = "Ring tilbage",
                              .global = true,
                              .channel = message_kind::sms,
                              .text = "Ring tilbage til {caller} ({company}) på {number}. "
                                      "Ringede kl. {time}.\n"
                                      "{note}\n"
                                      "/{me}"});
  return result;
}

message_book_record first_message_book(const site_id& site, const user_id& user,
                                       const std::vector<message_template_view>& global) {
  message_book_record result{.site = site, .user = user, .templates = {}, .defaults = {.id = user}};
  for (const auto& x : global)
    if (const auto mine = chosen_for(result.defaults, x.channel); !*mine.id) {
      *mine.id = x.id;
      *mine.global = true;
    }
  return result;
}

std::string message_book_id(const message_book_record& x) {
  return x.user ? "user:" + x.user->value : "site:" + x.site.value;
}

message_book_decision message_book::put(const put_message_template& x) {
  if (auto wrong = wrong_with(x))
    return {.refused = std::move(wrong)};
  auto& templates = record_.templates;
  const auto before = x.id ? find_id(templates, *x.id) : templates.end();
  if (x.id && before == templates.end())
    return {.refused = unknown(*x.id, x.global)};
  if (!x.id && templates.size() == most_templates)
    return {.refused = checks::too_many("params.name", most_templates, "templates")};
  message_template_view next{.id = x.id ? *x.id : next_id(record_),
                             .name = x.name,
                             .global = x.global,
                             .channel = x.channel,
                             .subject = x.subject.value_or(""),
                             .text = x.text};
  message_book_decision out{.kept_template = next.id};
  if (x.id && *before == next)
    return out;
  out.events = {message_template_put{next.id, next.name}};
  out.changed = true;
  out.templates = {next};
  if (x.id && before->channel != next.channel)
    drop_default(next.id, next.global, out);
  if (x.id)
    *before = std::move(next);
  else
    templates.push_back(std::move(next));
  return out;
}

message_book_decision message_book::remove(const remove_message_template& x) {
  if (std::erase_if(record_.templates, [&](const auto& y) { return y.id == x.id; }) == 0)
    return {.refused = unknown(x.id, x.global)};
  message_book_decision out{
    .events = {message_template_removed{x.id}}, .changed = true, .gone = {x.id.value}};
  drop_default(x.id, x.global, out);
  return out;
}

message_book_decision message_book::choose(const choose_message_template& x,
                                           const std::vector<message_template_view>& global) {
  if (auto wrong = checks::known_word(x.channel, "params.channel"))
    return {.refused = std::move(wrong)};
  if (x.id) {
    const auto& list = x.global ? global : record_.templates;
    const auto found = find_id(list, *x.id);
    if (found == list.end())
      return {.refused = unknown(*x.id, x.global)};
    if (found->channel != x.channel)
      return {.refused = codec::wrong_value("params.id", "a template for " + word(x.channel),
                                            encode(*x.id))};
  }
  const bool of_site = x.id && x.global;
  const auto mine = chosen_for(record_.defaults, x.channel);
  if (*mine.id == x.id && *mine.global == of_site)
    return {};
  *mine.id = x.id;
  *mine.global = of_site;
  return {
    .events = {message_template_chosen{x.channel, x.id}}, .changed = true, .other_defaults = true};
}

message_book_decision message_book::global_are(const std::vector<message_template_view>& global) {
  message_book_decision out;
  for (const auto channel : {message_kind::email, message_kind::sms}) {
    const auto mine = chosen_for(record_.defaults, channel);
    if (!*mine.id || !*mine.global)
      continue;
    const auto found = find_id(global, **mine.id);
    if (found == global.end() || found->channel != channel)
      drop_default(template_id{**mine.id}, true, out);
  }
  out.changed = out.other_defaults;
  return out;
}

void message_book::drop_default(const template_id& id, bool global, message_book_decision& out) {
  for (const auto channel : {message_kind::email, message_kind::sms}) {
    const auto mine = chosen_for(record_.defaults, channel);
    if (*mine.id != id || *mine.global != global)
      continue;
    mine.id->reset();
    *mine.global = false;
    out.other_defaults = true;
    out.events.emplace_back(message_template_chosen{channel, std::nullopt});
  }
}

} // namespace omstilling
