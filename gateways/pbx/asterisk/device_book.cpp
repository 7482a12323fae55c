#include "gateways/pbx/asterisk/device_book.hpp"

#include "gateways/pbx/asterisk/endpoint_template.hpp"

#include <utility>

namespace omstilling::ari {

namespace {

/// Of several channels the greater one is what the phone does.
int weight(phone_activity x) {
  switch (x) {
    case phone_activity::alerting: return 4;
    case phone_activity::initiated: return 3;
    case phone_activity::hold: return 2;
    case phone_activity::connected: return 1;
    default: return 0;
  }
}

} // namespace

device_book::device_book(std::string phone_endpoint) : phone_endpoint_(std::move(phone_endpoint)) {}

bool device_book::is_phone(const std::string& endpoint) const {
  return number_in(phone_endpoint_, endpoint).has_value();
}

device_book::changes device_book::apply(const fact& x) {
  touched_ = nullptr;
  std::visit([&](const auto& what) { hear(what); }, x);
  if (!touched_)
    return {};
  auto now = picture_of(*touched_);
  auto& told = touched_->told;
  if (now.reach == told.reach && now.activity == told.activity)
    return {};
  told = now;
  return {std::move(now)};
}

device_book::kept_phone* device_book::find(const std::string& endpoint) {
  const auto number = number_in(phone_endpoint_, endpoint);
  if (!number)
    return nullptr;
  auto& found = phones_[*number];
  found.told.number = *number;
  touched_ = &found;
  return touched_;
}

void device_book::see(const channel& who) {
  if (auto* phone = find(who.endpoint())) {
    phone->channels[who.id].state = who.state;
    of_channel_[who.id] = phone->told.number;
  }
}

void device_book::hear(const dialled& x) {
  const auto caller = of_channel_.find(x.caller);
  if (caller == of_channel_.end())
    return;
  touched_ = &phones_[caller->second];
  touched_->channels[x.caller].far_end_rings =
    x.status.empty() || x.status == "RINGING" || x.status == "PROGRESS" || x.status == "PROCEEDING";
}

void device_book::hear(const channel_destroyed& x) {
  const auto at = of_channel_.find(x.who.id);
  if (at == of_channel_.end())
    return;
  touched_ = &phones_[at->second];
  touched_->channels.erase(x.who.id);
  of_channel_.erase(at);
}

void device_book::hear(const held& x) {
  see(x.who);
  if (touched_)
    touched_->channels[x.who.id].held = true;
}

void device_book::hear(const retrieved& x) {
  see(x.who);
  if (touched_)
    touched_->channels[x.who.id].held = false;
}

void device_book::hear(const endpoint_state& x) {
  if (auto* phone = find(x.endpoint); phone && x.reach != phone_reach::unknown)
    phone->reach = x.reach;
}

// A channel that is Down was only just made: its phone knows nothing of it yet.
phone_activity device_book::doing(const kept_channel& x) {
  if (x.state == "Ringing")
    return phone_activity::alerting;
  if (x.state == "Ring" || x.state == "Dialing" || x.state == "Dialing Offhook")
    return phone_activity::initiated;
  if (x.state != "Up")
    return phone_activity::idle;
  if (x.held)
    return phone_activity::hold;
  return x.far_end_rings ? phone_activity::initiated : phone_activity::connected;
}

pbx::device_changed device_book::picture_of(const kept_phone& x) {
  auto result = pbx::device_changed{x.told.number, x.reach, phone_activity::idle};
  for (const auto& [id, connection] : x.channels)
    if (const auto one = doing(connection); weight(one) > weight(result.activity))
      result.activity = one;
  if (x.channels.empty() && x.reach == phone_reach::unknown)
    result.activity = phone_activity::unknown;
  return result;
}

void device_book::restart(const picture& now) {
  phones_.clear();
  of_channel_.clear();
  for (const auto& x : now.endpoints)
    apply(x);
  for (const auto& x : now.channels)
    apply(state_changed{x});
  for (const auto& x : now.channels)
    if (const auto on = now.held.find(x.id); on != now.held.end() && on->second)
      apply(ari::held{x});
}

device_book::changes device_book::all() const {
  changes result;
  for (const auto& [number, phone] : phones_)
    result.push_back(picture_of(phone));
  return result;
}

} // namespace omstilling::ari
