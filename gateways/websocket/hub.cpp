#include "gateways/websocket/hub.hpp"

#include "gateways/websocket/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace omstilling {

namespace {
using steady = std::chrono::steady_clock;
} // namespace

hub::hub(std::shared_ptr<io_context> io, const websocket_options& options, front_door& door)
  : io_(std::move(io)), options_(options), door_(door), flush_timer_(*io_), sweep_timer_(*io_) {}

std::shared_ptr<void> hub::take_place() {
  if (places_->load() == 0) // only this thread takes
    return nullptr;
  --*places_;
  return {places_.get(), [places = places_](void*) { ++*places; }};
}

void hub::publish(const std::vector<topic_frame>& frames) {
  for (const auto& frame : frames) {
    ++counters_.frames_published;
    const auto found = topics_.find(frame.key);
    if (found == topics_.end())
      continue; // nobody reads it; who comes later gets it in a snapshot
    auto& at = *found->second;
    at.log.append(*frame.text, frame.revision);
    unflushed_ += frame.text->size();
    if (!std::exchange(at.dirty, true))
      dirty_.push_back(frame.key);
  }
  if (!dirty_.empty())
    schedule_flush();
}

void hub::schedule_flush() {
  if (stopping_)
    return;
  // A burst does not wait for its tick: what has gathered is memory, too.
  if (steady::now() >= next_flush_ || unflushed_ >= options_.outbox_limit / 2)
    return flush();
  if (std::exchange(flush_pending_, true))
    return;
  flush_timer_.expires_at(next_flush_);
  flush_timer_.async_wait([this](const boost::system::error_code& failure) {
    flush_pending_ = false;
    if (!failure)
      flush();
  });
}

void hub::flush() {
  const auto began = steady::now();
  unflushed_ = 0;
  for (const auto& key : std::exchange(dirty_, {}))
    if (const auto found = topics_.find(key); found != topics_.end())
      flush(*found->second);
  // Sending to thousands may take longer than a tick: what comes meanwhile goes out together, and
  // half of the thread's time is left for those who ask.
  const auto took = steady::now() - began;
  next_flush_ = began + std::max<steady::duration>(options_.tick, 2 * took);
}

void hub::flush(topic_feed& x) {
  // From the end, because a reader that falls behind takes itself out.
  for (auto i = x.readers.size(); i-- > 0;)
    if (i < x.readers.size())
      x.readers[i]->flush();
  x.dirty = false;
  if (x.readers.empty()) {
    topics_.erase(topic_key{x.key});
    return;
  }
  auto oldest = x.log.end();
  for (const auto* reader : x.readers)
    if (const auto place = reader->box().oldest(x.log); place.offset < oldest.offset)
      oldest = place;
  x.log.trim(oldest);
}

topic_feed& hub::open(const topic_key& key) {
  auto& slot = topics_[key];
  if (!slot)
    slot = std::make_unique<topic_feed>(topic_feed{key});
  return *slot;
}

void hub::add_reader(topic_feed& x, session& reader) { x.readers.push_back(&reader); }

void hub::remove_reader(topic_feed& x, session& reader) {
  const auto found = std::ranges::find(x.readers, &reader);
  if (found == x.readers.end())
    return;
  *found = x.readers.back();
  x.readers.pop_back();
  // A dirty one is being flushed or will be, which ends it.
  if (x.readers.empty() && !x.dirty)
    topics_.erase(topic_key{x.key});
}

void hub::enter(std::shared_ptr<session> x) {
  ++counters_.sessions_opened;
  sessions_.push_back(std::move(x));
}

void hub::leave(session& x) {
  const auto found =
    std::ranges::find_if(sessions_, [&](const auto& other) { return other.get() == &x; });
  if (found == sessions_.end())
    return;
  counters_.bytes_sent += x.box().totals().bytes;
  counters_.frames_sent += x.box().totals().frames;
  *found = sessions_.back();
  sessions_.pop_back();
}

void hub::start() { schedule_sweep(); }

void hub::schedule_sweep() {
  // Fine enough for the shortest deadline that is told to anybody.
  const auto every = std::clamp(options_.heartbeat / 8, std::chrono::milliseconds{5},
                                std::chrono::milliseconds{250});
  sweep_timer_.expires_after(every);
  sweep_timer_.async_wait([this](const boost::system::error_code& failure) {
    // It may have been due already when it was cancelled.
    if (failure || cut_)
      return;
    sweep();
    schedule_sweep();
  });
}

void hub::sweep() {
  heartbeat_cache cache;
  const auto now = steady::now();
  // A copy, because who is cut leaves.
  for (const auto& x : std::vector{sessions_})
    x->sweep(now, cache);
}

void hub::begin_again(const std::vector<std::string>& topics) {
  const std::unordered_set<std::string_view> names(topics.begin(), topics.end());
  for (const auto& x : std::vector{sessions_})
    x->begin_again(names);
}

void hub::turn_out(const principal& whom) {
  for (const auto& x : std::vector{sessions_})
    x->turn_out(whom);
}

void hub::stop() {
  stopping_ = true;
  for (const auto& x : std::vector{sessions_})
    x->close(close_reason::going_away, "the service stops");
}

void hub::cut() {
  cut_ = true;
  flush_timer_.cancel();
  sweep_timer_.cancel();
  for (const auto& x : std::vector{sessions_})
    x->cut();
}

std::string hub::metrics_text() const {
  auto bytes = counters_.bytes_sent;
  auto frames = counters_.frames_sent;
  std::size_t behind = 0;
  for (const auto& x : sessions_) {
    bytes += x->box().totals().bytes;
    frames += x->box().totals().frames;
    behind += x->is_behind() ? 1 : 0;
  }
  std::size_t held = 0;
  for (const auto& [key, x] : topics_)
    held += x->log.capacity();
  std::string text;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help,
                       std::uint64_t value) {
    text += fmt::format("# HELP omstilling_websocket_{0} {2}\n# TYPE omstilling_websocket_{0} {1}\n"
                        "omstilling_websocket_{0} {3}\n",
                        name, type, help, value);
  };
  add("sessions", "gauge", "Sessions that are open.", sessions_.size());
  add("slow_readers", "gauge", "Sessions that are behind.", behind);
  add("topics", "gauge", "Topics that somebody reads.", topics_.size());
  add("log_bytes", "gauge", "Memory of the frames that readers share.", held);
  add("sessions_total", "counter", "Sessions opened.", counters_.sessions_opened);
  add("frames_published_total", "counter", "Frames that came in.", counters_.frames_published);
  add("frames_sent_total", "counter", "Frames that went out, each reader's.", frames);
  add("bytes_sent_total", "counter", "Bytes that went out.", bytes);
  add("fell_behind_total", "counter", "Times a reader was set to the latest state.",
      counters_.fell_behind);
  add("closed_behind_total", "counter", "Sessions closed because they fell behind.",
      counters_.closed_behind);
  add("discarded_bytes_total", "counter", "Bytes not sent to readers that fell behind.",
      counters_.bytes_discarded);
  add("refused_total", "counter", "Connections and sessions refused.",
      counters_.connections_refused);
  add("http_requests_total", "counter", "HTTP requests answered.", counters_.http_requests);
  return text;
}

} // namespace omstilling
