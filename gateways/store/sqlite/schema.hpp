#pragma once

#include "gateways/store/sqlite/database.hpp"

namespace omstilling::sqlite {

/// Brings an empty file, or one of an earlier version, to this version's tables. A file of somebody
/// else or of a newer version is refused and left as it is.
tl::expected<void, problem> bring_up_to_date(database& db, const std::filesystem::path& file);

} // namespace omstilling::sqlite
