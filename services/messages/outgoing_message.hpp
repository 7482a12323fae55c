#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"
#include "services/messages/message_words.hpp"
#include "services/messages/promise.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// All that is kept of one message. Its id is the same at each attempt.
struct message_record {
  site_id site;
  message_view shown;
  std::string reply_to;                       // of an e-mail; empty: none
  std::string reference;                      // by which a receipt can be asked for
  std::optional<time_point> ask_receipt_at{}; // while one is still to come
  std::int64_t receipts_asked = 0;
  std::optional<promise_record> promised{}; // with it
  friend bool operator==(const message_record&, const message_record&) = default;
};
BOOST_DESCRIBE_STRUCT(message_record, (),
                      (site, shown, reply_to, reference, ask_receipt_at, receipts_asked, promised))

/// What is to be done about a message at its deadline.
enum class message_task { none, give_away, ask_receipt, give_up };

struct message_decision {
  std::vector<event> events;
  std::optional<problem> refused{};
  bool changed = false; // it must be kept
};

/// One message on its way, from queued to sent.
///
/// It is `sending` before it is given away, so that after a crash nobody can take it for one that
/// was not: what is found so is `maybe_sent`, unless who carries it knows copies by its id. What
/// can be tried again is, ever more seldom, for a day. Once sent, delivered, failed or cancelled it
/// is never given away again; once maybe_sent only if the answer comes after all, and says that it
/// was not taken.
class outgoing_message {
public:
  outgoing_message() = default;
  explicit outgoing_message(message_record kept) : record_(std::move(kept)) {}

  message_task task(time_point now) const;
  std::optional<time_point> deadline() const;

  /// From now on it is being given away, by the attempt that `shown.attempts` counts.
  message_decision begin(time_point now);
  /// `knows_copies`: who carries it would not deliver the same id twice.
  message_decision answered(std::int64_t attempt, const delivery_answer& x, bool knows_copies,
                            time_point now);
  /// No answer came in time, or the service stopped before it could.
  message_decision unanswered(bool knows_copies, const std::string& why, time_point now);
  /// A receipt is being asked for; the next time is later.
  void receipt_asked(time_point now);
  message_decision receipt(const delivery_receipt& x, time_point now);
  message_decision cancel(time_point now);

  const message_record& record() const { return record_; }

private:
  message_decision enter(message_state next, time_point now);
  message_decision try_again(const std::string& why, std::optional<std::chrono::seconds> wait,
                             time_point now);

  message_record record_;
};

/// Whether it is given away for good, or never will be.
bool settled(message_state x);

} // namespace omstilling
