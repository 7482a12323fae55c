#include "gateways/store/sqlite/schema.hpp"

#include <array>

namespace omstilling::sqlite {

namespace {

constexpr std::int64_t application_id = 0x4f6d7374; // "Omst": file(1) and we know it by this

// Each brings the tables one version further. Never change one that was released: add another.
// Entities have row ids: their states are long, and in a tree of keys would lie on pages of their
// own. Events are indexed by time, not by type and time: new ones then land on one page, and what
// retention removes lies together.
constexpr std::array migrations{
  R"sql(
    CREATE TABLE sites (
      site TEXT NOT NULL PRIMARY KEY,
      epochs INTEGER NOT NULL,
      last_number INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE entities (
      site TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (site, kind, id)
    ) STRICT;
    CREATE TABLE events (
      site TEXT NOT NULL,
      number INTEGER NOT NULL,
      at INTEGER NOT NULL, -- milliseconds since 1970, UTC
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      type TEXT NOT NULL,
      body TEXT NOT NULL,
      asked_by TEXT,
      PRIMARY KEY (site, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX events_of_entity ON events (site, kind, id, number);
    CREATE INDEX events_by_time ON events (site, at, type);
    CREATE TABLE receipts (
      site TEXT NOT NULL,
      user TEXT NOT NULL,
      key TEXT NOT NULL,
      at INTEGER NOT NULL,
      asked TEXT NOT NULL,
      result TEXT NOT NULL,
      PRIMARY KEY (site, user, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX receipts_by_time ON receipts (site, at);
    PRAGMA application_id = 1332573044;
  )sql",
  // Calls that are over. Who called a number back is found by the number that was reached.
  R"sql(
    CREATE TABLE calls (
      call TEXT NOT NULL PRIMARY KEY,
      site TEXT NOT NULL,
      at INTEGER NOT NULL,
      number TEXT NOT NULL,
      reached TEXT NOT NULL,
      entry TEXT NOT NULL
    ) STRICT;
    CREATE INDEX calls_by_number ON calls (number, at, call);
    CREATE INDEX calls_by_reached ON calls (reached, at) WHERE reached <> '';
    CREATE INDEX calls_by_time ON calls (site, at);
    CREATE TABLE call_log (
      call TEXT NOT NULL,
      owner TEXT NOT NULL,
      at INTEGER NOT NULL,
      log TEXT NOT NULL,
      number TEXT NOT NULL,
      entry TEXT NOT NULL,
      PRIMARY KEY (call, owner)
    ) STRICT;
    CREATE INDEX call_log_by_owner ON call_log (owner, at, call);
    CREATE INDEX call_log_by_kind ON call_log (owner, log, at, call);
  )sql",
};
static_assert(application_id == 1332573044);

tl::unexpected<problem> refused(const std::filesystem::path& file, const std::string& why) {
  return tl::unexpected(
    problem{.reason = error_reason::storage_unavailable, .detail = file.string() + ": " + why});
}

tl::expected<void, problem> migrate(database& db, std::size_t version) {
  transaction change{db};
  if (auto begun = change.begin(); !begun)
    return begun;
  for (; version < migrations.size(); ++version)
    if (auto done = db.execute(migrations.at(version)); !done)
      return done;
  if (auto done = db.execute("PRAGMA user_version = " + std::to_string(version)); !done)
    return done;
  return change.commit();
}

} // namespace

tl::expected<void, problem> bring_up_to_date(database& db, const std::filesystem::path& file) {
  const auto tables = db.number("SELECT count(*) FROM sqlite_schema");
  if (!tables)
    return tl::unexpected(tables.error());
  const auto owner = db.number("PRAGMA application_id");
  if (!owner)
    return tl::unexpected(owner.error());
  const auto version = db.number("PRAGMA user_version");
  if (!version)
    return tl::unexpected(version.error());
  const bool fresh = *tables == 0 && *owner == 0 && *version == 0;
  if (!fresh && *owner != application_id)
    return refused(file, "is a database of another program: name another file");
  if (*version > static_cast<std::int64_t>(migrations.size()))
    return refused(file, "was written by a newer version (tables " + std::to_string(*version) +
                           ", this version knows " + std::to_string(migrations.size()) +
                           "): start that version, or restore a copy from before");
  if (*version == static_cast<std::int64_t>(migrations.size()))
    return {};
  return migrate(db, static_cast<std::size_t>(*version));
}

} // namespace omstilling::sqlite
