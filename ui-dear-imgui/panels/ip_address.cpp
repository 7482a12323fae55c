#include "ui-dear-imgui/panels/ip_address.hpp"

#include <arpa/inet.h>

namespace omstilling {

bool is_ip_address(const std::string& text) {
  in6_addr room{};
  // A zero inside would let the rest of the text pass unread.
  return text.find('\0') == text.npos && (inet_pton(AF_INET, text.c_str(), &room) == 1 ||
                                          inet_pton(AF_INET6, text.c_str(), &room) == 1);
}

} // namespace omstilling
