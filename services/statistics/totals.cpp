#include "services/statistics/totals.hpp"

namespace omstilling {

void call_totals::apply(const event& what) {
  if (const auto* x = std::get_if<originated>(&what))
    offered += x->direction == call_direction::inbound;
  else if (const auto* y = std::get_if<established>(&what))
    answered += y->first;
  else if (std::holds_alternative<omstilling::transferred>(what))
    ++transferred;
  else if (std::holds_alternative<recalled>(what))
    ++returned;
  else if (std::holds_alternative<omstilling::abandoned>(what))
    ++abandoned;
  else if (std::holds_alternative<call_cleared>(what))
    ++cleared;
}

} // namespace omstilling
