#pragma once

#include <string>
#include <vector>

namespace omstilling {

/// Writes RGB rows, the lowest first as OpenGL gives them, as a PNG file.
bool write_png(const std::string& path, int width, int height,
               const std::vector<unsigned char>& rgb);

} // namespace omstilling
