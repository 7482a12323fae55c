#pragma once

#include <string>

namespace omstilling {

/// Whether it is an IPv4 or IPv6 address, written out: no name, no port, no mask.
bool is_ip_address(const std::string& text);

} // namespace omstilling
