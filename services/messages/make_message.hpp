#pragma once

#include "services/messages/outgoing_message.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace omstilling {

/// An employee as somebody who can be written to.
struct message_receiver {
  employee_id id; // empty: there is no such person
  site_id site;
  std::string name;
  std::string email;      // empty: none
  std::string sms_number; // empty: none
  std::optional<stand_in> deputy{};
};

/// Who writes, from where.
struct message_sender {
  site_id site;
  user_id user;
  std::string name;
  std::optional<employee_id> employee{};
  std::string email; // where answers go; empty: nowhere
};

/// A person as a receiver; `chosen` is the number that she chose for SMS, or empty: then it is her
/// first mobile, or without one her first external telephone.
message_receiver receiver_of(const person& x, const std::string& chosen);

/// The message that is asked for, or what is wrong with it. `to` is the receiver that the command
/// names, if it names one.
tl::expected<message_record, problem> make_message(const send_message& asked, message_id id,
                                                   const message_sender& from,
                                                   const message_receiver& to, time_point now);

/// `{site}.{epoch}.m{n}`: never used twice, also after a restart.
message_id make_message_id(const site_id& site, std::int64_t epoch, std::int64_t n);

/// The promise that goes with a message.
promise_id promise_of(const message_id& x);

} // namespace omstilling
