#include "apps/omstillingd/demo/made_up_carriers.hpp"

#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

class made_up_mailer final : public mailer {
public:
  void send(outgoing_email what, std::function<void(delivery_answer)> then) override {
    spdlog::info("made-up e-mail to {} ({}): {}", what.to, what.subject, what.text);
    then({.result = delivery_result::accepted, .text = "", .reference = ""});
  }
};

class made_up_sms_sender final : public sms_sender {
public:
  void send(outgoing_sms what, std::function<void(delivery_answer)> then) override {
    spdlog::info("made-up SMS to {}: {}", what.to, what.text);
    then({.result = delivery_result::accepted,
          .text = "",
          .reference = what.id,
          .receipt_follows = true});
  }
  void ask_receipt(std::string /*reference*/, std::function<void(delivery_receipt)> then) override {
    then({.state = receipt_state::delivered, .text = ""});
  }
};

} // namespace

std::shared_ptr<mailer> make_made_up_mailer() { return std::make_shared<made_up_mailer>(); }

std::shared_ptr<sms_sender> make_made_up_sms_sender() {
  return std::make_shared<made_up_sms_sender>();
}

} // namespace omstilling
