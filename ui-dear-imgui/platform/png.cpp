#include "ui-dear-imgui/platform/png.hpp"

#include <stb_image_write.h>

namespace omstilling {

bool write_png(const std::string& path, int width, int height,
               const std::vector<unsigned char>& rgb) {
  stbi_flip_vertically_on_write(1);
  return stbi_write_png(path.c_str(), width, height, 3, rgb.data(), width * 3) != 0;
}

} // namespace omstilling
