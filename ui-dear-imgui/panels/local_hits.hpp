#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// What the console finds by itself among people, contacts and its own calls: at once, and while
/// the service is away.
std::vector<search_hit> local_hits(const ui& u, const std::vector<std::string>& fragments);

} // namespace omstilling
