#include "gateways/pbx/asterisk/leg_book.hpp"

#include <algorithm>
#include <utility>

namespace omstilling::ari {

namespace {

std::vector<std::string> split(const std::string& x) {
  std::vector<std::string> result(1);
  for (const char c : x)
    if (c == ',')
      result.emplace_back();
    else
      result.back() += c;
  return result;
}

bool can_wait_behind_the_picture(const pbx::event& x) {
  return std::holds_alternative<pbx::dtmf_received>(x) ||
         std::holds_alternative<pbx::transfer_asked>(x) ||
         std::holds_alternative<pbx::leg_held>(x) || std::holds_alternative<pbx::leg_retrieved>(x);
}

} // namespace

void leg_book::add_existing(const channel& who, const std::map<leg_id, kept_leg>& before,
                            const picture& now) {
  const auto data = split(who.app_data); // the application, then what the dialplan gave it
  events ignored;
  if (who.app_name == "Stasis" && data.front() == application_)
    hear(stasis_start{who, {data.begin() + 1, data.end()}}, ignored);
  else if (who.rung_by_us())
    legs_.try_emplace(leg_id{who.id});
  auto* leg = find(who);
  if (!leg)
    return;
  if (!leg->arrival && who.state == "Ringing")
    leg->state = progress::ringing;
  for (const auto& x : now.bridges)
    if (std::ranges::find(x.channels, who.id) != x.channels.end())
      leg->bridge = bridge_id{x.id};
  const auto old = before.find(leg_id{who.id});
  if (old == before.end())
    return;
  leg->ended_by_us = old->second.ended_by_us;
  leg->said_ringing = old->second.said_ringing;
  leg->held = old->second.held;
  leg->transfer = old->second.transfer;
  leg->playback = old->second.playback;
  if (leg->arrival && old->second.arrival)
    leg->arrival->origin = old->second.arrival->origin;
}

leg_book::events leg_book::restart(const picture& now, const std::vector<fact>& meanwhile) {
  const auto before = std::exchange(legs_, {});
  events out;
  for (const auto& who : now.channels) {
    add_existing(who, before, now);
    if (const auto on = now.held.find(who.id); on != now.held.end() && find(who))
      hold(who, on->second, out);
  }
  for (const auto& x : meanwhile)
    for (auto& event : apply(x))
      if (can_wait_behind_the_picture(event))
        out.push_back(std::move(event));
  redirected_.clear();
  for (auto& [id, leg] : legs_) {
    leg.origin_open = false; // a caller in no picture would be taken for gone
    if (!leg.arrival && leg.state == progress::ringing && !std::exchange(leg.said_ringing, true))
      out.push_back(pbx::leg_ringing{id});
  }
  return out;
}

std::vector<pbx::leg_now> leg_book::legs() const {
  std::vector<pbx::leg_now> result;
  for (const auto& [id, leg] : legs_)
    result.push_back({.leg = id,
                      .answered = leg.state == progress::answered,
                      .bridge = leg.bridge,
                      .arrival = leg.arrival});
  return result;
}

} // namespace omstilling::ari
