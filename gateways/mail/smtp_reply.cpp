#include "gateways/mail/smtp_reply.hpp"

namespace omstilling::mail {

namespace {

/// A login is missing or wrong, or TLS is: RFC 4954, 6 and RFC 3207, 4.
bool is_about_us(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

bool is_about_the_message(const smtp_course& x) {
  return x.data_ended || x.last_command == "MAIL" || x.last_command == "RCPT" ||
         x.last_command == "DATA";
}

} // namespace

delivery_answer judge(const smtp_course& x) {
  if (x.done)
    return {.result = delivery_result::accepted, .text = x.reply};
  if (x.data_ended && x.code == 0)
    return {.result = delivery_result::maybe_accepted,
            .text = "the link broke before the server answered: " + x.trouble};
  const bool refused = x.code >= 500 && is_about_the_message(x) && !is_about_us(x.code);
  const bool replied = x.code >= 400;
  return {.result = refused ? delivery_result::refused : delivery_result::try_later,
          .text = replied ? x.reply : x.trouble};
}

} // namespace omstilling::mail
