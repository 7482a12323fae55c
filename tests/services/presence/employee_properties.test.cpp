#include "tests/services/presence/employee_inputs.hpp"

using namespace omstilling;
using namespace omstilling::people;

namespace {

/// What shows of an employee, and what is kept.
std::string picture(const employee& x) {
  return encode_text(x.view(audience::reception)) + encode_text(x.claims(audience::reception)) +
         encode_text(x.record());
}

/// Of calls and pauses nothing is kept: the PBX and the desk say it anew.
bool is_live(const person& x) {
  return x.status.source == claim_source::agent || x.status.source == claim_source::device;
}

} // namespace

TEST_CASE("whatever happens to an employee, decisions are honest", "[presence][property][B2.1]") {
  rc::prop("a refusal changes nothing, and says what was expected", [] {
    live([](employee& x, const input& what, time_point now) {
      const auto before = picture(x);
      const auto decision = carry_out(x, what, now);
      if (!decision.refused)
        return;
      RC_ASSERT(picture(x) == before);
      RC_ASSERT(decision.events.empty());
      RC_ASSERT(!decision.changed);
      RC_ASSERT(!decision.refused->path.empty());
      RC_ASSERT(!decision.refused->expected.empty());
    });
  });
  rc::prop("changed says whether the picture is another, and events come only then", [] {
    live([](employee& x, const input& what, time_point now) {
      const auto before = picture(x);
      const auto decision = carry_out(x, what, now);
      RC_ASSERT(decision.changed == (picture(x) != before));
      RC_ASSERT(decision.changed || decision.events.empty());
    });
  });
  rc::prop("a changed status or phone setting comes with its durable event", [] {
    live([](employee& x, const input& what, time_point now) {
      const auto before = x.view(audience::reception);
      const auto decision = carry_out(x, what, now);
      const auto after = x.view(audience::reception);
      if (after.status != before.status && !is_live(before) && !is_live(after))
        RC_ASSERT(!only<status_changed>(decision.events).empty());
      for (const auto& was : before.phones)
        for (const auto& is : after.phones)
          if (is.id == was.id && is.do_not_disturb != was.do_not_disturb)
            RC_ASSERT(!only<phone_set>(decision.events).empty());
    });
  });
}

TEST_CASE("what is kept of an employee comes back as it was", "[presence][property]") {
  rc::prop("through JSON", [] {
    live([](employee& x, const input& what, time_point now) {
      carry_out(x, what, now);
      RC_ASSERT(decode_text<employee_record>(encode_text(x.record())).value() == x.record());
    });
  });
  rc::prop("and goes on the same after a restart", [] {
    live([](employee& x, const input& what, time_point now) {
      carry_out(x, what, now);
      employee restarted{x.record()};
      if (!is_live(x.view(audience::reception)))
        RC_ASSERT(restarted.view(audience::reception).status == x.view(audience::reception).status);
      RC_ASSERT(restarted.deadline() == x.deadline());
    });
  });
}

TEST_CASE("a late timer does what timely ones would have done", "[presence][property][S14.6]") {
  rc::prop("one wake is as good as one at each deadline", [] {
    auto record = at_desk().record();
    for (const auto source : {claim_source::calendar, claim_source::schedule}) {
      claim next{.source = source, .type = any_type(), .since = t0};
      next.until = t0 + std::chrono::seconds{*rc::gen::inRange(1, 60)};
      next.start_actions = any_actions();
      next.stop_actions = any_actions();
      next.expiry = any::enumerator<on_expiry>();
      next.forced_type = "lunch";
      record.claims.push_back(next);
    }
    employee timely{record};
    timely.set(any_status(t0), t0);
    auto late = timely;
    const auto end = t0 + std::chrono::seconds{*rc::gen::inRange(0, 120)};
    employee_decision all;
    while (timely.deadline() && *timely.deadline() <= end) {
      const auto one = timely.wake(*timely.deadline());
      all.events.insert(all.events.end(), one.events.begin(), one.events.end());
      all.agent_orders.insert(all.agent_orders.end(), one.agent_orders.begin(),
                              one.agent_orders.end());
    }
    const auto at_once = late.wake(end);
    RC_ASSERT(picture(late) == picture(timely));
    RC_ASSERT(texts(at_once.events) == texts(all.events));
    RC_ASSERT(at_once.agent_orders == all.agent_orders);
    RC_ASSERT(!late.deadline() || *late.deadline() > end);
  });
}

TEST_CASE("nothing that is hidden reaches an outsider", "[presence][property][B2.3]") {
  rc::prop("neither the type, nor the note, nor the actions", [] {
    live([](employee& x, const input& what, time_point now) {
      carry_out(x, what, now);
      const auto whole = x.view(audience::reception).status;
      const auto shown = x.view(audience::public_).status;
      RC_ASSERT(shown.type == find_status_type(default_status_types(), whole.type)->public_alias);
      RC_ASSERT(encode_text(x.view(audience::public_)).find("secret") == std::string::npos);
      RC_ASSERT(shown.start_actions.empty() && shown.stop_actions.empty());
      const auto colleague = x.view(audience::colleague).status;
      RC_ASSERT(colleague.type == shown.type);
      RC_ASSERT(colleague.note.empty() || colleague.type == whole.type);
    });
  });
}
