#pragma once

#include "apps/omstillingctl/address.hpp"
#include "apps/omstillingctl/client.hpp"
#include "apps/omstillingctl/credentials.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

/// What omstillingctl can do. Each command writes its result to `out` and what went wrong to `err`.
namespace omstilling {

/// How the program ends; documented in every --help.
enum class exit_code : int {
  done = 0,
  refused = 1,     // by the service
  usage = 2,       // the command line, or a file that it names
  partly = 3,      // some lines were refused
  not_ready = 4,   // the service says so
  unreachable = 5, // nobody answers there
  lost = 6,        // the connection broke
};

struct output {
  std::ostream& out;
  std::ostream& err;
};

struct common_options {
  server_address server;
  login_options login;
  client_timeouts timeouts{};
};

struct user_options {
  std::string name;
  std::string site;
  std::optional<std::string> full_name;
  std::vector<std::string> roles;
  std::optional<std::string> employee;
  std::vector<std::string> queues;
  std::optional<std::string> password_file; // of the new user
};

struct token_options {
  std::string name;
  std::optional<std::string> sees; // an audience; public unless said otherwise
};

struct import_options {
  std::string file;
  bool dry_run = false;
};

struct contact_options {
  std::string file;
  bool shared = false; // the shared phone book
  bool mine = false;   // one's own
  bool dry_run = false;
  std::string vcard = "3.0";
};

struct watch_options {
  std::vector<std::string> topics;
  bool once = false;
};

struct move_options {
  std::string from; // sqlite:FILE, redis://HOST:PORT or unix:SOCKET
  std::string to;
  std::string redis_user;                       // empty: its default user
  std::optional<std::string> redis_secret_file; // its first line is the password
};

exit_code add_user(const common_options& common, const user_options& options, output to);
exit_code add_wall_token(const common_options& common, const token_options& options, output to);
exit_code import_employees(const common_options& common, const import_options& options, output to);
exit_code import_contacts(const common_options& common, const contact_options& options, output to);
exit_code export_contacts(const common_options& common, const contact_options& options, output to);
exit_code list_contacts(const common_options& common, const contact_options& options, output to);
exit_code show_status(const common_options& common, output to);
exit_code watch_topics(const common_options& common, const watch_options& options, output to);
/// Copies all that is kept into an empty store, and reads both to see that they are the same. No
/// service may run on either.
exit_code move_store(const move_options& options, output to);

// --- shared by the commands -----------------------------------------------------
/// Writes why, and says how to end.
exit_code fail(const client_error& why, output to);

/// A session that has logged in, or how to end.
tl::expected<client, exit_code> log_in(const common_options& common, output to,
                                       authenticate_result* greeting = nullptr);

} // namespace omstilling
