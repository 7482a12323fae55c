#pragma once

#include "apps/omstillingd/demo/bot.hpp"
#include "apps/omstillingd/demo/office_file.hpp"
#include "gateways/pbx/simulator/dice.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace omstilling {

/// A receptionist at work: picks or is offered calls, talks, transfers most of them, ends some. Now
/// and then she asks first, parks the caller, lets him wait for somebody, or writes a note.
///
/// In a manual queue she picks; what is offered her phone answers by itself. Whether she has a call
/// she learns from what the service answers.
class receptionist_bot final : public bot {
public:
  struct surroundings {
    receptionist_manners manners;
    queue_id queue;
    offering_mode offering = offering_mode::manual;
    std::vector<employee_id> colleagues;    // whom she transfers to; at least one
    std::vector<employee_id> hard_to_reach; // one of them gets her first transfer
  };
  receptionist_bot(surroundings around, std::uint64_t seed, time_point now);

  std::optional<request> wake(time_point now) override;
  void answered(std::uint64_t number, const answer& x, time_point now) override;
  std::optional<time_point> deadline() const override { return next_at_; }

private:
  enum class step {
    choose_queue,
    become_ready,
    look, // has a call come to me?
    pick,
    transfer,
    hold,
    retrieve,
    pull_back,
    end,
    pause,
    consult,
    complete,
    cancel,
    park,
    fetch, // out of the slot
    camp,
    note
  };

  command command_for(step x);
  void plan(step x, time_point at);
  void look_for_work(time_point now);
  void talk(time_point now);
  void look_after(time_point now);
  void succeeded(const command_result& x, time_point now);
  void refused(const problem& why, time_point now);
  void tried_in_vain(const problem& why, time_point now);
  void sent_on(time_point now, duration waits = {});
  step way_on();
  duration talk_time();
  const employee_id& next_target();

  surroundings around_;
  dice chance_;
  step next_ = step::choose_queue;
  std::optional<time_point> next_at_;
  step after_note_ = step::end;
  time_point after_note_at_;
  bool asked_ = false; // and not yet answered
  std::uint64_t requests_ = 0;
  std::uint64_t talks_ = 0;
  bool transferred_before_ = false;
  std::optional<call_id> call_;
  time_point may_return_until_; // one of her transfers may come back
};

} // namespace omstilling
