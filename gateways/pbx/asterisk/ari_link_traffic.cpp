#include "gateways/pbx/asterisk/ari_json.hpp"
#include "gateways/pbx/asterisk/ari_link.hpp"
#include "gateways/pbx/asterisk/caller_origin.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling::ari {

namespace {

leg_id leg_in(const pbx::order& order) {
  return std::visit(
    [](const auto& x) {
      if constexpr (requires { x.leg; })
        return x.leg;
      else
        return leg_id{};
    },
    order);
}

} // namespace

// --- events --------------------------------------------------------------------------------------

void ari_link::hear(std::string_view from) {
  spdlog::trace("asterisk: {}", from);
  auto what = read_event(from);
  if (!what)
    return;
  if (std::holds_alternative<replaced>(*what))
    return give_way();
  if (state_ == state::reading)
    meanwhile_.push_back(std::move(*what));
  else if (state_ == state::up)
    apply(*what);
}

void ari_link::apply(const fact& x) {
  tell_all(legs_.apply(x));
  for (auto& change : devices_.apply(x))
    tell_(std::move(change));
  if (const auto* start = std::get_if<stasis_start>(&x);
      start && devices_.is_phone(start->who.endpoint()) && !start->args.empty() &&
      start->args.front() == "phone")
    http_->send(take_transfers(start->who.id), {});
  if (const auto* asked = std::get_if<transfer>(&x);
      asked && asked->attended && asked->with.empty()) {
    spdlog::info("asterisk: {} wants to join a call that is not here", asked->who.name);
    http_->send(tell_transfer(asked->who.id, "channel_declined"), {});
  }
  ask_origins();
}

void ari_link::tell_all(std::vector<pbx::event> all) {
  // A phone that asked for a transfer hears of it when it is done: told at once, while Asterisk is
  // still answering the REFER, Asterisk 22.10 may crash.
  for (auto& x : all)
    tell_(std::move(x));
}

// Only of callers who were sent on, where the dialplan did not say it: all others are told at once.
void ari_link::ask_origins() {
  for (const auto& leg : legs_.take_redirected())
    http_->send(read_header(leg.value, "History-Info"), [this, leg](const reply& history) {
      http_->send(read_header(leg.value, "Diversion"), [this, leg, history](const reply& x) {
        tell_all(legs_.origin_known(leg, read_origin(text(parse(history.body), {"value"}),
                                                     text(parse(x.body), {"value"}), {})));
      });
    });
}

// --- orders --------------------------------------------------------------------------------------

void ari_link::execute(const pbx::order& order) {
  const auto* ring = std::get_if<pbx::originate>(&order);
  if (state_ != state::up) {
    if (ring && state_ != state::ended)
      tell_(pbx::order_failed{ring->leg, "the link to the PBX is down", true});
    return;
  }
  if (const auto* press_it = std::get_if<pbx::press_answer>(&order))
    return press(*press_it, true);
  auto what = request_for(order, settings_);
  if (!what)
    return refuse(order, what.error());
  if (cuts_playback(order) && legs_.take_playback(leg_in(order)))
    http_->send(stop_playback(leg_in(order)), {});
  if (ring) {
    legs_.ordered(*ring);
    under_way_.push_back(ring->leg);
  } else if (const auto* end = std::get_if<pbx::hang_up>(&order)) {
    if (legs_.take_transfer(end->leg)) // its part is done
      http_->send(tell_transfer(end->leg.value, "channel_answered"), {});
    legs_.ordered(*end);
  } else if (const auto* heard = std::get_if<pbx::play>(&order))
    legs_.ordered(*heard);
  send(order, std::move(*what));
}

void ari_link::send(const pbx::order& order, request what) {
  http_->send(std::move(what), [this, order](const reply& x) { judged(order, x); });
}

void ari_link::judged(const pbx::order& order, const reply& x) {
  const auto leg = leg_in(order);
  const bool ring = std::holds_alternative<pbx::originate>(order);
  if (ring)
    std::erase(under_way_, leg);
  if (x.status == 0) {
    legs_.forget(ring ? leg : leg_id{});
    return refuse(order, {outcome::kind::refused, x.problem, ring});
  }
  auto result = judge(order, x.status, x.body);
  if (result.what == outcome::kind::done)
    return;
  if (ring && !legs_.forget(leg) && legs_.knows(leg))
    return; // it is there: its end will be told as such
  if (result.what == outcome::kind::unreachable) {
    spdlog::debug("asterisk: {}: {}", leg.value, result.why);
    return tell_(pbx::leg_gone{leg, leg_cause::unreachable});
  }
  // Not in the application any more, or not yet.
  if ((x.status == 409 || x.status == 422) && !leg.empty())
    result.no_leg = !legs_.rings(leg);
  refuse(order, result);
}

void ari_link::press(const pbx::press_answer& order, bool logged_in) {
  const auto channel = legs_.channel_of(order.leg);
  if (!manager_)
    return refuse(order, {outcome::kind::refused, "the manager interface is not there"});
  if (channel.empty())
    return refuse(order, {outcome::kind::refused, "no such leg", !legs_.knows(order.leg)});
  http_->send(notify_talk(channel), [this, order, logged_in](const reply& x) {
    if (manager_agreed(x.body))
      return;
    if (!logged_in)
      return refuse(order, {outcome::kind::refused, "the phone cannot be told to answer"});
    // Its session had run out.
    http_->send(manager_login(settings_), [this, order](const reply&) { press(order, false); });
  });
}

void ari_link::refuse(const pbx::order& order, const outcome& why) {
  tell_(pbx::order_failed{leg_in(order), why.why, why.no_leg});
}

} // namespace omstilling::ari
