#pragma once

#include "actors/ports/front_door.hpp"
#include "gateways/websocket/pages.hpp"

#include <string>
#include <string_view>

namespace omstilling {

/// What a request for somebody's presence asks, and as whom.
struct presence_asked {
  authenticate login;
  presence_request what;
  bool times = false; // those that are taken, rather than where she is now
};

/// Whether requests for presence go to this path: `/presence/{employee}`,
/// `/presence/{employee}/freebusy`, the latter also with `.ics`.
bool is_presence_path(std::string_view path);

/// Reads a request of such a path, by its target and its field `Authorization`; or the refusal. The
/// login is a token (`Bearer`, or `?token=`) or a user's (`Basic`); `from` and `to` are RFC 3339.
tl::expected<presence_asked, page> read_presence_request(std::string_view target,
                                                         std::string_view authorization);

/// What was read, as PIDF or VFREEBUSY, or 304.
page presence_page(const presence_reading& x, bool times, std::string_view if_none_match);

/// A refusal of the service: 400, 401, 403, 404, 429 or 503, with the reason in words.
page presence_refusal(const problem& why);

} // namespace omstilling
