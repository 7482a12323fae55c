#include "apps/omstillingd/daemon.hpp"

#include "actors/service.hpp"
#include "apps/omstillingd/admin_token.hpp"
#include "apps/omstillingd/asterisk_site.hpp"
#include "apps/omstillingd/calendar_links.hpp"
#include "apps/omstillingd/config/config.hpp"
#include "apps/omstillingd/demo/bots.hpp"
#include "apps/omstillingd/demo/made_up_carriers.hpp"
#include "apps/omstillingd/demo_start.hpp"
#include "apps/omstillingd/log.hpp"
#include "apps/omstillingd/people_gateways.hpp"
#include "apps/omstillingd/simulated_site.hpp"
#include "apps/omstillingd/store_choice.hpp"
#include "apps/words/words.hpp"
#include "gateways/password/argon2_hasher.hpp"
#include "gateways/pbx/simulator/simulator.hpp"
#include "gateways/store/sqlite/file_lock.hpp"
#include "gateways/websocket/server.hpp"
#include "protocol/codec.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <ctime>
#include <future>
#include <random>

namespace omstilling {

namespace {

template <class... Args>
std::string say(const char* text, const Args&... args) {
  return fmt::format(fmt::runtime(text), args...);
}

/// One scheduler thread: CAF 0.17.6 steals work at a price that grows with what is ready, and one
/// thread carries millions of messages a second.
caf::actor_system_config actor_settings() {
  caf::actor_system_config settings;
  settings.set("scheduler.policy", caf::atom("sharing"));
  settings.set("scheduler.max-threads", static_cast<std::size_t>(1));
  return settings;
}

/// Everything that runs, in the order in which it started.
struct daemon {
  configuration settings;
  std::optional<demo_office> office;
  std::filesystem::path database;
  std::shared_ptr<clock> time = std::make_shared<system_clock>();
  caf::actor_system_config actor_config = actor_settings();
  caf::actor_system actors{actor_config};
  std::shared_ptr<password_hasher> hasher = make_argon2_hasher();
  std::string administrator_token;
  std::vector<std::shared_ptr<simulator>> simulators;
  people_gateways carriers;
  std::unique_ptr<service> living;
  imports employees_from; // they ask the service, so they end before it
  std::unique_ptr<websocket_server> server;
  std::shared_ptr<demo_bots> bots;

  daemon() {
    // A timer far in the future must not hold the exit: what counts is kept long before.
    actors.await_actors_before_shutdown(false);
  }
};

using step = tl::expected<void, problem>;

// --- settings ---------------------------------------------------------------------

tl::expected<configuration, int> read_settings(const daemon_options& options) {
  if (options.demo)
    return configuration{};
  auto settings = load_configuration(options.config);
  if (settings)
    return *settings;
  for (const auto& line : settings.error())
    fmt::print(stderr, "omstillingd: {}\n", line);
  return tl::unexpected(1);
}

step forget_demo(const std::filesystem::path& state) {
  // Not while another service lives on it.
  const auto lock = sqlite::file_lock::acquire(state / "omstilling.db");
  if (!lock)
    return tl::unexpected(lock.error());
  for (const auto* name :
       {"omstilling.db", "omstilling.db-wal", "omstilling.db-shm", "admin.token"})
    std::filesystem::remove(state / name);
  return {};
}

step prepare(daemon& all, const daemon_options& options) {
  if (!options.demo) {
    all.database = all.settings.store.path;
    return {};
  }
  std::error_code failure;
  std::filesystem::create_directories(options.state, failure);
  if (failure)
    return tl::unexpected(problem{.reason = error_reason::storage_unavailable,
                                  .path = options.state.string(),
                                  .detail = failure.message()});
  if (options.fresh)
    if (auto forgotten = forget_demo(options.state); !forgotten)
      return forgotten;
  all.database = options.state / "omstilling.db";
  auto office = read_demo_office(options.office, {.seed = std::random_device{}()});
  if (!office)
    return tl::unexpected(office.error());
  all.office = std::move(*office);
  all.settings.organisation = all.office->organisation;
  if (options.node.empty())
    return {};
  all.settings.store.kind = store_kind::redis;
  all.settings.store.url = options.redis;
  all.settings.node.name = options.node;
  all.settings.node.prefers = {options.prefers};
  for (auto& x : all.office->sites)
    x.pbx.opens_at_connect = true; // when it is this node's
  return {};
}

// --- starting -----------------------------------------------------------------------

site_numbers numbers_of(const site_settings& x) {
  site_numbers result{.outside_prefix = x.outside_prefix};
  if (!x.presented_number.empty())
    result.presented = party{.number = x.presented_number,
                             .name = x.presented_name.empty() ? x.name : x.presented_name};
  for (const auto& line : x.trunks)
    result.trunks.push_back({line.site, line.numbers});
  return result;
}

tl::expected<std::vector<site_options>, problem>
make_sites(daemon& all, const daemon_options& options, store& kept_in) {
  std::vector<site_options> result;
  const auto add = [&](site_view site, std::optional<simulator_options> pbx) {
    if (pbx)
      all.simulators.push_back(spawn_simulator(all.actors, all.time, std::move(*pbx)));
    result.push_back({std::move(site), pbx ? always(all.simulators.back()) : nullptr});
  };
  if (all.office)
    for (const auto& x : all.office->sites) {
      const auto real = options.asterisks.find(x.site.id.value);
      if (real == options.asterisks.end()) {
        add(x.site, x.pbx);
        continue;
      }
      auto keys = read_asterisk_file(real->second);
      if (!keys)
        return tl::unexpected(keys.error());
      auto pbx = connect_asterisks({.asterisks = {std::move(*keys)}});
      if (!pbx)
        return tl::unexpected(pbx.error());
      result.push_back({x.site, always(std::move(*pbx))});
    }
  for (const auto& x : all.settings.sites) {
    std::optional<simulator_options> pbx;
    if (x.pbx == pbx_kind::asterisk) {
      auto real = connect_asterisks(x);
      if (!real)
        return tl::unexpected(real.error());
      // Made anew for each time that this node begins the site.
      result.push_back(
        {{x.id, x.name, x.time_zone}, [x] { return connect_asterisks(x); }, numbers_of(x)});
      continue;
    }
    if (x.pbx == pbx_kind::simulator) {
      auto simulated = simulate_site(kept_in, x.id, all.settings.simulator);
      if (!simulated)
        return tl::unexpected(simulated.error());
      pbx = std::move(*simulated);
    }
    add({x.id, x.name, x.time_zone}, std::move(pbx));
    result.back().numbers = numbers_of(x);
  }
  return result;
}

/// What the store does not promise is no fault of the service, and says so.
void say_doubts(const daemon& all, const std::vector<std::string>& doubts) {
  std::string together;
  for (const auto& x : doubts) {
    spdlog::warn("store: {}", x);
    together += (together.empty() ? "" : ". ") + x;
  }
  if (!doubts.empty())
    all.living->say_health({.id = "store_settings",
                            .name = "",
                            .ok = true,
                            .problem = together,
                            .since = all.time->now()});
}

step start_service(daemon& all, const daemon_options& options) {
  auto store_settings = all.settings.store;
  store_settings.path = all.database.string();
  auto chosen = open_store(store_settings, all.settings.node);
  if (!chosen)
    return tl::unexpected(chosen.error());
  auto& kept_in = chosen->kept_in;
  auto token = local_administrator_token(all.database.parent_path() / "admin.token", *all.hasher);
  if (!token)
    return tl::unexpected(token.error());
  all.administrator_token = *token;
  auto sites = make_sites(all, options, *kept_in);
  if (!sites)
    return tl::unexpected(sites.error());
  auto calendars = open_calendar_links(all.settings.calendars);
  if (!calendars)
    return tl::unexpected(calendars.error());
  auto carriers = open_people_gateways(all.settings);
  if (!carriers)
    return tl::unexpected(carriers.error());
  all.carriers = std::move(*carriers);
  if (all.office && !all.carriers.mail)
    all.carriers.mail = make_made_up_mailer();
  if (all.office && !all.carriers.sms)
    all.carriers.sms = make_made_up_sms_sender();
  auto node = make_node(all.settings);
  if (!node)
    return tl::unexpected(std::move(node.error()));
  auto living = service::start(all.actors, all.time, std::move(kept_in), all.hasher,
                               {.organisation = all.settings.organisation,
                                .sites = std::move(*sites),
                                .calendars = std::move(*calendars),
                                .messages_by = {all.carriers.mail, all.carriers.sms},
                                .local_administrator_digest = all.hasher->digest(*token),
                                .retention = std::chrono::days{all.settings.retention.days},
                                .region = all.settings.region,
                                .lookup = all.carriers.lookup,
                                .node = std::move(*node)});
  if (!living)
    return tl::unexpected(living.error());
  all.living = std::move(*living);
  say_doubts(all, chosen->doubts);
  return {};
}

step start_server(daemon& all, const daemon_options& options) {
  const auto& x = all.settings;
  websocket_options how{.address = x.listen.address,
                        .port = options.port.value_or(static_cast<std::uint16_t>(x.listen.port)),
                        .allowed_origins = x.listen.allowed_origins,
                        .max_sessions = static_cast<std::size_t>(x.limits.sessions),
                        .max_message = static_cast<std::size_t>(x.limits.message_kib) << 10,
                        .outbox_limit = static_cast<std::size_t>(x.limits.outbox_kib) << 10,
                        .authenticate_within = std::chrono::seconds{x.limits.login_seconds}};
  auto server = websocket_server::start(std::move(how), *all.living);
  if (!server)
    return tl::unexpected(server.error());
  all.server = std::move(*server);
  all.living->attach(*all.server);
  return {};
}

step begin_imports(daemon& all) {
  auto begun = start_imports(all.settings, *all.living, all.administrator_token,
                             [&all](health_view x) { all.living->say_health(std::move(x)); });
  if (!begun)
    return tl::unexpected(begun.error());
  all.employees_from = std::move(*begun);
  return {};
}

void introduce(const daemon& all, const std::string& token) {
  const auto& listens = all.settings.listen.address;
  const auto address =
    fmt::format("{}:{}", listens == "0.0.0.0" ? "127.0.0.1" : listens, all.server->port());
  fmt::print("\n{}\n\n", all.settings.organisation);
  fmt::print("  {:<14} http://{}/#token={}\n", _("Wallboard"), address, token);
  fmt::print("  {:<14} ws://{}/ws\n", _("Protocol"), address);
  fmt::print("  {:<14} {}\n\n", _("Administrator"),
             say(_("token in {}"), (all.database.parent_path() / "admin.token").string()));
  fmt::print("  {:<14} {:<22} {:<18} {}\n", _("Login"), _("Name"), _("Password"), _("Roles"));
  for (const auto& x : all.office->users) {
    std::string roles;
    for (const auto& y : x.roles)
      roles += (roles.empty() ? "" : ", ") + word(y);
    fmt::print("  {:<14} {:<22} {:<18} {}\n", x.id.value, x.name, x.password.value_or(""), roles);
  }
  fmt::print("\n{}\n", _("Ctrl-C ends it; the next start goes on from there."));
  std::fflush(stdout);
}

/// Each of several nodes furnishes its own site, and sets its bots to work; the first one's site is
/// where the wallboard's token is made.
step start_demo(daemon& all) {
  auto office = *all.office;
  bool is_first = true;
  if (const auto& own = all.settings.node; !own.name.empty()) {
    const site_id site{own.prefers.front()};
    office = part_of(*all.office, site);
    is_first = site == all.office->sites.front().site.id;
    if (auto done = wait_until_well(*all.living); !done)
      return done;
  }
  if (auto furnished = furnish(*all.living, all.administrator_token, office); !furnished)
    return furnished;
  if (is_first) {
    const auto token = wallboard_token(*all.living, all.administrator_token);
    if (!token)
      return tl::unexpected(token.error());
    introduce(all, *token);
  }
  if (all.settings.node.name.empty())
    for (const auto& x : all.simulators)
      x->open();
  all.bots = spawn_demo_bots(all.actors, *all.living, all.time, office, std::random_device{}());
  return {};
}

// --- running ------------------------------------------------------------------------------

/// SIGINT and SIGTERM are waited for by the main thread alone; set before any other thread begins.
sigset_t block_signals() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return ends;
}

void wait_for_the_end(const sigset_t& ends, const std::optional<std::chrono::seconds>& span) {
  if (!span) {
    int which = 0;
    sigwait(&ends, &which);
    return;
  }
  const timespec limit{.tv_sec = span->count(), .tv_nsec = 0};
  sigtimedwait(&ends, nullptr, &limit);
}

call_totals totals_of(service& living) {
  std::promise<call_totals> counted;
  living.totals([&](call_totals x) { counted.set_value(x); });
  return counted.get_future().get();
}

void end(daemon& all) {
  if (all.bots)
    all.bots->stop();
  all.employees_from.clear();
  const auto totals = totals_of(*all.living);
  all.server->stop();
  all.living->stop();
  for (const auto& x : all.simulators)
    x->stop();
  fmt::print("offered={} answered={} transferred={} returned={} abandoned={}\n", totals.offered,
             totals.answered, totals.transferred, totals.returned, totals.abandoned);
}

step start(daemon& all, const daemon_options& options) {
  if (auto done = start_service(all, options); !done)
    return done;
  if (auto done = start_server(all, options); !done)
    return done;
  if (auto done = begin_imports(all); !done)
    return done;
  return all.office ? start_demo(all) : step{};
}

} // namespace

int run_daemon(const daemon_options& options) {
  if (options.describe)
    return describe_demo(options.office);
  const auto ends = block_signals();
  auto settings = read_settings(options);
  if (!settings)
    return settings.error();
  start_log(settings->log);
  for (const auto& line : warnings(*settings))
    spdlog::warn(line);
  daemon all;
  all.settings = std::move(*settings);
  if (!options.address.empty())
    all.settings.listen.address = options.address;
  const auto fail = [](const problem& why) {
    fmt::print(stderr, "omstillingd: {}\n", message(why));
    return 1;
  };
  if (auto done = prepare(all, options); !done)
    return fail(done.error());
  if (auto started = start(all, options); !started) {
    if (all.server)
      all.server->stop();
    if (all.living)
      all.living->stop();
    return fail(started.error());
  }
  spdlog::info("{} serves on {}:{}", all.living->server_name(), all.settings.listen.address,
               all.server->port());
  wait_for_the_end(ends, options.run_for);
  end(all);
  return 0;
}

} // namespace omstilling
