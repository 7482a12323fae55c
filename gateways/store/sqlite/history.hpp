#pragma once

#include "actors/ports/store.hpp"
#include "gateways/store/sqlite/database.hpp"

namespace omstilling::sqlite {

struct kind_word {
  entity_kind kind;
  std::string text;
};

/// The kinds as they are written, in their order.
const std::vector<kind_word>& kind_words();
std::string_view text_of(entity_kind x);

inline std::int64_t millis(time_point x) { return x.time_since_epoch().count(); }
inline time_point instant(std::int64_t x) { return time_point{duration{x}}; }

/// SQL and values of a history query; the SQL is one of a few, so that each is prepared once.
struct question {
  std::string sql;
  std::vector<value> values;
};

/// `types` is the list of types as JSON; it and the query must outlive the question.
question question_for(const event_query& query, const std::string& types);

/// Reads a row that a question found.
stored_event event_in(const row& x);

} // namespace omstilling::sqlite
