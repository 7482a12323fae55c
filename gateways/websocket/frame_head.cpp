#include "gateways/websocket/frame_head.hpp"

namespace omstilling {

frame_head::frame_head(std::size_t payload) {
  const auto put = [this](std::size_t byte) {
    bytes_[size_++] = static_cast<char>(static_cast<unsigned char>(byte & 0xFF));
  };
  const auto put_length = [&](int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8)
      put(payload >> shift);
  };
  put(0x81); // the last frame of its message, text
  if (payload < 126) {
    put(payload);
  } else if (payload < 65536) {
    put(126);
    put_length(2);
  } else {
    put(127);
    put_length(8);
  }
}

} // namespace omstilling
