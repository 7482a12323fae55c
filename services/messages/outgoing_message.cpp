#include "services/messages/outgoing_message.hpp"

#include "protocol/codec.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

using namespace std::chrono_literals;

constexpr std::array<duration, 4> pauses{30s, 2min, 10min, 1h};
constexpr duration tried_for = 24h;
constexpr duration receipts_for = 48h;
constexpr duration longest_attempt = 15min;
constexpr std::size_t longest_problem = 300;

duration pause_after(std::int64_t times) {
  const auto last = static_cast<std::int64_t>(pauses.size()) - 1;
  return pauses[static_cast<std::size_t>(std::clamp<std::int64_t>(times - 1, 0, last))];
}

/// Cut between two characters.
std::string cut(const std::string& x) {
  auto end = std::min(x.size(), longest_problem);
  while (end > 0 && end < x.size() && (static_cast<unsigned char>(x[end]) & 0xC0) == 0x80)
    --end;
  return x.substr(0, end);
}

} // namespace

bool settled(message_state x) { return x != message_state::queued && x != message_state::sending; }

message_task outgoing_message::task(time_point now) const {
  const auto at = deadline();
  if (!at || now < *at)
    return message_task::none;
  switch (record_.shown.state) {
    case message_state::queued: return message_task::give_away;
    case message_state::sending: return message_task::give_up;
    default: return message_task::ask_receipt;
  }
}

std::optional<time_point> outgoing_message::deadline() const {
  switch (record_.shown.state) {
    case message_state::queued: return record_.shown.next_try.value_or(record_.shown.at);
    case message_state::sending: return record_.shown.since + longest_attempt;
    case message_state::sent: return record_.ask_receipt_at;
    default: return std::nullopt;
  }
}

message_decision outgoing_message::enter(message_state next, time_point now) {
  auto& x = record_.shown;
  x.state = next;
  x.since = now;
  if (next != message_state::queued)
    x.next_try.reset();
  if (next != message_state::sent)
    record_.ask_receipt_at.reset();
  return {.events = {message_changed{x.channel, next, x.attempts, x.problem}}, .changed = true};
}

message_decision outgoing_message::begin(time_point now) {
  if (record_.shown.state != message_state::queued)
    return {};
  ++record_.shown.attempts;
  return enter(message_state::sending, now);
}

message_decision outgoing_message::try_again(const std::string& why,
                                             std::optional<std::chrono::seconds> wait,
                                             time_point now) {
  auto& x = record_.shown;
  x.problem = cut(why);
  const auto last = x.at + tried_for;
  const duration asked_for = std::clamp(wait.value_or(0s), 0s, std::chrono::seconds{30 * 24h});
  if (now >= last || now + asked_for > last)
    return enter(message_state::failed, now);
  x.next_try = std::min(now + std::max(pause_after(x.attempts), asked_for), last);
  return enter(message_state::queued, now);
}

message_decision outgoing_message::answered(std::int64_t attempt, const delivery_answer& x,
                                            bool knows_copies, time_point now) {
  auto& own = record_.shown;
  const bool late = own.state == message_state::maybe_sent; // nobody waited for it any more
  if (attempt != own.attempts || (own.state != message_state::sending && !late))
    return {};
  switch (x.result) {
    case delivery_result::accepted:
      own.problem.clear();
      record_.reference = x.reference;
      if (x.receipt_follows)
        record_.ask_receipt_at = now + pauses.front();
      return enter(message_state::sent, now);
    case delivery_result::refused:
      own.problem = cut(x.text);
      return enter(message_state::failed, now);
    case delivery_result::try_later: return try_again(x.text, x.retry_after, now);
    default: return late ? message_decision{} : unanswered(knows_copies, x.text, now);
  }
}

message_decision outgoing_message::unanswered(bool knows_copies, const std::string& why,
                                              time_point now) {
  if (record_.shown.state != message_state::sending)
    return {};
  if (knows_copies)
    return try_again(why, std::nullopt, now);
  record_.shown.problem = cut(why);
  return enter(message_state::maybe_sent, now);
}

void outgoing_message::receipt_asked(time_point now) {
  const auto next = now + pause_after(++record_.receipts_asked);
  record_.ask_receipt_at = next;
  if (next > record_.shown.since + receipts_for)
    record_.ask_receipt_at.reset();
}

message_decision outgoing_message::receipt(const delivery_receipt& x, time_point now) {
  if (record_.shown.state != message_state::sent)
    return {};
  if (x.state == receipt_state::delivered)
    return enter(message_state::delivered, now);
  if (x.state != receipt_state::undelivered)
    return {};
  record_.shown.problem = cut(x.text);
  return enter(message_state::failed, now);
}

message_decision outgoing_message::cancel(time_point now) {
  if (record_.shown.state == message_state::cancelled)
    return {};
  if (record_.shown.state != message_state::queued)
    return {.refused = problem{.reason = error_reason::wrong_state,
                               .path = "params.message",
                               .expected = "a message that is queued",
                               .got = word(record_.shown.state)}};
  return enter(message_state::cancelled, now);
}

} // namespace omstilling
