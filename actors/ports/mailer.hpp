#pragma once

#include "services/messages/message_words.hpp"

#include <functional>

namespace omstilling {

/// Gives e-mails to a mail server. The answer comes once, on a thread of the mailer's; after the
/// destructor none comes.
class mailer {
public:
  virtual ~mailer() = default;
  virtual void send(outgoing_email what, std::function<void(delivery_answer)> then) = 0;
};

} // namespace omstilling
