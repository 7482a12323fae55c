#include "gateways/http/http_words.hpp"
#include "gateways/sms/http_sms_sender.hpp"

#include <algorithm>

namespace omstilling::sms {

namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& x) {
  return std::find(list.begin(), list.end(), x) != list.end();
}

/// A login, a bill or a pace that is ours to mend: no fault of the message.
bool is_about_us(long status) {
  return status == 401 || status == 402 || status == 403 || status == 404 || status == 405 ||
         status == 407 || status == 408 || status == 425 || status == 429;
}

std::string said(const provider& with, const http_answer& answer) {
  auto text = value_at(answer.body, with.problem_pointer);
  std::replace_if(
    text.begin(), text.end(), [](unsigned char x) { return x < 32; }, ' ');
  const auto status = "HTTP " + std::to_string(answer.status);
  return text.empty() ? status : status + ": " + text.substr(0, 300);
}

} // namespace

delivery_answer judge_sending(const provider& with, const http_client::outcome& answer,
                              time_point now) {
  if (!answer) {
    const auto& why = answer.error();
    return {.result = why.sent ? delivery_result::maybe_accepted : delivery_result::try_later,
            .text = why.text};
  }
  if (contains(with.success, answer->status)) {
    const auto reference = value_at(answer->body, with.reference_pointer);
    return {.result = delivery_result::accepted,
            .reference = reference,
            .receipt_follows = !reference.empty() && !with.receipt_url.empty()};
  }
  const auto later = answer->status >= 500 || answer->status < 400 || is_about_us(answer->status);
  delivery_answer result{.result = later ? delivery_result::try_later : delivery_result::refused,
                         .text = said(with, *answer)};
  if (const auto wait = read_retry_after(answer->header("retry-after"), now); wait && later)
    result.retry_after = std::chrono::ceil<std::chrono::seconds>(*wait);
  return result;
}

delivery_receipt judge_receipt(const provider& with, const http_client::outcome& answer) {
  if (!answer)
    return {.state = receipt_state::pending, .text = answer.error().text};
  if (answer->status >= 400) // also not found: a provider may know it only after a while
    return {.state = receipt_state::pending, .text = said(with, *answer)};
  for (const auto& pointer : with.state_pointers) {
    const auto word = value_at(answer->body, pointer);
    if (word.empty())
      continue;
    if (contains(with.delivered, word))
      return {.state = receipt_state::delivered, .text = word};
    return {.state = contains(with.undelivered, word) ? receipt_state::undelivered
                                                      : receipt_state::pending,
            .text = word};
  }
  return {.state = receipt_state::unknown, .text = "the answer says no state"};
}

} // namespace omstilling::sms
