#include "actors/presence_pictures.hpp"

#include "protocol/codec.hpp"
#include "protocol/wire.hpp"

#include <map>

namespace omstilling {

namespace {

struct item {
  std::string_view kind;
  boost::json::value reception, colleague; // the public sees what colleagues see
  friend bool operator==(const item&, const item&) = default;
};

using items = std::map<std::string, item>;

template <class View>
void add(items& to, std::string_view kind, boost::json::value item::*audience,
         const std::vector<View>& views) {
  for (const auto& x : views) {
    auto value = encode(x);
    auto& entry = to[std::string{value.at("id").as_string()}];
    entry.kind = kind;
    entry.*audience = std::move(value);
  }
}

items items_of(const employee& x, time_point now, bool with_schedule) {
  items result;
  const auto& kept = x.record();
  for (const auto& [who, at] : {std::pair{audience::reception, &item::reception},
                                std::pair{audience::colleague, &item::colleague}}) {
    add(result, "claim", at, x.claims(who));
    if (!with_schedule || (kept.plans.empty() && kept.appointments.empty()))
      continue;
    add(result, "plan", at, x.plans(who));
    add(result, "agenda", at, x.agenda(who, now));
  }
  return result;
}

/// A call changes nobody's schedule, and calls are what happens most.
bool is_other_schedule(const employee_record& a, const employee_record& b) {
  return a.plans != b.plans || a.calendar_at != b.calendar_at || a.appointments != b.appointments;
}

picture_change shown(const std::string& topic, const std::string& id, const item& x) {
  const auto text = [&](const boost::json::value& value) {
    return std::make_shared<const std::string>(write_item(x.kind, value));
  };
  item_texts texts{text(x.reception), text(x.colleague), nullptr};
  texts.public_ = texts.colleague;
  return {topic, id, picture_change::what::set, std::move(texts)};
}

} // namespace

std::vector<picture_change> presence_changes(const employee& before, const employee& after,
                                             time_point now) {
  std::vector<picture_change> result;
  const auto& record = after.record().id.empty() ? before.record() : after.record();
  const auto topic = "presence/" + record.id.value;
  const bool schedule = is_other_schedule(before.record(), after.record());
  const auto had = items_of(before, now, schedule);
  const auto has = items_of(after, now, schedule);
  for (const auto& [id, x] : had)
    if (!has.contains(id))
      result.push_back({topic, id, picture_change::what::removed, {}});
  for (const auto& [id, x] : has)
    if (const auto was = had.find(id); was == had.end() || !(was->second == x))
      result.push_back(shown(topic, id, x));
  return result;
}

} // namespace omstilling
