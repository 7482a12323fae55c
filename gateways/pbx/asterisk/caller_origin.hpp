#pragma once

#include "protocol/entities.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace omstilling::ari {

/// Where a caller was before, first station first: from History-Info (RFC 7044), else from
/// Diversion (RFC 5806), else only `redirected_from`.
std::vector<origin_hop> read_origin(std::string_view history_info, std::string_view diversion,
                                    const std::string& redirected_from);

} // namespace omstilling::ari
