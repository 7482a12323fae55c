#include "gateways/pbx/asterisk/ari_link.hpp"

#include "gateways/pbx/asterisk/ari_json.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling::ari {

using namespace std::chrono_literals;

namespace {

/// A link that lasted so long was a good one: the next loss is tried again at once.
constexpr auto lasting = 10s;

std::string why_refused(const reply& x) {
  switch (x.status) {
    case 0: return x.problem;
    case 401:
    case 403: return "wrong user or password (" + std::to_string(x.status) + ')';
    case 404:
    case 503: return "Asterisk is not booted yet";
    default: return "Asterisk answers " + std::to_string(x.status);
  }
}

} // namespace

ari_link::ari_link(boost::asio::io_context& io, asterisk_settings settings, sink tell, about learn)
  : io_(io),
    settings_(std::move(settings)),
    to_(read_address(settings_.url)),
    tell_(std::move(tell)),
    learn_(std::move(learn)),
    legs_(settings_.application),
    devices_(settings_.phone_endpoint),
    timer_(io),
    pause_(settings_.reconnect) {}

void ari_link::begin() {
  if (!to_)
    return tell_(pbx::link_down{"not an address of an ARI: " + settings_.url});
  attempt();
}

void ari_link::end() {
  state_ = state::ended;
  timer_.cancel();
  if (http_)
    http_->close();
  if (socket_)
    socket_->close();
}

void ari_link::attempt() {
  state_ = state::reading;
  attempted_ = steady::now();
  meanwhile_.clear();
  picture_ = {};
  http_ = std::make_shared<http_stream>(
    io_, *to_, basic_authorization(settings_.user, settings_.password), settings_.request_timeout);
  http_->on_lost = [this](std::string why) { lost(std::move(why)); };
  http_->is_alive = [this] { return socket_ && socket_->is_alive(); };
  check_service();
}

void ari_link::ask(request what, std::function<void(const std::string& body)> then) {
  http_->send(std::move(what), [this, then = std::move(then)](const reply& x) {
    if (x.status < 200 || x.status >= 300)
      return lost(why_refused(x));
    then(x.body);
  });
}

// Before the events are asked for: a service that hangs is not left with a socket that takes the
// application away from a later one.
void ari_link::check_service() {
  ask({.target = "/asterisk/info"}, [this](const std::string& body) {
    version_ = text(parse(body), {"system", "version"});
    open_socket();
  });
}

void ari_link::open_socket() {
  socket_ = std::make_shared<event_socket>(io_, settings_);
  socket_->on_open = [this] { prepare(); };
  socket_->on_text = [this](std::string_view text) { hear(text); };
  socket_->on_lost = [this](std::string why) { lost(std::move(why)); };
  socket_->open(*to_);
}

void ari_link::prepare() {
  ask({.target = "/applications/" + percent_encoded(settings_.application)},
      [this](const std::string& body) {
        // Some versions of Asterisk keep what an earlier connection asked for.
        if (!hears_everything(body))
          ask(all_topics(settings_.application), [](const auto&) {});
        ask(event_filter(settings_.application), [](const auto&) {});
        read_picture();
      });
  manager_ = false;
  if (!settings_.ami)
    return;
  http_->send(manager_login(settings_), [this](const reply& x) {
    manager_ = manager_agreed(x.body);
    if (!manager_)
      spdlog::warn("asterisk: the manager interface refuses us ({}): no phone can be answered "
                   "from here",
                   x.status);
  });
}

void ari_link::read_picture() {
  ask({.target = "/channels"},
      [this](const std::string& body) { picture_.channels = read_channels(body); });
  ask({.target = "/bridges"},
      [this](const std::string& body) { picture_.bridges = read_bridges(body); });
  ask({.target = "/endpoints"}, [this](const std::string& body) {
    picture_.endpoints = read_endpoints(body);
    read_holds();
  });
}

// Endpoints and channels tell all but which phones hold. (A device state ONHOLD is that of the one
// who is held.)
void ari_link::read_holds() {
  for (const auto& who : picture_.channels)
    if (who.up() && devices_.is_phone(who.endpoint()))
      http_->send(read_hold(who.id), [this, id = who.id](const reply& x) {
        if (x.status == 200)
          picture_.held[id] = text(parse(x.body), {"value"}) == "1";
      });
  ask({.target = "/asterisk/ping"}, [this](const auto&) { go_up(); });
}

void ari_link::go_up() {
  auto behind = legs_.restart(picture_, meanwhile_);
  devices_.restart(picture_);
  for (const auto& x : meanwhile_)
    devices_.apply(x);
  pbx::link_up up{legs_.legs(), {}, devices_.all()};
  for (const auto& x : picture_.bridges)
    if (x.made_by_us())
      up.bridges.push_back(bridge_id{x.id});
  picture_ = {};
  meanwhile_.clear();
  state_ = state::up;
  up_since_ = steady::now();
  told_down_ = false;
  last_problem_.clear();
  learn_(version_, manager_);
  tell_(std::move(up));
  tell_all(std::move(behind));
}

void ari_link::lost(std::string why) {
  if (state_ == state::ended || state_ == state::down)
    return;
  down(std::move(why));
  try_again();
}

// Whoever took it owns the site now: two that took it from each other would both be deaf.
void ari_link::give_way() {
  if (state_ == state::ended || state_ == state::down)
    return;
  down("another service took the application (ApplicationReplaced); it stays there");
}

void ari_link::down(std::string why) {
  const bool was_up = std::exchange(state_, state::down) == state::up;
  http_->close();
  if (socket_)
    socket_->close();
  if (was_up && steady::now() - up_since_ > lasting)
    pause_ = settings_.reconnect;
  if (was_up)
    attempted_ = steady::now();
  if (last_problem_ != why)
    spdlog::log(was_up ? spdlog::level::warn : spdlog::level::info, "asterisk: {}: {}",
                settings_.url, why);
  last_problem_ = why;
  if (!std::exchange(told_down_, true))
    tell_(pbx::link_down{why});
  for (const auto& leg : std::exchange(under_way_, {}))
    tell_(pbx::order_failed{leg, why, true});
}

void ari_link::try_again() {
  // Each waits for another while: many services must not come back at the same moment.
  const auto wait = pause_ * std::uniform_int_distribution<int>{80, 120}(chance_) / 100;
  pause_ = std::min(pause_ * 2, settings_.reconnect_longest);
  // Counted from the beginning of the attempt: one that hung has waited enough.
  timer_.expires_at(std::max(attempted_ + wait, steady::now() + settings_.reconnect / 2));
  timer_.async_wait([this](boost::system::error_code failure) {
    if (!failure && state_ == state::down)
      attempt();
  });
}

} // namespace omstilling::ari
