#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The content lines of vCard (RFC 6350, and RFC 2426 for 3.0). Debian's libical reads vCard 2.1
/// only, so this is our own.
namespace omstilling {

struct vcard_parameter {
  std::string name; // in capitals
  std::vector<std::string> values;
};

/// One property. The value is as it was written, unfolded and in UTF-8, with its escapes.
struct vcard_property {
  std::size_t line = 0;
  std::string group;
  std::string name; // in capitals; empty: the line is none
  std::vector<vcard_parameter> parameters;
  std::string value;
  std::string unknown_charset; // in which the value is said to be; then the value is empty

  /// All values of the parameters with this name, in capitals.
  std::vector<std::string> all(std::string_view parameter) const;
  bool has(std::string_view parameter, std::string_view value_in_capitals) const;
};

/// The properties of a text, folded lines put together; lines in other charsets as text_of_bytes
/// takes them, or as they say themselves.
std::vector<vcard_property> read_vcard_lines(std::string_view bytes);

/// A text value without its escapes.
std::string unescaped(std::string_view value);

/// The parts of a value between separators that are not escaped, still with their escapes.
std::vector<std::string> split_escaped(std::string_view value, char separator);

/// With the escapes that a text value needs.
std::string escaped(std::string_view text);

/// A line of a vCard in pieces of at most 75 bytes, no character torn.
std::string folded_lines(std::string_view line);

std::string in_capitals(std::string_view text);

} // namespace omstilling
