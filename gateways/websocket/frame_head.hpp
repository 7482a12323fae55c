#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace omstilling {

/// What stands before the payload of a text frame that a server sends: whole and unmasked
/// (RFC 6455, 5.2).
class frame_head {
public:
  frame_head() = default; // of something that is framed already
  explicit frame_head(std::size_t payload);

  std::string_view view() const { return {bytes_.data(), size_}; }
  std::size_t size() const { return size_; }

private:
  std::array<char, 10> bytes_{};
  std::uint8_t size_ = 0;
};

} // namespace omstilling
