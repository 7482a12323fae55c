#pragma once

#include "ui-dear-imgui/model/picture.hpp"
#include "ui-dear-imgui/model/questions.hpp"
#include "ui-dear-imgui/model/view.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// The people who changed; `anew` when they have to be read from the picture again.
struct people_news {
  bool anew = true;
  std::vector<std::pair<std::string, std::string>> changed; // topic and id
};

/// The conversation with the service, without a socket: what to write, what was read, when to come
/// back. Resumes each topic from where the picture stands.
class session {
public:
  explicit session(std::string client_name) : client_(std::move(client_name)) {}

  // --- what happens to the connection
  void log_in(user_id user, std::string password);
  void log_out();
  void opened(time_point now);
  /// `chance` is between 0 and 1, so that a room of consoles does not come back as one.
  void lost(problem why, time_point now, double chance);
  void received(std::string_view text, time_point now);
  /// Ends a connection on which nothing was heard for too long.
  void tick(time_point now);
  void retry_now(time_point now);

  /// Sends a command; its refusal is found in `refusals`.
  void ask(const command& x, time_point now);
  /// The same where the window waits: what became of it is found in `outcomes`.
  void order(const command& x, std::int64_t ticket, const std::optional<idempotency_key>& key,
             time_point now);
  void dismiss_refusal(std::int64_t id);

  /// Whose claims, plans and agenda are read beside the login's own.
  void look_at(std::optional<employee_id> who);
  /// What the window would like to know beside what is followed.
  void inquire(const inquiry& x);

  // --- what to do
  std::vector<std::string> take_outgoing();
  /// Whether a connection is wanted at this moment; false asks to close the one that is there.
  bool wants_connection(time_point now) const;
  /// What made the session give the connection up, once.
  std::optional<problem> take_complaint();

  // --- what is known
  const picture& seen() const { return picture_; }
  /// Fills in what the session knows itself.
  void describe(console_view& out) const;
  /// Changes with every frame or step that could be seen.
  std::uint64_t version() const { return version_; }
  /// What became of the people since the last time this was asked.
  people_news take_people_news();
  std::optional<desk_view> desk() const;
  /// The topics of people whose claims, plans and agenda are read now.
  const std::vector<std::string>& presences() const { return presences_; }
  /// A topic that the service does not have, or does not show to this login.
  bool is_refused(const std::string& topic) const { return refused_.contains(topic); }
  const questions& asked_for() const { return questions_; }

private:
  enum class asked { hello, authenticate, subscribe, unsubscribe, order, question };
  struct pending {
    asked what;
    std::string method;
    std::string extra{};     // the one topic of a subscription that may be refused
    std::int64_t ticket = 0; // of an order that the window waits for
    question_kind kind{};    // of a question, and which of them it is
    std::int64_t round = 0;
  };
  struct arriving_topic {
    bool answered = false;
    bool needs_snapshot = false;
    bool snapshot_came = false;
    std::int64_t target = 0;
  };

  void send(asked what, std::string_view method, const boost::json::value& params,
            const std::optional<idempotency_key>& key = std::nullopt);
  void subscribe_to(const std::vector<std::string>& topics);
  void ask_anew(const std::string& topic);
  void ask_questions();
  void settle_order(std::int64_t id, const pending& call,
                    tl::expected<boost::json::value, problem> x, time_point now);
  void let_go(const std::string& topic);
  void follow_presence();
  bool is_left(const std::string& topic) const;
  void settle(time_point now);
  void follow_desk();
  void complain(problem why);
  void fits(frame_fit fit, const std::string& topic);

  void handle(snapshot_frame x);
  void handle(delta_frame x);
  void handle(const heartbeat_frame& x, time_point now);
  void handle(const resync_frame& x);
  void handle(reply_frame x, time_point now);
  void handle(const other_frame&) {}
  void greeted(const boost::json::value& result, time_point now);
  void authenticated(const boost::json::value& result);
  void login_refused(problem why);
  void subscribed(const boost::json::value& result);

  std::string client_;
  std::optional<authenticate> credentials_;
  picture picture_;
  link_phase phase_ = link_phase::logged_out;
  bool open_ = false;
  std::optional<problem> why_, complaint_;
  std::optional<time_point> retry_at_, fresh_at_;
  time_point last_frame_;
  duration heartbeat_{}, ahead_{};
  int attempts_ = 0;
  authenticate_result who_;
  std::optional<queue_id> followed_queue_;
  std::optional<employee_id> looked_at_;
  std::vector<std::string> presences_;
  std::set<std::string> refused_;
  bool known_ = false; // this connection has logged in
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, pending> pending_;
  std::map<std::string, arriving_topic> arriving_;
  std::vector<std::string> outgoing_;
  std::vector<refusal> refusals_;
  std::vector<outcome> outcomes_;
  questions questions_;
  std::uint64_t version_ = 1;
  people_news people_news_;
};

} // namespace omstilling
