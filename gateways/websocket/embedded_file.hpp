#pragma once

#include <string_view>
#include <vector>

namespace omstilling {

/// A file that is served as it is; the views stay valid.
struct embedded_file {
  std::string_view path;   // of the URL, such as `/index.html`
  std::string_view sha256; // of the content, hexadecimal
  std::string_view content;
};

/// The wallboard page and all it needs, part of the program.
const std::vector<embedded_file>& wallboard_files();

} // namespace omstilling
