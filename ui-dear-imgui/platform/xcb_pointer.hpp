#pragma once

#include <cstdlib>
#include <memory>

namespace omstilling {

struct free_memory {
  void operator()(void* x) const { std::free(x); }
};

/// What XCB allocates and its caller frees: answers, events and errors.
template <class T>
using xcb_pointer = std::unique_ptr<T, free_memory>;

} // namespace omstilling
