#include "apps/omstillingctl/send_many.hpp"

#include <unordered_map>

namespace omstilling {

std::optional<client_error> send_many(
  client& session, std::string_view method, std::size_t count,
  const std::function<boost::json::value(std::size_t)>& params,
  const std::function<void(std::size_t, const tl::expected<boost::json::value, problem>&)>& take) {
  constexpr std::size_t window = 32; // requests in flight
  std::unordered_map<std::int64_t, std::size_t> in_flight;
  for (std::size_t next = 0; next < count || !in_flight.empty();) {
    if (next < count && in_flight.size() < window) {
      const auto id = session.send(method, params(next));
      if (!id)
        return id.error();
      in_flight.emplace(*id, next++);
      continue;
    }
    // What else comes in between is not for us.
    auto answer = session.receive(session.reply_deadline());
    if (!answer)
      return std::move(answer.error());
    const auto* reply = std::get_if<client_reply>(&*answer);
    const auto asked = reply ? in_flight.find(reply->id) : in_flight.end();
    if (asked == in_flight.end())
      continue;
    take(asked->second, reply->result);
    in_flight.erase(asked);
  }
  return std::nullopt;
}

} // namespace omstilling
