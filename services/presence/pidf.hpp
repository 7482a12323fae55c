#pragma once

#include "protocol/entities.hpp"

#include <string>
#include <string_view>

namespace omstilling {

inline constexpr std::string_view pidf_type = "application/pidf+xml";

/// Where a person is as other programs read it: PIDF (RFC 3863) with the data model (RFC 4479),
/// RPID (RFC 4480) and the display name of CIPID (RFC 4482), in UTF-8. It says what `who` says and
/// no more: give it the view of whoever asks.
///
/// The one tuple is her primary phone: `open` when a call would reach her there, `closed` when her
/// status, do-not-disturb or an offline phone keeps it away; left out when nobody knows. The person
/// element holds the activities, each phone is a device. The same view gives the same text.
std::string write_pidf(const person& who);

/// `pres:anna@aarhus` (RFC 3859).
std::string presence_uri(const employee_id& who, const site_id& site);

} // namespace omstilling
