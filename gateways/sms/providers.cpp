#include "gateways/sms/http_sms_sender.hpp"

namespace omstilling::sms {

namespace {

constexpr const char* gatewayapi_base = "https://gatewayapi.com";
constexpr const char* twilio_base = "https://api.twilio.com";

void replace_start(std::string& text, const std::string& from, const std::string& to) {
  if (text.starts_with(from))
    text.replace(0, from.size(), to);
}

} // namespace

provider gatewayapi(std::string token, std::string sender) {
  return {.url = std::string{gatewayapi_base} + "/rest/mtsms",
          .headers = {"Authorization: Token {secret}", "Content-Type: application/json"},
          // UCS2 only where it must be: GSM 03.38 has the Danish letters.
          .body = R"({"sender":"{sender}","message":"{text}","userref":"{id}",)"
                  R"("encoding":"{encoding}","recipients":[{"msisdn":{to_digits}}]})",
          .secret = std::move(token),
          .sender = std::move(sender),
          .success = {200},
          .reference_pointer = "/ids/0",
          .receipt_url = std::string{gatewayapi_base} + "/rest/mtsms/{reference}",
          // The documentation shows a list, the service gives the message itself.
          .state_pointers = {"/recipients/0/dsnstatus", "/0/recipients/0/dsnstatus"},
          .delivered = {"DELIVERED", "ACCEPTED"},
          .undelivered = {"UNDELIVERABLE", "EXPIRED", "REJECTED", "DELETED", "SKIPPED"}};
}

provider twilio(std::string account, std::string token, std::string sender) {
  return {.url = std::string{twilio_base} + "/2010-04-01/Accounts/{account}/Messages.json",
          .headers = {"Content-Type: application/x-www-form-urlencoded"},
          .body = "To={to}&From={sender}&Body={text}",
          .body_escaping = escaping::form,
          .basic_login = true,
          .account = std::move(account),
          .secret = std::move(token),
          .sender = std::move(sender),
          .success = {201},
          .reference_pointer = "/sid",
          .receipt_url =
            std::string{twilio_base} + "/2010-04-01/Accounts/{account}/Messages/{reference}.json",
          .state_pointers = {"/status"},
          .delivered = {"delivered", "read"},
          .undelivered = {"undelivered", "failed", "canceled"}};
}

void move_to(provider& what, const std::string& base) {
  for (const auto* known : {gatewayapi_base, twilio_base}) {
    replace_start(what.url, known, base);
    replace_start(what.receipt_url, known, base);
  }
}

} // namespace omstilling::sms
