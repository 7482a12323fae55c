#pragma once

#include <optional>
#include <string>

namespace omstilling {

struct console_options {
  std::string server = "ws://127.0.0.1:8080/ws";
  bool server_given = false; // else the one of the last time
  std::string user;
  std::string password_file;
  std::string theme; // empty: the one of the last time
  std::string size = "1600x900";
  double scale = 0;
  std::string screenshot;
  double after = 5;
  std::string picture; // empty: SIGUSR1 is not listened for
  bool describe = false;
  std::string frames;
};

/// Reads the command line; a number is the exit status to end with at once.
std::optional<int> read_options(int argc, char** argv, console_options& out);

} // namespace omstilling
