#pragma once

#include "gateways/calendar/http_client.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace omstilling::calendars {

/// Sends requests with a bearer token (OAuth 2.0), one for each subject. A token is renewed before
/// it ends; one that is refused meanwhile is renewed once. Lives on the client's thread.
class access_tokens {
public:
  using outcome = http_client::outcome;
  using then_function = std::function<void(outcome)>;
  using login_request = std::function<http_request(const std::string& subject, time_point now)>;

  access_tokens(http_client& http, std::string place, login_request login,
                std::function<time_point()> now);

  void send(const std::string& subject, http_request what, then_function then);

private:
  using token = tl::expected<std::string, calendar_failure>;
  struct entry {
    std::string value;
    time_point good_until{};
    std::vector<std::function<void(const token&)>> waiting; // for the one that is asked for
  };

  void with_token(const std::string& subject, std::function<void(const token&)> then);
  void log_in(const std::string& subject);
  token take(const std::string& subject, const outcome& answer);
  void forget(const std::string& subject, const std::string& value);
  void send_once(const std::string& subject, http_request what, bool again, then_function then);

  http_client& http_;
  std::string place_;
  login_request login_;
  std::function<time_point()> now_;
  std::map<std::string, entry> known_;
};

} // namespace omstilling::calendars
