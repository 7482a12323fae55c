#include "protocol/errors.hpp"

#include "protocol/codec.hpp"

namespace omstilling {

std::string message(const problem& x) {
  std::string text;
  if (x.expected.empty())
    text = word(x.reason);
  else
    text = x.expected + " expected, got " + (x.got.empty() ? "nothing" : x.got);
  if (!x.path.empty())
    text = x.path + ": " + text;
  if (!x.who.empty())
    text += " (" + x.who + ")";
  if (!x.detail.empty())
    text += ": " + x.detail;
  return text;
}

int rpc_code(error_reason x) {
  switch (x) {
    case error_reason::malformed: return -32700;
    case error_reason::invalid_request: return -32600;
    case error_reason::unknown_method: return -32601;
    case error_reason::invalid_params: return -32602;
    case error_reason::internal: return -32603;
    default: return -32000;
  }
}

} // namespace omstilling
