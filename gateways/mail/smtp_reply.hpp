#pragma once

#include "services/messages/message_words.hpp"

#include <string>

namespace omstilling::mail {

/// What was seen of one attempt to give a message away.
struct smtp_course {
  bool done = false;        // libcurl counts it as given away
  std::string last_command; // `MAIL`, `RCPT`, `DATA`; empty before the first
  bool data_ended = false;  // the end of the message was on its way
  int code = 0;             // of the last reply; 0: none. After `data_ended` only of one behind it
  std::string reply;        // its text
  std::string trouble;      // what libcurl says
};

/// Whether the server has the message, will never take it, might later, or cannot be known to.
/// What is wrong with us (login, certificate, TLS) is no fault of the message: it waits.
delivery_answer judge(const smtp_course& x);

} // namespace omstilling::mail
