#include "actors/journal_state.hpp"
#include "protocol/event_codec.hpp"
#include "services/mirrors/mirror_codec.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

/// What one flush does with each site: numbers as they will be, what is written, what is shown.
struct site_work {
  std::int64_t begin = 0; // the number before it
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

void say_health(journal_pointer self, const problem* why) {
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

void show(journal_pointer self, std::map<site_id, site_work>& work) {
  auto& st = self->state;
  for (auto& [site, todo] : work) {
    st.last_numbers[site] = todo.number;
    self->send(st.board, shown_batch{site, std::move(todo.shown), todo.number});
  }
}

std::map<site_id, site_work> lay_out_all(journal_state& st, std::vector<waiting_step>& steps,
                                         std::vector<std::int64_t>& revisions) {
  std::map<site_id, site_work> work;
  for (auto& waiting : steps) {
    auto [found, fresh] = work.try_emplace(waiting.step.site);
    if (fresh) {
      found->second.begin = found->second.number = st.last_numbers[waiting.step.site];
      found->second.batch.site = waiting.step.site;
    }
    revisions.push_back(lay_out(waiting.step, found->second));
  }
  return work;
}

using refusals = std::map<site_id, problem>;

void append(journal_state& st, const std::vector<store_batch>& batches, refusals& refused) {
  const auto begun = std::chrono::steady_clock::now();
  const auto result = st.kept_in->append(batches);
  st.writing += std::chrono::steady_clock::now() - begun;
  ++st.commits;
  for (const auto& batch : batches)
    if (result)
      st.written_events += static_cast<std::int64_t>(batch.events.size());
    else
      refused.emplace(batch.site, result.error());
}

/// What other nodes are to see of it.
std::string frames_of(const held_site& held, const site_work& x) {
  frame_entry entry{.epoch = held.epoch, .from = x.begin + 1, .to = x.number, .changes = x.shown};
  for (const auto& row : x.batch.rows)
    if (is_mirrored(row.entity.kind, row.entity.id))
      entry.rows.push_back({row.entity.kind, row.entity.id, row.state});
  return encode_frame_entry(entry);
}

bool is_empty(const store_batch& x) {
  return x.events.empty() && x.rows.empty() && x.receipts.empty() && x.calls.empty();
}

/// All in one transaction. Shared with other nodes one a site: what is refused for one, because it
/// is another's by now, must not be refused for all.
refusals write(journal_state& st, std::map<site_id, site_work>& work, bool for_nodes) {
  refusals refused;
  std::vector<store_batch> batches;
  for (auto& [site, todo] : work) {
    const auto held = st.held.find(site);
    if (for_nodes && held != st.held.end() && todo.number > todo.begin) {
      todo.batch.frames = frames_of(held->second, todo);
      held->second.said_something = true;
    }
    if (!is_empty(todo.batch) || !todo.batch.frames.empty())
      batches.push_back(std::move(todo.batch));
  }
  if (!st.shared && !batches.empty())
    append(st, batches, refused);
  if (st.shared)
    for (auto& x : batches)
      append(st, {std::move(x)}, refused);
  return refused;
}

void count_events(journal_state& st, const change& step) {
  for (const auto& what : step.events) {
    ++st.events_by_name[std::string{name_of(what)}];
    st.totals.apply(what);
  }
}

/// That another owns a site is no fault of the store.
void say_health(journal_pointer self, const refusals& refused, bool anything_kept) {
  const auto fault = std::find_if(refused.begin(), refused.end(), [&](const auto& x) {
    return !self->state.shared || !is_owned_by_another(x.second);
  });
  if (fault != refused.end())
    say_health(self, &fault->second);
  else if (anything_kept)
    say_health(self, nullptr);
}

/// `for_nodes`: other nodes are to see it; they notice when they did not, and ask.
void keep(journal_pointer self, std::vector<waiting_step> steps, bool for_nodes) {
  auto& st = self->state;
  if (st.shared)
    refuse_foreign(self, steps);
  std::vector<std::int64_t> revisions;
  std::vector<waiting_step> live;
  for (const auto& waiting : steps)
    if (!must_be_kept(waiting.step))
      live.push_back(waiting);
  auto work = lay_out_all(st, steps, revisions);
  const auto refused = write(st, work, for_nodes);
  bool anything_kept = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i].step;
    const auto why = refused.find(step.site);
    if (why == refused.end()) {
      anything_kept = anything_kept || must_be_kept(step);
      count_events(st, step);
      steps[i].asker.deliver(committed{revisions[i]});
    } else if (must_be_kept(step)) {
      ++st.refusals;
      steps[i].asker.deliver(committed{tl::unexpected(why->second)});
    }
  }
  say_health(self, refused, anything_kept);
  for (const auto& [site, why] : refused) {
    work.erase(site);
    if (st.shared && is_owned_by_another(why))
      lose(self, site, why);
  }
  show(self, work);
  std::erase_if(live, [&](const auto& x) { return !refused.contains(x.step.site); });
  if (!live.empty())
    keep(self, std::move(live), false);
}

} // namespace

void keep_gathered(journal_pointer self) {
  keep(self, std::exchange(self->state.gathered, {}), self->state.shared);
}

void tell_nodes(journal_pointer self, const site_id& site, const frame_entry& what) {
  auto& st = self->state;
  store_batch batch{.site = site};
  batch.frames = encode_frame_entry(what);
  const auto written = st.kept_in->append({std::move(batch)});
  if (!written && is_owned_by_another(written.error()))
    lose(self, site, written.error());
}

} // namespace omstilling
