#include "actors/service.hpp"

#include "actors/board.hpp"
#include "actors/directory_actor.hpp"
#include "actors/handles.hpp"
#include "actors/journal.hpp"
#include "actors/nodes_actor.hpp"
#include "actors/ownership_actor.hpp"
#include "actors/road.hpp"
#include "actors/site.hpp"
#include "actors/site_keeper.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <future>

namespace omstilling {

namespace {

/// Says so as long as two processes are the same node.
void say_name(const environment& env, const std::string& name, bool is_shared) {
  const auto why = "another process is node \"" + name + "\" too: each needs a name of its own";
  if (is_shared)
    spdlog::critical("{}", why);
  caf::anon_send(env.board, health_news{{.id = "node",
                                         .name = name,
                                         .ok = !is_shared,
                                         .problem = is_shared ? why : "",
                                         .since = env.time->now()}});
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
  environment_ptr env{};
  accounts_actor accounts{};
  std::map<std::string, feed_actor> feeds{};
  std::vector<site_actor> sites{};
  keeper_actor keeper{}; // these three of one of several nodes only
  ownership_actor ownership{};
  nodes_actor nodes{};
  std::shared_ptr<site_streams> streams{};

  /// In the order of the road: nobody decides any more, then what was decided is kept and shown.
  std::vector<caf::actor> in_order_of_end() const {
    std::vector<caf::actor> result;
    const auto add = [&](const auto& x) {
      if (x)
        result.push_back(caf::actor_cast<caf::actor>(x));
    };
    for (const auto& [link, feed] : feeds)
      add(feed);
    for (const auto& site : sites)
      add(site);
    add(keeper);
    add(ownership);
    add(nodes);
    add(accounts);
    add(env->directory);
    add(env->journal);
    add(env->board);
    return result;
  }
  void begin(std::shared_ptr<clock> time, journal_start kept, const service_options& options);
  void begin_sites(std::vector<site_start> all, accounts_start accounts,
                   const service_options& options);
  void begin_node(accounts_start accounts, service_options options);
};

/// What all sites share.
void service::actors::begin(std::shared_ptr<clock> time, journal_start kept,
                            const service_options& options) {
  const auto now = time->now();
  const auto board = spawn_board(system, time);
  const auto journal = spawn_journal(system, std::move(kept), board, time, options.own_threads);
  caf::anon_send(board,
                 health_news{{.id = "store", .name = "", .ok = true, .problem = "", .since = now}});
  say_carriers(board, options.messages_by, now);
  env = std::make_shared<const environment>(
    environment{std::move(time), journal, board, options.retention,
                spawn_directory(system, options.region, options.own_threads), options.lookup});
  for (const auto& x : options.calendars)
    feeds[x.id] = spawn_calendar_feed(system, env, x);
}

void service::actors::begin_sites(std::vector<site_start> all, accounts_start known,
                                  const service_options& options) {
  std::map<site_id, site_actor> handles;
  for (auto& x : all) {
    const auto id = x.site.id;
    x.feeds = feeds;
    x.has_shared_book = handles.empty(); // it lives at the first site
    x.carried_by = options.messages_by;
    caf::anon_send(env->board, health_news{{.id = "site:" + id.value,
                                            .name = x.site.name,
                                            .ok = false,
                                            .problem = "starting",
                                            .since = env->time->now()}});
    sites.push_back(handles[id] = spawn_site(system, env, std::move(x)));
  }
  accounts = spawn_accounts(system, env, std::move(known), std::move(handles), options.own_threads);
  for (const auto& site : sites)
    caf::anon_send(site, door_is{accounts});
}

void service::actors::begin_node(accounts_start known, service_options options) {
  auto& node = *options.node;
  node.self.version = OMSTILLING_VERSION;
  const auto name = node.self.node;
  ownership_start owning{
    .sites = {},
    .preferred = std::move(node.preferred),
    .leases = {std::move(node.leases), std::move(node.self), node.times, env->time,
               [shared = env, name](bool is) { say_name(*shared, name.value, is); }}};
  for (const auto& x : options.sites)
    owning.sites.push_back(x.site.id);
  nodes_start following{.sites = known.sites,
                        .streams = {node.streams, std::make_shared<stream_wishes>(), name},
                        .accounts = {}};
  accounts = spawn_accounts(system, env, std::move(known), {}, options.own_threads);
  following.accounts = accounts;
  nodes = spawn_nodes(system, env, std::move(following), options.own_threads);
  caf::anon_send(accounts, nodes_are{nodes});
  caf::anon_send(env->board, tell_health{env->journal});
  keeper = spawn_site_keeper(
    system, env, {std::move(options.sites), feeds, options.messages_by, accounts, nodes});
  ownership = spawn_ownership(system, std::move(owning), keeper, options.own_threads);
  streams = node.streams;
  streams->on_freed(
    [owner = ownership](const site_id&) { caf::anon_send(owner, something_freed{}); });
}

service::service(std::unique_ptr<actors> all) : actors_(std::move(all)) {}

service::~service() = default;

tl::expected<std::unique_ptr<service>, problem>
service::start(caf::actor_system& system, std::shared_ptr<clock> time,
               std::unique_ptr<store> kept_in, std::shared_ptr<password_hasher> hasher,
               service_options options) {
  accounts_start accounts{.organisation = options.organisation,
                          .hasher = std::move(hasher),
                          .local_administrator_digest = options.local_administrator_digest};
  const auto add_logins = [&](const std::vector<user_record>& users,
                              const std::vector<token_record>& tokens) {
    accounts.users.insert(accounts.users.end(), users.begin(), users.end());
    accounts.tokens.insert(accounts.tokens.end(), tokens.begin(), tokens.end());
  };
  std::vector<site_start> sites;
  std::map<site_id, std::int64_t> numbers;
  for (const auto& x : options.sites) {
    accounts.sites.push_back(x.site);
    if (options.node) {
      const auto logins = load_logins(x.site.id, *kept_in);
      if (!logins)
        return tl::unexpected(logins.error());
      add_logins(logins->users, logins->tokens);
      continue;
    }
    auto loaded = load_site(x.site, *kept_in, time->now());
    if (!loaded)
      return tl::unexpected(loaded.error());
    add_logins(loaded->start.users, loaded->tokens);
    numbers[x.site.id] = loaded->start.last_number;
    auto start = equip(std::move(loaded->start), x);
    if (!start)
      return tl::unexpected(start.error());
    sites.push_back(std::move(*start));
  }
  auto all = std::make_unique<actors>(actors{.system = system});
  all->begin(std::move(time), {std::move(kept_in), std::move(numbers), options.node.has_value()},
             options);
  if (options.node)
    all->begin_node(std::move(accounts), std::move(options));
  else
    all->begin_sites(std::move(sites), std::move(accounts), options);
  return std::unique_ptr<service>{new service{std::move(all)}};
}

void service::attach(observers& to) { caf::anon_send(actors_->env->board, attach_observers{&to}); }

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
  caf::anon_send(actors_->env->board,
                 open_topic_request{std::move(who), std::move(asked), std::move(then)});
}

void service::read_presence(principal who, presence_request asked,
                            std::function<void(tl::expected<presence_reading, problem>)> then) {
  caf::anon_send(actors_->accounts,
                 presence_wish{std::move(who), std::move(asked), std::move(then)});
}

void service::health(std::function<void(std::vector<health_view>)> then) {
  caf::anon_send(actors_->env->board, ask_health{std::move(then)});
}

void service::say_health(health_view part) {
  caf::anon_send(actors_->env->board, health_news{std::move(part)});
}

void service::metrics(std::function<void(std::string)> then) {
  caf::anon_send(actors_->env->journal,
                 ask_metrics{std::make_shared<std::string>(), std::move(then)});
}

std::string service::server_name() const { return "omstilling " OMSTILLING_VERSION; }

void service::totals(std::function<void(call_totals)> then) {
  caf::anon_send(actors_->env->journal, ask_totals{std::move(then)});
}

void service::begin_stop() {
  const auto end = [all = actors_->in_order_of_end()] {
    for (const auto& x : all)
      caf::anon_send_exit(x, caf::exit_reason::user_shutdown);
  };
  if (!actors_->ownership)
    return end();
  actors_->streams->on_freed({});
  caf::anon_send(actors_->ownership, leave_now{end});
}

void service::stop() {
  constexpr std::chrono::seconds patience{2}; // with a store that does not answer
  if (actors_->ownership) {
    actors_->streams->on_freed({});
    const auto left = std::make_shared<std::promise<void>>();
    caf::anon_send(actors_->ownership, leave_now{[left] { left->set_value(); }});
    left->get_future().wait_for(patience);
  }
  caf::scoped_actor self{actors_->system};
  for (const auto& x : actors_->in_order_of_end()) {
    self->monitor(x);
    caf::anon_send_exit(x, caf::exit_reason::user_shutdown);
    self->receive([](const caf::down_msg&) {});
  }
}

} // namespace omstilling
