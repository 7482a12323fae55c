#include "gateways/store/sqlite/call_tables.hpp"

#include "gateways/store/sqlite/history.hpp"
#include "protocol/codec.hpp"

#include <boost/describe/enum_from_string.hpp>

#include <algorithm>
#include <limits>

namespace omstilling::sqlite {

namespace {

using done = tl::expected<void, problem>;

done keep_call(database& db, const site_id& site, const stored_call& x) {
  auto written =
    db.run("INSERT OR REPLACE INTO calls VALUES (?, ?, ?, ?, ?, ?)",
           {x.call.value, site.value, millis(x.at), x.number, x.reached, x.entry})
      .and_then([&] { return db.run("DELETE FROM call_log WHERE call = ?", {x.call.value}); });
  for (const auto& own : x.log)
    if (const auto log = word(own.log); written)
      written = db.run("INSERT OR REPLACE INTO call_log VALUES (?, ?, ?, ?, ?, ?)",
                       {x.call.value, own.owner, millis(own.at), log, own.number, own.entry});
  return written;
}

constexpr std::string_view called_back =
  "(SELECT min(b.at) FROM calls AS b"
  " WHERE b.reached = c.number AND b.reached <> '' AND b.at > c.at)";

std::string question_for(const call_query& query) {
  const auto columns = "SELECT c.call, c.entry, " + std::string{called_back};
  std::string sql;
  switch (query.asked) {
    case call_query::what::one: sql = columns + " FROM calls AS c WHERE c.call = ?"; break;
    case call_query::what::with_number:
      sql = columns + " FROM calls AS c WHERE c.number = ?";
      break;
    case call_query::what::log_of:
      sql = "SELECT c.call, c.entry, CASE WHEN c.log = 'missed' THEN " + std::string{called_back} +
            " END FROM call_log AS c WHERE c.owner = ?";
      break;
  }
  if (query.only && query.asked == call_query::what::log_of)
    sql += " AND c.log = ?";
  return sql + " AND c.at < ? ORDER BY c.at DESC, c.call DESC LIMIT ?";
}

log_kind log_kind_of(std::string_view text) {
  auto result = log_kind::unknown;
  boost::describe::enum_from_string(std::string{text}.c_str(), result);
  return result;
}

done add_logs(database& db, stored_call& x) {
  return db.run("SELECT owner, at, log, number, entry FROM call_log WHERE call = ? ORDER BY owner",
                {x.call.value}, [&](const row& found) {
                  x.log.push_back({.owner = std::string{found.text(0)},
                                   .at = instant(found.integer(1)),
                                   .log = log_kind_of(found.text(2)),
                                   .number = std::string{found.text(3)},
                                   .entry = std::string{found.text(4)}});
                });
}

done add_owners(database& db, found_call& x) {
  return db.run("SELECT owner FROM call_log WHERE call = ? ORDER BY owner", {x.call.value},
                [&](const row& found) { x.owners.emplace_back(found.text(0)); });
}

} // namespace

done keep_calls(database& db, const store_batch& batch) {
  for (const auto& x : batch.calls)
    if (auto written = keep_call(db, batch.site, x); !written)
      return written;
  return {};
}

tl::expected<std::vector<found_call>, problem> find_calls(database& db, const call_query& query) {
  std::vector<value> values{query.key};
  const auto only = query.only ? word(*query.only) : std::string{};
  if (query.only && query.asked == call_query::what::log_of)
    values.emplace_back(only);
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  values.emplace_back(query.before ? millis(*query.before) : most);
  values.emplace_back(
    static_cast<std::int64_t>(std::min(query.limit, static_cast<std::size_t>(most))));
  std::vector<found_call> result;
  auto read = db.run(question_for(query), values, [&](const row& x) {
    found_call found{.call = call_id{std::string{x.text(0)}}, .entry = std::string{x.text(1)}};
    if (!x.null(2))
      found.called_back = instant(x.integer(2));
    result.push_back(std::move(found));
  });
  if (read && query.asked == call_query::what::one && !result.empty())
    read = add_owners(db, result.front());
  if (!read)
    return tl::unexpected(std::move(read.error()));
  return result;
}

tl::expected<std::vector<stored_call>, problem>
kept_calls(database& db, const site_id& site, const call_id& after, std::size_t limit) {
  constexpr std::size_t most = std::numeric_limits<std::int64_t>::max();
  std::vector<stored_call> result;
  auto read = db.run("SELECT call, at, number, reached, entry FROM calls"
                     " WHERE site = ? AND call > ? ORDER BY call LIMIT ?",
                     {site.value, after.value, static_cast<std::int64_t>(std::min(limit, most))},
                     [&](const row& x) {
                       result.push_back({.call = call_id{std::string{x.text(0)}},
                                         .at = instant(x.integer(1)),
                                         .number = std::string{x.text(2)},
                                         .reached = std::string{x.text(3)},
                                         .entry = std::string{x.text(4)},
                                         .log = {}});
                     });
  for (auto& x : result)
    if (read)
      read = add_logs(db, x);
  if (!read)
    return tl::unexpected(std::move(read.error()));
  return result;
}

done forget_calls(database& db, const site_id& site, time_point before) {
  return db
    .run("DELETE FROM call_log WHERE call IN (SELECT call FROM calls WHERE site = ? AND at < ?)",
         {site.value, millis(before)})
    .and_then([&] {
      return db.run("DELETE FROM calls WHERE site = ? AND at < ?", {site.value, millis(before)});
    });
}

} // namespace omstilling::sqlite
