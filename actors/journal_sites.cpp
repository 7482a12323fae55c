#include "actors/journal_state.hpp"
#include "actors/site_loading.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace omstilling {

namespace {

void drop(journal_state& st, const site_id& site, fencing_token token) {
  const auto found = st.held.find(site);
  if (found == st.held.end() || found->second.token != token)
    return;
  st.held.erase(found);
  st.kept_in->let_go(site);
}

/// What tells other nodes how far an own site is; nothing when it is not this node's to say.
std::optional<frame_entry> next_beat(const journal_state& st, const site_id& site) {
  const auto found = st.held.find(site);
  const auto last = st.last_numbers.find(site);
  if (found == st.held.end() || last == st.last_numbers.end() || !may_write(st, site))
    return std::nullopt;
  return beat_at(found->second.epoch, last->second);
}

} // namespace

bool may_write(const journal_state& st, const site_id& site) {
  if (!st.shared)
    return true;
  const auto found = st.held.find(site);
  return found != st.held.end() && !found->second.until->passed(st.time->steady());
}

void refuse_foreign(journal_pointer self, std::vector<waiting_step>& steps) {
  auto& st = self->state;
  const auto foreign = std::stable_partition(
    steps.begin(), steps.end(), [&](const auto& x) { return may_write(st, x.step.site); });
  for (auto x = foreign; x != steps.end(); ++x) {
    ++st.refusals;
    x->asker.deliver(committed{tl::unexpected(
      owned_by_another("this node does not act for site " + x->step.site.value + " now"))});
  }
  steps.erase(foreign, steps.end());
}

void lose(journal_pointer self, const site_id& site, const problem& why) {
  auto& st = self->state;
  const auto found = st.held.find(site);
  if (found == st.held.end())
    return;
  spdlog::error("{}", message(why));
  self->send(found->second.owner, site_deposed{site, found->second.token});
  drop(st, site, found->second.token);
}

opened_site open(journal_pointer self, const open_site& x) {
  auto& st = self->state;
  keep_gathered(self); // it does not wait for what is long
  const auto& site = x.site.id;
  st.held[site] = {x.token, x.until, x.owner};
  st.kept_in->hold(site, x.token);
  auto loaded = load_site(x.site, *st.kept_in, st.time->now());
  if (!loaded) {
    drop(st, site, x.token);
    return {tl::unexpected(std::move(loaded.error()))};
  }
  st.last_numbers[site] = loaded->start.last_number;
  st.held[site].epoch = loaded->start.epoch;
  return {std::make_shared<loaded_site>(std::move(*loaded))};
}

closed_site close(journal_pointer self, const close_site& x) {
  keep_gathered(self);
  drop(self->state, x.site, x.token);
  return {};
}

void cut(journal_pointer self, const cut_site& x) { drop(self->state, x.site, x.token); }

loaded_mirrored load(journal_pointer self, const load_mirrored& x) {
  keep_gathered(self); // it does not wait for what is long
  std::vector<mirrored_row> rows;
  const auto read =
    self->state.kept_in->load(x.site, [&](const entity_ref& ref, std::string_view state) {
      if (is_mirrored(ref.kind, ref.id))
        rows.push_back({ref.kind, ref.id, std::string{state}});
    });
  if (!read)
    return {tl::unexpected(read.error())};
  return {std::move(rows)};
}

void say_something(journal_pointer self) {
  auto& st = self->state;
  std::vector<site_id> quiet;
  for (auto& [site, held] : st.held)
    if (!std::exchange(held.said_something, false))
      quiet.push_back(site);
  for (const auto& site : quiet)
    if (const auto news = next_beat(st, site))
      tell_nodes(self, site, *news);
}

void tell_health_of(journal_pointer self, const health_view& part) {
  const auto site = site_of_part(part.id);
  if (auto news = next_beat(self->state, site)) {
    news->health.push_back(part);
    tell_nodes(self, site, *news);
  }
}

void tell_topics(journal_pointer self, const declare_topics& x) {
  auto news = next_beat(self->state, x.site);
  if (!news || std::to_string(news->epoch) != x.epoch)
    return;
  news->topics = x.topics;
  news->topics_at = x.revision;
  tell_nodes(self, x.site, *news);
}

} // namespace omstilling
