#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>

namespace omstilling {

/// What the command line asks of omstillingd.
struct daemon_options {
  std::filesystem::path config = "etc/omstilling.toml";
  bool demo = false;
  std::filesystem::path office = "etc/demo"; // the demo's people, queues and callers
  std::filesystem::path state = "var/demo";  // where the demo keeps what happens
  bool fresh = false;
  std::string node;      // of the demo on several nodes: this one's name; empty: there is only one
  std::string redis;     // that they share
  std::string prefers;   // the site that is this node's, with its bots
  bool describe = false; // say what stands in the demo, for those who play its people
  std::map<std::string, std::filesystem::path> asterisks; // of the demo's sites
  std::string address;                                    // empty: as the settings say
  std::optional<std::uint16_t> port{};
  std::optional<std::chrono::seconds> run_for{};
};

/// The options, or the status to exit with: 0 after --help, 2 after a line that says what was
/// wrong.
std::variant<daemon_options, int> read_command_line(int argc, char** argv);

} // namespace omstilling
