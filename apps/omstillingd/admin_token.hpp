#pragma once

#include "actors/ports/password_hasher.hpp"
#include "protocol/errors.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>

namespace omstilling {

/// The local administrator's token: whoever may read this file (mode 0600, beside the store) may
/// administer. Made at the first start.
tl::expected<std::string, problem> local_administrator_token(const std::filesystem::path& file,
                                                             password_hasher& hasher);

} // namespace omstilling
