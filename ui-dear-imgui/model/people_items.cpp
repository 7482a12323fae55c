#include "ui-dear-imgui/model/console_model.hpp"

#include <algorithm>
#include <tuple>

namespace omstilling {

namespace {

/// Where these topics stand: equal as long as nothing has changed in them.
std::string place_of(const session& talk, std::initializer_list<std::string> topics) {
  std::string result;
  for (const auto& one : topics)
    if (const auto at = talk.seen().position(one))
      result += at->epoch + ' ' + std::to_string(at->revision) + '\n';
    else
      result += "-\n";
  return result;
}

bool is_open(const promise_view& x) {
  return x.state != promise_state::kept && x.state != promise_state::closed;
}

/// What is followed counts more than what was read once; the newest first.
template <class Entry, class Keep>
pages<Entry> merged(const session& talk, const std::string& topic, const pages<Entry>& read,
                    Keep keep) {
  pages<Entry> result = read;
  std::map<std::string, Entry> all;
  for (auto& one : result.entries)
    all.insert_or_assign(one.id.value, std::move(one));
  talk.seen().each(topic, [&](const auto& name, const item_ptr& x) {
    const auto* found = name == topic ? std::get_if<Entry>(x.get()) : nullptr;
    if (found)
      all.insert_or_assign(found->id.value, *found);
  });
  result.entries.clear();
  for (auto& [_, one] : all)
    if (keep(one))
      result.entries.push_back(std::move(one));
  std::sort(result.entries.begin(), result.entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(b.at, b.id) < std::tie(a.at, a.id);
  });
  result.known = result.known || talk.seen().position(topic).has_value();
  return result;
}

std::string user_of(const session& talk) {
  console_view known;
  talk.describe(known);
  return known.user ? known.user->value : std::string{};
}

} // namespace

void console_model::read_contacts() {
  const auto at = place_of(talk, {"phonebook/shared", "phonebook/" + user_of(talk)});
  if (at == contacts_at_)
    return;
  contacts_at_ = at;
  contact_list made;
  talk.seen().each("phonebook/", [&](const std::string& topic, const item_ptr& x) {
    const auto* found = std::get_if<contact_entry>(x.get());
    // A private book tells of private contacts, whatever else is written in it.
    if (found && found->who.shared == (topic == "phonebook/shared"))
      made.emplace_back(x, found);
  });
  std::sort(made.begin(), made.end(), [](const auto& a, const auto& b) {
    return std::tie(a->folded, a->who.id) < std::tie(b->folded, b->who.id);
  });
  contacts_ = std::make_shared<const contact_list>(std::move(made));
}

void console_model::read_log() {
  const auto topic = "log/" + user_of(talk);
  const auto& answers = talk.asked_for();
  const auto at = place_of(talk, {topic}) + std::to_string(answers.version());
  if (at == log_at_)
    return;
  log_at_ = at;
  const bool missed_only = answers.answers()->missed_only;
  log_ = std::make_shared<const call_log>(
    merged(talk, topic, answers.answers()->log,
           [&](const call_log_entry& x) { return !missed_only || x.log == log_kind::missed; }));
}

void console_model::read_messages(console_view& out) {
  const auto user = user_of(talk);
  const auto topic = "messages/" + user;
  out.missing = {.phone_books = talk.is_refused("phonebook/shared"),
                 .log = talk.is_refused("log/" + user),
                 .messages = talk.is_refused(topic)};
  const auto read = [&](const std::string&, const item_ptr& x) {
    if (const auto* pattern = std::get_if<message_template_view>(x.get()))
      out.message_templates.push_back(*pattern);
    else if (const auto* chosen = std::get_if<message_defaults_view>(x.get()))
      out.message_defaults = *chosen;
    else if (const auto* promise = std::get_if<promise_view>(x.get()))
      out.promises.push_back(*promise);
  };
  for (const auto* topics : {"messages/", "message_book/", "promises/"})
    talk.seen().each(topics, read);
  std::sort(out.message_templates.begin(), out.message_templates.end(),
            [](const auto& a, const auto& b) {
              return std::tie(a.global, a.name, a.id) < std::tie(b.global, b.name, b.id);
            });
  std::sort(out.promises.begin(), out.promises.end(), [](const auto& a, const auto& b) {
    return std::tuple{!is_open(a), a.deadline, a.id} < std::tuple{!is_open(b), b.deadline, b.id};
  });
  const auto& answers = talk.asked_for();
  const auto at = place_of(talk, {topic}) + std::to_string(answers.version());
  if (at == messages_at_)
    return;
  messages_at_ = at;
  const auto fragments = fragments_of(answers.answers()->messages_with);
  messages_ = std::make_shared<const message_log>(
    merged(talk, topic, answers.answers()->messages, [&](const message_view& x) {
      const auto text = fold(x.name + '\n' + x.to + '\n' + x.subject + '\n' + x.text);
      return std::all_of(fragments.begin(), fragments.end(),
                         [&](const auto& one) { return text.find(one) != text.npos; });
    }));
}

} // namespace omstilling
