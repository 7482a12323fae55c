#include "actors/service.hpp"

#include "actors/board.hpp"
#include "actors/directory_actor.hpp"
#include "actors/handles.hpp"
#include "actors/journal.hpp"
#include "actors/queue_day.hpp"
#include "actors/road.hpp"
#include "actors/site.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

constexpr std::size_t longest_site_id = 32; // a call's id holds it, and must itself be a valid id

/// Everything of one site, as it comes out of the store.
struct loaded_site {
  site_start start;
  std::vector<queue_record> queues;
  std::vector<token_record> tokens;
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
      start.phone_books[book_of_contact(ref.id)].push_back(
        std::make_shared<const contact_view>(std::move(x)));
  }

  void take(const entity_ref& ref, std::string_view state) {
    if (wrong)
      return;
    switch (ref.kind) {
      case entity_kind::employee: return read(ref, state, start.employees);
      case entity_kind::call: return read(ref, state, start.calls);
      case entity_kind::queue: return read(ref, state, queues);
      case entity_kind::watchlist: return read(ref, state, start.watchlists);
      case entity_kind::desk: return read(ref, state, start.desks);
      case entity_kind::settings: return read(ref, state, start.settings);
      case entity_kind::status_book: return read(ref, state, start.books);
      case entity_kind::user: return read(ref, state, start.users);
      case entity_kind::token: return read(ref, state, tokens);
      case entity_kind::contact: return read_contact(ref, state);
      case entity_kind::message: return read(ref, state, start.messages);
      case entity_kind::message_book: return read(ref, state, start.message_books);
      case entity_kind::promise: return read(ref, state, start.promises);
      case entity_kind::unknown: break;
    }
  }
};

/// Fills in what the rows do not say: the queues' figures, the receipts, the numbering.
std::optional<problem> complete(loaded_site& x, store& from, time_point now) {
  const auto& site = x.start.site;
  auto events = from.history(counted_events(site.id, site.time_zone, now));
  if (!events)
    return events.error();
  for (auto& record : x.queues)
    x.start.queues.push_back(count_day(std::move(record), site.time_zone, *events));
  auto done = from.load_receipts(site.id, now - receipts::kept_for);
  if (!done)
    return done.error();
  x.start.receipts = std::move(*done);
  const auto position = from.open_site(site.id);
  if (!position)
    return position.error();
  x.start.epoch = position->epochs;
  x.start.last_number = position->last_number;
  return std::nullopt;
}

tl::expected<loaded_site, problem> load(const site_options& options, store& from, time_point now) {
  loaded_site result;
  result.start.site = options.site;
  result.start.pbx = options.pbx;
  result.start.plan = options.numbers;
  if (!valid_id(options.site.id.value) || options.site.id.value.size() > longest_site_id)
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = "site.id",
                                  .expected = "id of 1-32 characters",
                                  .got = options.site.id.value});
  const auto loaded =
    from.load(options.site.id,
              [&](const entity_ref& ref, std::string_view state) { result.take(ref, state); });
  auto wrong = loaded ? result.wrong : std::optional{loaded.error()};
  if (!wrong)
    wrong = complete(result, from, now);
  if (!wrong)
    return result;
  wrong->path = "site " + options.site.id.value + (wrong->path.empty() ? "" : ", " + wrong->path);
  return tl::unexpected(std::move(*wrong));
}

/// A channel that is not set up is no fault of the service, and says so.
void say_carriers(const board_actor& board, const carriers& x, time_point now) {
  const auto say = [&](std::string id, bool there, std::string_view missing) {
    caf::anon_send(board, health_news{{.id = std::move(id),
                                       .name = "",
                                       .ok = true,
                                       .problem = there ? "" : std::string{missing},
                                       .since = now}});
  };
  say("mail", x.mail != nullptr, "no mail server is set up");
  say("sms", x.sms != nullptr, "no SMS gateway is set up");
}

} // namespace

struct service::actors {
  caf::actor_system& system;
  board_actor board;
  journal_actor journal;
  directory_actor directory;
  accounts_actor accounts;
  std::map<std::string, feed_actor> feeds{};
  std::vector<site_actor> sites;
};

service::service(std::unique_ptr<actors> all) : actors_(std::move(all)) {}

service::~service() = default;

tl::expected<std::unique_ptr<service>, problem>
service::start(caf::actor_system& system, std::shared_ptr<clock> time,
               std::unique_ptr<store> kept_in, std::shared_ptr<password_hasher> hasher,
               service_options options) {
  accounts_start accounts{.organisation = options.organisation,
                          .hasher = std::move(hasher),
                          .local_administrator_digest =
                            std::move(options.local_administrator_digest)};
  std::vector<site_start> sites;
  std::map<site_id, std::int64_t> numbers;
  for (const auto& x : options.sites) {
    auto loaded = load(x, *kept_in, time->now());
    if (!loaded)
      return tl::unexpected(loaded.error());
    accounts.sites.push_back(x.site);
    accounts.users.insert(accounts.users.end(), loaded->start.users.begin(),
                          loaded->start.users.end());
    accounts.tokens.insert(accounts.tokens.end(), loaded->tokens.begin(), loaded->tokens.end());
    numbers[x.site.id] = loaded->start.last_number;
    sites.push_back(std::move(loaded->start));
  }
  auto all = std::make_unique<actors>(actors{.system = system,
                                             .board = spawn_board(system, time),
                                             .journal = {},
                                             .directory = {},
                                             .accounts = {},
                                             .sites = {}});
  all->journal = spawn_journal(system, {std::move(kept_in), std::move(numbers)}, all->board, time,
                               options.own_threads);
  caf::anon_send(
    all->board,
    health_news{{.id = "store", .name = "", .ok = true, .problem = "", .since = time->now()}});
  all->directory = spawn_directory(system, options.region, options.own_threads);
  say_carriers(all->board, options.messages_by, time->now());
  const auto env = std::make_shared<const environment>(
    environment{time, all->journal, all->board, options.retention, all->directory, options.lookup});
  for (auto& x : options.calendars)
    all->feeds[x.id] = spawn_calendar_feed(system, env, x);
  std::map<site_id, site_actor> handles;
  for (auto& x : sites) {
    const auto id = x.site.id;
    x.feeds = all->feeds;
    x.has_shared_book = handles.empty(); // it lives at the first site
    x.carried_by = options.messages_by;
    caf::anon_send(all->board, health_news{{.id = "site:" + id.value,
                                            .name = x.site.name,
                                            .ok = false,
                                            .problem = "starting",
                                            .since = time->now()}});
    all->sites.push_back(handles[id] = spawn_site(system, env, std::move(x)));
  }
  all->accounts =
    spawn_accounts(system, env, std::move(accounts), std::move(handles), options.own_threads);
  for (const auto& site : all->sites)
    caf::anon_send(site, door_is{all->accounts});
  return std::unique_ptr<service>{new service{std::move(all)}};
}

void service::attach(observers& to) { caf::anon_send(actors_->board, attach_observers{&to}); }

void service::admit(authenticate asked, std::string address,
                    std::function<void(tl::expected<admission, problem>)> then) {
  caf::anon_send(actors_->accounts,
                 ask_login{std::move(asked), std::move(address), std::move(then)});
}

void service::carry_out(principal who, command asked, std::optional<idempotency_key> key,
                        std::function<void(tl::expected<command_result, problem>)> then) {
  caf::anon_send(actors_->accounts,
                 door_command{std::move(who), std::move(asked), std::move(key), std::move(then)});
}

void service::answer_query(principal who, query asked,
                           std::function<void(tl::expected<query_result, problem>)> then) {
  caf::anon_send(actors_->accounts, door_query{std::move(who), std::move(asked), std::move(then)});
}

void service::open_topic(principal who, topic_request asked,
                         std::function<void(tl::expected<subscription, problem>)> then) {
  if (auto refusal = may_read(who, asked.topic))
    return then(tl::unexpected(std::move(*refusal)));
  caf::anon_send(actors_->board,
                 open_topic_request{std::move(who), std::move(asked), std::move(then)});
}

void service::read_presence(principal who, presence_request asked,
                            std::function<void(tl::expected<presence_reading, problem>)> then) {
  caf::anon_send(actors_->accounts,
                 presence_wish{std::move(who), std::move(asked), std::move(then)});
}

void service::health(std::function<void(std::vector<health_view>)> then) {
  caf::anon_send(actors_->board, ask_health{std::move(then)});
}

void service::say_health(health_view part) {
  caf::anon_send(actors_->board, health_news{std::move(part)});
}

void service::metrics(std::function<void(std::string)> then) {
  caf::anon_send(actors_->journal, ask_metrics{std::make_shared<std::string>(), std::move(then)});
}

std::string service::server_name() const { return "omstilling " OMSTILLING_VERSION; }

void service::totals(std::function<void(call_totals)> then) {
  caf::anon_send(actors_->journal, ask_totals{std::move(then)});
}

void service::begin_stop() {
  const auto end = [](const auto& x) { caf::anon_send_exit(x, caf::exit_reason::user_shutdown); };
  for (const auto& [link, feed] : actors_->feeds)
    end(feed);
  for (const auto& site : actors_->sites)
    end(site);
  end(actors_->accounts);
  end(actors_->directory);
  end(actors_->journal);
  end(actors_->board);
}

void service::stop() {
  // In the order of the road: nobody decides any more, then what was decided is kept and shown.
  caf::scoped_actor self{actors_->system};
  const auto end = [&](const auto& x) {
    self->monitor(x);
    caf::anon_send_exit(x, caf::exit_reason::user_shutdown);
    self->receive([](const caf::down_msg&) {});
  };
  for (const auto& [link, feed] : actors_->feeds)
    end(feed);
  for (const auto& site : actors_->sites)
    end(site);
  end(actors_->accounts);
  end(actors_->directory);
  end(actors_->journal);
  end(actors_->board);
}

} // namespace omstilling
