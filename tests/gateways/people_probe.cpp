// The gateways of mail, SMS and number lookup behind standard input: the first line opens one, then
// a JSON object a line in, one a line out, with its `id`.
#include "gateways/mail/smtp_mailer.hpp"
#include "gateways/number_lookup/http_number_lookup.hpp"
#include "gateways/sms/http_sms_sender.hpp"
#include "tests/gateways/probe.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <iostream>
#include <mutex>

namespace json = boost::json;
using namespace omstilling;
using namespace omstilling::probe;

namespace {

std::string word(delivery_result x) {
  const char* words[] = {"accepted", "refused", "try_later", "maybe_accepted"};
  return words[static_cast<int>(x)];
}

json::object to_json(const delivery_answer& x) {
  json::object result{{"result", word(x.result)},
                      {"text", x.text},
                      {"reference", x.reference},
                      {"receipt_follows", x.receipt_follows}};
  if (x.retry_after)
    result["retry_after"] = x.retry_after->count();
  return result;
}

using perform = std::function<void(const json::object&)>;

perform open_mail(const json::object& x) {
  mail::smtp_options options{.host = "localhost",
                             .port = static_cast<int>(number(x, "port", 25)),
                             .user = text(x, "user"),
                             .password = text(x, "password"),
                             .ca_file = text(x, "ca_file"),
                             .from = {"omstilling@example.org", text(x, "from_name")}};
  const auto guard = text(x, "security");
  options.guarded = guard == "tls"        ? mail::security::tls
                    : guard == "starttls" ? mail::security::starttls
                                          : mail::security::none;
  options.timeout = std::chrono::milliseconds{number(x, "timeout_ms", 10'000)};
  options.queue_limit = static_cast<std::size_t>(number(x, "queue_limit", 1'000));
  options.now = [] { return from_rfc3339("2026-11-22T12:00:05Z").value(); };
  return [to = mail::open_smtp_mailer(options)](const json::object& what) {
    to->send({.id = text(what, "message"),
              .to = text(what, "to"),
              .to_name = text(what, "to_name"),
              .subject = text(what, "subject"),
              .text = text(what, "text"),
              .reply_to = text(what, "reply_to")},
             [id = what.at("id")](delivery_answer known) { answer(id, to_json(known)); });
  };
}

perform open_sms(const json::object& x) {
  auto with = text(x, "provider") == "twilio"
                ? sms::twilio("AC1", text(x, "secret"), text(x, "sender"))
                : sms::gatewayapi(text(x, "secret"), text(x, "sender"));
  sms::move_to(with, text(x, "url"));
  sms::sms_options options{.with = std::move(with)};
  options.http.protocols = "http,https";
  options.http.per_second = 10'000;
  options.http.timeout = std::chrono::milliseconds{number(x, "timeout_ms", 10'000)};
  return [to = sms::open_sms_sender(options)](const json::object& what) {
    const auto id = what.at("id");
    if (text(what, "do") == "receipt")
      return to->ask_receipt(text(what, "reference"), [id](delivery_receipt known) {
        const char* words[] = {"pending", "delivered", "undelivered", "unknown"};
        answer(id, {{"state", words[static_cast<int>(known.state)]}, {"text", known.text}});
      });
    to->send({text(what, "message"), text(what, "to"), text(what, "text")},
             [id](delivery_answer known) { answer(id, to_json(known)); });
  };
}

perform open_lookup(const json::object& x) {
  lookup::lookup_options options{.url = text(x, "url"),
                                 .headers = {"X-Api-Key: {secret}"},
                                 .secret = text(x, "secret"),
                                 .name_pointers = {"/person/first", "/person/last", "/company"},
                                 .per_hour = number(x, "per_hour", 1'000)};
  options.http.protocols = "http,https";
  options.http.per_second = 10'000;
  options.http.timeout = std::chrono::milliseconds{number(x, "timeout_ms", 10'000)};
  return [to = lookup::open_number_lookup(options)](const json::object& what) {
    to->look_up(text(what, "number"), [id = what.at("id")](lookup_answer known) {
      const char* words[] = {"found", "nobody", "failed"};
      answer(id, {{"result", words[static_cast<int>(known.result)]},
                  {"name", known.name},
                  {"problem", known.problem}});
    });
  };
}

} // namespace

int main() {
  std::string line;
  std::getline(std::cin, line);
  const auto first = json::parse(line).as_object();
  const auto kind = text(first, "open");
  const auto perform = kind == "mail"  ? open_mail(first)
                       : kind == "sms" ? open_sms(first)
                                       : open_lookup(first);
  while (std::getline(std::cin, line))
    perform(json::parse(line).as_object());
}
