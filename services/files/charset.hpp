#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What characters the bytes of a file are.
namespace omstilling {

/// True for UTF-8 as RFC 3629 has it.
bool valid_utf8(std::string_view text);

/// The bytes of a file as UTF-8, without a byte order mark: UTF-8 or UTF-16 as the mark says;
/// without one UTF-8 if it is that, else Windows-1252, which any bytes are. Nothing when the mark
/// says UTF-16 and it is not.
std::optional<std::string> text_of_file(std::string_view bytes);

/// Bytes without a byte order mark: as they are when they are UTF-8, else from Windows-1252.
std::string text_of_bytes(std::string_view bytes);

/// Bytes in the charset that they are said to be in; nothing when it is unknown, or they are not.
std::optional<std::string> text_in_charset(std::string_view bytes, const std::string& charset);

} // namespace omstilling
