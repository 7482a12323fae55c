#pragma once

#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace omstilling {

/// Why something was refused: what was wrong, where, and what was expected. Becomes `error.data` of
/// JSON-RPC.
struct problem {
  error_reason reason = error_reason::unknown;
  std::string path;     // of the wrong field, such as `params.until`; else empty
  std::string expected; // what should have stood there; else empty
  std::string got;      // what stood there, cut to 60 characters; else empty
  std::string who;      // the user who has it, for already_taken
  std::optional<std::int64_t> retry_after_seconds{};
  std::string detail; // one more sentence where the above do not say it

  friend bool operator==(const problem&, const problem&) = default;
};
BOOST_DESCRIBE_STRUCT(problem, (), (reason, path, expected, got, who, retry_after_seconds, detail))

/// One line for people: `params.until: RFC 3339 time expected, got "tomorrow"`.
std::string message(const problem& x);

/// The JSON-RPC 2.0 code that goes with a reason (-32700 ... -32600 where the specification has
/// one, else -32000).
int rpc_code(error_reason x);

} // namespace omstilling
