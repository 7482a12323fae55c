#pragma once

#include "services/messages/message_words.hpp"

#include <functional>
#include <string>

namespace omstilling {

/// Gives text messages to an operator's gateway. Answers come once each, on a thread of the
/// sender's; after the destructor none comes.
class sms_sender {
public:
  virtual ~sms_sender() = default;
  virtual void send(outgoing_sms what, std::function<void(delivery_answer)> then) = 0;
  /// Whether the operator takes one id once, so that after a crash it may be sent again.
  virtual bool knows_copies() const { return false; }
  /// What became of one that was accepted with `receipt_follows`.
  virtual void ask_receipt(std::string reference, std::function<void(delivery_receipt)> then) = 0;
};

} // namespace omstilling
