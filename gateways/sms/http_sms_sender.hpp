#pragma once

#include "actors/ports/sms_sender.hpp"
#include "gateways/http/http_client.hpp"
#include "gateways/http/text_template.hpp"
#include "protocol/time.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omstilling::sms {

/// How one provider is spoken to. In url, headers and body stand `{to}` (`+4512345678`),
/// `{to_digits}` (the same without the plus), `{text}`, `{id}`, `{sender}`, `{account}` and
/// `{secret}`; in `receipt_url` also `{reference}`.
struct provider {
  std::string url;
  std::string method = "POST";
  std::vector<std::string> headers{}; // `Name: value`
  std::string body{};
  escaping body_escaping = escaping::json;
  bool basic_login = false; // account and secret as a Basic login
  std::string account{};
  std::string secret{};
  std::string sender{};
  std::vector<long> success{200, 201, 202}; // HTTP statuses
  std::string reference_pointer{};          // JSON pointer into the answer
  std::string problem_pointer{"/message"};  // to what a refusal says
  std::string receipt_url{};                // empty: there are no receipts to ask for
  std::vector<std::string> state_pointers{};
  std::vector<std::string> delivered{}; // words at the state pointers; others are pending
  std::vector<std::string> undelivered{};
};

/// https://gatewayapi.com/docs/apis/rest/: `secret` is an API token.
provider gatewayapi(std::string token, std::string sender);

/// https://www.twilio.com/docs/messaging/api/message-resource: `sender` is a number of the
/// account's, or an alphanumeric sender.
provider twilio(std::string account, std::string token, std::string sender);

/// The same provider at another address, such as its platform elsewhere.
void move_to(provider& what, const std::string& base);

struct sms_options {
  provider with;
  http_options http{};
  std::size_t queue_limit = 1'000; // more are answered try_later
};

/// Sends over HTTP. What was given away and not answered is maybe_accepted; what the provider
/// answered with 5xx, 429 or a refused login is tried later; any other refusal is for ever.
std::shared_ptr<sms_sender> open_sms_sender(sms_options options);

/// What an answer to a sending means; public for tests.
delivery_answer judge_sending(const provider& with, const http_client::outcome& answer,
                              time_point now);
/// What an answer to the question for a receipt means.
delivery_receipt judge_receipt(const provider& with, const http_client::outcome& answer);

} // namespace omstilling::sms
