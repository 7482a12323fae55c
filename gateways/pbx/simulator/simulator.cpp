#include "gateways/pbx/simulator/simulator.hpp"

#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>
#include <utility>

namespace omstilling {

struct connect_message {
  std::function<void(pbx::event)> sink;
};
struct disconnect_message {};
struct order_message {
  pbx::order order;
};
struct open_message {};
struct cut_message {
  std::string why;
};
struct restore_message {};
struct inspect_message {
  std::function<void(const simulator_core&)> look;
};
struct wake_message {
  time_point due;
};

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::connect_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::disconnect_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::order_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::open_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::cut_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::restore_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::inspect_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::wake_message)

namespace omstilling {

namespace {

using simulator_actor =
  caf::typed_actor<caf::reacts_to<connect_message>, caf::reacts_to<disconnect_message>,
                   caf::reacts_to<order_message>, caf::reacts_to<open_message>,
                   caf::reacts_to<cut_message>, caf::reacts_to<restore_message>,
                   caf::reacts_to<inspect_message>, caf::reacts_to<wake_message>>;

struct simulator_state {
  static inline const char* name = "omstilling.simulator";
  std::optional<simulator_core> core;
  std::shared_ptr<clock> time;
  std::function<void(pbx::event)> sink; // none before the first link and between two
  bool begun = false;
  std::optional<time_point> armed;
};
using self_pointer = simulator_actor::stateful_pointer<simulator_state>;

void perform(self_pointer self, simulator_core::events happened) {
  auto& st = self->state;
  for (auto& x : happened)
    if (st.sink)
      st.sink(std::move(x));
  const auto due = st.core->deadline();
  if (!st.begun || !due || (st.armed && *st.armed <= *due))
    return;
  st.armed = due;
  self->delayed_send(self, std::max(*due - st.time->now(), duration{}), wake_message{*due});
}

simulator_actor::behavior_type run(self_pointer self, std::shared_ptr<clock> time,
                                   simulator_options options) {
  auto& st = self->state;
  st.core.emplace(std::move(options));
  st.time = std::move(time);
  return {
    [self](const connect_message& x) {
      self->state.begun = true;
      self->state.sink = x.sink;
      perform(self, self->state.core->connect(self->state.time->now()));
    },
    [self](disconnect_message) { self->state.sink = nullptr; },
    [self](const order_message& x) {
      perform(self, self->state.core->execute(x.order, self->state.time->now()));
    },
    [self](open_message) {
      self->state.core->open(self->state.time->now());
      perform(self, {});
    },
    [self](const cut_message& x) { perform(self, self->state.core->cut_link(x.why)); },
    [self](restore_message) { perform(self, self->state.core->restore_link()); },
    [self](const inspect_message& x) { x.look(*self->state.core); },
    [self](wake_message x) {
      if (self->state.armed != x.due)
        return; // an earlier deadline overtook it
      self->state.armed.reset();
      perform(self, self->state.core->wake(self->state.time->now()));
    },
  };
}

class simulator_port final : public simulator {
public:
  explicit simulator_port(simulator_actor actor) : actor_(std::move(actor)) {}
  ~simulator_port() override { caf::anon_send_exit(actor_, caf::exit_reason::user_shutdown); }
  simulator_port(const simulator_port&) = delete;
  simulator_port& operator=(const simulator_port&) = delete;

  pbx::capabilities capabilities() const override {
    return {.name = "simulator",
            .can = {capability::auto_answer, capability::press_answer,
                    capability::show_in_switchboard, capability::outside_calls,
                    capability::voicemail}};
  }
  void connect(std::function<void(pbx::event)> sink) override {
    caf::anon_send(actor_, connect_message{std::move(sink)});
  }
  void disconnect() override { caf::anon_send(actor_, disconnect_message{}); }
  void execute(pbx::order order) override {
    caf::anon_send(actor_, order_message{std::move(order)});
  }
  void open() override { caf::anon_send(actor_, open_message{}); }
  void cut_link(std::string why) override { caf::anon_send(actor_, cut_message{std::move(why)}); }
  void restore_link() override { caf::anon_send(actor_, restore_message{}); }
  void inspect(std::function<void(const simulator_core&)> look) override {
    caf::anon_send(actor_, inspect_message{std::move(look)});
  }
  void stop() override { caf::anon_send_exit(actor_, caf::exit_reason::user_shutdown); }

private:
  simulator_actor actor_;
};

} // namespace

std::shared_ptr<simulator> spawn_simulator(caf::actor_system& system, std::shared_ptr<clock> time,
                                           simulator_options options) {
  return std::make_shared<simulator_port>(system.spawn(run, std::move(time), std::move(options)));
}

} // namespace omstilling
