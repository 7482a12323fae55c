#include "tests/ui-dear-imgui/platform/desktop.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace omstilling::testing {

temporary_folder::temporary_folder() {
  char name[] = "/tmp/omstilling-desktop-XXXXXX";
  if (!mkdtemp(name))
    throw std::runtime_error{"no temporary folder"};
  path_ = name;
}

temporary_folder::~temporary_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

variable::variable(std::string name, const std::string& value) : name_(std::move(name)) {
  if (const char* before = std::getenv(name_.c_str()))
    before_ = before;
  if (value.empty())
    unsetenv(name_.c_str());
  else
    setenv(name_.c_str(), value.c_str(), 1);
}

variable::~variable() {
  if (before_)
    setenv(name_.c_str(), before_->c_str(), 1);
  else
    unsetenv(name_.c_str());
}

program::program(const std::vector<std::string>& command, const std::string& input) {
  std::vector<char*> words;
  for (const auto& word : command)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
    throw std::runtime_error{"no pipe"};
  const auto parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL); // also when the test is killed
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    if (getppid() == parent)
      execvp(words[0], words.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  output_ = out[0];
  const bool written = write(in[1], input.data(), input.size()) >= 0;
  close(in[1]);
  if (pid_ < 0 || !written)
    throw std::runtime_error{"cannot start " + command[0]};
}

void program::end() {
  if (pid_ <= 0)
    return;
  kill(pid_, SIGKILL);
  waitpid(std::exchange(pid_, -1), nullptr, 0);
  close(output_);
}

void program::signal(int number) const { kill(pid_, number); }

std::string program::line_with(const std::string& part) {
  while (true) {
    for (auto end = read_.find('\n'); end != read_.npos; end = read_.find('\n')) {
      const auto line = read_.substr(0, end);
      read_.erase(0, end + 1);
      if (line.find(part) != line.npos)
        return line;
    }
    pollfd one{output_, POLLIN, 0};
    char buffer[4'096];
    const auto count = poll(&one, 1, 8'000) == 1 ? read(output_, buffer, sizeof buffer) : 0;
    if (count <= 0)
      throw std::runtime_error{"no line with " + part};
    read_.append(buffer, static_cast<std::size_t>(count));
  }
}

private_bus::private_bus(const temporary_folder& folder, const std::string& name)
  : config_((folder / (name + ".conf")).string()),
    address_("unix:path=" + (folder / name).string()) {
  std::ofstream{config_} << "<busconfig><type>session</type><listen>" << address_
                         << "</listen><policy context='default'><allow send_destination='*'/>"
                            "<allow receive_type='method_call'/><allow receive_type='error'/>"
                            "<allow receive_type='method_return'/><allow receive_type='signal'/>"
                            "<allow own='*'/></policy></busconfig>";
  start();
}

void private_bus::start() {
  std::filesystem::remove(address_.substr(std::strlen("unix:path="))); // of one that was ended
  daemon_ = std::make_unique<program>(std::vector<std::string>{
    "dbus-daemon", "--nofork", "--nopidfile", "--config-file=" + config_, "--print-address=1"});
  daemon_->line_with("unix:");
}

bus_peer::bus_peer(const private_bus& x) {
  if (sd_bus_new(&bus_) < 0 || sd_bus_set_address(bus_, x.address().c_str()) < 0 ||
      sd_bus_set_bus_client(bus_, 1) < 0 || sd_bus_start(bus_) < 0)
    throw std::runtime_error{"no bus at " + x.address()};
  sd_bus_set_method_call_timeout(bus_, 5'000'000);
}

bus_peer::~bus_peer() { sd_bus_close_unref(bus_); }

bool bus_peer::has(const std::string& name) {
  return sd_bus_call_method(bus_, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                            "org.freedesktop.DBus", "GetNameOwner", nullptr, nullptr, "s",
                            name.c_str()) >= 0;
}

void bus_peer::wait_for(const std::string& name) {
  sd_bus_match_signal(bus_, nullptr, "org.freedesktop.DBus", nullptr, nullptr, "NameOwnerChanged",
                      nullptr, nullptr);
  const auto end = std::chrono::steady_clock::now() + 8s;
  while (!has(name)) {
    if (std::chrono::steady_clock::now() > end)
      throw std::runtime_error{"nobody came as " + name};
    if (sd_bus_process(bus_, nullptr) == 0)
      sd_bus_wait(bus_, 1'000'000);
  }
}

silent_bus::silent_bus(const temporary_folder& folder)
  : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto path = (folder / "silent").string();
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  path.copy(name.sun_path, sizeof name.sun_path - 1);
  const auto* any = static_cast<const void*>(&name);
  if (bind(fd_, static_cast<const sockaddr*>(any), sizeof name) != 0 || listen(fd_, 8) != 0)
    throw std::runtime_error{"no socket at " + path};
  address_ = "unix:path=" + path;
}

silent_bus::~silent_bus() {
  for (const int guest : guests_)
    close(guest);
  close(fd_);
}

void silent_bus::wait_for_guest() {
  pollfd one{fd_, POLLIN, 0};
  if (poll(&one, 1, 8'000) != 1)
    throw std::runtime_error{"nobody came to the silent bus"};
  guests_.push_back(accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC));
}

} // namespace omstilling::testing
