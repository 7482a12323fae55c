#include "actors/journal.hpp"

#include "protocol/event_codec.hpp"

#include <caf/send.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

namespace omstilling {

namespace {

using promise = caf::typed_response_promise<committed>;

struct waiting_step {
  change step;
  promise asker;
};

struct journal_state {
  static inline const char* name = "omstilling.journal";
  std::unique_ptr<store> kept_in;
  std::map<site_id, std::int64_t> last_numbers;
  board_actor board;
  std::shared_ptr<clock> time;
  std::vector<waiting_step> gathered;
  bool failing = false;
  std::map<std::string, std::int64_t> events_by_name;
  call_totals totals;
  std::int64_t commits = 0;
  std::int64_t refusals = 0;
  std::int64_t written_events = 0;
  std::chrono::duration<double> writing{};
};

using self_pointer = journal_actor::stateful_pointer<journal_state>;

/// What one flush does with each site: numbers as they will be, what is written, what is shown.
struct site_work {
  std::int64_t number = 0;
  store_batch batch;
  std::vector<shown_change> shown;
};

bool must_be_kept(const change& x) {
  return x.state || x.erased || x.mark || x.finished ||
         std::any_of(x.events.begin(), x.events.end(), is_durable);
}

/// What observers see of the step. A report is an event of its own, after what it belongs to, so
/// that no two frames of a topic bear the same revision.
void lay_out_pictures(change& step, site_work& work) {
  const auto reports =
    std::stable_partition(step.pictures.begin(), step.pictures.end(),
                          [](const auto& x) { return x.kind != picture_change::what::report; });
  if (reports != step.pictures.begin())
    work.shown.push_back({work.number, {step.pictures.begin(), reports}});
  for (auto x = reports; x != step.pictures.end(); ++x)
    work.shown.push_back({++work.number, {std::move(*x)}});
}

/// Numbers the step's events and lays out what to write. A step without events moves the numbering
/// on by one when it shows something, so that no two pictures bear the same revision.
std::int64_t lay_out(change& step, site_work& work) {
  for (const auto& what : step.events) {
    ++work.number;
    if (is_durable(what))
      work.batch.events.push_back({work.number, step.at, step.entity, std::string{name_of(what)},
                                   encode_event(what), step.by});
  }
  if (step.events.empty() && !step.pictures.empty())
    ++work.number;
  if (step.erased)
    work.batch.rows.push_back({step.entity, std::nullopt});
  else if (step.state)
    work.batch.rows.push_back({step.entity, std::move(step.state)});
  if (step.mark) {
    step.mark->result.revision = work.number;
    work.batch.receipts.push_back(*step.mark);
  }
  if (step.finished)
    work.batch.calls.push_back(std::move(*step.finished));
  const auto last_event = work.number;
  lay_out_pictures(step, work);
  return last_event;
}

void say_health(self_pointer self, const problem* why) {
  auto& st = self->state;
  if (st.failing == (why != nullptr))
    return;
  st.failing = why != nullptr;
  if (why)
    spdlog::error("the store refuses: {}", message(*why));
  else
    spdlog::info("the store takes changes again");
  self->send(st.board, health_news{{.id = "store",
                                    .name = "",
                                    .ok = !why,
                                    .problem = why ? message(*why) : "",
                                    .since = st.time->now()}});
}

void show(self_pointer self, std::map<site_id, site_work>& work) {
  auto& st = self->state;
  for (auto& [site, todo] : work) {
    st.last_numbers[site] = todo.number;
    if (!todo.shown.empty())
      self->send(st.board, shown_batch{site, std::move(todo.shown)});
  }
}

std::map<site_id, site_work> lay_out_all(journal_state& st, std::vector<waiting_step>& steps,
                                         std::vector<std::int64_t>& revisions) {
  std::map<site_id, site_work> work;
  for (auto& waiting : steps) {
    auto [found, fresh] = work.try_emplace(waiting.step.site);
    if (fresh) {
      found->second.number = st.last_numbers[waiting.step.site];
      found->second.batch.site = waiting.step.site;
    }
    revisions.push_back(lay_out(waiting.step, found->second));
  }
  return work;
}

tl::expected<void, problem> write(journal_state& st, std::map<site_id, site_work>& work) {
  std::vector<store_batch> batches;
  for (auto& [site, todo] : work)
    if (!todo.batch.events.empty() || !todo.batch.rows.empty() || !todo.batch.receipts.empty() ||
        !todo.batch.calls.empty())
      batches.push_back(std::move(todo.batch));
  if (batches.empty())
    return {};
  const auto begun = std::chrono::steady_clock::now();
  auto result = st.kept_in->append(batches);
  st.writing += std::chrono::steady_clock::now() - begun;
  ++st.commits;
  for (const auto& batch : batches)
    st.written_events += result ? static_cast<std::int64_t>(batch.events.size()) : 0;
  return result;
}

void count_events(journal_state& st, const std::vector<waiting_step>& steps) {
  for (const auto& waiting : steps)
    for (const auto& what : waiting.step.events) {
      ++st.events_by_name[std::string{name_of(what)}];
      st.totals.apply(what);
    }
}

/// When the store refuses, what should have been kept is refused, each to who asked; live steps go
/// on, so that lamps stay true.
void keep(self_pointer self, std::vector<waiting_step> steps) {
  auto& st = self->state;
  std::vector<std::int64_t> revisions;
  std::vector<waiting_step> live;
  for (const auto& waiting : steps)
    if (!must_be_kept(waiting.step))
      live.push_back(waiting);
  const bool anything_kept = live.size() < steps.size();
  auto work = lay_out_all(st, steps, revisions);
  if (auto written = write(st, work); !written) {
    for (auto& waiting : steps)
      if (must_be_kept(waiting.step)) {
        ++st.refusals;
        waiting.asker.deliver(committed{tl::unexpected(written.error())});
      }
    say_health(self, &written.error());
    if (!live.empty())
      keep(self, std::move(live));
    return;
  }
  if (anything_kept)
    say_health(self, nullptr);
  count_events(st, steps);
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i].asker.deliver(committed{revisions[i]});
  show(self, work);
}

std::string metrics_text(const journal_state& st) {
  std::string text = "# TYPE omstilling_events_total counter\n";
  for (const auto& [name, count] : st.events_by_name)
    text += "omstilling_events_total{event=\"" + name + "\"} " + std::to_string(count) + '\n';
  const auto line = [&](const std::string& name, const std::string& value) {
    text += "# TYPE " + name + " counter\n" + name + ' ' + value + '\n';
  };
  line("omstilling_journal_commits_total", std::to_string(st.commits));
  line("omstilling_journal_events_written_total", std::to_string(st.written_events));
  line("omstilling_journal_refusals_total", std::to_string(st.refusals));
  line("omstilling_journal_write_seconds_total", std::to_string(st.writing.count()));
  return text;
}

loaded_rows rows_of(self_pointer self, const load_rows& x) {
  keep(self, std::exchange(self->state.gathered, {})); // what is under way belongs to it
  std::vector<std::string> states;
  const auto read =
    self->state.kept_in->load(x.site, [&](const entity_ref& ref, std::string_view state) {
      if (ref.kind == x.kind && ref.id.starts_with(x.begin))
        states.emplace_back(state);
    });
  if (!read)
    return {tl::unexpected(read.error())};
  return {std::move(states)};
}

journal_actor::behavior_type run(self_pointer self) {
  // Ending comes before anything else in the mailbox: what has gathered is kept first.
  self->set_exit_handler([self](const caf::exit_msg& x) {
    keep(self, std::exchange(self->state.gathered, {}));
    self->quit(x.reason);
  });
  return {
    [self](const change& x) {
      auto asker = self->make_response_promise<committed>();
      if (self->state.gathered.empty())
        self->send(self, flush{}); // stands behind all that is in the mailbox now
      self->state.gathered.push_back({x, asker});
      return asker;
    },
    [self](const load_row& x) {
      return loaded_row{self->state.kept_in->load_one(x.site, x.entity)};
    },
    [self](const load_rows& x) { return rows_of(self, x); },
    [self](const read_history& x) { return history_read{self->state.kept_in->history(x.query)}; },
    [self](const read_calls& x) { return calls_read{self->state.kept_in->calls(x.query)}; },
    [self](const forget_before& x) {
      if (const auto gone = self->state.kept_in->forget(x.site, x.before); !gone)
        spdlog::error("retention of {}: {}", x.site.value, message(gone.error()));
      else if (*gone > 0)
        spdlog::info("retention of {}: {} events forgotten", x.site.value, *gone);
    },
    [self](const ask_totals& x) { x.then(self->state.totals); },
    [self](const ask_metrics& x) {
      *x.text += metrics_text(self->state);
      self->send(self->state.board, x);
    },
    [self](flush) { keep(self, std::exchange(self->state.gathered, {})); },
  };
}

} // namespace

journal_actor spawn_journal(caf::actor_system& system, journal_start start, board_actor board,
                            std::shared_ptr<clock> time, bool own_thread) {
  auto shared = std::make_shared<journal_start>(std::move(start));
  const auto body = [shared, board, time](self_pointer self) {
    self->state.kept_in = std::move(shared->kept_in);
    self->state.last_numbers = std::move(shared->last_numbers);
    self->state.board = board;
    self->state.time = time;
    return run(self);
  };
  return own_thread ? system.spawn<caf::detached>(body) : system.spawn(body);
}

} // namespace omstilling
