#include "gateways/websocket/session.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t max_topics = 256;
constexpr std::size_t max_waiting = 32;

bool contains(const auto& list, const auto& x) { return std::ranges::find(list, x) != list.end(); }

std::string path_of(std::size_t index) { return "params.topics[" + std::to_string(index) + ']'; }

} // namespace

// --- what the client asks ------------------------------------------------------

void session::ask_topics(std::string id, topic_asking asked) {
  if (!who_)
    return refuse(id, {.reason = error_reason::not_authenticated});
  if (topics_asked_.size() >= max_waiting)
    return refuse(id, {.reason = error_reason::too_many,
                       .expected = "at most 32 subscriptions at a time",
                       .got = std::to_string(topics_asked_.size() + 1),
                       .retry_after_seconds = 1});
  topics_asked_.emplace_back(std::move(id), std::move(asked));
  next_topics();
}

void session::next_topics() {
  // One after the other, so that what is asked last is what holds.
  while (!opening_ && !topics_asked_.empty() && !is_closing()) {
    auto [id, asked] = std::move(topics_asked_.front());
    topics_asked_.pop_front();
    std::visit([&](auto& x) { begin(id, x); }, asked);
  }
}

std::optional<problem> session::wrong(const subscribe& asked) const {
  if (asked.topics.empty())
    return problem{.reason = error_reason::invalid_params,
                   .path = "params.topics",
                   .expected = "at least one topic",
                   .got = "an empty list"};
  auto names = subscribed_;
  for (std::size_t i = 0; i < asked.topics.size(); ++i) {
    const auto& name = asked.topics[i].topic;
    const auto same = [&](const topic_request& x) { return x.topic == name; };
    if (std::any_of(asked.topics.begin(), asked.topics.begin() + static_cast<std::ptrdiff_t>(i),
                    same))
      return problem{.reason = error_reason::invalid_params,
                     .path = path_of(i) + ".topic",
                     .expected = "each topic once",
                     .got = to_text(boost::json::value(name.substr(0, 60)))};
    if (!contains(names, name))
      names.push_back(name);
    if (names.size() > max_topics)
      return problem{.reason = error_reason::too_many,
                     .path = path_of(i),
                     .expected = "at most 256 topics",
                     .got = std::to_string(names.size())};
  }
  return std::nullopt;
}

void session::begin(const std::string& id, subscribe& asked) {
  if (const auto why = wrong(asked))
    return refuse(id, *why);
  open_all(id, std::move(asked.topics));
}

void session::begin(const std::string& id, unsubscribe& asked) {
  for (const auto& name : asked.topics) {
    std::erase(subscribed_, name);
    for (const auto* x : registered_)
      if (x->key.topic == name)
        box_.unfollow(x->log);
  }
  register_topics();
  answer(id, encode(unsubscribe_result{}));
}

// --- opening -------------------------------------------------------------------

void session::open_all(std::optional<std::string> rpc_id, std::vector<topic_request> topics) {
  const auto number = ++openings_;
  opening_.emplace(opening{.number = number, .rpc_id = std::move(rpc_id)});
  for (const auto& x : topics)
    opening_->slots.push_back({x.topic});
  opening_->missing = topics.size();
  for (std::size_t i = 0; i < topics.size(); ++i)
    home_.door().open_topic(*who_, std::move(topics[i]),
                            [io = home_.io(), me = weak_from_this(), number, i](auto x) {
                              boost::asio::post(*io, [me, number, i, x = std::move(x)]() mutable {
                                if (const auto self = me.lock())
                                  self->opened(number, i, std::move(x));
                              });
                            });
}

void session::opened(std::uint64_t number, std::size_t index,
                     tl::expected<subscription, problem> x) {
  if (!opening_ || opening_->number != number)
    return; // of a session that closes
  auto& now = *opening_;
  if (!x) {
    // Who refused it knew the topic, but not where it stands.
    if (x.error().path.empty() || x.error().path == "params.topics")
      x.error().path = path_of(index);
    if (!now.refusal)
      now.refusal = std::move(x.error());
  } else if (!now.overtaken && !now.refusal) {
    auto& read = home_.open(x->key);
    if (read.readers.empty())
      read.log.start_at(x->revision);
    // From here on frames are new to this reader; they wait until it has all that comes first.
    box_.follow(read.log);
    if (!contains(registered_, &read)) {
      home_.add_reader(read, *this);
      registered_.push_back(&read);
    }
    now.slots[index].answer = std::move(*x);
  } else {
    now.slots[index].answer = std::move(*x);
  }
  if (--now.missing == 0)
    finish_opening();
}

void session::finish_opening() {
  auto done = std::move(*opening_);
  opening_.reset();
  done.rpc_id ? answer_opening(done) : finish_fresh_start(done);
  if (is_closing())
    return;
  flush();
  next_topics();
}

void session::answer_opening(opening& done) {
  if (done.refusal) {
    box_.abandon();
    register_topics();
    return refuse(*done.rpc_id, *done.refusal);
  }
  subscribe_result result;
  for (auto& x : done.slots) {
    result.topics.push_back({x.name, x.answer->outcome, x.answer->epoch, x.answer->revision});
    if (!contains(subscribed_, x.name))
      subscribed_.push_back(x.name);
  }
  box_.push(std::make_shared<const std::string>(write_result(*done.rpc_id, encode(result))),
            outbox::matter::answer);
  if (!done.overtaken)
    deliver(done);
}

void session::finish_fresh_start(opening& done) {
  if (done.refusal) {
    const bool forbidden = done.refusal->reason == error_reason::forbidden;
    return close(forbidden ? close_reason::not_allowed : close_reason::internal,
                 message(*done.refusal));
  }
  if (done.overtaken)
    return;
  behind_ = false;
  deliver(done);
}

void session::deliver(opening& done) {
  for (auto& x : done.slots)
    for (auto& frame : x.answer->frames)
      box_.push(std::move(frame), outbox::matter::picture);
  box_.release();
  register_topics();
}

// --- keeping up ----------------------------------------------------------------

void session::start_over(std::string_view why) {
  home_.counters().bytes_discarded += box_.discard_pictures();
  if (opening_)
    opening_->overtaken = true;
  behind_ = true;
  behind_why_ = why;
  register_topics();
  try_fresh_start();
}

void session::begin_again(const std::unordered_set<std::string_view>& topics) {
  const auto reads = [&](const std::string& name) { return topics.contains(name); };
  const bool opens =
    opening_ && std::ranges::any_of(opening_->slots, reads, [](const slot& x) { return x.name; });
  if (!is_closing() && (opens || std::ranges::any_of(subscribed_, reads)))
    start_over("begun anew");
}

void session::try_fresh_start() {
  if (!behind_ || opening_ || is_closing() || !box_.empty())
    return;
  if (subscribed_.empty()) {
    behind_ = false;
    return;
  }
  const std::vector<std::string_view> names(subscribed_.begin(), subscribed_.end());
  box_.push(std::make_shared<const std::string>(write_resync(names, behind_why_)),
            outbox::matter::answer);
  std::vector<topic_request> topics;
  for (const auto& name : subscribed_)
    topics.push_back({name});
  open_all(std::nullopt, std::move(topics));
  send_now();
}

void session::flush() {
  send_now();
  keep_up();
  try_fresh_start();
}

void session::keep_up() {
  if (is_closing())
    return;
  const bool caught_up = !behind_ && box_.empty() && box_.log_bytes() == 0;
  // What nobody else shares cannot be thrown away: answers to one that asks and does not listen.
  if (box_.answer_bytes() > home_.options().outbox_limit)
    return cut();
  switch (lag_.judge(box_.log_bytes(), box_.totals().bytes, caught_up,
                     std::chrono::steady_clock::now())) {
    case lag_watch::verdict::ok: return;
    case lag_watch::verdict::latest_only:
      ++home_.counters().fell_behind;
      return start_over("fell behind");
    case lag_watch::verdict::close:
      ++home_.counters().closed_behind;
      return close(close_reason::try_again_later, "fell behind");
  }
}

void session::register_topics() {
  std::erase_if(registered_, [&](topic_feed* x) {
    if (box_.follows(x->log))
      return false;
    home_.remove_reader(*x, *this);
    return true;
  });
}

} // namespace omstilling
