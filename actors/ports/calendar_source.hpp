#pragma once

#include "services/calendars/calendar_words.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <string>

namespace omstilling {

/// Calendars of one provider, each with its own pace and login. Answers come on a thread of the
/// source's, once each, in any order; after the destructor none comes. A cursor that the provider
/// no longer knows is no failure: the reading is whole then.
class calendar_source {
public:
  virtual ~calendar_source() = default;
  virtual void read(calendar_request asked,
                    std::function<void(tl::expected<calendar_reading, calendar_failure>)> then) = 0;
  virtual void write(calendar_entry what,
                     std::function<void(std::optional<calendar_failure>)> then) = 0;
  /// Takes away what `write` made; what is not there is fine.
  virtual void erase(std::string calendar, std::string id,
                     std::function<void(std::optional<calendar_failure>)> then) = 0;
};

} // namespace omstilling
