#include "ui-dear-imgui/platform/secret_store.hpp"

#include <libsecret/secret.h>

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace omstilling {

namespace {

template <auto Free>
struct free_with {
  template <class T>
  void operator()(T* x) const {
    Free(x);
  }
};
template <class T, auto Free = g_object_unref>
using g_pointer = std::unique_ptr<T, free_with<Free>>;
using g_error = g_pointer<GError, g_error_free>;
template <class T>
using outcome = tl::expected<T, std::string>;

constexpr auto* no_store = "there is no secret store on this desktop";
constexpr auto* no_answer = "the secret store of this desktop does not answer";

const SecretSchema& schema() {
  static const SecretSchema x = [] {
    SecretSchema result{};
    result.name = "dk.omstilling.Console";
    result.flags = SECRET_SCHEMA_NONE;
    result.attributes[0] = {"server", SECRET_SCHEMA_ATTRIBUTE_STRING};
    result.attributes[1] = {"user", SECRET_SCHEMA_ATTRIBUTE_STRING};
    return result;
  }();
  return x;
}

/// Without one GLib would start a bus, and with it a store that nobody ever unlocks.
bool has_session_bus() {
  if (const char* address = std::getenv("DBUS_SESSION_BUS_ADDRESS"); address && *address)
    return true;
  const char* folder = std::getenv("XDG_RUNTIME_DIR");
  std::error_code ignored;
  return folder && *folder &&
         std::filesystem::exists(std::filesystem::path{folder} / "bus", ignored);
}

bool is_missing(const GError& x) {
  return g_error_matches(&x, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches(&x, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches(&x, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND);
}

std::string sentence_about(GError& x) {
  if (is_missing(x))
    return no_store;
  if (g_error_matches(&x, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return no_answer;
  g_dbus_error_strip_remote_error(&x);
  const std::string reason = x.message;
  return "the secret store of this desktop refuses: " + reason.substr(0, reason.find('\n'));
}

void keep_result(GObject*, GAsyncResult* x, void* into) {
  *static_cast<GAsyncResult**>(into) = G_ASYNC_RESULT(g_object_ref(x));
}

gboolean give_up(void* cancellable) {
  g_cancellable_cancel(static_cast<GCancellable*>(cancellable));
  return G_SOURCE_REMOVE;
}

/// The thread's own loop of GLib, and what ends the wait for the current request.
struct loop {
  g_pointer<GMainContext, g_main_context_unref> context{g_main_context_new()};
  GCancellable* stop = nullptr;

  /// Starts something that ends with keep_result, and waits for it.
  template <class Start>
  g_pointer<GAsyncResult> wait_for(Start start) const {
    GAsyncResult* result = nullptr;
    start(&result);
    while (!result)
      g_main_context_iteration(context.get(), TRUE);
    return g_pointer<GAsyncResult>{result};
  }
};

/// libsecret takes the connection that all of GLib shares. When the bus goes away it would end the
/// process, unless it is told not to; and that holds only as long as somebody holds the connection.
void keep_connection(GObject*, GAsyncResult* x, void* into) {
  auto* const bus = g_bus_get_finish(x, nullptr);
  if (bus)
    g_dbus_connection_set_exit_on_close(bus, FALSE);
  *static_cast<std::optional<GDBusConnection*>*>(into) = bus;
}

outcome<g_pointer<GDBusConnection>> reach_bus(const loop& x) {
  if (!has_session_bus())
    return tl::unexpected(std::string{no_store});
  std::optional<GDBusConnection*> bus;
  g_bus_get(G_BUS_TYPE_SESSION, x.stop, keep_connection, &bus);
  while (!bus)
    g_main_context_iteration(x.context.get(), TRUE);
  if (!*bus)
    return tl::unexpected(std::string{g_cancellable_is_cancelled(x.stop) ? no_answer : no_store});
  return g_pointer<GDBusConnection>{*bus};
}

outcome<void> store(const loop& x, const secret_owner& whose, const std::string& title,
                    const std::string& secret) {
  GError* error = nullptr;
  const auto result = x.wait_for([&](void* into) {
    secret_password_store(&schema(), SECRET_COLLECTION_DEFAULT, title.c_str(), secret.c_str(),
                          x.stop, keep_result, into, "server", whose.server.c_str(), "user",
                          whose.user.c_str(), nullptr);
  });
  const bool stored = secret_password_store_finish(result.get(), &error);
  const g_error owned{error};
  if (error)
    return tl::unexpected(sentence_about(*error));
  if (!stored)
    return tl::unexpected(std::string{"the secret store of this desktop stays locked"});
  return {};
}

outcome<std::optional<std::string>> fetch(const loop& x, const secret_owner& whose) {
  GError* error = nullptr;
  const auto result = x.wait_for([&](void* into) {
    secret_password_lookup(&schema(), x.stop, keep_result, into, "server", whose.server.c_str(),
                           "user", whose.user.c_str(), nullptr);
  });
  const g_pointer<char, secret_password_free> secret{
    secret_password_lookup_finish(result.get(), &error)};
  const g_error owned{error};
  if (error)
    return tl::unexpected(sentence_about(*error));
  return secret ? std::optional<std::string>{secret.get()} : std::nullopt;
}

outcome<void> clear(const loop& x, const secret_owner& whose) {
  GError* error = nullptr;
  const auto result = x.wait_for([&](void* into) {
    secret_password_clear(&schema(), x.stop, keep_result, into, "server", whose.server.c_str(),
                          "user", whose.user.c_str(), nullptr);
  });
  secret_password_clear_finish(result.get(), &error); // false: there was none
  const g_error owned{error};
  if (error)
    return tl::unexpected(sentence_about(*error));
  return {};
}

} // namespace

struct secret_store::state {
  /// Asks the store; what it returns hands the answer to the caller.
  using request = std::function<std::function<void()>(const loop&)>;

  std::function<void()> ready;
  std::chrono::milliseconds patience{};
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<request> waiting;
  std::vector<std::function<void()>> answers;
  GCancellable* current = nullptr;
  bool closed = false;
  std::thread thread;

  /// Asks if the bus is there and, when it is, for the thing itself.
  template <class Answer, class Ask>
  void add(Answer answered, Ask ask) {
    using result = decltype(ask(std::declval<const loop&>()));
    const auto hand_out = [answered = std::move(answered)](result x) {
      return [answered, x = std::move(x)] { answered(x); };
    };
    constexpr std::size_t most = 32;
    const std::lock_guard lock{mutex};
    if (waiting.size() >= most) {
      answers.emplace_back(hand_out(tl::unexpected(std::string{no_answer})));
      return;
    }
    waiting.emplace_back([hand_out, ask = std::move(ask)](const loop& x) -> std::function<void()> {
      const auto bus = reach_bus(x); // held until the answer
      if (!bus)
        return hand_out(tl::unexpected(bus.error()));
      return hand_out(ask(x));
    });
    changed.notify_one();
  }

  void run() {
    loop x;
    g_main_context_push_thread_default(x.context.get());
    for (std::unique_lock lock{mutex};;) {
      changed.wait(lock, [this] { return closed || !waiting.empty(); });
      if (closed)
        break;
      const auto next = std::move(waiting.front());
      waiting.pop_front();
      const g_pointer<GCancellable> stop{g_cancellable_new()};
      current = x.stop = stop.get();
      lock.unlock();
      auto answer = in_time(x, next);
      lock.lock();
      current = nullptr;
      if (closed)
        break;
      answers.push_back(std::move(answer));
      lock.unlock();
      if (ready)
        ready();
      lock.lock();
    }
    g_main_context_pop_thread_default(x.context.get());
  }

  std::function<void()> in_time(const loop& x, const request& next) const {
    const g_pointer<GSource, g_source_unref> timer{
      g_timeout_source_new(static_cast<guint>(patience.count()))};
    g_source_set_callback(timer.get(), give_up, x.stop, nullptr);
    g_source_attach(timer.get(), x.context.get());
    auto answer = next(x);
    g_source_destroy(timer.get());
    secret_service_disconnect(); // the next request looks for the store anew
    while (g_main_context_iteration(x.context.get(), FALSE)) {
    } // GLib frees what belonged to the last connection there
    return answer;
  }
};

secret_store::secret_store(std::function<void()> ready, std::chrono::milliseconds patience)
  : state_(std::make_unique<state>()) {
  state_->ready = std::move(ready);
  state_->patience = patience;
  state_->thread = std::thread{[s = state_.get()] { s->run(); }};
}

secret_store::~secret_store() {
  {
    const std::lock_guard lock{state_->mutex};
    state_->closed = true;
    if (state_->current)
      g_cancellable_cancel(state_->current);
    state_->changed.notify_one();
  }
  state_->thread.join();
}

void secret_store::remember(secret_owner whose, std::string title, std::string secret,
                            done answered) {
  state_->add(std::move(answered),
              [whose = std::move(whose), title = std::move(title), secret = std::move(secret)](
                const loop& x) { return store(x, whose, title, secret); });
}

void secret_store::lookup(secret_owner whose, found answered) {
  state_->add(std::move(answered),
              [whose = std::move(whose)](const loop& x) { return fetch(x, whose); });
}

void secret_store::forget(secret_owner whose, done answered) {
  state_->add(std::move(answered),
              [whose = std::move(whose)](const loop& x) { return clear(x, whose); });
}

void secret_store::poll() {
  std::vector<std::function<void()>> now;
  {
    const std::lock_guard lock{state_->mutex};
    now.swap(state_->answers);
  }
  for (const auto& answer : now)
    answer();
}

} // namespace omstilling
