#include "actors/pbx_link.hpp"

#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

struct link_state {
  static inline const char* name = "omstilling.pbx_link";
  environment_ptr env;
  site_view site;
  std::shared_ptr<pbx_port> pbx;
  site_actor owner;
  acting_limit_ptr acts_until;
  bool up = false;
};

using self_pointer = link_actor::stateful_pointer<link_state>;

void say_health(self_pointer self, std::string why) {
  auto& st = self->state;
  const bool ok = why.empty();
  self->send(st.env->board, health_news{{.id = "pbx:" + st.site.id.value,
                                         .name = st.site.name,
                                         .ok = ok,
                                         .problem = std::move(why),
                                         .since = st.env->time->now(),
                                         .can = st.pbx->capabilities().can}});
}

void note(self_pointer self, const pbx::event& what) {
  auto& st = self->state;
  if (const auto* up = std::get_if<pbx::link_up>(&what)) {
    st.up = true;
    spdlog::info("{}: the link to {} is up", st.site.id.value, st.pbx->capabilities().name);
    say_health(self, up->missing);
  } else if (const auto* down = std::get_if<pbx::link_down>(&what)) {
    st.up = false;
    spdlog::warn("{}: the link to the PBX is down: {}", st.site.id.value, down->why);
    say_health(self, down->why);
  }
  self->send(st.owner, pbx_happened{what});
}

void send_out(self_pointer self, const pbx::order& x) {
  auto& st = self->state;
  if (st.acts_until && st.acts_until->passed(st.env->time->steady()))
    return; // another node may be acting on the same calls
  if (st.up)
    return st.pbx->execute(x);
  if (const auto* ring = std::get_if<pbx::originate>(&x))
    self->send(st.owner,
               pbx_happened{pbx::order_failed{ring->leg, "the link to the PBX is down", true}});
}

link_actor::behavior_type run(self_pointer self) {
  say_health(self, "connecting");
  self->set_exit_handler([self](const caf::exit_msg& x) {
    self->state.pbx->disconnect();
    self->quit(x.reason);
  });
  return {
    [self](const pbx_orders& x) {
      for (const auto& order : x.orders)
        send_out(self, order);
    },
    [self](open_link) {
      self->state.pbx->connect([to = caf::actor_cast<link_actor>(self)](pbx::event what) {
        caf::anon_send(to, pbx_happened{std::move(what)});
      });
    },
    [self](const pbx_happened& x) { note(self, x.what); },
  };
}

} // namespace

link_actor spawn_link(caf::actor_system& system, environment_ptr env, site_view site,
                      std::shared_ptr<pbx_port> pbx, site_actor owner,
                      acting_limit_ptr acts_until) {
  return system.spawn([env = std::move(env), site = std::move(site), pbx = std::move(pbx), owner,
                       limit = std::move(acts_until)](self_pointer self) {
    self->state = {
      .env = env, .site = site, .pbx = pbx, .owner = owner, .acts_until = limit, .up = false};
    return run(self);
  });
}

} // namespace omstilling
