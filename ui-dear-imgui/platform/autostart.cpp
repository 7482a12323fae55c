#include "ui-dear-imgui/platform/autostart.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace omstilling {

namespace {

namespace fs = std::filesystem;
using outcome = tl::expected<void, std::string>;

/// A folder that a variable names. Others than absolute ones are to be ignored.
fs::path folder_in(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value == '/' ? fs::path{value} : fs::path{};
}

fs::path default_file() {
  auto folder = folder_in("XDG_CONFIG_HOME");
  if (folder.empty()) {
    folder = folder_in("HOME");
    if (folder.empty())
      return {};
    folder /= ".config";
  }
  return folder / "autostart" / "omstilling-console.desktop";
}

/// A value of the kind "string": one line, without control characters.
std::string string_value(std::string_view text) {
  std::string result;
  for (const char c : text)
    switch (c) {
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\t': result += "\\t"; break;
      case '\r': result += "\\r"; break;
      default: result += c;
    }
  return result;
}

/// One argument of Exec, before string_value().
std::string exec_argument(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '`' || c == '$' || c == '\\')
      result += '\\';
    if (c == '%')
      result += '%';
    result += c;
  }
  return result + '"';
}

std::string content(const autostart::command& x) {
  auto exec = exec_argument(x.program.string());
  for (const auto& argument : x.arguments)
    exec += ' ' + exec_argument(argument);
  return "[Desktop Entry]\nType=Application\nVersion=1.0\nName=" + string_value(x.title) +
         "\nExec=" + string_value(exec) + "\nTerminal=false\n";
}

auto failed(const char* what, const fs::path& path, const std::error_code& why) {
  return tl::unexpected(std::string{"cannot "} + what + ' ' + path.string() + ": " + why.message());
}

std::error_code last_error() { return {errno, std::generic_category()}; }

/// To a name of its own, so that the file is never seen half written.
outcome write_temporary(std::string& name, std::string_view text) {
  const int fd = mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0)
    return failed("write", name, last_error());
  bool good = fchmod(fd, 0644) == 0;
  while (good && !text.empty()) {
    const auto count = write(fd, text.data(), text.size());
    good = count > 0 || (count < 0 && errno == EINTR);
    text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
  }
  good = good && fsync(fd) == 0;
  const auto why = last_error();
  close(fd);
  if (good)
    return {};
  unlink(name.c_str());
  return failed("write", name, why);
}

} // namespace

autostart::autostart(command x) : command_(std::move(x)), file_(default_file()) {}

bool autostart::is_on() const {
  std::ifstream file{file_};
  bool found = false;
  for (std::string line; std::getline(file, line);) {
    // How desktops switch an entry off without removing it.
    if (line == "Hidden=true" || line == "X-GNOME-Autostart-enabled=false")
      return false;
    found = found || line.starts_with("Exec=");
  }
  return found;
}

outcome autostart::turn_on() const {
  if (file_.empty())
    return tl::unexpected(std::string{"neither XDG_CONFIG_HOME nor HOME names a folder"});
  if (!command_.program.is_absolute())
    return tl::unexpected("the program to start has no absolute path: " +
                          command_.program.string());
  std::error_code why;
  fs::create_directories(file_.parent_path(), why);
  if (why)
    return failed("create", file_.parent_path(), why);
  auto temporary = file_.string() + ".XXXXXX";
  if (auto written = write_temporary(temporary, content(command_)); !written)
    return written;
  fs::rename(temporary, file_, why);
  if (!why)
    return {};
  unlink(temporary.c_str());
  return failed("write", file_, why);
}

outcome autostart::turn_off() const {
  std::error_code why;
  fs::remove(file_, why);
  if (why)
    return failed("remove", file_, why);
  return {};
}

fs::path autostart::this_program() {
  std::error_code why;
  return fs::read_symlink("/proc/self/exe", why);
}

} // namespace omstilling
