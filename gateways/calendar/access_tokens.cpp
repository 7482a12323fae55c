#include "gateways/calendar/access_tokens.hpp"

#include "gateways/calendar/failures.hpp"
#include "gateways/calendar/json_fields.hpp"

#include <algorithm>

namespace omstilling::calendars {

namespace {

constexpr std::chrono::minutes before_the_end{5};
constexpr std::size_t many_tokens = 20'000; // then those that have ended are thrown away

std::chrono::seconds lifetime(const boost::json::value& body) {
  const auto* given = find_json(body, {"expires_in"});
  const auto* whole = given != nullptr ? given->if_int64() : nullptr;
  return std::chrono::seconds{whole != nullptr ? std::clamp<std::int64_t>(*whole, 0, 86'400) : 0};
}

} // namespace

access_tokens::access_tokens(http_client& http, std::string place, login_request login,
                             std::function<time_point()> now)
  : http_{http}, place_{std::move(place)}, login_{std::move(login)}, now_{std::move(now)} {}

void access_tokens::send(const std::string& subject, http_request what, then_function then) {
  send_once(subject, std::move(what), true, std::move(then));
}

void access_tokens::send_once(const std::string& subject, http_request what, bool again,
                              then_function then) {
  with_token(subject, [this, subject, what = std::move(what), again,
                       then = std::move(then)](const token& held) {
    if (!held)
      return then(tl::unexpected{held.error()});
    auto request = what;
    request.headers.push_back("Authorization: Bearer " + *held);
    http_.send(std::move(request),
               [this, subject, what, again, then, value = *held](outcome answer) {
                 if (!answer || answer->status != 401 || !again)
                   return then(std::move(answer));
                 forget(subject, value);
                 send_once(subject, what, false, then);
               });
  });
}

void access_tokens::with_token(const std::string& subject, std::function<void(const token&)> then) {
  if (known_.size() >= many_tokens && known_.count(subject) == 0)
    std::erase_if(known_, [&](const auto& x) {
      return x.second.waiting.empty() && x.second.good_until <= now_();
    });
  auto& held = known_[subject];
  if (!held.value.empty() && now_() < held.good_until)
    return then(held.value);
  held.waiting.push_back(std::move(then));
  if (held.waiting.size() == 1)
    log_in(subject);
}

void access_tokens::log_in(const std::string& subject) {
  http_.send(login_(subject, now_()), [this, subject](outcome answer) {
    const auto result = take(subject, answer);
    const auto waiting = std::exchange(known_[subject].waiting, {});
    for (const auto& x : waiting)
      x(result);
  });
}

access_tokens::token access_tokens::take(const std::string& subject, const outcome& answer) {
  if (!answer)
    return tl::unexpected{answer.error()};
  if (!succeeded(*answer))
    return tl::unexpected{to_failure(*answer, place_ + ", login", now_())};
  const auto body = parse_json(answer->body);
  auto& held = known_[subject];
  held.value = text_at(body, {"access_token"});
  const auto lasts = lifetime(body);
  held.good_until = now_() + lasts - std::min<std::chrono::seconds>(before_the_end, lasts / 5);
  if (held.value.empty())
    return tl::unexpected{malformed(place_ + ", login", "the answer has no access_token")};
  return held.value;
}

void access_tokens::forget(const std::string& subject, const std::string& value) {
  if (auto& held = known_[subject]; held.value == value)
    held.value.clear();
}

} // namespace omstilling::calendars
