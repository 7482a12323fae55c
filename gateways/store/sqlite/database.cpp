#include "gateways/store/sqlite/database.hpp"

#include <sqlite3.h>

namespace omstilling::sqlite {

namespace {

int bind(sqlite3_stmt* statement, int index, const value& x) {
  if (const auto* integer = std::get_if<std::int64_t>(&x))
    return sqlite3_bind_int64(statement, index, *integer);
  if (const auto* text = std::get_if<std::string_view>(&x)) // a null pointer would bind NULL
    return sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  return sqlite3_bind_null(statement, index);
}

/// Leaves the statement ready for the next time, however this one ends.
struct reset_at_end {
  sqlite3_stmt* statement;
  explicit reset_at_end(sqlite3_stmt* x) : statement(x) {}
  reset_at_end(const reset_at_end&) = delete;
  reset_at_end& operator=(const reset_at_end&) = delete;
  ~reset_at_end() { sqlite3_reset(statement); }
};

} // namespace

bool row::null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

std::int64_t row::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view row::text(int column) const {
  // Asked for as a blob, text is not copied to gain an end mark.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = sqlite3_column_bytes(statement_, column);
  return data ? std::string_view{data, static_cast<std::size_t>(size)} : std::string_view{};
}

void database::closer::operator()(sqlite3* x) const { sqlite3_close(x); }
void database::finalizer::operator()(sqlite3_stmt* x) const { sqlite3_finalize(x); }

tl::expected<database, problem> database::open(const std::filesystem::path& file) {
  database result;
  result.file_ = file.string();
  sqlite3* handle = nullptr;
  const auto code = sqlite3_open_v2(result.file_.c_str(), &handle,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  result.handle_.reset(handle);
  if (code != SQLITE_OK)
    return tl::unexpected(result.failure());
  sqlite3_extended_result_codes(handle, 1);
  return result;
}

tl::expected<void, problem> database::execute(const std::string& script) {
  if (sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return tl::unexpected(failure());
  return {};
}

tl::expected<void, problem> database::run(std::string_view sql, std::span<const value> values,
                                          const std::function<void(const row&)>& each) {
  const auto statement = prepared(sql);
  if (!statement)
    return tl::unexpected(statement.error());
  const reset_at_end guard{*statement};
  int index = 0;
  for (const auto& x : values)
    if (bind(*statement, ++index, x) != SQLITE_OK)
      return tl::unexpected(failure());
  return step(*statement, each);
}

tl::expected<void, problem> database::run(std::string_view sql, std::initializer_list<value> values,
                                          const std::function<void(const row&)>& each) {
  return run(sql, std::span{values.begin(), values.size()}, each);
}

tl::expected<std::int64_t, problem> database::number(std::string_view sql,
                                                     std::initializer_list<value> values) {
  std::int64_t result = 0;
  return run(sql, values, [&](const row& x) { result = x.integer(0); }).map([&] { return result; });
}

std::int64_t database::changes() const { return sqlite3_changes64(handle_.get()); }

tl::expected<void, problem> database::use_write_ahead_log() {
  std::string mode;
  auto asked =
    run("PRAGMA journal_mode = WAL", {}, [&](const row& x) { mode = x.text(0); }).and_then([&] {
      // After a burst the log's file shrinks back to the limit. The cache, 64 MB at most, is for
      // rows that are replaced here and there: reading their pages back is what an append costs.
      return execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216;"
                     "PRAGMA cache_size = -65536");
    });
  if (asked && mode != "wal")
    return tl::unexpected(
      problem{.reason = error_reason::storage_unavailable,
              .detail = file_ + ": its file system cannot share memory: use a local disk"});
  return asked;
}

tl::expected<void, problem> database::checkpoint() {
  if (sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                nullptr) != SQLITE_OK)
    return tl::unexpected(failure());
  return {};
}

void database::on_commit(std::function<void(int pages)> hook) {
  hook_ = std::make_unique<std::function<void(int)>>(std::move(hook));
  sqlite3_wal_hook(
    handle_.get(),
    [](void* context, sqlite3*, const char*, int pages) {
      (*static_cast<std::function<void(int)>*>(context))(pages);
      return SQLITE_OK;
    },
    hook_.get());
}

void database::roll_back() {
  // Some failures have rolled back already; then a rollback would be an error of its own.
  if (sqlite3_get_autocommit(handle_.get()) == 0)
    sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

tl::expected<sqlite3_stmt*, problem> database::prepared(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end())
    return found->second.get();
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK)
    return tl::unexpected(failure());
  statements_.emplace(sql, kept_statement{made});
  return made;
}

tl::expected<void, problem> database::step(sqlite3_stmt* statement,
                                           const std::function<void(const row&)>& each) {
  for (;;) {
    switch (sqlite3_step(statement)) {
      case SQLITE_DONE: return {};
      case SQLITE_ROW:
        if (each)
          each(row{statement});
        break;
      default: return tl::unexpected(failure());
    }
  }
}

problem database::failure() const {
  const auto code = sqlite3_extended_errcode(handle_.get());
  const auto why = [&]() -> std::string {
    switch (code & 0xff) { // the rest says more than people can use
      case SQLITE_NOTADB: return "is not a database: name another file";
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return "another program has locked it: stop that one";
      default: return sqlite3_errmsg(handle_.get()) + (" (SQLite " + std::to_string(code) + ")");
    }
  }();
  return {.reason = error_reason::storage_unavailable, .detail = file_ + ": " + why};
}

} // namespace omstilling::sqlite
