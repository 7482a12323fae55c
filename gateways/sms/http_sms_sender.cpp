#include "gateways/sms/http_sms_sender.hpp"

#include "gateways/http/http_words.hpp"

#include <algorithm>
#include <atomic>

namespace omstilling::sms {

namespace {

time_point now() { return std::chrono::floor<duration>(std::chrono::system_clock::now()); }

/// Letters that the GSM alphabet (3GPP TS 23.038) has, those behind its escape too.
bool fits_gsm(std::string_view text) {
  static constexpr std::string_view beyond_ascii[] = {
    "£", "¥", "è", "é", "ù", "ì", "ò", "Ç", "Ø", "ø", "Å", "å", "Δ", "Φ",
    "Γ", "Λ", "Ω", "Π", "Ψ", "Σ", "Θ", "Ξ", "Æ", "æ", "ß", "É", "¤", "¡",
    "Ä", "Ö", "Ñ", "Ü", "§", "¿", "ä", "ö", "ñ", "ü", "à", "€"};
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 128) {
      if (text.front() == '`')
        return false;
      text.remove_prefix(1);
      continue;
    }
    const auto* known = std::find_if(std::begin(beyond_ascii), std::end(beyond_ascii),
                                     [&](auto x) { return text.starts_with(x); });
    if (known == std::end(beyond_ascii))
      return false;
    text.remove_prefix(known->size());
  }
  return true;
}

class http_sms_sender final : public sms_sender {
public:
  explicit http_sms_sender(sms_options options)
    : options_{std::move(options)}, http_{options_.http} {}

  void send(outgoing_sms what, std::function<void(delivery_answer)> then) override {
    const auto& with = options_.with;
    if (++waiting_ > options_.queue_limit)
      return http_.post([this, then = std::move(then)] {
        --waiting_;
        then({.result = delivery_result::try_later, .text = "too many messages wait"});
      });
    auto values = common_values();
    values["to"] = what.to;
    values["to_digits"] = what.to.starts_with('+') ? what.to.substr(1) : what.to;
    values["text"] = what.text;
    values["id"] = what.id;
    values["encoding"] = fits_gsm(what.text) ? "UTF8" : "UCS2";
    auto request = request_to(with.url, values);
    request.method = with.method;
    request.body = fill(with.body, values, with.body_escaping);
    http_.send(std::move(request), [this, then = std::move(then)](http_client::outcome answer) {
      --waiting_;
      then(judge_sending(options_.with, answer, now()));
    });
  }

  void ask_receipt(std::string reference, std::function<void(delivery_receipt)> then) override {
    if (options_.with.receipt_url.empty())
      return http_.post([then = std::move(then)] { then({}); });
    auto values = common_values();
    values["reference"] = std::move(reference);
    http_.send(request_to(options_.with.receipt_url, values),
               [this, then = std::move(then)](http_client::outcome answer) {
                 then(judge_receipt(options_.with, answer));
               });
  }

private:
  std::map<std::string, std::string> common_values() const {
    const auto& with = options_.with;
    return {{"sender", with.sender}, {"account", with.account}, {"secret", with.secret}};
  }

  /// Everything but method and body.
  http_request request_to(const std::string& url,
                          const std::map<std::string, std::string>& values) const {
    const auto& with = options_.with;
    http_request result{.url = fill(url, values, escaping::form)};
    for (const auto& x : with.headers)
      result.headers.push_back(fill(x, values, escaping::none));
    if (with.basic_login) {
      result.user = with.account;
      result.password = with.secret;
    }
    return result;
  }

  sms_options options_;
  std::atomic<std::size_t> waiting_{0};
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::shared_ptr<sms_sender> open_sms_sender(sms_options options) {
  return std::make_shared<http_sms_sender>(std::move(options));
}

} // namespace omstilling::sms
