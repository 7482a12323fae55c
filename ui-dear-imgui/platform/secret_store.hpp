#pragma once

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace omstilling {

/// Whose secret it is: a user's at a server.
struct secret_owner {
  std::string server;
  std::string user;
};

/// The desktop's store of secrets (Secret Service over D-Bus, as of GNOME Keyring or KWallet). All
/// is asked on a thread of its own, one after the other; the answers come out of poll().
class secret_store {
public:
  /// The errors are one sentence each.
  using done = std::function<void(tl::expected<void, std::string>)>;
  /// No secret is no error.
  using found = std::function<void(tl::expected<std::optional<std::string>, std::string>)>;

  /// `ready` is called on the thread of this object when poll() has something to hand out. What
  /// takes longer than `patience`, in which the user may have to unlock the store, is given up.
  explicit secret_store(std::function<void()> ready = {},
                        std::chrono::milliseconds patience = std::chrono::minutes{2});
  /// Gives up on what waits; nothing is called afterwards. Not to be destroyed by `ready`.
  ~secret_store();
  secret_store(const secret_store&) = delete;
  secret_store& operator=(const secret_store&) = delete;

  /// In place of an earlier secret of the same owner. `title` is what the store's own window shows.
  void remember(secret_owner whose, std::string title, std::string secret, done answered);
  void lookup(secret_owner whose, found answered);
  /// Having none is no error.
  void forget(secret_owner whose, done answered);

  /// Calls, on the calling thread, the functions whose answers have come.
  void poll();

private:
  struct state;
  std::unique_ptr<state> state_;
};

} // namespace omstilling
