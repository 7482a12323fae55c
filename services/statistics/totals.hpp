#pragma once

#include "protocol/events.hpp"

#include <cstdint>

namespace omstilling {

/// What became of calls since the start: a fold over the journal's events.
struct call_totals {
  std::int64_t offered = 0;     // calls that entered a queue, each once
  std::int64_t answered = 0;    // each once, by whom first
  std::int64_t transferred = 0; // sent on by a receptionist
  std::int64_t returned = 0;    // came back to her or to the queue
  std::int64_t abandoned = 0;   // gave up before anybody answered
  std::int64_t cleared = 0;     // over, however

  void apply(const event& what);
  friend bool operator==(const call_totals&, const call_totals&) = default;
};

} // namespace omstilling
