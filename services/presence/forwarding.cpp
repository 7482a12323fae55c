#include "services/presence/forwarding.hpp"

#include <algorithm>

namespace omstilling {

std::string forwarding_target(const phone& x, forwarding_type type) {
  const auto found = std::find_if(x.forwarding.begin(), x.forwarding.end(),
                                  [&](const auto& rule) { return rule.type == type; });
  return found == x.forwarding.end() ? std::string{} : found->to;
}

void set_forwarding_target(phone& x, forwarding_type type, const std::string& to) {
  std::erase_if(x.forwarding, [&](const auto& rule) { return rule.type == type; });
  if (!to.empty())
    x.forwarding.insert(x.forwarding.begin(), {type, to});
}

} // namespace omstilling
