#pragma once

#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace omstilling::sqlite {

/// What is bound to a statement: null, an integer, or text, which is not copied.
using value = std::variant<std::monostate, std::int64_t, std::string_view>;

/// One row of a result; what it gives is valid until the next row.
class row {
public:
  explicit row(sqlite3_stmt* statement) : statement_(statement) {}

  bool null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;

private:
  sqlite3_stmt* statement_;
};

/// One connection, and the statements it has prepared: each is kept for the next time.
class database {
public:
  static tl::expected<database, problem> open(const std::filesystem::path& file);

  /// Carries out any number of statements without values; they are not kept.
  tl::expected<void, problem> execute(const std::string& script);
  /// Carries out one statement and gives each row of its result.
  tl::expected<void, problem> run(std::string_view sql, std::span<const value> values,
                                  const std::function<void(const row&)>& each = {});
  tl::expected<void, problem> run(std::string_view sql, std::initializer_list<value> values = {},
                                  const std::function<void(const row&)>& each = {});
  /// The integer in the first row of a result; 0 if it has none.
  tl::expected<std::int64_t, problem> number(std::string_view sql,
                                             std::initializer_list<value> values = {});
  /// Rows that the latest statement changed.
  std::int64_t changes() const;

  /// Writes ahead, and waits for the disk at each commit.
  tl::expected<void, problem> use_write_ahead_log();
  /// Copies what the write-ahead log holds into the file, as far as no reader needs it.
  tl::expected<void, problem> checkpoint();
  /// Calls `hook` with the length of the write-ahead log in pages after each commit, instead of
  /// checkpoints by itself.
  void on_commit(std::function<void(int pages)> hook);

  /// Undoes the transaction that is open, if one is.
  void roll_back();

private:
  struct closer {
    void operator()(sqlite3* x) const;
  };
  struct finalizer {
    void operator()(sqlite3_stmt* x) const;
  };
  using kept_statement = std::unique_ptr<sqlite3_stmt, finalizer>;
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view x) const { return std::hash<std::string_view>{}(x); }
  };

  database() = default;
  tl::expected<sqlite3_stmt*, problem> prepared(std::string_view sql);
  tl::expected<void, problem> step(sqlite3_stmt* statement,
                                   const std::function<void(const row&)>& each);
  problem failure() const;

  std::string file_;
  std::unique_ptr<std::function<void(int)>> hook_; // where it lies must not move
  std::unique_ptr<sqlite3, closer> handle_;
  std::unordered_map<std::string, kept_statement, text_hash, std::equal_to<>> statements_;
};

/// Everything between begin and commit, or nothing.
class transaction {
public:
  explicit transaction(database& db) : db_(db) {}
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction() { db_.roll_back(); }

  tl::expected<void, problem> begin() { return db_.run("BEGIN IMMEDIATE"); }
  tl::expected<void, problem> commit() { return db_.run("COMMIT"); }

private:
  database& db_;
};

} // namespace omstilling::sqlite
