#pragma once

#include "services/calendars/calendar_event.hpp"
#include "services/calendars/zone_clock.hpp"

#include <boost/json/value.hpp>
#include <tl/expected.hpp>

#include <optional>
#include <string>

/// Google Calendar's events as ours
/// (https://developers.google.com/workspace/calendar/api/v3/reference/events).
namespace omstilling::calendars {

/// The id that an entry of ours has at Google, whose ids are base32hex: the same for the same.
std::string google_id(const std::string& id);
bool is_own_google_id(const std::string& id);

/// Nothing for what is cancelled, declined by the person, takes no time or is an entry of ours.
/// The error names the time that is none.
tl::expected<std::optional<calendar_event>, std::string>
to_calendar_event(const boost::json::value& event, const zone_clock& person);

std::string google_event(const std::string& google_id, const std::string& title, time_point start,
                         time_point end, busy_type busy);

/// The signed request of a service account for a token (RFC 7523).
tl::expected<std::string, std::string> google_assertion(const std::string& email,
                                                        const std::string& private_key,
                                                        const std::string& token_url,
                                                        const std::string& scope,
                                                        const std::string& subject, time_point now);

} // namespace omstilling::calendars
