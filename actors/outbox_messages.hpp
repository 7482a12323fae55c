#pragma once

#include "actors/messages.hpp"
#include "services/messages/make_message.hpp"
#include "services/messages/message_book.hpp"
#include "services/messages/promise.hpp"

#include <caf/fwd.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

#include <map>
#include <memory>
#include <vector>

/// What is said between a site, its outbox, its promises and its books of message templates.
namespace omstilling {

/// A send_message, with who writes and to whom looked up.
struct post_message {
  ask asked;
  message_id id; // of the message, if there comes to be one
  message_sender from;
  message_receiver to;
};

/// A user's own messages.
struct ask_messages {
  user_id user;
  read_messages what;
};
struct messages_now {
  tl::expected<messages_result, problem> found;
};

/// Somebody as one to write to; without an id there is no such person.
struct ask_receiver {
  employee_id who;
};

/// INTERNAL to an outbox: from the carrier's own thread.
struct delivery_came {
  message_id message;
  std::int64_t attempt = 0;
  delivery_answer answer;
};
struct receipt_came {
  message_id message;
  delivery_receipt receipt;
};

/// What is older goes: retention.
struct forget_messages {
  time_point before;
};

/// A site's global templates of messages, as they are from now on.
struct message_templates_are {
  std::shared_ptr<const std::vector<message_template_view>> templates;
};

/// A message was kept that makes a promise; said again at each start.
struct promise_made {
  promise_record what;
};
/// Somebody is to be told of a promise.
struct promise_to_tell {
  promise_news whom;
  promise_view about;
};
/// For a watch list.
struct promise_popup {
  popup_kind what = popup_kind::unknown;
  promise_view about;
};
/// Which logins each employee of the site has, from now on.
struct logins_are {
  std::map<employee_id, std::vector<user_id>> of;
};

/// All messages of a site, on their way and after.
using outbox_actor = caf::typed_actor<
  // send_message.
  caf::replies_to<post_message>::with<answer>,
  // cancel_message.
  caf::replies_to<ask>::with<answer>, caf::replies_to<ask_messages>::with<messages_now>,
  caf::reacts_to<forget_messages>,
  // INTERNAL: answers, and a deadline.
  caf::reacts_to<delivery_came>, caf::reacts_to<receipt_came>, caf::reacts_to<wake>>;

/// All promises of a site.
using promises_actor = caf::typed_actor<
  // close_promise.
  caf::replies_to<ask>::with<answer>, caf::reacts_to<promise_made>, caf::reacts_to<call_reached>,
  caf::reacts_to<logins_are>, caf::reacts_to<forget_messages>,
  // INTERNAL: a deadline.
  caf::reacts_to<wake>>;

/// A site's global templates of messages, or one user's own.
using message_book_actor = caf::typed_actor<
  // put_message_template, remove_message_template, choose_message_template, with the site's.
  caf::replies_to<ask, message_templates_are>::with<answer>,
  // The site's are others from now on: a default may be gone.
  caf::reacts_to<message_templates_are>>;

} // namespace omstilling

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::post_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::ask_messages)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::messages_now)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::ask_receiver)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::message_receiver)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::delivery_came)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::receipt_came)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::forget_messages)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::message_templates_are)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::promise_made)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::promise_to_tell)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::promise_popup)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::logins_are)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(omstilling::call_reached)
