#include "gateways/pbx/asterisk/leg_book.hpp"

#include "gateways/pbx/asterisk/caller_origin.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling::ari {

namespace {

constexpr std::size_t remembered = 200;

} // namespace

leg_cause cause_of(std::int64_t isdn, std::int64_t sip, bool rang) {
  switch (sip) {
    case 486:
    case 600: return leg_cause::busy;
    case 403:
    case 603:
    case 607:
    case 608: return leg_cause::rejected;
    case 480: return rang ? leg_cause::no_answer : leg_cause::rejected;
    default: break;
  }
  switch (isdn) {
    case 16: return leg_cause::hung_up;
    case 17: return leg_cause::busy;
    case 19: return leg_cause::no_answer;
    case 21: return leg_cause::rejected;
    case 26: return leg_cause::answered_elsewhere;
    case 0: return sip == 0 ? leg_cause::unknown : leg_cause::unreachable;
    default: return leg_cause::unreachable;
  }
}

leg_book::leg_book(std::string application) : application_(std::move(application)) {}

leg_book::events leg_book::apply(const fact& x) {
  events out;
  std::visit([&](const auto& what) { hear(what, out); }, x);
  return out;
}

void leg_book::ordered(const pbx::originate& x) { legs_.try_emplace(x.leg); }

void leg_book::ordered(const pbx::hang_up& x) {
  if (const auto at = legs_.find(x.leg); at != legs_.end())
    at->second.ended_by_us = x.cause;
}

void leg_book::ordered(const pbx::play& x) {
  if (const auto at = legs_.find(x.leg); at != legs_.end())
    at->second.playback = true;
}

bool leg_book::forget(const leg_id& id) {
  const auto at = legs_.find(id);
  if (at == legs_.end() || !at->second.channel_name.empty())
    return false;
  legs_.erase(at);
  return true;
}

leg_book::kept_leg* leg_book::find(const channel& who) {
  const auto at = legs_.find(leg_id{who.id});
  if (at == legs_.end())
    return nullptr;
  if (!who.name.empty())
    at->second.channel_name = who.name;
  return &at->second;
}

// An order that went out just before the link broke may be carried out after all.
leg_book::kept_leg* leg_book::find_or_adopt(const channel& who) {
  if (who.rung_by_us() && !has_ended(leg_id{who.id}))
    legs_.try_emplace(leg_id{who.id});
  return find(who);
}

void leg_book::hear(const stasis_start& x, events& out) {
  const auto kind = x.args.empty() ? std::string{} : x.args.front();
  if (kind == "inbound" || kind == "phone" || kind == "site")
    return arrive(x.who, x.args, out);
  if (kind != "leg")
    return spdlog::warn("asterisk: {} came with arguments that mean nothing here: {}", x.who.name,
                        kind);
  if (has_ended(leg_id{x.who.id}))
    return;
  legs_.try_emplace(leg_id{x.who.id});
  auto* leg = find(x.who);
  if (leg->state == progress::answered)
    return;
  leg->state = progress::answered;
  out.push_back(pbx::leg_answered{leg_id{x.who.id}});
}

void leg_book::arrive(const channel& who, const std::vector<std::string>& args, events& out) {
  const leg_id id{who.id};
  const bool inside = args.front() == "phone";
  if (args.size() < (inside ? 3u : 2u) || legs_.contains(id) || has_ended(id))
    return;
  auto& leg = legs_[id];
  leg.channel_name = who.name;
  leg.state = who.up() ? progress::answered : progress::ringing;
  leg.arrival =
    pbx::leg_arrived{.leg = id,
                     .caller = who.caller,
                     .from_phone = inside ? args[1] : std::string{},
                     .from_site = args.front() == "site",
                     .called = args[inside ? 2 : 1],
                     .show_in_switchboard = who.show_in_switchboard,
                     .origin = read_origin(who.history_info, who.diversion, who.redirected_from)};
  leg.origin_open =
    !who.redirected_from.empty() && who.history_info.empty() && who.diversion.empty();
  if (leg.origin_open)
    redirected_.push_back(id);
  else
    out.push_back(*leg.arrival);
}

std::vector<leg_id> leg_book::take_redirected() { return std::exchange(redirected_, {}); }

leg_book::events leg_book::origin_known(const leg_id& id, std::vector<origin_hop> origin) {
  const auto at = legs_.find(id);
  if (at == legs_.end() || !at->second.origin_open)
    return {};
  at->second.origin_open = false;
  if (!origin.empty())
    at->second.arrival->origin = std::move(origin);
  return {*at->second.arrival};
}

void leg_book::hear(const stasis_end& x, events& out) {
  if (auto* leg = find(x.who)) // only what was in it ends it: an unanswered leg of ours was not
    end(x.who.id, leg->ended_by_us && !leg->ended_there ? *leg->ended_by_us : leg_cause::hung_up,
        out);
}

void leg_book::hear(const state_changed& x, events& out) {
  auto* leg = find_or_adopt(x.who);
  if (leg && x.who.state == "Ringing" && !leg->arrival)
    ring(x.who.id, *leg, out);
  if (leg && leg->arrival && x.who.up())
    leg->state = progress::answered;
}

void leg_book::hear(const dialled& x, events& out) {
  auto* leg = find(x.peer);
  if (leg && (x.status == "RINGING" || x.status == "PROGRESS"))
    ring(x.peer.id, *leg, out);
}

void leg_book::ring(const std::string& id, kept_leg& x, events& out) {
  if (x.state != progress::dialled)
    return;
  x.state = progress::ringing;
  x.said_ringing = true;
  out.push_back(pbx::leg_ringing{leg_id{id}});
}

void leg_book::hear(const hangup_asked& x, events&) {
  if (auto* leg = find(x.who); leg && !x.soft)
    leg->ended_there = true;
}

void leg_book::hear(const channel_destroyed& x, events& out) {
  const auto* leg = find(x.who);
  if (!leg)
    return;
  auto cause = leg_cause::hung_up;
  if (leg->ended_by_us && !leg->ended_there)
    cause = *leg->ended_by_us;
  else if (!leg->arrival && leg->state != progress::answered)
    // Rung out is a 480 that no far end said.
    cause = cause_of(x.cause, leg->ended_there || x.tech_cause != 480 ? x.tech_cause : 0,
                     leg->state == progress::ringing);
  end(x.who.id, cause, out);
}

void leg_book::end(const std::string& id, leg_cause cause, events& out) {
  const auto at = legs_.find(leg_id{id});
  if (!at->second.origin_open) // else it was never told
    out.push_back(pbx::leg_gone{at->first, cause});
  ended_.push_back(at->first);
  if (ended_.size() > remembered)
    ended_.pop_front();
  legs_.erase(at);
}

bool leg_book::has_ended(const leg_id& id) const {
  return std::ranges::find(ended_, id) != ended_.end();
}

void leg_book::hear(const bridge_entered& x, events&) {
  if (auto* leg = find(x.who))
    leg->bridge = bridge_id{x.bridge};
}

void leg_book::hear(const bridge_left& x, events&) {
  if (auto* leg = find(x.who); leg && leg->bridge == bridge_id{x.bridge})
    leg->bridge.reset();
}

void leg_book::hear(const held& x, events& out) { hold(x.who, true, out); }
void leg_book::hear(const retrieved& x, events& out) { hold(x.who, false, out); }

void leg_book::hold(const channel& who, bool on, events& out) {
  auto* leg = find(who);
  if (!leg || leg->origin_open || std::exchange(leg->held, on) == on)
    return;
  if (on)
    out.push_back(pbx::leg_held{leg_id{who.id}});
  else
    out.push_back(pbx::leg_retrieved{leg_id{who.id}});
}

void leg_book::hear(const digit& x, events& out) {
  if (const auto* leg = find(x.who); leg && !leg->origin_open)
    out.push_back(pbx::dtmf_received{leg_id{x.who.id}, x.what});
}

void leg_book::hear(const transfer& x, events& out) {
  auto* leg = find(x.who);
  if (!leg || leg->origin_open || (x.attended ? x.with : x.to).empty())
    return;
  leg->transfer = true;
  if (x.attended)
    out.push_back(pbx::transfer_asked{leg_id{x.who.id}, {}, leg_id{x.with}});
  else
    out.push_back(pbx::transfer_asked{leg_id{x.who.id}, x.to});
}

bool leg_book::take_transfer(const leg_id& id) {
  const auto at = legs_.find(id);
  return at != legs_.end() && std::exchange(at->second.transfer, false);
}

bool leg_book::take_playback(const leg_id& id) {
  const auto at = legs_.find(id);
  return at != legs_.end() && std::exchange(at->second.playback, false);
}

std::string leg_book::channel_of(const leg_id& id) const {
  const auto at = legs_.find(id);
  return at == legs_.end() ? std::string{} : at->second.channel_name;
}

bool leg_book::rings(const leg_id& id) const {
  const auto at = legs_.find(id);
  return at != legs_.end() && !at->second.arrival && at->second.state != progress::answered;
}

} // namespace omstilling::ari
