#include "ui-dear-imgui/model/console_model.hpp"

#include <algorithm>
#include <tuple>

namespace omstilling {

namespace {

person_ptr as_person(const item_ptr& x) {
  const auto* found = x ? std::get_if<person_entry>(x.get()) : nullptr;
  return found ? person_ptr{x, found} : nullptr;
}

} // namespace

void console_model::read_people() {
  person_rows rows;
  talk.seen().each("people/", [&](const auto&, const item_ptr& x) {
    if (auto who = as_person(x))
      rows.push_back(std::move(who));
  });
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a->folded, a->who.id) < std::tie(b->folded, b->who.id);
  });
  people_ = std::make_shared<const people_list>(rows);
}

void console_model::update_people() {
  const auto news = talk.take_people_news();
  if (!news.anew && news.changed.empty())
    return;
  std::vector<people_list::replacement> changed;
  for (const auto& [topic, id] : news.changed) {
    auto who = as_person(talk.seen().find(topic, id));
    const auto place = people_->place_of(employee_id{id});
    // Somebody new, or who is called otherwise now, stands elsewhere in the order.
    if (news.anew || !who || !place || (*people_)[*place]->folded != who->folded)
      return read_people();
    changed.emplace_back(*place, std::move(who));
  }
  if (news.anew)
    return read_people();
  people_ = std::make_shared<const people_list>(people_->with(changed));
}

void console_model::read_presence(console_view& out) const {
  for (const auto& name : talk.presences()) {
    presence_view made{.known = talk.seen().position(name).has_value(),
                       .refused = talk.is_refused(name)};
    talk.seen().each(name, [&](const auto& topic, const item_ptr& x) {
      if (topic != name)
        return; // somebody whose id begins alike
      if (const auto* claim = std::get_if<claim_view>(x.get()))
        made.claims.push_back(*claim);
      else if (const auto* plan = std::get_if<plan_view>(x.get()))
        made.plans.push_back(*plan);
      else if (const auto* entry = std::get_if<agenda_entry>(x.get()))
        made.agenda.push_back(*entry);
    });
    std::sort(made.claims.begin(), made.claims.end(),
              [](const claim_view& a, const claim_view& b) { return a.id < b.id; });
    std::sort(made.plans.begin(), made.plans.end(), [](const auto& a, const auto& b) {
      const auto next = [](const auto& x) { return x.next.value_or(time_point::max()); };
      return std::tuple{next(a), a.id} < std::tuple{next(b), b.id};
    });
    std::sort(made.agenda.begin(), made.agenda.end(), [](const auto& a, const auto& b) {
      return std::tie(a.start, a.end, a.id) < std::tie(b.start, b.end, b.id);
    });
    out.presence.emplace(name.substr(name.find('/') + 1), std::move(made));
  }
}

void console_model::read_statuses(console_view& out) const {
  const auto read = [&](const std::string& topic, const item_ptr& x) {
    if (const auto* type = std::get_if<status_type>(x.get()))
      out.status_types[site_id{topic.substr(topic.find('/') + 1)}].push_back(*type);
    else if (const auto* made = std::get_if<template_view>(x.get()))
      out.templates.push_back(*made);
  };
  for (const auto* topics : {"statuses/", "templates/"})
    talk.seen().each(topics, read);
  for (auto& [site, types] : out.status_types)
    std::sort(types.begin(), types.end(), [](const auto& a, const auto& b) {
      return std::tie(a.position, a.id) < std::tie(b.position, b.id);
    });
  std::sort(out.templates.begin(), out.templates.end(), [](const auto& a, const auto& b) {
    return std::tie(a.global, a.name, a.id) < std::tie(b.global, b.name, b.id);
  });
}

view_ptr console_model::view() {
  if (last_ && last_version_ == talk.version())
    return last_;
  last_version_ = talk.version();
  auto made = std::make_shared<console_view>();
  talk.describe(*made);
  update_people();
  made->people = people_;
  made->desk = talk.desk();
  std::vector<call_view> on_desk, in_queue;
  const auto sort_in = [&](const std::string& topic, const item_ptr& x) {
    if (const auto* queue = std::get_if<queue_view>(x.get()))
      made->queues.push_back(*queue);
    else if (const auto* part = std::get_if<health_view>(x.get()))
      made->health.push_back(*part);
    else if (const auto* watch = std::get_if<watch_view>(x.get()))
      made->watches.push_back(*watch);
    else if (const auto* popup = std::get_if<popup_view>(x.get()))
      made->popups.push_back(*popup);
    else if (const auto* settings = std::get_if<settings_view>(x.get()))
      made->settings = *settings;
    else if (const auto* call = std::get_if<call_view>(x.get()))
      (topic.starts_with("desk/") ? on_desk : in_queue).push_back(*call);
  };
  for (const auto* topics : {"desk/", "queue", "health", "watchlist/", "settings/"})
    talk.seen().each(topics, sort_in);
  read_presence(*made);
  read_statuses(*made);
  read_contacts();
  made->contacts = contacts_;
  read_log();
  made->log = log_;
  read_messages(*made);
  made->messages = messages_;
  std::sort(made->queues.begin(), made->queues.end(), [](const auto& a, const auto& b) {
    return std::tuple{-a.priority, a.name} < std::tuple{-b.priority, b.name};
  });
  std::sort(made->watches.begin(), made->watches.end(), [](const auto& a, const auto& b) {
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  std::sort(made->popups.begin(), made->popups.end(), [](const auto& a, const auto& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  sort_calls(*made, std::move(on_desk), std::move(in_queue));
  return last_ = std::move(made);
}

} // namespace omstilling
