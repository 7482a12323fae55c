#pragma once

#include "actors/ports/mailer.hpp"
#include "actors/ports/sms_sender.hpp"

#include <memory>

namespace omstilling {

/// The made-up office's mail server: takes every e-mail, says so in the log, and sends none.
std::shared_ptr<mailer> make_made_up_mailer();

/// The made-up office's operator: takes every SMS, says so in the log, sends none, and says of each
/// that it was delivered.
std::shared_ptr<sms_sender> make_made_up_sms_sender();

} // namespace omstilling
