#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace omstilling {

/// The bytes of a file of at most 256 MB; else why not.
tl::expected<std::string, std::string> read_file(const std::string& name);

/// Writes a file anew; the error says why it could not.
tl::expected<void, std::string> write_file(const std::string& name, std::string_view bytes);

} // namespace omstilling
