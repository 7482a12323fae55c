#include "actors/board_state.hpp"
#include "protocol/wire.hpp"

#include <algorithm>
#include <charconv>

namespace omstilling {

namespace {

/// Readers are told when the site stands: until then there is no picture to begin with.
void begin_anew(board_state& st, board_site& site, const std::string& epoch,
                std::int64_t revision) {
  site = {.epoch = epoch, .number = revision, .stands = false};
  for (auto& [name, held] : st.topics)
    if (held.of == &site) {
      held.content = topic{name, epoch, revision, is_split(name)};
      st.dirty.erase(name);
    }
}

void take_health(board_state& st, const site_is& x) {
  for (const auto& part : x.all.health)
    if (part.id == "site:" + x.site.value || part.id == "pbx:" + x.site.value)
      apply(st, health_news{part});
}

void begin_with(board_state& st, board_site& site, const site_picture& x) {
  begin_anew(st, site, std::to_string(x.epoch), x.number);
  for (const auto& pictured : x.topics) {
    auto& held = topic_named(st, pictured.name, &site, x.number);
    for (const auto& item : pictured.items)
      held.apply({pictured.name, item.id, picture_change::what::kept, item.texts}, x.number);
  }
}

/// Within an epoch readers stay: what differs is news to them.
void catch_up(board_state& st, board_site& site, const site_picture& x) {
  std::set<std::string_view> pictured;
  for (const auto& one : x.topics) {
    pictured.insert(one.name);
    topic_named(st, one.name, &site, 0).become(one.items, x.number);
    st.dirty.insert(one.name);
  }
  for (auto& [name, held] : st.topics)
    if (held.of == &site && !pictured.contains(name)) {
      held.content.become({}, x.number);
      st.dirty.insert(name);
    }
  site.number = std::max(site.number, x.number);
}

void show_part(board_state& st, const health_view& part) {
  const auto found = st.topics.find(health_topic);
  if (found == st.topics.end())
    return;
  const std::string name{health_topic};
  found->second.content.apply(
    {name, part.id, picture_change::what::set, item_texts::same(write_item(seen_now(st, part)))},
    ++st.health_changes);
  st.dirty.insert(name);
}

} // namespace

bool is_split(std::string_view topic_name) {
  return topic_name.starts_with("people/") || topic_name.starts_with(presence_prefix) ||
         topic_name.starts_with("statuses/");
}

topic& topic_named(board_state& st, const std::string& name, board_site* of,
                   std::int64_t revision) {
  const auto found = st.topics.find(name);
  if (found != st.topics.end())
    return found->second.content;
  const auto epoch = of ? of->epoch : std::string{};
  return st.topics.try_emplace(name, board_topic{{name, epoch, revision, is_split(name)}, of})
    .first->second.content;
}

void declare(board_state& st, const declare_topics& x) {
  auto& site = st.sites[x.site];
  if (site.epoch != x.epoch)
    begin_anew(st, site, x.epoch, x.revision);
  for (const auto& name : x.topics)
    topic_named(st, name, &site, x.revision);
}

void apply(board_state& st, const shown_batch& batch) {
  const auto found = st.sites.find(batch.site);
  if (found == st.sites.end())
    return; // it is declared first
  auto& site = found->second;
  for (const auto& x : batch.changes) {
    for (const auto& picture : x.pictures) {
      topic_named(st, picture.topic, &site, 0).apply(picture, x.revision);
      st.dirty.insert(picture.topic);
    }
    site.number = std::max(site.number, x.revision);
  }
  site.number = std::max(site.number, batch.number);
}

bool apply(board_state& st, const site_is& x) {
  auto& site = st.sites[x.site];
  take_health(st, x);
  if (site.epoch == std::to_string(x.all.epoch) && site.stands) {
    catch_up(st, site, x.all);
    return false;
  }
  begin_with(st, site, x.all);
  return true;
}

std::vector<std::string> topics_of(const board_state& st, const site_id& site) {
  std::vector<std::string> result;
  const auto found = st.sites.find(site);
  for (const auto& [name, held] : st.topics)
    if (found != st.sites.end() && held.of == &found->second)
      result.push_back(name);
  return result;
}

std::optional<site_picture> picture_of(const board_state& st, const site_id& site) {
  const auto found = st.sites.find(site);
  if (found == st.sites.end() || !found->second.stands)
    return std::nullopt;
  const auto& epoch = found->second.epoch;
  site_picture result{.number = found->second.number};
  std::from_chars(epoch.data(), epoch.data() + epoch.size(), result.epoch);
  for (const auto& [name, held] : st.topics) {
    if (held.of != &found->second)
      continue;
    auto& pictured = result.topics.emplace_back(pictured_topic{name});
    for (const auto& [id, texts] : held.content.items())
      pictured.items.push_back({id, texts});
  }
  for (const auto* part : {"site:", "pbx:"})
    if (const auto held = st.health.find(part + site.value); held != st.health.end())
      result.health.push_back(held->second);
  return result;
}

void apply(board_state& st, const health_news& x) {
  st.health[x.part.id] = x.part;
  show_part(st, x.part);
}

void apply(board_state& st, const site_silent& x) {
  if (x.since)
    st.silent[x.site] = *x.since;
  else
    st.silent.erase(x.site);
  const auto own = "site:" + x.site.value;
  if (x.since)
    st.health.try_emplace(
      own,
      health_view{.id = own, .name = x.site.value, .ok = true, .problem = "", .since = *x.since});
  for (const auto& id : {own, "pbx:" + x.site.value})
    if (const auto part = st.health.find(id); part != st.health.end())
      show_part(st, part->second);
}

health_view seen_now(const board_state& st, const health_view& part) {
  const auto silent = st.silent.find(site_of_part(part.id));
  if (!part.ok || silent == st.silent.end())
    return part;
  auto result = part;
  result.ok = false;
  result.problem = "its node is not heard of";
  result.since = silent->second;
  return result;
}

} // namespace omstilling
