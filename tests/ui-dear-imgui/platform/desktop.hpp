#pragma once

#include <systemd/sd-bus.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <thread>
#include <utility>
#include <vector>

namespace omstilling::testing {

using namespace std::chrono_literals;

/// What other threads hand in, in order.
template <class T>
class inbox {
public:
  void put(T x) {
    const std::lock_guard lock{mutex_};
    items_.push_back(std::move(x));
    changed_.notify_one();
  }
  /// Fails the test when there is none for long.
  T take() {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, 8s, [this] { return !items_.empty(); }))
      throw std::runtime_error{"nothing came"};
    auto x = std::move(items_.front());
    items_.pop_front();
    return x;
  }
  bool empty() {
    const std::lock_guard lock{mutex_};
    return items_.empty();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> items_;
};

/// For a state that nothing tells of. Fails the test when it does not come for long.
inline void eventually(const std::function<bool()>& what) {
  for (const auto end = std::chrono::steady_clock::now() + 8s; !what(); std::this_thread::yield())
    if (std::chrono::steady_clock::now() > end)
      throw std::runtime_error{"it did not come to that"};
}

/// A folder that goes with the test.
class temporary_folder {
public:
  temporary_folder();
  ~temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  std::string name() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

/// A variable of the environment, with its old value again after the test. Empty is none.
class variable {
public:
  variable(std::string name, const std::string& value);
  ~variable();
  variable(const variable&) = delete;
  variable& operator=(const variable&) = delete;

private:
  std::string name_;
  std::optional<std::string> before_;
};

/// A program that ends with the test.
class program {
public:
  explicit program(const std::vector<std::string>& command, const std::string& input = {});
  ~program() { end(); }
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  void end();
  void signal(int number) const;
  /// The next line of its output that has `part`.
  std::string line_with(const std::string& part);

private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string read_;
};

/// A bus without anybody on it, that starts nothing by itself.
class private_bus {
public:
  explicit private_bus(const temporary_folder& folder, const std::string& name = "bus");
  const std::string& address() const { return address_; }
  void end() { daemon_->end(); }
  void start();

private:
  std::string config_, address_;
  std::unique_ptr<program> daemon_;
};

/// Somebody else on a bus, who waits for answers.
class bus_peer {
public:
  explicit bus_peer(const private_bus& x);
  ~bus_peer();
  bus_peer(const bus_peer&) = delete;
  bus_peer& operator=(const bus_peer&) = delete;

  void wait_for(const std::string& name);
  /// `where` is a service, a path and an interface.
  using address = std::array<const char*, 3>;
  template <class... Arguments>
  void call(const address& where, const char* method, const char* types, Arguments... arguments);
  sd_bus* bus() const { return bus_; }

private:
  bool has(const std::string& name);
  sd_bus* bus_ = nullptr;
};

/// An address where somebody listens who never says a word.
class silent_bus {
public:
  explicit silent_bus(const temporary_folder& folder);
  ~silent_bus();
  silent_bus(const silent_bus&) = delete;
  silent_bus& operator=(const silent_bus&) = delete;
  const std::string& address() const { return address_; }
  /// Until somebody has come to it.
  void wait_for_guest();

private:
  int fd_;
  std::vector<int> guests_;
  std::string address_;
};

} // namespace omstilling::testing

template <class... Arguments>
void omstilling::testing::bus_peer::call(const address& where, const char* method,
                                         const char* types, Arguments... arguments) {
  sd_bus_error error = SD_BUS_ERROR_NULL;
  if (sd_bus_call_method(bus_, where[0], where[1], where[2], method, &error, nullptr, types,
                         arguments...) < 0)
    throw std::runtime_error{std::string{method} + ": " + (error.message ? error.message : "?")};
}
