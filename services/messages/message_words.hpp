#pragma once

#include <chrono>
#include <optional>
#include <string>

/// What passes between an outbox and those who carry its messages.
namespace omstilling {

/// One e-mail to be given away. `id` is unique and the same at each attempt: it becomes the
/// Message-ID, by which receivers know a copy.
struct outgoing_email {
  std::string id;
  std::string to;
  std::string to_name;
  std::string subject;
  std::string text;     // UTF-8, lines ended by \n
  std::string reply_to; // empty: none
};

/// One SMS. `id` is unique and the same at each attempt, for providers that know copies by it.
struct outgoing_sms {
  std::string id;
  std::string to; // E.164, `+4512345678`
  std::string text;
};

/// What became of an attempt. `refused` for ever; `maybe_accepted`: the link broke after the whole
/// was given away and before the answer came.
enum class delivery_result { accepted, refused, try_later, maybe_accepted };

struct delivery_answer {
  delivery_result result = delivery_result::try_later;
  std::string text; // what the other side said, or why it was not reached
  std::optional<std::chrono::seconds> retry_after{};
  std::string reference;        // by which a receipt can be asked for
  bool receipt_follows = false; // ask_receipt() will know more
};

enum class receipt_state { pending, delivered, undelivered, unknown };

struct delivery_receipt {
  receipt_state state = receipt_state::unknown;
  std::string text;
};

} // namespace omstilling
