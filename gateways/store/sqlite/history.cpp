#include "gateways/store/sqlite/history.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <limits>

namespace omstilling::sqlite {

namespace {

entity_kind kind_of(std::string_view text) {
  const auto found = std::ranges::find(kind_words(), text, &kind_word::text);
  return found == kind_words().end() ? entity_kind::unknown : found->kind;
}

} // namespace

const std::vector<kind_word>& kind_words() {
  static const auto words = [] {
    std::vector<kind_word> result;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<entity_kind>>([&](auto x) {
      result.push_back({x.value, word(x.value)});
    });
    return result;
  }();
  return words;
}

std::string_view text_of(entity_kind x) {
  return std::ranges::find(kind_words(), x, &kind_word::kind)->text;
}

question question_for(const event_query& query, const std::string& types) {
  question result{.sql = "SELECT number, at, kind, id, type, body, asked_by FROM events"
                         " WHERE site = ? AND number > ?",
                  .values = {query.site.value, query.after}};
  const auto add = [&](std::string_view condition, std::initializer_list<value> more) {
    result.sql += condition;
    result.values.insert(result.values.end(), more);
  };
  if (query.entity)
    add(" AND kind = ? AND id = ?", {text_of(query.entity->kind), query.entity->id});
  if (!query.types.empty())
    add(" AND type IN (SELECT value FROM json_each(?))", {types});
  if (query.from)
    add(" AND at >= ?", {millis(*query.from)});
  if (query.until)
    add(" AND at < ?", {millis(*query.until)});
  constexpr std::size_t most = std::numeric_limits<std::int64_t>::max();
  add(" ORDER BY number LIMIT ?", {static_cast<std::int64_t>(std::min(query.limit, most))});
  return result;
}

stored_event event_in(const row& x) {
  stored_event result{.number = x.integer(0),
                      .at = instant(x.integer(1)),
                      .entity = {kind_of(x.text(2)), std::string{x.text(3)}},
                      .type = std::string{x.text(4)},
                      .body = std::string{x.text(5)}};
  if (!x.null(6))
    result.by.emplace(std::string{x.text(6)});
  return result;
}

} // namespace omstilling::sqlite
