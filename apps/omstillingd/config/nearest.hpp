#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omstilling {

/// The known word that `text` most likely meant, if one is near enough to be worth naming.
std::optional<std::string> nearest(std::string_view text, const std::vector<std::string>& known);

} // namespace omstilling
