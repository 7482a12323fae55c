#include "gateways/websocket/session.hpp"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

constexpr std::size_t max_in_flight = 32;

problem too_many(std::string expected, std::size_t got) {
  return {.reason = error_reason::too_many,
          .expected = std::move(expected),
          .got = std::to_string(got),
          .retry_after_seconds = 1};
}

time_point wall_clock() { return std::chrono::floor<duration>(std::chrono::system_clock::now()); }

/// Sessions that came together do not beat together.
std::chrono::milliseconds first_beat(std::chrono::milliseconds heartbeat, std::uint64_t number) {
  return heartbeat * (1 + static_cast<int>(number % 16)) / 16;
}

} // namespace

session::session(hub& home, std::string peer)
  : home_(home),
    peer_(std::move(peer)),
    born_(std::chrono::steady_clock::now()),
    next_heartbeat_(born_ + first_beat(home.options().heartbeat, home.counters().sessions_opened)),
    lag_(home.options().outbox_limit, home.options().catch_up_within) {}

void session::receive(std::string_view text) {
  if (is_closing())
    return;
  auto request = read_request(text, home_.options().max_message);
  if (!request)
    return refuse(request.error().id, request.error().why);
  const auto dispatch = [&](auto& body) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(body)>, session_request>)
      std::visit([&](auto& x) { perform(std::move(request->id), x, request->key); }, body);
    else
      perform(std::move(request->id), body, request->key);
  };
  std::visit(dispatch, request->body);
}

void session::answer(std::string_view id, const boost::json::value& result) {
  box_.push(std::make_shared<const std::string>(write_result(id, result)), outbox::matter::answer);
  flush();
}

void session::refuse(std::string_view id, const problem& why) {
  box_.push(std::make_shared<const std::string>(write_error(id, why)), outbox::matter::answer);
  flush();
}

void session::perform(std::string id, const hello&, const std::optional<idempotency_key>&) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(home_.options().heartbeat);
  answer(id, encode(hello_result{.server = home_.door().server_name(),
                                 .protocol = std::string{subprotocol},
                                 .now = wall_clock(),
                                 .heartbeat_seconds = seconds.count()}));
}

void session::perform(std::string id, authenticate& asked, const std::optional<idempotency_key>&) {
  if (admitting_)
    return refuse(id, too_many("one authenticate at a time", 2));
  admitting_ = true;
  home_.door().admit(
    std::move(asked), peer_,
    [io = home_.io(), me = weak_from_this(), id = std::move(id)](auto who) mutable {
      boost::asio::post(*io,
                        [me = std::move(me), id = std::move(id), who = std::move(who)]() mutable {
                          if (const auto self = me.lock(); self && !self->is_closing())
                            self->admitted(id, std::move(who));
                        });
    });
}

void session::admitted(const std::string& id, tl::expected<admission, problem> who) {
  admitting_ = false;
  if (!who)
    return refuse(id, who.error());
  const bool changed = who_ && !same_rights(*who_, who->who);
  who_ = std::move(who->who);
  answer(id, encode(who->greeting));
  // What was allowed before may not be now: all topics begin again, asked for anew.
  if (changed && !is_closing())
    start_over("authenticated anew");
}

void session::perform(std::string id, subscribe& asked, const std::optional<idempotency_key>&) {
  ask_topics(std::move(id), std::move(asked));
}

void session::perform(std::string id, unsubscribe& asked, const std::optional<idempotency_key>&) {
  ask_topics(std::move(id), std::move(asked));
}

bool session::may_ask(const std::string& id) {
  if (!who_)
    refuse(id, {.reason = error_reason::not_authenticated});
  else if (in_flight_ >= max_in_flight)
    refuse(id, too_many("at most 32 commands at a time", in_flight_ + 1));
  else
    return true;
  return false;
}

void session::perform(std::string id, command& asked, const std::optional<idempotency_key>& key) {
  if (!may_ask(id))
    return;
  ++in_flight_;
  home_.door().carry_out(
    *who_, std::move(asked), key,
    [io = home_.io(), me = weak_from_this(), id = std::move(id)](auto done) mutable {
      boost::asio::post(*io, [me = std::move(me), id = std::move(id), done = std::move(done)] {
        if (const auto self = me.lock(); self && !self->is_closing())
          self->carried_out(id, done);
      });
    });
}

void session::carried_out(const std::string& id,
                          const tl::expected<command_result, problem>& done) {
  --in_flight_;
  done ? answer(id, encode(*done)) : refuse(id, done.error());
}

void session::perform(std::string id, query& asked, const std::optional<idempotency_key>&) {
  if (!may_ask(id))
    return;
  ++in_flight_;
  home_.door().answer_query(
    *who_, std::move(asked),
    [io = home_.io(), me = weak_from_this(), id = std::move(id)](auto done) mutable {
      boost::asio::post(*io, [me = std::move(me), id = std::move(id), done = std::move(done)] {
        if (const auto self = me.lock(); self && !self->is_closing())
          self->answered(id, done);
      });
    });
}

void session::answered(const std::string& id, const tl::expected<query_result, problem>& done) {
  --in_flight_;
  if (!done)
    return refuse(id, done.error());
  std::visit([&](const auto& x) { answer(id, encode(x)); }, *done);
}

void session::close(close_reason code, std::string_view reason) {
  if (is_closing())
    return;
  spdlog::debug("websocket {}: closed with {} {}", peer_, static_cast<int>(code), reason);
  closing_since_ = std::chrono::steady_clock::now();
  box_.discard_pictures();
  opening_.reset();
  topics_asked_.clear();
  register_topics();
  start_close(static_cast<std::uint16_t>(code), reason);
}

void session::turn_out(const principal& whom) {
  if (who_ && who_->user == whom.user && who_->token == whom.token)
    close(close_reason::not_allowed, "the rights of this login have changed: log in again");
}

void session::left() {
  opening_.reset();
  box_.discard_pictures();
  register_topics();
  home_.leave(*this);
}

void session::sweep(time_point now, hub::heartbeat_cache& cache) {
  if (end_when_due(now))
    return;
  flush();
  if (now >= next_heartbeat_ && !is_closing()) {
    next_heartbeat_ += home_.options().heartbeat;
    if (next_heartbeat_ < now)
      next_heartbeat_ = now + home_.options().heartbeat;
    beat(cache);
  }
}

bool session::end_when_due(time_point now) {
  if (is_closing()) {
    if (now - *closing_since_ > home_.options().close_within)
      cut();
    return true;
  }
  if (!who_ && !admitting_ && now - born_ > home_.options().authenticate_within) {
    close(close_reason::not_allowed, "not authenticated in time");
    return true;
  }
  return false;
}

void session::beat(hub::heartbeat_cache& cache) {
  // It would name revisions that the reader has not got yet; what is on its way is sign enough.
  if (!box_.empty())
    return;
  std::vector<const topic_feed*> topics;
  for (const auto* x : registered_)
    if (box_.follows_live(x->log))
      topics.push_back(x);
  auto& text = cache[topics];
  if (!text)
    text = heartbeat_of(topics);
  box_.push(text, outbox::matter::answer);
  flush();
}

shared_text session::heartbeat_of(const std::vector<const topic_feed*>& topics) const {
  std::vector<topic_result> positions;
  for (const auto* x : topics)
    positions.push_back({.topic = x->key.topic, .revision = x->log.revision()});
  return std::make_shared<const std::string>(write_heartbeat(wall_clock(), positions));
}

bool session::administers() const { return who_ && !missing(*who_, right::administer); }

} // namespace omstilling
