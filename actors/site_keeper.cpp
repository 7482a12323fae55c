#include "actors/site_keeper.hpp"

#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace omstilling {

namespace {

struct hosted_site {
  fencing_token token = 0;
  ownership_actor owner;
  site_actor living; // none while it is being loaded
  std::int64_t epoch = 0;
  bool stops = false;      // it is to end, or is ending
  bool may_finish = false; // then what is under way is kept first
};

struct keeper_state {
  static inline const char* name = "omstilling.site_keeper";
  environment_ptr env;
  keeper_start with;
  std::map<site_id, hosted_site> hosted;
  std::optional<caf::error> ending;
};

using self_pointer = keeper_actor::stateful_pointer<keeper_state>;

const site_options& options_of(const keeper_state& st, const site_id& site) {
  return *std::find_if(st.with.sites.begin(), st.with.sites.end(),
                       [&](const auto& x) { return x.site.id == site; });
}

void say(self_pointer self, const site_id& site, std::string_view part, bool ok,
         std::string problem) {
  const auto& st = self->state;
  self->send(st.env->board, health_news{{.id = std::string{part} + ':' + site.value,
                                         .name = options_of(st, site).site.name,
                                         .ok = ok,
                                         .problem = std::move(problem),
                                         .since = st.env->time->now()}});
}

/// Its owner says more as soon as it is heard of.
void say_elsewhere(self_pointer self, const site_id& site) {
  constexpr auto why = "its node is not heard of yet";
  say(self, site, "site", false, why);
  if (options_of(self->state, site).pbx)
    say(self, site, "pbx", false, why);
}

// --- the end of a site ------------------------------------------------------------------

/// Nothing of it is left here.
void forget(self_pointer self, const site_id& site) {
  auto& st = self->state;
  self->send(st.with.nodes, site_left{site, st.hosted.at(site).epoch});
  st.hosted.erase(site);
  say_elsewhere(self, site);
  if (st.ending && st.hosted.empty())
    self->quit(*st.ending);
}

void say_ended(self_pointer self, const site_id& site) {
  const auto& here = self->state.hosted.at(site);
  self->send(here.owner, site_ended{site, here.token});
  forget(self, site);
}

/// Nothing acts for it any more.
void finish(self_pointer self, const site_id& site) {
  auto& st = self->state;
  const auto& here = st.hosted.at(site);
  if (!here.may_finish)
    return say_ended(self, site);
  self->request(st.env->journal, caf::infinite, close_site{site, here.token})
    .then([self, site](closed_site) { say_ended(self, site); },
          [self, site](const caf::error&) { say_ended(self, site); });
}

void fail(self_pointer self, const site_id& site, const std::string& why) {
  auto& st = self->state;
  const auto here = st.hosted.at(site);
  // One that was to end anyway, such as at a hand-over, may be another's before it was loaded.
  spdlog::log(here.stops ? spdlog::level::info : spdlog::level::critical,
              "site {} does not live here: {}", site.value, why);
  self->send(st.env->journal, cut_site{site, here.token});
  caf::anon_send(st.with.accounts, site_lives{site, {}});
  if (here.stops)
    return say_ended(self, site);
  self->send(here.owner, site_failed{site, here.token});
  forget(self, site);
}

/// Commands that are on their way are in its mailbox when it hears that it is to end, and none come
/// after: so each is answered.
void end_living(self_pointer self, const site_id& site) {
  auto& st = self->state;
  const auto living = st.hosted.at(site).living;
  const auto end = [self, living] { self->send_exit(living, caf::exit_reason::user_shutdown); };
  self->request(st.with.accounts, caf::infinite, site_lives{site, {}})
    .then([end](site_noted) { end(); }, [end](const caf::error&) { end(); });
}

void stop(self_pointer self, const site_stops& x) {
  auto& st = self->state;
  const auto& [site, token, why, may_finish] = x.what;
  if (!may_finish)
    self->send(st.env->journal, cut_site{site, token});
  const auto found = st.hosted.find(site);
  if (found == st.hosted.end() || found->second.token != token)
    return self->send(x.owner, site_ended{site, token});
  auto& here = found->second;
  here.may_finish = may_finish;
  if (!std::exchange(here.stops, true) && here.living)
    end_living(self, site);
}

void hear_end(self_pointer self, const caf::down_msg& x) {
  auto& st = self->state;
  const auto found = std::find_if(st.hosted.begin(), st.hosted.end(), [&](const auto& here) {
    return here.second.living && here.second.living.address() == x.source;
  });
  if (found == st.hosted.end())
    return;
  const auto site = found->first;
  found->second.stops ? finish(self, site) : fail(self, site, self->system().render(x.reason));
}

void end(self_pointer self, const caf::error& why) {
  auto& st = self->state;
  st.ending = why;
  for (auto& [site, here] : st.hosted)
    if (!std::exchange(here.stops, true)) {
      here.may_finish = true;
      if (here.living)
        self->send_exit(here.living, why);
    }
  if (st.hosted.empty())
    self->quit(why);
}

// --- its beginning -------------------------------------------------------------------------

void live(self_pointer self, const site_begins& x, loaded_site loaded) {
  auto& st = self->state;
  auto& here = st.hosted.at(x.site);
  if (here.stops)
    return finish(self, x.site);
  here.epoch = loaded.start.epoch;
  auto start = equip(std::move(loaded.start), options_of(st, x.site));
  if (!start)
    return fail(self, x.site, message(start.error()));
  site_lives news{.site = x.site, .handle = {}, .users = start->users, .tokens = loaded.tokens};
  start->feeds = st.with.feeds;
  start->carried_by = st.with.carried_by;
  start->has_shared_book = x.site == st.with.sites.front().site.id;
  start->acts_until = x.until;
  news.handle = here.living = spawn_site(self->system(), st.env, std::move(*start));
  self->monitor(here.living);
  caf::anon_send(st.with.accounts, std::move(news));
  self->send(here.living, door_is{st.with.accounts});
  self->send(st.with.nodes, site_answers{x.site, x.token});
}

void load(self_pointer self, const site_begins& x) {
  const auto& st = self->state;
  if (st.hosted.at(x.site).stops)
    return say_ended(self, x.site);
  self
    ->request(st.env->journal, caf::infinite,
              open_site{options_of(st, x.site).site, x.token, x.until, x.owner})
    .then(
      [self, x](const opened_site& opened) {
        opened.site ? live(self, x, std::move(**opened.site))
                    : fail(self, x.site, message(opened.site.error()));
      },
      [self, x](const caf::error&) { fail(self, x.site, "the journal is gone"); });
}

void begin(self_pointer self, const site_begins& x) {
  auto& st = self->state;
  if (st.ending)
    return;
  st.hosted[x.site] = {.token = x.token, .owner = x.owner, .living = {}};
  say(self, x.site, "site", false, "starting");
  // What another node's site showed ends before this one's begins.
  self->request(st.with.nodes, caf::infinite, site_taken{x.site})
    .then([self, x](site_taken_noted) { load(self, x); },
          [self, x](const caf::error&) { fail(self, x.site, "the nodes actor is gone"); });
}

keeper_actor::behavior_type run(self_pointer self) {
  self->set_down_handler([self](const caf::down_msg& x) { hear_end(self, x); });
  self->set_exit_handler([self](const caf::exit_msg& x) { end(self, x.reason); });
  for (const auto& x : self->state.with.sites)
    say_elsewhere(self, x.site.id);
  return {
    [self](const site_begins& x) { begin(self, x); },
    [self](const site_stops& x) { stop(self, x); },
  };
}

} // namespace

keeper_actor spawn_site_keeper(caf::actor_system& system, environment_ptr env, keeper_start start) {
  auto shared = std::make_shared<keeper_start>(std::move(start));
  return system.spawn([env = std::move(env), shared](self_pointer self) {
    self->state.env = env;
    self->state.with = std::move(*shared);
    return run(self);
  });
}

} // namespace omstilling
