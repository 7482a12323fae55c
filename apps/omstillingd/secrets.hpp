#pragma once

#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <string>

namespace omstilling {

/// A secret from a file or from the environment; empty where neither is named. The problem's path
/// is `place` and the key.
tl::expected<std::string, problem> read_secret(const std::string& place, const std::string& file,
                                               const std::string& environment);

} // namespace omstilling
