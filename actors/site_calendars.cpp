#include "actors/site_state.hpp"
#include "services/presence/calendar_wishes.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

void tell_feed(site_pointer self, const employee_id& who, const std::string& link,
               std::string calendar) {
  auto& st = self->state;
  if (const auto feed = st.feeds.find(link); feed != st.feeds.end())
    self->send(feed->second, calendar_person{who, std::move(calendar), *st.time_zone,
                                             caf::actor_cast<site_actor>(self)});
}

/// What is kept of a calendar whose link there is no more is as old as it is.
void say_unknown(site_pointer self, const employee_id& who) {
  auto& st = self->state;
  if (const auto found = st.employees.find(who); found != st.employees.end())
    self->send(found->second, calendar_silent{st.env->time->now()});
}

void open_calendar(site_pointer self, const employee_id& who, const calendar_link& x) {
  if (self->state.feeds.contains(x.link))
    return tell_feed(self, who, x.link, x.address);
  spdlog::warn("employee {} has a calendar at {}, which is not in the settings", who.value, x.link);
  say_unknown(self, who);
}

} // namespace

std::optional<problem> wrong_calendar(const site_state& st, const std::optional<calendar_link>& x) {
  if (!x || st.feeds.contains(x->link))
    return std::nullopt;
  std::string known;
  for (const auto& [link, feed] : st.feeds)
    known += (known.empty() ? "one of " : ", ") + link;
  return problem{.reason = error_reason::invalid_params,
                 .path = "params.calendar.link",
                 .expected = known.empty() ? "no calendar: none are in the settings" : known,
                 .got = x->link};
}

void hear_calendar(site_pointer self, const calendar_is& x) {
  auto& st = self->state;
  const auto known = st.calendars.find(x.who);
  if (known != st.calendars.end() && (!x.where || known->second.link != x.where->link))
    tell_feed(self, x.who, known->second.link, "");
  if (!x.where) {
    st.calendars.erase(x.who);
    if (const auto found = st.employees.find(x.who); found != st.employees.end())
      self->send(found->second, calendar_silent{});
    return;
  }
  st.calendars[x.who] = *x.where;
  if (st.awake)
    open_calendar(self, x.who, *x.where);
}

void hear_calendar(site_pointer self, const calendar_wished& x) {
  const auto& feeds = self->state.feeds;
  if (const auto feed = feeds.find(x.link); feed != feeds.end())
    self->send(feed->second, x.what);
}

void hear_feed(site_pointer self, const to_employee& x) {
  const auto& st = self->state;
  const auto found = st.employees.find(x.who);
  if (found == st.employees.end())
    return;
  if (x.silent)
    self->send(found->second, *x.silent);
  if (x.appointments)
    self->send(found->second, *x.appointments);
}

void meet_calendar(site_pointer self, const employee_record& x) {
  auto& st = self->state;
  if (!x.calendar)
    return;
  st.calendars[x.id] = *x.calendar;
  // Written twice it stands once; so what was not written before a crash is now.
  for (auto& wish : calendar_wishes({}, x, *st.types.types, st.env->time->now()))
    hear_calendar(self, calendar_wished{std::move(wish.link), std::move(wish.what)});
  if (st.awake)
    open_calendar(self, x.id, *x.calendar);
}

void open_calendars(site_pointer self) {
  for (const auto& [who, where] : self->state.calendars)
    open_calendar(self, who, where);
}

void close_calendars(site_pointer self) {
  for (const auto& [who, where] : self->state.calendars)
    tell_feed(self, who, where.link, "");
}

void mourn_feed(site_pointer self, const caf::down_msg& x) {
  auto& st = self->state;
  const auto feed = std::find_if(st.feeds.begin(), st.feeds.end(), [&](const auto& known) {
    return known.second.address() == x.source;
  });
  if (feed == st.feeds.end() || !x.reason || x.reason == caf::exit_reason::user_shutdown)
    return;
  spdlog::critical("calendars of {} failed and stay away: {}", feed->first,
                   self->system().render(x.reason));
  self->send(st.env->board, health_news{{.id = "calendar:" + feed->first,
                                         .name = feed->first,
                                         .ok = false,
                                         .problem = "failed: start the service again",
                                         .since = st.env->time->now()}});
  for (const auto& [who, where] : st.calendars)
    if (where.link == feed->first)
      say_unknown(self, who);
}

} // namespace omstilling
