#include "actors/stream_actors.hpp"

#include <caf/send.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstddef>
#include <deque>
#include <functional>

namespace omstilling {

namespace {

constexpr std::chrono::seconds longest_wait{1};
constexpr duration pause{100};                  // after a failure, or when there is nothing to read
constexpr duration in_tests{20};                // between two looks
constexpr std::size_t most_at_once = 4'000'000; // bytes: what is asked next waits behind these

enum class outcome { read, nothing_to_read, failed };
using look = std::function<outcome(duration wait)>;

stream_reader spawn_reader(caf::actor_system& system, look once, bool own_thread) {
  const auto body = [once,
                     own_thread](stream_reader::pointer self) -> stream_reader::behavior_type {
    self->send(self, read_on{});
    return {[self, once, own_thread](read_on) {
      const auto what = once(own_thread ? duration{longest_wait} : duration{0});
      if (!own_thread)
        self->delayed_send(self, in_tests, read_on{});
      else if (what == outcome::read)
        self->send(self, read_on{});
      else
        self->delayed_send(self, pause, read_on{});
    }};
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

outcome said(const nodes_actor& whom, problem wrong) {
  caf::anon_send(whom, streams_are{std::move(wrong)});
  return outcome::failed;
}

outcome read_frames(const streams_start& with, const nodes_actor& whom, duration wait) {
  const auto after = with.wishes->followed();
  if (after.empty())
    return outcome::nothing_to_read;
  auto news = with.of->frames(after, wait);
  if (!news)
    return said(whom, std::move(news.error()));
  for (const auto& [site, what] : *news)
    with.wishes->move_to(site, std::visit([](const auto& x) { return x.position; }, what));
  caf::anon_send(whom, frames_came{std::move(*news)}); // nothing new: the store is reached
  return outcome::read;
}

outcome read_commands(const streams_start& with, const nodes_actor& whom, duration wait) {
  const auto mine = with.wishes->owned();
  if (mine.empty())
    return outcome::nothing_to_read;
  auto asked = with.of->commands(mine, wait);
  if (!asked)
    return said(whom, std::move(asked.error()));
  if (!asked->empty())
    caf::anon_send(whom, commands_came{std::move(*asked)});
  return outcome::read;
}

outcome read_answers(const streams_start& with, const nodes_actor& whom, duration wait) {
  auto bodies = with.of->answers(with.node, wait);
  if (!bodies)
    return said(whom, std::move(bodies.error()));
  if (!bodies->empty())
    caf::anon_send(whom, answers_came{std::move(*bodies)});
  return outcome::read;
}

/// What has gathered since the store was asked last, and who waits for what became of it.
struct writer_state {
  std::deque<stream_put> gathered;
  std::deque<std::optional<caf::typed_response_promise<stream_asked>>> askers;
};
using writer_pointer = stream_writer::stateful_pointer<writer_state>;

/// The flush stands behind all that waits in the mailbox by now.
void gather(writer_pointer self, stream_put x,
            std::optional<caf::typed_response_promise<stream_asked>> asker = {}) {
  auto& st = self->state;
  st.gathered.push_back(std::move(x));
  st.askers.push_back(std::move(asker));
  if (st.gathered.size() == 1)
    self->send(self, flush{});
}

std::size_t bytes_of(const stream_put& x) {
  const auto* const question = std::get_if<put_question>(&x);
  const auto* const answer = std::get_if<put_answer>(&x);
  return question ? question->body.size() : answer ? answer->body.size() : 0;
}

/// The first of it, one in any case.
std::vector<stream_put> take_some(std::deque<stream_put>& from) {
  std::vector<stream_put> result;
  for (std::size_t bytes = 0; !from.empty() && bytes < most_at_once; from.pop_front()) {
    bytes += bytes_of(from.front());
    result.push_back(std::move(from.front()));
  }
  return result;
}

void put_some(writer_pointer self, site_streams& to) {
  auto& st = self->state;
  for (const auto& done : to.put(take_some(st.gathered))) {
    if (auto& asker = st.askers.front())
      asker->deliver(stream_asked{done});
    st.askers.pop_front();
  }
  if (!st.gathered.empty())
    self->send(self, flush{});
}

} // namespace

void stream_wishes::follow(const site_id& site) {
  const std::lock_guard lock{guard_};
  follow_.try_emplace(site);
}

void stream_wishes::leave(const site_id& site) {
  const std::lock_guard lock{guard_};
  follow_.erase(site);
}

void stream_wishes::own(const site_id& site, fencing_token token) {
  const std::lock_guard lock{guard_};
  own_[site] = token;
}

void stream_wishes::disown(const site_id& site) {
  const std::lock_guard lock{guard_};
  own_.erase(site);
}

std::map<site_id, std::string> stream_wishes::followed() const {
  const std::lock_guard lock{guard_};
  return follow_;
}

std::map<site_id, fencing_token> stream_wishes::owned() const {
  const std::lock_guard lock{guard_};
  return own_;
}

void stream_wishes::move_to(const site_id& site, const std::string& position) {
  const std::lock_guard lock{guard_};
  if (const auto found = follow_.find(site); found != follow_.end())
    found->second = position;
}

std::vector<stream_reader> spawn_stream_readers(caf::actor_system& system,
                                                const streams_start& start, nodes_actor whom,
                                                bool own_thread) {
  const auto reader = [&](auto read) {
    return spawn_reader(
      system, [start, whom, read](duration wait) { return read(start, whom, wait); }, own_thread);
  };
  return {reader(read_frames), reader(read_commands), reader(read_answers)};
}

stream_writer spawn_stream_writer(caf::actor_system& system, const streams_start& start,
                                  bool own_thread) {
  const auto body = [to = start.of,
                     node = start.node](writer_pointer self) -> stream_writer::behavior_type {
    return {
      [self, node](const stream_question& x) -> caf::result<stream_asked> {
        auto asker = self->make_response_promise<stream_asked>();
        gather(self, put_question{x.site, node, x.body}, asker);
        return asker;
      },
      [self](const put_answer& x) { gather(self, x); },
      [self](const put_done& x) { gather(self, x); },
      [self, to](flush) { put_some(self, *to); },
    };
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
