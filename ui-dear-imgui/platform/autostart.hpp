#pragma once

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace omstilling {

/// Whether the desktop starts the console when the user logs in (S16.7): a file as the XDG
/// autostart specification has it.
class autostart {
public:
  struct command {
    std::string title; // as desktops list it
    std::filesystem::path program;
    std::vector<std::string> arguments;
  };

  /// The file is in $XDG_CONFIG_HOME/autostart, or else ~/.config/autostart.
  explicit autostart(command x);

  bool is_on() const;
  /// Also writes it anew, when the arguments have changed. The error names the file.
  tl::expected<void, std::string> turn_on() const;
  tl::expected<void, std::string> turn_off() const;
  /// Empty where neither $XDG_CONFIG_HOME nor $HOME is an absolute path.
  const std::filesystem::path& file() const { return file_; }

  /// The file of the program that runs; empty when the system does not tell.
  static std::filesystem::path this_program();

private:
  command command_;
  std::filesystem::path file_;
};

} // namespace omstilling
