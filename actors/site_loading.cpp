#include "actors/site_loading.hpp"

#include "actors/queue_day.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace omstilling {

namespace {

constexpr std::size_t longest_site_id = 32; // a call's id holds it, and must itself be a valid id

/// Turns rows into records, until one does not fit.
struct row_reader {
  loaded_site site{};
  std::vector<queue_record> queues{};
  std::optional<problem> wrong{};

  template <class Record>
  void read(const entity_ref& ref, std::string_view state, std::vector<Record>& into) {
    auto record = decode_text<Record>(state);
    if (record)
      return into.push_back(std::move(*record));
    wrong = std::move(record.error());
    wrong->path = word(ref.kind) + ' ' + ref.id + (wrong->path.empty() ? "" : ", " + wrong->path);
  }

  void read_contact(const entity_ref& ref, std::string_view state) {
    std::vector<contact_view> read_one;
    read(ref, state, read_one);
    for (auto& x : read_one)
      site.start.phone_books[book_of_contact(ref.id)].push_back(
        std::make_shared<const contact_view>(std::move(x)));
  }

  void take(const entity_ref& ref, std::string_view state) {
    if (wrong)
      return;
    auto& start = site.start;
    switch (ref.kind) {
      case entity_kind::employee: return read(ref, state, start.employees);
      case entity_kind::call: return read(ref, state, start.calls);
      case entity_kind::queue: return read(ref, state, queues);
      case entity_kind::watchlist: return read(ref, state, start.watchlists);
      case entity_kind::desk: return read(ref, state, start.desks);
      case entity_kind::settings: return read(ref, state, start.settings);
      case entity_kind::status_book: return read(ref, state, start.books);
      case entity_kind::user: return read(ref, state, start.users);
      case entity_kind::token: return read(ref, state, site.tokens);
      case entity_kind::contact: return read_contact(ref, state);
      case entity_kind::message: return read(ref, state, start.messages);
      case entity_kind::message_book: return read(ref, state, start.message_books);
      case entity_kind::promise: return read(ref, state, start.promises);
      case entity_kind::unknown: break;
    }
  }

  void take_login(const entity_ref& ref, std::string_view state) {
    if (ref.kind == entity_kind::user || ref.kind == entity_kind::token)
      take(ref, state);
  }
};

/// Fills in what the rows do not say: the queues' figures, the receipts, the numbering.
std::optional<problem> complete(row_reader& x, store& from, time_point now) {
  auto& start = x.site.start;
  const auto& site = start.site;
  auto events = from.history(counted_events(site.id, site.time_zone, now));
  if (!events)
    return events.error();
  for (auto& record : x.queues)
    start.queues.push_back(count_day(std::move(record), site.time_zone, *events));
  auto done = from.load_receipts(site.id, now - receipts::kept_for);
  if (!done)
    return done.error();
  start.receipts = std::move(*done);
  const auto position = from.open_site(site.id);
  if (!position)
    return position.error();
  start.epoch = position->epochs;
  start.last_number = position->last_number;
  return std::nullopt;
}

tl::unexpected<problem> at_site(const site_id& site, problem wrong) {
  wrong.path = "site " + site.value + (wrong.path.empty() ? "" : ", " + wrong.path);
  return tl::unexpected(std::move(wrong));
}

} // namespace

tl::expected<loaded_site, problem> load_site(const site_view& site, store& from, time_point now) {
  if (!valid_id(site.id.value) || site.id.value.size() > longest_site_id)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "site.id",
                                  .expected = "id of 1-32 characters",
                                  .got = site.id.value});
  row_reader result;
  result.site.start.site = site;
  const auto loaded = from.load(
    site.id, [&](const entity_ref& ref, std::string_view state) { result.take(ref, state); });
  auto wrong = loaded ? result.wrong : std::optional{loaded.error()};
  if (!wrong)
    wrong = complete(result, from, now);
  if (wrong)
    return at_site(site.id, std::move(*wrong));
  return std::move(result.site);
}

tl::expected<site_start, problem> equip(site_start loaded, const site_options& options) {
  loaded.plan = options.numbers;
  if (!options.pbx)
    return loaded;
  auto pbx = options.pbx();
  if (!pbx)
    return at_site(loaded.site.id, std::move(pbx.error()));
  loaded.pbx = std::move(*pbx);
  return loaded;
}

tl::expected<site_logins, problem> load_logins(const site_id& site, store& from) {
  row_reader result;
  const auto loaded = from.load(
    site, [&](const entity_ref& ref, std::string_view state) { result.take_login(ref, state); });
  if (!loaded)
    return at_site(site, loaded.error());
  if (result.wrong)
    return at_site(site, std::move(*result.wrong));
  return site_logins{std::move(result.site.start.users), std::move(result.site.tokens)};
}

} // namespace omstilling
