#include "gateways/pbx/group/pbx_group.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

namespace omstilling {

namespace {

leg_id leg_of(const pbx::order& x) {
  return std::visit(
    [](const auto& body) -> leg_id {
      if constexpr (requires { body.leg; })
        return body.leg;
      else
        return {};
    },
    x);
}

class pbx_group final : public pbx_port {
public:
  explicit pbx_group(std::vector<group_member> members) {
    for (auto& x : members)
      parts_.push_back({.is = std::move(x)});
  }

  /// What all of them can.
  pbx::capabilities capabilities() const override {
    auto result = parts_.front().is.port->capabilities();
    for (const auto& x : parts_) {
      const auto its = x.is.port->capabilities().can;
      std::erase_if(result.can, [&](capability y) {
        return std::find(its.begin(), its.end(), y) == its.end();
      });
    }
    return result;
  }

  void connect(std::function<void(pbx::event)> sink) override {
    sink_ = std::move(sink);
    for (std::size_t i = 0; i < parts_.size(); ++i)
      parts_[i].is.port->connect([this, i](pbx::event x) { hear(i, std::move(x)); });
  }

  void disconnect() override {
    for (const auto& x : parts_)
      x.is.port->disconnect();
  }

  void execute(pbx::order order) override;

private:
  struct part {
    group_member is;
    bool heard = false; // of its link, at all
    bool known = false; // what exists there, as of some time
    std::string away{}; // why; empty while up
    std::map<std::string, pbx::device_changed> devices{};
  };
  struct leg {
    std::size_t at = 0;
    pbx::leg_now now;
  };

  bool has(const part& x, const std::string& number) const {
    return std::any_of(x.is.phones.begin(), x.is.phones.end(),
                       [&](const auto& y) { return number.starts_with(y); });
  }
  std::size_t place_of(const pbx::originate& x) const;
  void hear(std::size_t at, pbx::event x);
  void up(std::size_t at, pbx::link_up x);
  void down(std::size_t at, const pbx::link_down& x);
  void note(std::size_t at, const pbx::event& x);
  void say_links();

  std::mutex mutex_; // events come from the members' threads
  std::function<void(pbx::event)> sink_;
  std::vector<part> parts_;
  std::unordered_map<leg_id, leg> legs_;
  std::unordered_map<bridge_id, std::size_t> bridges_;
  std::vector<pbx::create_bridge> unplaced_; // until a leg says where
};

std::size_t pbx_group::place_of(const pbx::originate& x) const {
  if (const auto known = legs_.find(x.for_leg); known != legs_.end())
    return known->second.at;
  for (std::size_t i = 0; i < parts_.size(); ++i)
    if (x.kind == endpoint_kind::phone && has(parts_[i], x.endpoint))
      return i;
  return 0;
}

void pbx_group::execute(pbx::order order) {
  const std::lock_guard lock{mutex_};
  std::size_t at = 0;
  if (auto* const x = std::get_if<pbx::originate>(&order)) {
    at = place_of(*x);
    if (x->kind == endpoint_kind::phone && !has(parts_[at], x->endpoint))
      x->kind = endpoint_kind::outside;
    legs_[x->leg] = {at, {.leg = x->leg}};
    if (!parts_[at].away.empty())
      return sink_(pbx::order_failed{x->leg, parts_[at].away, true});
    return parts_[at].is.port->execute(std::move(order));
  }
  if (const auto* const x = std::get_if<pbx::create_bridge>(&order))
    return unplaced_.push_back(*x);
  if (const auto* const x = std::get_if<pbx::destroy_bridge>(&order)) {
    std::erase_if(unplaced_, [&](const auto& y) { return y.bridge == x->bridge; });
    if (const auto known = bridges_.extract(x->bridge); !known.empty())
      parts_[known.mapped()].is.port->execute(*x);
    return;
  }
  const auto known = legs_.find(leg_of(order));
  if (known == legs_.end())
    return sink_(pbx::order_failed{leg_of(order), "there is no such leg", true});
  at = known->second.at;
  if (const auto* const x = std::get_if<pbx::add_to_bridge>(&order)) {
    known->second.now.bridge = x->bridge;
    bridges_[x->bridge] = at;
    if (std::erase_if(unplaced_, [&](const auto& y) { return y.bridge == x->bridge; }) > 0)
      parts_[at].is.port->execute(pbx::create_bridge{x->bridge});
  }
  if (std::holds_alternative<pbx::remove_from_bridge>(order))
    known->second.now.bridge.reset();
  if (std::holds_alternative<pbx::answer>(order))
    known->second.now.answered = true;
  parts_[at].is.port->execute(std::move(order));
}

void pbx_group::hear(std::size_t at, pbx::event x) {
  const std::lock_guard lock{mutex_};
  if (auto* const now = std::get_if<pbx::link_up>(&x))
    return up(at, std::move(*now));
  if (const auto* const gone = std::get_if<pbx::link_down>(&x))
    return down(at, *gone);
  note(at, x);
  sink_(std::move(x));
}

void pbx_group::note(std::size_t at, const pbx::event& x) {
  if (const auto* const arrived = std::get_if<pbx::leg_arrived>(&x))
    legs_[arrived->leg] = {at, {.leg = arrived->leg, .arrival = *arrived}};
  if (const auto* const answered = std::get_if<pbx::leg_answered>(&x))
    if (const auto known = legs_.find(answered->leg); known != legs_.end())
      known->second.now.answered = true;
  if (const auto* const gone = std::get_if<pbx::leg_gone>(&x))
    legs_.erase(gone->leg);
  if (const auto* const device = std::get_if<pbx::device_changed>(&x))
    parts_[at].devices[device->number] = *device;
}

void pbx_group::up(std::size_t at, pbx::link_up x) {
  auto& its = parts_[at];
  its.heard = its.known = true;
  its.away.clear();
  std::erase_if(legs_, [&](const auto& y) { return y.second.at == at; });
  std::erase_if(bridges_, [&](const auto& y) { return y.second == at; });
  for (auto& now : x.legs) {
    const auto id = now.leg;
    legs_[id] = {at, std::move(now)};
  }
  for (const auto& bridge : x.bridges)
    bridges_[bridge] = at;
  for (auto& device : x.devices)
    its.devices[device.number] = device;
  say_links();
}

void pbx_group::down(std::size_t at, const pbx::link_down& x) {
  auto& its = parts_[at];
  its.heard = true;
  its.away = its.is.name + ": " + x.why;
  for (auto& [number, device] : its.devices)
    device = {.number = number};
  say_links();
}

/// All that is known, once every member has spoken.
void pbx_group::say_links() {
  pbx::link_up all;
  for (const auto& x : parts_) {
    if (!x.heard)
      return;
    if (!x.away.empty())
      all.missing += (all.missing.empty() ? "" : "; ") + x.away;
    all.partial = all.partial || !x.known;
    for (const auto& [number, device] : x.devices)
      all.devices.push_back(device);
  }
  if (std::none_of(parts_.begin(), parts_.end(), [](const part& x) { return x.away.empty(); }))
    return sink_(pbx::link_down{all.missing});
  for (const auto& [id, x] : legs_)
    all.legs.push_back(x.now);
  for (const auto& [id, at] : bridges_)
    all.bridges.push_back(id);
  sink_(std::move(all));
}

} // namespace

std::shared_ptr<pbx_port> make_pbx_group(std::vector<group_member> members) {
  return std::make_shared<pbx_group>(std::move(members));
}

} // namespace omstilling
