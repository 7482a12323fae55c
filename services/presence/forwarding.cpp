#include "services/presence/forwarding.hpp"

#include <algorithm>

namespace omstilling {

std::string immediate_target(const phone& x) {
  const auto found = std::find_if(x.forwarding.begin(), x.forwarding.end(), [](const auto& rule) {
    return rule.type == forwarding_type::immediate;
  });
  return found == x.forwarding.end() ? std::string{} : found->to;
}

void set_immediate_target(phone& x, const std::string& to) {
  std::erase_if(x.forwarding,
                [](const auto& rule) { return rule.type == forwarding_type::immediate; });
  if (!to.empty())
    x.forwarding.insert(x.forwarding.begin(), {forwarding_type::immediate, to});
}

} // namespace omstilling
