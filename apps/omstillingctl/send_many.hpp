#pragma once

#include "apps/omstillingctl/client.hpp"

#include <functional>

namespace omstilling {

/// Sends `count` requests with several in flight; `take` hears what became of each. Ends at the
/// first error that is not an answer.
std::optional<client_error> send_many(
  client& session, std::string_view method, std::size_t count,
  const std::function<boost::json::value(std::size_t)>& params,
  const std::function<void(std::size_t, const tl::expected<boost::json::value, problem>&)>& take);

} // namespace omstilling
