#include "protocol/wire.hpp"
#include "ui-dear-imgui/model/session.hpp"

#include <algorithm>

namespace omstilling {

namespace {

bool is_for_good(error_reason x) {
  return x == error_reason::bad_credentials || x == error_reason::forbidden ||
         x == error_reason::invalid_params || x == error_reason::not_authenticated;
}

std::vector<std::string> topics_of(const authenticate_result& who,
                                   const std::optional<queue_id>& queue) {
  const auto has = [&](right x) {
    return std::find(who.rights.begin(), who.rights.end(), x) != who.rights.end();
  };
  std::vector<std::string> result;
  if (has(right::switchboard) && who.user)
    result.push_back("desk/" + who.user->value);
  if (has(right::own_status) && who.user)
    result.push_back("settings/" + who.user->value);
  if (has(right::own_watches) && who.user)
    result.push_back("watchlist/" + who.user->value);
  if (has(right::read_health))
    result.emplace_back("health");
  for (const auto& site : who.sites) {
    if (has(right::read_queues))
      result.push_back("queues/" + site.id.value);
    if (has(right::read_people))
      result.push_back("people/" + site.id.value);
    if (has(right::read_people))
      result.push_back("statuses/" + site.id.value);
  }
  if (has(right::own_status) && who.user)
    result.push_back("templates/" + who.user->value);
  if (has(right::switchboard) && queue)
    result.push_back("queue/" + queue->value);
  if (has(right::own_contacts))
    result.emplace_back("phonebook/shared");
  if (has(right::own_contacts) && who.user)
    result.push_back("phonebook/" + who.user->value);
  if (has(right::own_calls) && who.user)
    result.push_back("log/" + who.user->value);
  if (has(right::send_messages) && who.user) {
    result.push_back("messages/" + who.user->value);
    result.push_back("promises/" + who.user->value);
    if (who.site)
      result.push_back("message_book/" + who.site->value);
  }
  return result;
}

} // namespace

void session::handle(reply_frame x, time_point now) {
  const auto found = pending_.find(x.id);
  if (found == pending_.end())
    return;
  const auto call = std::move(found->second);
  pending_.erase(found);
  if (call.what == asked::order)
    return settle_order(x.id, call, std::move(x.result), now);
  if (call.what == asked::question) {
    questions_.answered(call.kind, call.round, std::move(x.result));
    return;
  }
  if (!x.result && !call.extra.empty()) {
    arriving_.erase(call.extra);
    picture_.forget(call.extra);
    if (!is_left(call.extra))
      refused_.insert(call.extra);
    return;
  }
  if (!x.result && call.what == asked::authenticate)
    return login_refused(std::move(x.result.error()));
  if (!x.result && call.what != asked::unsubscribe)
    return complain(std::move(x.result.error()));
  switch (call.what) {
    case asked::hello: return greeted(*x.result, now);
    case asked::authenticate: return authenticated(*x.result);
    case asked::subscribe: return subscribed(*x.result);
    default: return;
  }
}

void session::greeted(const boost::json::value& result, time_point now) {
  const auto read = decode<hello_result>(result, {}, reading::lenient);
  if (!read)
    return complain(read.error());
  ahead_ = read->now - now;
  heartbeat_ = std::chrono::seconds{read->heartbeat_seconds};
  if (credentials_)
    send(asked::authenticate, authenticate::method, encode(*credentials_));
}

void session::login_refused(problem why) {
  if (!is_for_good(why.reason))
    return complain(std::move(why));
  credentials_.reset();
  phase_ = link_phase::logged_out;
  why_ = why;
  complain(std::move(why));
}

void session::authenticated(const boost::json::value& result) {
  auto read = decode<authenticate_result>(result, {}, reading::lenient);
  if (!read)
    return complain(std::move(read.error()));
  who_ = std::move(*read);
  known_ = true;
  refused_.clear();
  presences_.clear();
  auto topics = topics_of(who_, followed_queue_);
  auto kept = topics;
  for (const auto& one : {who_.employee, looked_at_})
    if (one)
      kept.push_back("presence/" + one->value);
  picture_.keep_only(kept);
  people_news_ = {};
  subscribe_to(topics);
  follow_presence();
}

void session::subscribed(const boost::json::value& result) {
  const auto read = decode<subscribe_result>(result, {}, reading::lenient);
  if (!read)
    return complain(read.error());
  for (const auto& topic : read->topics) {
    const auto due = arriving_.find(topic.topic);
    if (due == arriving_.end())
      continue;
    const auto at = picture_.position(topic.topic);
    const bool whole = topic.outcome == resume_outcome::snapshot;
    if (!whole && at && at->epoch != topic.epoch) {
      picture_.forget(topic.topic); // another numbering than ours: nothing to resume
      ask_anew(topic.topic);
      continue;
    }
    due->second.answered = true;
    due->second.needs_snapshot = whole;
    due->second.target = topic.revision;
  }
}

} // namespace omstilling
