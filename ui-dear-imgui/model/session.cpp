#include "ui-dear-imgui/model/session.hpp"

#include "protocol/wire.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

using namespace std::chrono_literals;

constexpr duration first_wait = 500ms;
constexpr duration longest_wait = 5s;
constexpr duration shortest_patience = 10s; // before the heartbeat's length is known
constexpr std::size_t most_refusals = 3;
constexpr std::size_t most_people_news = 20'000;

/// What an older service does not have: the console works without.
bool is_extra(std::string_view topic) {
  constexpr std::array kinds{"presence/", "statuses/", "templates/", "phonebook/",
                             "log/",      "messages/", "promises/",  "message_book/"};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](const char* x) { return topic.starts_with(x); });
}

} // namespace

void session::log_in(user_id user, std::string password) {
  log_out();
  credentials_ =
    authenticate{.user = std::move(user), .password = std::move(password), .token = {}};
  phase_ = link_phase::connecting;
}

void session::log_out() {
  auto name = std::move(client_);
  const auto version = version_;
  const bool open = open_;
  auto chosen = std::move(looked_at_);
  auto questions = std::move(questions_);
  *this = session{std::move(name)};
  looked_at_ = std::move(chosen);
  questions_ = std::move(questions);
  questions_.forget();
  version_ = version + 1;
  // The old connection knows somebody else: a new login begins on a new one.
  if (open)
    complaint_ = problem{.reason = error_reason::unknown};
}

void session::opened(time_point now) {
  open_ = true;
  last_frame_ = now;
  send(asked::hello, hello::method, encode(hello{client_}));
}

void session::lost(problem why, time_point now, double chance) {
  const bool was_open = open_;
  open_ = known_ = false;
  outgoing_.clear();
  arriving_.clear();
  complaint_.reset();
  for (const auto& [id, call] : pending_)
    if (call.what == asked::order)
      settle_order(id, call, tl::unexpected(problem{.reason = error_reason::timeout}), now);
  pending_.clear();
  questions_.disconnected();
  ++version_;
  if (!credentials_)
    return;
  if (fresh_at_)
    phase_ = link_phase::away;
  if (was_open || !why_)
    why_ = why;
  const auto wait = std::min(longest_wait, first_wait * (1 << std::min(attempts_, 6)));
  ++attempts_;
  const auto spread =
    duration{static_cast<duration::rep>(static_cast<double>(wait.count()) * (0.5 + chance / 2))};
  retry_at_ =
    now + std::max(spread, duration{std::chrono::seconds{why.retry_after_seconds.value_or(0)}});
}

void session::tick(time_point now) {
  const auto patience = std::max(shortest_patience, heartbeat_ * 5 / 2);
  if (open_ && now - last_frame_ > patience)
    complain(problem{.reason = error_reason::timeout});
}

void session::retry_now(time_point now) {
  if (retry_at_)
    retry_at_ = now;
  ++version_;
}

bool session::wants_connection(time_point now) const {
  return credentials_ && !complaint_ && (open_ || !retry_at_ || *retry_at_ <= now);
}

void session::complain(problem why) {
  complaint_ = std::move(why);
  ++version_;
}

std::optional<problem> session::take_complaint() { return std::exchange(complaint_, {}); }

std::vector<std::string> session::take_outgoing() { return std::exchange(outgoing_, {}); }

people_news session::take_people_news() {
  return std::exchange(people_news_, {.anew = false, .changed = {}});
}

void session::send(asked what, std::string_view method, const boost::json::value& params,
                   const std::optional<idempotency_key>& key) {
  pending_.emplace(++last_id_, pending{what, std::string{method}});
  outgoing_.push_back(write_request(last_id_, method, params, key));
}

void session::dismiss_refusal(std::int64_t id) {
  std::erase_if(refusals_, [&](const auto& x) { return x.id == id; });
  ++version_;
}

void session::subscribe_to(const std::vector<std::string>& topics) {
  // Each of the extra ones alone: a service refuses a request as a whole.
  subscribe all;
  std::vector<subscribe> alone;
  for (const auto& topic : topics) {
    picture_.drop_arriving(topic);
    arriving_.insert_or_assign(topic, arriving_topic{});
    refused_.erase(topic);
    const topic_request one{topic, picture_.position(topic)};
    if (is_extra(topic))
      alone.push_back({{one}});
    else
      all.topics.push_back(one);
  }
  if (!all.topics.empty())
    send(asked::subscribe, subscribe::method, encode(all));
  for (const auto& one : alone) {
    send(asked::subscribe, subscribe::method, encode(one));
    pending_.at(last_id_).extra = one.topics.front().topic;
  }
}

void session::let_go(const std::string& topic) {
  picture_.forget(topic);
  arriving_.erase(topic);
  send(asked::unsubscribe, unsubscribe::method, encode(unsubscribe{{topic}}));
}

void session::look_at(std::optional<employee_id> who) {
  if (looked_at_ == who)
    return;
  looked_at_ = std::move(who);
  follow_presence();
}

void session::follow_presence() {
  const auto& rights = who_.rights;
  if (!known_ || std::find(rights.begin(), rights.end(), right::read_people) == rights.end())
    return;
  std::vector<std::string> wanted;
  for (const auto& one : {who_.employee, looked_at_})
    if (one && (wanted.empty() || wanted.front() != "presence/" + one->value))
      wanted.push_back("presence/" + one->value);
  const auto before = std::exchange(presences_, wanted);
  const auto missing = [](const auto& all, const auto& x) {
    return std::find(all.begin(), all.end(), x) == all.end();
  };
  for (const auto& one : before)
    if (missing(wanted, one) && refused_.erase(one) == 0)
      let_go(one);
  std::erase_if(wanted, [&](const auto& x) { return !missing(before, x); });
  if (!wanted.empty())
    subscribe_to(wanted);
  ++version_;
}

/// Frames of a topic that was let go may still be on their way.
bool session::is_left(const std::string& topic) const {
  return topic.starts_with("presence/") &&
         std::find(presences_.begin(), presences_.end(), topic) == presences_.end();
}

void session::ask_anew(const std::string& topic) { subscribe_to({topic}); }

void session::fits(frame_fit fit, const std::string& topic) {
  if (is_left(topic))
    return picture_.forget(topic);
  const auto due = arriving_.find(topic);
  if (fit == frame_fit::complete && due != arriving_.end())
    due->second.snapshot_came = true;
  // While a subscription is under way its answer brings what is missing.
  if (fit == frame_fit::gap && due == arriving_.end())
    ask_anew(topic);
  if (topic.starts_with("people/") && fit != frame_fit::applied && fit != frame_fit::old)
    people_news_ = {};
  follow_desk();
}

void session::handle(snapshot_frame x) {
  const auto topic = x.topic;
  fits(picture_.snapshot(std::move(x)), topic);
}

void session::handle(delta_frame x) {
  const auto topic = x.topic;
  if (topic.starts_with("desk/") && !x.removed.empty())
    questions_.call_ended();
  if (topic.starts_with("people/") && !people_news_.anew) {
    people_news_.anew = !x.removed.empty() || people_news_.changed.size() > most_people_news;
    for (const auto& [id, _] : x.set)
      people_news_.changed.emplace_back(topic, id);
  }
  fits(picture_.delta(std::move(x)), topic);
}

void session::handle(const heartbeat_frame& x, time_point now) {
  ahead_ = x.now - now;
  for (const auto& [topic, revision] : x.topics) {
    const auto at = picture_.position(topic);
    if (at && !is_left(topic) && revision > at->revision && !arriving_.contains(topic) &&
        !picture_.is_arriving(topic))
      ask_anew(topic);
  }
}

void session::handle(const resync_frame& x) {
  // Snapshots of these topics follow by themselves.
  for (const auto& topic : x.topics) {
    if (is_left(topic))
      continue;
    picture_.drop_arriving(topic);
    arriving_.insert_or_assign(topic, arriving_topic{.answered = true, .needs_snapshot = true});
  }
}

void session::received(std::string_view text, time_point now) {
  last_frame_ = now;
  auto frame = read_frame(text);
  if (!frame)
    return complain(std::move(frame.error()));
  ++version_;
  std::visit(
    [&](auto& x) {
      if constexpr (requires { handle(std::move(x), now); })
        handle(std::move(x), now);
      else
        handle(std::move(x));
    },
    *frame);
  settle(now);
  ask_questions();
}

/// Live is when every topic has reached the place that the service named; the extra ones may come
/// later.
void session::settle(time_point now) {
  const bool idle = arriving_.empty() && phase_ != link_phase::live;
  std::erase_if(arriving_, [&](const auto& one) {
    const auto& [topic, due] = one;
    const auto at = picture_.position(topic);
    return due.answered && at && !picture_.is_arriving(topic) &&
           (due.needs_snapshot ? due.snapshot_came : at->revision >= due.target);
  });
  if (idle || std::any_of(arriving_.begin(), arriving_.end(),
                          [](const auto& one) { return !is_extra(one.first); }))
    return;
  const bool was_live = std::exchange(phase_, link_phase::live) == link_phase::live;
  why_.reset();
  retry_at_.reset();
  attempts_ = 0;
  fresh_at_ = now;
  if (!was_live)
    questions_.connected(who_.rights);
}

std::optional<desk_view> session::desk() const {
  std::optional<desk_view> result;
  picture_.each("desk/", [&](const auto&, const item_ptr& x) {
    if (const auto* found = std::get_if<desk_view>(x.get()))
      result = *found;
  });
  return result;
}

/// The callers of the chosen queue are read while it is chosen.
void session::follow_desk() {
  const auto own = desk();
  if (!own || own->chosen_queue == followed_queue_)
    return;
  if (followed_queue_) {
    const auto old = "queue/" + followed_queue_->value;
    let_go(old);
  }
  followed_queue_ = own->chosen_queue;
  if (followed_queue_)
    subscribe_to({"queue/" + followed_queue_->value});
}

void session::describe(console_view& out) const {
  out.phase = phase_;
  out.why = why_;
  out.retry_at = retry_at_;
  out.fresh_at = fresh_at_;
  out.ahead = ahead_;
  out.organisation = who_.organisation;
  out.name = who_.name;
  out.user = who_.user;
  out.employee = who_.employee;
  out.rights = who_.rights;
  out.sites = who_.sites;
  out.outcomes = outcomes_;
  out.answers = questions_.answers();
  out.refusals = refusals_;
  if (out.refusals.size() > most_refusals)
    out.refusals.erase(out.refusals.begin(),
                       out.refusals.end() - static_cast<std::ptrdiff_t>(most_refusals));
}

} // namespace omstilling
