#pragma once

#include "gateways/store/redis/connection.hpp"
#include "gateways/store/redis/outage.hpp"
#include "protocol/errors.hpp"

#include <map>
#include <optional>
#include <vector>

namespace omstilling::redis {

struct link_options {
  std::vector<address> servers;   // tried in order; of a cluster any few
  std::vector<address> sentinels; // when there are some, they say where the master is
  std::string master;             // as the sentinels call it
  std::string user;               // empty: the default user
  std::string password;           // empty: no login
  std::string sentinel_password;  // empty: no login there
  connection::spans within{};
  outage::spans away{};
};

/// A script, which Redis runs as one step that nothing else comes between.
struct script {
  explicit script(std::string source);
  std::string text;
  std::string sha;
};

/// What is asked of the node that has `key`.
struct command {
  std::string key;
  std::vector<std::string> words;
  const script* code = nullptr; // then the words are EVALSHA ...
};

/// EVALSHA; `keys` are of one slot and not empty.
command run_script(const script& code, const std::vector<std::string>& keys);

/// Why nothing can be asked now.
problem redis_away(const std::string& why);

/// The way to Redis, wherever it is: one server, the master that sentinels name, or the nodes of a
/// cluster. Connects when it is needed and again when it was lost (see outage); sleeps while it
/// waits, so it belongs on a thread of its own. Problems are storage_unavailable and say why.
class link {
public:
  explicit link(link_options options);

  /// Asks all at once; answers come in the same order, errors among them. What was under way when a
  /// connection broke is asked again, so this is for what may be done twice.
  tl::expected<std::vector<reply>, problem> ask(std::vector<command> commands);
  /// The same for one command, of which an error is a problem.
  tl::expected<reply, problem> ask_one(command x);
  /// As ask(), but nothing is sent twice: what has no answer may have been done or not, and may
  /// even be done later. A problem means that nothing was sent.
  tl::expected<std::vector<std::optional<reply>>, problem> send(std::vector<command> commands);
  /// How many replicas, of the node that has fewest, have all that was written over this link;
  /// after `within` how many there are so far. Nothing when the connection broke.
  std::optional<std::int64_t> replicated(std::int64_t replicas, duration within);
  /// A new connection for what a link cannot carry, such as a subscription: the caller's from then
  /// on. Tries once and does not wait; what the link had open is closed.
  tl::expected<connection, std::string> give_connection();
  /// Asks the sentinels again at the next step: this master may have been replaced.
  void look_anew();
  /// How often it has connected: a scan that began before goes on nowhere.
  std::int64_t connects() const { return connects_; }

private:
  enum class outcome { whole, again, lost };
  using answers = std::vector<std::optional<reply>>;

  tl::expected<void, problem> connect();
  std::optional<std::string> connect_once();
  std::optional<std::string> connect_to_master();
  std::optional<std::string> ask_sentinel(const address& sentinel);
  std::optional<std::string> log_in(connection& to) const;
  tl::expected<connection, std::string> open(const address& to) const;
  connection* connection_for(const address& node);
  outcome exchange(std::vector<command>& commands, answers& done);
  outcome judge(command& x, const address& asked, reply&& said, std::optional<reply>& done);
  void lose(std::string why);

  link_options options_;
  outage outage_;
  std::string why_;
  std::int64_t connects_ = 0;
  address main_; // when connected: where what has no known slot is asked
  std::map<address, connection> nodes_;
  std::map<std::uint16_t, address> slots_;
  std::map<std::uint16_t, address> once_; // ASK
};

} // namespace omstilling::redis
