#include "ui-dear-imgui/model/questions.hpp"

#include "protocol/codec.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::int64_t page = 100, hits_a_group = 50, most_alternatives = 5;

right needed_for(question_kind x) {
  switch (x) {
    case question_kind::search:
    case question_kind::alternatives: return right::read_people;
    case question_kind::history: return right::switchboard;
    case question_kind::messages: return right::send_messages;
    default: return right::own_calls;
  }
}

template <class Entry>
std::optional<time_point> oldest(const pages<Entry>& x) {
  return x.entries.empty() ? std::nullopt : std::optional{x.entries.back().at};
}

/// An answer is a page: the first one begins the list anew.
template <class Entry>
void add_page(pages<Entry>& into, std::vector<Entry> more_of_them, bool more, bool next) {
  if (!next)
    into.entries.clear();
  // A page that brings nothing new would be asked for without end.
  into.more = more && !more_of_them.empty();
  std::move(more_of_them.begin(), more_of_them.end(), std::back_inserter(into.entries));
  into.known = true;
  into.asked = false;
  into.why.reset();
}

template <class Entry>
void refuse(pages<Entry>& x, problem why) {
  x.known = true;
  x.asked = x.more = false;
  x.why = std::move(why);
}

template <class Answer>
std::optional<Answer> read(const boost::json::value& x) {
  auto made = decode<Answer>(x, {}, reading::lenient);
  return made ? std::optional{std::move(*made)} : std::nullopt;
}

} // namespace

bool questions::has(right x) const {
  return std::find(rights_.begin(), rights_.end(), x) != rights_.end();
}

people_answers& questions::change() {
  auto made = std::make_shared<people_answers>(*answers_);
  auto& result = *made;
  answers_ = std::move(made);
  ++version_;
  return result;
}

/// Another question of this kind; an answer to the one before counts no more.
void questions::begin(question_kind kind, bool wanted) {
  auto& x = at(kind);
  x = {.round = x.round + 1, .due = wanted};
}

void questions::want(const inquiry& x) {
  const auto before = wanted_;
  const auto take_over = [](auto& mine, const auto& theirs) {
    if (theirs != std::decay_t<decltype(theirs)>{})
      mine = theirs;
  };
  wanted_.search = x.search;
  take_over(wanted_.alternatives, x.alternatives);
  take_over(wanted_.round, x.round);
  take_over(wanted_.history, x.history);
  take_over(wanted_.history_rows, x.history_rows);
  take_over(wanted_.story, x.story);
  if (x.log_rows > 0) {
    wanted_.missed_only = x.missed_only;
    wanted_.log_rows = x.log_rows;
  }
  if (x.message_rows > 0) {
    wanted_.messages_with = x.messages_with;
    wanted_.message_rows = x.message_rows;
  }
  if (wanted_ == before)
    return;
  if (wanted_.search != before.search)
    begin(question_kind::search, !wanted_.search.empty());
  if (wanted_.alternatives != before.alternatives || wanted_.round != before.round)
    begin(question_kind::alternatives, wanted_.alternatives.has_value());
  if (wanted_.history != before.history)
    begin(question_kind::history, true);
  if (wanted_.story != before.story)
    begin(question_kind::story, true);
  if (wanted_.missed_only != before.missed_only || before.log_rows == 0)
    begin(question_kind::log, wanted_.log_rows > 0);
  if (wanted_.messages_with != before.messages_with || before.message_rows == 0)
    begin(question_kind::messages, wanted_.message_rows > 0);
}

void questions::call_ended() {
  if (!wanted_.history.empty())
    begin(question_kind::history, true);
}

void questions::connected(std::vector<right> rights) {
  open_ = true;
  rights_ = std::move(rights);
  begin(question_kind::search, !wanted_.search.empty());
  begin(question_kind::alternatives, wanted_.alternatives.has_value());
  begin(question_kind::history, !wanted_.history.empty());
  begin(question_kind::story, wanted_.story.has_value());
  begin(question_kind::log, wanted_.log_rows > 0);
  begin(question_kind::messages, wanted_.message_rows > 0);
}

void questions::disconnected() {
  open_ = false;
  for (auto& x : slots_)
    x = {.round = x.round + 1};
  auto& out = change();
  out.searching = out.history.asked = out.log.asked = out.messages.asked = false;
}

void questions::forget() {
  disconnected();
  answers_ = std::make_shared<const people_answers>();
}

/// As far down as somebody looks, while there is more.
void questions::ask_pages() {
  const auto ask = [&](question_kind kind, const auto& list, std::int64_t rows) {
    auto& x = at(kind);
    if (!x.asked && !x.due && list.known && list.more && !list.why &&
        static_cast<std::int64_t>(list.entries.size()) < rows)
      x = {.round = x.round + 1, .due = true, .next_page = true};
  };
  ask(question_kind::history, answers_->history, wanted_.history_rows);
  ask(question_kind::log, answers_->log, wanted_.log_rows);
  ask(question_kind::messages, answers_->messages, wanted_.message_rows);
}

std::optional<query> questions::made(question_kind kind) const {
  const bool next = slots_[static_cast<std::size_t>(kind)].next_page;
  switch (kind) {
    case question_kind::search: return search{wanted_.search, hits_a_group};
    case question_kind::alternatives:
      return find_alternatives{*wanted_.alternatives, most_alternatives};
    case question_kind::history: {
      read_caller_history x{.number = wanted_.history, .limit = page};
      if (next)
        x.before = oldest(answers_->history);
      return x;
    }
    case question_kind::story:
      if (!wanted_.story)
        return std::nullopt;
      return read_call_story{*wanted_.story};
    case question_kind::log: {
      read_call_log x{.limit = page};
      if (wanted_.missed_only)
        x.only = log_kind::missed;
      if (next)
        x.before = oldest(answers_->log);
      return x;
    }
    case question_kind::messages: {
      read_messages x{.limit = page};
      if (!wanted_.messages_with.empty())
        x.text = wanted_.messages_with;
      if (next)
        x.before = oldest(answers_->messages);
      return x;
    }
  }
  return std::nullopt;
}

std::vector<questions::asking> questions::take() {
  std::vector<asking> result;
  if (!open_)
    return result;
  ask_pages();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const auto kind = static_cast<question_kind>(i);
    auto& x = slots_[i];
    if (!std::exchange(x.due, false) || !has(needed_for(kind)))
      continue;
    if (auto body = made(kind)) {
      x.asked = true;
      result.push_back({kind, x.round, std::move(*body)});
    }
  }
  if (result.empty())
    return result;
  auto& out = change();
  const auto asked = [&](question_kind kind) { return at(kind).asked; };
  out.searching = asked(question_kind::search);
  out.history.asked = asked(question_kind::history);
  out.log.asked = asked(question_kind::log);
  out.messages.asked = asked(question_kind::messages);
  return result;
}

void questions::take_answer(people_answers& out, question_kind kind, const boost::json::value& x) {
  const bool next = at(kind).next_page;
  switch (kind) {
    case question_kind::search:
      if (auto made = read<search_result>(x)) {
        out.searched = wanted_.search;
        out.hits = std::move(made->hits);
      }
      break;
    case question_kind::alternatives:
      if (auto made = read<alternatives_result>(x)) {
        out.absent = wanted_.alternatives;
        out.alternatives = std::move(made->alternatives);
      }
      break;
    case question_kind::history:
      if (auto made = read<caller_history_result>(x)) {
        out.history_of = wanted_.history;
        add_page(out.history, std::move(made->entries), made->more, next);
      }
      break;
    case question_kind::story:
      if (auto made = read<call_story_result>(x)) {
        out.story = std::move(made->entry);
        out.no_story.reset();
      }
      break;
    case question_kind::log:
      if (auto made = read<call_log_result>(x)) {
        out.missed_only = wanted_.missed_only;
        add_page(out.log, std::move(made->entries), made->more, next);
      }
      break;
    case question_kind::messages:
      if (auto made = read<messages_result>(x)) {
        out.messages_with = wanted_.messages_with;
        add_page(out.messages, std::move(made->messages), made->more, next);
      }
      break;
  }
}

void questions::take_problem(people_answers& out, question_kind kind, problem why) {
  switch (kind) {
    case question_kind::history:
      out.history_of = wanted_.history;
      if (!at(kind).next_page)
        out.history.entries.clear();
      refuse(out.history, std::move(why));
      break;
    case question_kind::story:
      out.story.reset();
      out.no_story = std::move(why);
      break;
    case question_kind::log: refuse(out.log, std::move(why)); break;
    case question_kind::messages: refuse(out.messages, std::move(why)); break;
    default: break; // what the console finds itself is shown then
  }
}

bool questions::answered(question_kind kind, std::int64_t round,
                         tl::expected<boost::json::value, problem> x) {
  auto& waiting = at(kind);
  if (waiting.round != round || !waiting.asked)
    return false;
  auto& out = change();
  waiting.asked = false;
  if (kind == question_kind::search)
    out.searching = false;
  if (x)
    take_answer(out, kind, *x);
  else
    take_problem(out, kind, std::move(x.error()));
  // What could not be read at all is no reason to wait for ever.
  out.history.asked = at(question_kind::history).asked;
  out.log.asked = at(question_kind::log).asked;
  out.messages.asked = at(question_kind::messages).asked;
  return true;
}

} // namespace omstilling
