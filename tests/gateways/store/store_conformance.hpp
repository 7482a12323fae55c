#pragma once

#include "actors/ports/store.hpp"

#include <functional>
#include <memory>
#include <string>

namespace omstilling::test {

/// Where a store under test keeps its things. Each place is empty at first.
class store_place {
public:
  virtual ~store_place() = default;
  /// Opens what is kept here; the one opened before is closed by then.
  virtual std::unique_ptr<store> open() = 0;
};

using place_maker = std::function<std::unique_ptr<store_place>()>;

enum class lasting { in_this_process, beyond_the_process };

/// Registers every rule of the port as a test case of this store, when made before main: one static
/// object is all that a store needs.
struct store_conformance {
  store_conformance(const std::string& name, const place_maker& make, lasting how);
};

} // namespace omstilling::test
