#pragma once

#include "actors/handles.hpp"
#include "actors/ports/calendar_source.hpp"
#include "services/calendars/feed.hpp"

#include <memory>
#include <string>

namespace omstilling {

/// One of the service's links to calendars.
struct calendar_link_options {
  std::string id;   // as put_employee.calendar.link names it
  std::string name; // as shown in `health`
  std::shared_ptr<calendar_source> source;
  feed_options pace{};
};

/// Reads the calendars of a link's people and writes their statuses there; the link stands in
/// `health` as `calendar:{id}`.
feed_actor spawn_calendar_feed(caf::actor_system& system, environment_ptr env,
                               calendar_link_options link);

} // namespace omstilling
