#include "gateways/store/sqlite/sqlite_store.hpp"

#include "gateways/store/sqlite/call_tables.hpp"
#include "gateways/store/sqlite/checkpointer.hpp"
#include "gateways/store/sqlite/file_lock.hpp"
#include "gateways/store/sqlite/history.hpp"
#include "gateways/store/sqlite/schema.hpp"
#include "protocol/codec.hpp"

namespace omstilling {

namespace {

using sqlite::database;
using sqlite::file_lock;
using sqlite::instant;
using sqlite::millis;
using sqlite::row;
using sqlite::text_of;
using sqlite::transaction;
using sqlite::value;

using done = tl::expected<void, problem>;

problem refusal(std::string why) {
  return {.reason = error_reason::storage_unavailable, .detail = std::move(why)};
}

class sqlite_store final : public store {
public:
  sqlite_store(file_lock lock, database db, std::unique_ptr<sqlite::checkpointer> checkpoints)
    : lock_(std::move(lock)), db_(std::move(db)), checkpoints_(std::move(checkpoints)) {
    db_.on_commit([this](int pages) { checkpoints_->written(pages); });
  }

  tl::expected<site_position, problem> open_site(const site_id& site) override {
    site_position result;
    return write([&] {
             return db_.run("INSERT INTO sites VALUES (?, 1, 0) ON CONFLICT DO UPDATE"
                            " SET epochs = epochs + 1 RETURNING epochs, last_number",
                            {site.value}, [&](const row& x) {
                              result = {x.integer(0), x.integer(1)};
                            });
           })
      .map([&] { return result; });
  }

  done append(const std::vector<store_batch>& batches) override {
    return write([&]() -> done {
      for (const auto& batch : batches)
        if (auto written = append(batch); !written)
          return written;
      return {};
    });
  }

  done load(const site_id& site,
            const std::function<void(const entity_ref&, std::string_view state)>& each) override {
    entity_ref entity;
    for (const auto& [kind, text] : sqlite::kind_words()) {
      entity.kind = kind;
      auto loaded =
        db_.run("SELECT id, state FROM entities WHERE site = ? AND kind = ? ORDER BY id",
                {site.value, text}, [&](const row& x) {
                  entity.id = x.text(0);
                  each(entity, x.text(1));
                });
      if (!loaded)
        return loaded;
    }
    return {};
  }

  tl::expected<std::optional<std::string>, problem> load_one(const site_id& site,
                                                             const entity_ref& entity) override {
    std::optional<std::string> result;
    return db_
      .run("SELECT state FROM entities WHERE site = ? AND kind = ? AND id = ?",
           {site.value, text_of(entity.kind), entity.id}, [&](const row& x) { result = x.text(0); })
      .map([&] { return std::move(result); });
  }

  tl::expected<std::vector<receipt>, problem> load_receipts(const site_id& site,
                                                            time_point since) override {
    std::vector<receipt> found;
    std::optional<problem> wrong;
    const auto read = [&](const row& x) {
      auto result = decode_text<command_result>(x.text(4));
      if (result)
        found.push_back({user_id{std::string{x.text(0)}}, idempotency_key{std::string{x.text(1)}},
                         std::string{x.text(2)}, instant(x.integer(3)), std::move(*result)});
      else
        wrong = refusal("a receipt of site " + site.value +
                        " cannot be read: " + message(result.error()));
    };
    auto loaded = db_.run("SELECT user, key, asked, at, result FROM receipts"
                          " WHERE site = ? AND at >= ? ORDER BY at, user, key",
                          {site.value, millis(since)}, read);
    if (!loaded)
      return tl::unexpected(std::move(loaded.error()));
    if (wrong)
      return tl::unexpected(std::move(*wrong));
    return found;
  }

  tl::expected<std::vector<stored_event>, problem> history(const event_query& query) override {
    std::vector<stored_event> found;
    const auto types = encode_text(query.types);
    const auto asked = sqlite::question_for(query, types);
    return db_
      .run(asked.sql, asked.values, [&](const row& x) { found.push_back(sqlite::event_in(x)); })
      .map([&] { return std::move(found); });
  }

  tl::expected<std::vector<found_call>, problem> calls(const call_query& query) override {
    return sqlite::find_calls(db_, query);
  }

  tl::expected<std::vector<stored_call>, problem>
  kept_calls(const site_id& site, const call_id& after, std::size_t limit) override {
    return sqlite::kept_calls(db_, site, after, limit);
  }

  tl::expected<std::int64_t, problem> forget(const site_id& site, time_point before) override {
    std::int64_t count = 0;
    return write([&] {
             return db_
               .run("DELETE FROM receipts WHERE site = ? AND at < ?", {site.value, millis(before)})
               .and_then([&] { return sqlite::forget_calls(db_, site, before); })
               .and_then([&] {
                 return db_.run("DELETE FROM events WHERE site = ? AND at < ?",
                                {site.value, millis(before)});
               })
               .map([&] { count = db_.changes(); });
           })
      .map([&] { return count; });
  }

  tl::expected<std::vector<site_id>, problem> sites() override {
    std::vector<site_id> result;
    return db_
      .run("SELECT site FROM sites ORDER BY site", {},
           [&](const row& x) { result.emplace_back(std::string{x.text(0)}); })
      .map([&] { return std::move(result); });
  }

private:
  template <class Change>
  done write(Change change) {
    const std::lock_guard guard{checkpoints_->writing()};
    transaction all{db_};
    return all.begin().and_then(change).and_then([&] { return all.commit(); });
  }

  done append(const store_batch& batch) {
    return append_events(batch)
      .and_then([&] { return replace_rows(batch); })
      .and_then([&] { return keep_receipts(batch); })
      .and_then([&] { return sqlite::keep_calls(db_, batch); });
  }

  done append_events(const store_batch& batch) {
    std::optional<std::int64_t> last;
    auto asked = db_.run("SELECT last_number FROM sites WHERE site = ?", {batch.site.value},
                         [&](const row& x) { last = x.integer(0); });
    if (!asked)
      return asked;
    if (!last)
      return tl::unexpected(refusal("site " + batch.site.value + " was never opened"));
    for (const auto& event : batch.events) {
      if (event.number <= *last)
        return tl::unexpected(refusal("event " + std::to_string(event.number) + " of site " +
                                      batch.site.value + " comes after " + std::to_string(*last)));
      last = event.number;
      if (auto written = insert(batch.site, event); !written)
        return written;
    }
    if (batch.events.empty())
      return {};
    return db_.run("UPDATE sites SET last_number = ? WHERE site = ?", {*last, batch.site.value});
  }

  done insert(const site_id& site, const stored_event& x) {
    return db_.run("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   {site.value, x.number, millis(x.at), text_of(x.entity.kind), x.entity.id, x.type,
                    x.body, x.by ? value{x.by->value} : value{}});
  }

  done replace_rows(const store_batch& batch) {
    for (const auto& [entity, state] : batch.rows) {
      const auto kind = text_of(entity.kind);
      auto written = state ? db_.run("INSERT INTO entities VALUES (?, ?, ?, ?)"
                                     " ON CONFLICT DO UPDATE SET state = excluded.state",
                                     {batch.site.value, kind, entity.id, *state})
                           : db_.run("DELETE FROM entities WHERE site = ? AND kind = ? AND id = ?",
                                     {batch.site.value, kind, entity.id});
      if (!written)
        return written;
    }
    return {};
  }

  done keep_receipts(const store_batch& batch) {
    for (const auto& x : batch.receipts) {
      const auto result = encode_text(x.result);
      auto written =
        db_.run("INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?, ?)",
                {batch.site.value, x.user.value, x.key.value, millis(x.at), x.asked, result});
      if (!written)
        return written;
    }
    return {};
  }

  file_lock lock_; // first: it is given up last
  database db_;
  std::unique_ptr<sqlite::checkpointer> checkpoints_;
};

tl::expected<database, problem> connect(const std::filesystem::path& file,
                                        const sqlite_options& options) {
  auto db = database::open(file);
  if (!db)
    return db;
  auto set_up = db->execute("PRAGMA busy_timeout = " + std::to_string(options.busy_timeout.count()))
                  .and_then([&] { return sqlite::bring_up_to_date(*db, file); })
                  .and_then([&] { return db->use_write_ahead_log(); });
  if (set_up && options.max_pages)
    set_up = db->execute("PRAGMA max_page_count = " + std::to_string(*options.max_pages));
  if (!set_up)
    return tl::unexpected(std::move(set_up.error()));
  return db;
}

} // namespace

tl::expected<std::unique_ptr<store>, problem> open_sqlite_store(const std::filesystem::path& file,
                                                                const sqlite_options& options) {
  std::error_code ignored; // what is wrong with the path is said by the next step
  auto path = std::filesystem::weakly_canonical(file, ignored);
  if (ignored)
    path = file;
  if (auto writable = sqlite::make_writable(path); !writable)
    return tl::unexpected(std::move(writable.error()));
  auto lock = file_lock::acquire(path);
  if (!lock)
    return tl::unexpected(std::move(lock.error()));
  auto db = connect(path, options);
  if (!db)
    return tl::unexpected(std::move(db.error()));
  auto second = connect(path, options);
  if (!second)
    return tl::unexpected(std::move(second.error()));
  auto checkpoints =
    std::make_unique<sqlite::checkpointer>(std::move(*second), options.checkpoint_pages);
  return std::make_unique<sqlite_store>(std::move(*lock), std::move(*db), std::move(checkpoints));
}

} // namespace omstilling
