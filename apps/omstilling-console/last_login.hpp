#pragma once

#include "protocol/vocabulary.hpp"

#include <boost/describe/class.hpp>

#include <filesystem>
#include <string>

namespace omstilling {

/// What the login window knows from the last time on this PC; never a password.
struct last_login {
  std::string server;
  std::string user;
  bool remember = false; // the password is in the desktop's secret store
  language words = language::unknown;
  colour_theme theme = colour_theme::light;
  friend bool operator==(const last_login&, const last_login&) = default;
};
BOOST_DESCRIBE_STRUCT(last_login, (), (server, user, remember, words, theme))

/// $XDG_CONFIG_HOME/omstilling/console.json, or below ~/.config; empty where there is neither.
std::filesystem::path last_login_file();

/// Nothing of it where there is no such file, or it is damaged: it only saves typing.
last_login read_last_login(const std::filesystem::path& file);
/// False where it cannot be written.
bool write_last_login(const std::filesystem::path& file, const last_login& x);

} // namespace omstilling
