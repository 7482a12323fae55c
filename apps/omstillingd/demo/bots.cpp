#include "apps/omstillingd/demo/bots.hpp"

#include "apps/omstillingd/demo/receptionist_bot.hpp"
#include "apps/omstillingd/demo/status_bot.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace omstilling {

struct bot_wake {
  time_point due;
};
struct bot_answer {
  std::uint64_t number = 0;
  bot::answer what;
};

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::bot_wake)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::bot_answer)

namespace omstilling {

namespace {

using bot_actor = caf::typed_actor<caf::reacts_to<bot_wake>, caf::reacts_to<bot_answer>>;

struct bot_state {
  static inline const char* name = "omstilling.demo_bot";
  std::shared_ptr<bot> mind;
  std::shared_ptr<clock> time;
  front_door* door = nullptr;
  principal who;
  std::optional<time_point> armed;
};
using self_pointer = bot_actor::stateful_pointer<bot_state>;

void arm(self_pointer self) {
  auto& st = self->state;
  const auto due = st.mind->deadline();
  if (!due || (st.armed && *st.armed <= *due))
    return;
  st.armed = due;
  self->delayed_send(self, std::max(*due - st.time->now(), duration{}), bot_wake{*due});
}

void act(self_pointer self) {
  auto& st = self->state;
  if (auto asked = st.mind->wake(st.time->now()))
    st.door->carry_out(st.who, std::move(asked->what), std::nullopt,
                       [me = bot_actor{self}, number = asked->number](bot::answer x) {
                         caf::anon_send(me, bot_answer{number, std::move(x)});
                       });
  arm(self);
}

bot_actor::behavior_type run(self_pointer self, bot_state begin) {
  self->state = std::move(begin);
  arm(self);
  return {
    [self](bot_wake x) {
      if (self->state.armed != x.due)
        return; // an earlier deadline overtook it
      self->state.armed.reset();
      act(self);
    },
    [self](const bot_answer& x) {
      self->state.mind->answered(x.number, x.what, self->state.time->now());
      arm(self);
    },
  };
}

class bots final : public demo_bots {
public:
  explicit bots(std::vector<bot_actor> actors) : actors_(std::move(actors)) {}
  ~bots() override { end_all(); }
  bots(const bots&) = delete;
  bots& operator=(const bots&) = delete;
  void stop() override { end_all(); }

private:
  void end_all() {
    for (const auto& x : actors_)
      caf::anon_send_exit(x, caf::exit_reason::user_shutdown);
  }
  std::vector<bot_actor> actors_;
};

principal login_of(const put_user& x) {
  return make_principal(user_record{.id = x.id,
                                    .site = x.site,
                                    .name = x.name,
                                    .password_hash = {},
                                    .roles = x.roles,
                                    .employee = x.employee,
                                    .queues = x.queues});
}

std::vector<employee_id> only_at(const site_id& site, const demo_office& office,
                                 const std::vector<employee_id>& among) {
  std::vector<employee_id> result;
  for (const auto& id : among)
    if (std::ranges::find(office.employees, id, &put_employee::id)->site == site)
      result.push_back(id);
  return result;
}

/// Whom a receptionist may transfer to: those of her site who are not receptionists themselves.
std::vector<employee_id> colleagues_of(const put_user& user, const demo_office& office) {
  std::vector<employee_id> result;
  for (const auto& person : office.employees) {
    const auto login = std::ranges::find_if(office.users, [&](const put_user& x) {
      return x.employee == person.id && !x.queues.empty();
    });
    if (person.site == user.site && login == office.users.end())
      result.push_back(person.id);
  }
  return result;
}

std::shared_ptr<bot> receptionist_of(const put_user& user, const demo_office& office,
                                     std::uint64_t seed, time_point now) {
  const auto& chosen = *std::ranges::find(office.queues, user.queues.front(), &put_queue::id);
  receptionist_bot::surroundings around{.manners = office.receptionists,
                                        .queue = chosen.id,
                                        .offering = chosen.offering.value_or(offering_mode::manual),
                                        .colleagues = colleagues_of(user, office),
                                        .hard_to_reach =
                                          only_at(user.site, office, office.hard_to_reach)};
  if (around.colleagues.empty())
    return nullptr; // nobody to put callers through to
  return std::make_shared<receptionist_bot>(std::move(around), seed, now);
}

std::shared_ptr<bot> statuses_of(const demo_office& office, std::uint64_t seed, time_point now) {
  std::vector<status_bot::person> people;
  for (const auto& x : office.employees) {
    const auto queue = std::ranges::find(office.queues, x.site, &put_queue::site);
    people.push_back({x.id, queue == office.queues.end() ? std::string{} : queue->number});
  }
  return std::make_shared<status_bot>(office.statuses, std::move(people), seed, now);
}

} // namespace

std::shared_ptr<demo_bots> spawn_demo_bots(caf::actor_system& system, front_door& door,
                                           std::shared_ptr<clock> time, const demo_office& office,
                                           std::uint64_t seed) {
  std::vector<bot_actor> actors;
  const auto add = [&](std::shared_ptr<bot> mind, const put_user& user) {
    if (mind)
      actors.push_back(
        system.spawn(run, bot_state{std::move(mind), time, &door, login_of(user), {}}));
  };
  const auto now = time->now();
  for (const auto& user : office.users) {
    ++seed;
    const auto& by_hand = office.receptionists.by_hand;
    if (std::ranges::find(user.roles, role::receptionist) != user.roles.end() &&
        std::ranges::find(by_hand, user.id) == by_hand.end())
      add(receptionist_of(user, office, seed, now), user);
    if (user.id == office.statuses.as_user)
      add(statuses_of(office, seed, now), user);
  }
  return std::make_shared<bots>(std::move(actors));
}

} // namespace omstilling
