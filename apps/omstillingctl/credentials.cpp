#include "apps/omstillingctl/credentials.hpp"

#include "apps/words/words.hpp"
#include "protocol/commands.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace omstilling {

namespace {

constexpr std::size_t longest_secret = 1'024;

/// Switches the terminal's echo off while it lives.
class silent_terminal {
public:
  silent_terminal() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0)
      return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~silent_terminal() {
    if (changed_)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  silent_terminal(const silent_terminal&) = delete;
  silent_terminal& operator=(const silent_terminal&) = delete;

private:
  termios before_{};
  bool changed_ = false;
};

tl::expected<std::string, std::string> first_line(std::istream& in, const std::string& name) {
  std::string text(longest_secret + 2, '\0');
  errno = 0;
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad())
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{} cannot be read: {}")), name, std::strerror(errno)));
  text.resize(static_cast<std::size_t>(in.gcount()));
  text.resize(std::min(text.find('\n'), text.size()));
  if (text.ends_with('\r'))
    text.pop_back();
  if (text.empty() || text.size() > longest_secret)
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{}: one line of 1-{} bytes expected")), name, longest_secret));
  return text;
}

} // namespace

tl::expected<std::string, std::string> read_secret(const std::string& file) {
  if (file == "-")
    return first_line(std::cin, _("the standard input"));
  std::ifstream in{file, std::ios::binary};
  if (!in)
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{} cannot be read: {}")), file, std::strerror(errno)));
  return first_line(in, file);
}

tl::expected<std::string, std::string> prompt_secret(const std::string& question) {
  if (!isatty(STDIN_FILENO))
    return tl::unexpected(std::string{_("no terminal to ask for the password: give it in a file")});
  std::cerr << question << ": " << std::flush;
  std::string result;
  {
    const silent_terminal silence;
    std::getline(std::cin, result);
  }
  std::cerr << '\n';
  if (result.empty())
    return tl::unexpected(std::string{_("a password expected, got nothing")});
  return result;
}

std::string token_file(const login_options& options) {
  if (options.token_file)
    return *options.token_file;
  const char* from_environment = std::getenv("OMSTILLING_TOKEN_FILE");
  return from_environment && *from_environment ? from_environment : "var/admin.token";
}

tl::expected<authenticate, std::string> credentials(const login_options& options) {
  authenticate result;
  if (!options.user) {
    auto token = read_secret(token_file(options));
    if (!token)
      return tl::unexpected(token.error() + "; " +
                            _("give --user NAME, or --token-file FILE with the administrator's "
                              "token, which the service keeps beside its store"));
    result.token = std::move(*token);
    return result;
  }
  auto password = options.password_file
                    ? read_secret(*options.password_file)
                    : prompt_secret(fmt::format(fmt::runtime(_("Password of {}")), *options.user));
  if (!password)
    return tl::unexpected(std::move(password.error()));
  result.user = user_id{*options.user};
  result.password = std::move(*password);
  return result;
}

} // namespace omstilling
