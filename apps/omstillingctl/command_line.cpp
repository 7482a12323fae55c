#include "apps/omstillingctl/command_line.hpp"

#include "apps/words/words.hpp"
#include "protocol/codec.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace omstilling {

namespace {

std::string words_for_help() {
  std::string result;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<role>>([&](auto d) {
    if (d.value != role::unknown)
      result += (result.empty() ? "" : ", ") + std::string{d.name};
  });
  return result;
}

std::string footer(const std::string& examples, const std::string& codes) {
  return fmt::format("{}:\n{}\n\n{}:\n{}\n", _("Examples"), examples, _("Exit status"), codes);
}

/// Lines on how a command may end, besides the ways that all may.
std::string codes(std::initializer_list<exit_code> besides) {
  const std::pair<exit_code, const char*> all[] = {
    {exit_code::done, _("done")},
    {exit_code::refused, _("refused by the service")},
    {exit_code::usage, _("wrong command line, or a file that cannot be used")},
    {exit_code::partly, _("some lines were refused, the others are in")},
    {exit_code::not_ready, _("the service is not ready")},
    {exit_code::unreachable, _("the service cannot be reached")},
    {exit_code::lost, _("the connection was lost")},
  };
  std::string result;
  for (const auto& [code, text] : all)
    if ((code != exit_code::partly && code != exit_code::not_ready) ||
        std::find(besides.begin(), besides.end(), code) != besides.end())
      result += fmt::format("{}  {}  {}", result.empty() ? "" : "\n", static_cast<int>(code), text);
  return result;
}

/// All that CLI11 fills, and the command that was chosen.
struct command_line {
  CLI::App app;
  std::string server = "ws://127.0.0.1:8080/ws";
  login_options login;
  user_options user;
  token_options token;
  import_options import;
  contact_options contact;
  watch_options watch;
  move_options move;
  std::function<exit_code(const common_options&, output)> chosen;

  command_line();
  void add_global();
  void add_user_command();
  void add_token_command();
  void add_import_command();
  void add_contact_commands();
  CLI::App* add_contact_command(CLI::App& group, const char* name, const char* what,
                                bool book_must_be_said);
  void add_status_command();
  void add_watch_command();
  void add_move_command();
};

command_line::command_line() : app{_("Administers a running omstillingd."), "omstillingctl"} {
  app.require_subcommand(1);
  app.fallthrough();
  add_global();
  add_user_command();
  add_token_command();
  add_import_command();
  add_contact_commands();
  add_status_command();
  add_watch_command();
  add_move_command();
  app.footer(
    footer("  omstillingctl status\n"
           "  omstillingctl --user admin user add mette --site aarhus --role receptionist\n"
           "  omstillingctl employee import --help",
           codes({exit_code::partly, exit_code::not_ready})));
}

void command_line::add_global() {
  app.add_option("--server", server, _("Where the service listens: ws:// or http://"))
    ->capture_default_str();
  app.add_option("--user", login.user, _("Log in with this name; the password is asked for"));
  app.add_option("--password-file", login.password_file,
                 _("Take the password from the first line of a file; - is the standard input"));
  app.add_option("--token-file", login.token_file,
                 _("Log in with the token in this file, when no user is given; else the "
                   "environment's OMSTILLING_TOKEN_FILE, else var/admin.token"));
}

void command_line::add_user_command() {
  auto* group = app.add_subcommand("user", _("Logins"));
  group->require_subcommand(1);
  auto* add = group->add_subcommand("add", _("Add a login, or change the one with this name"));
  add->add_option("NAME", user.name, _("The login name"))->required();
  add->add_option("--site", user.site, _("The site it belongs to"))->required();
  add
    ->add_option("--role", user.roles,
                 fmt::format(fmt::runtime(_("One of {}; may be given again")), words_for_help()))
    ->required()
    ->allow_extra_args(false);
  add->add_option("--full-name", user.full_name, _("As shown; the login name unless given"));
  add->add_option("--employee", user.employee, _("The employee who logs in with it"));
  add
    ->add_option("--queue", user.queues,
                 _("A queue to work from; may be given again, the first is chosen at once"))
    ->allow_extra_args(false);
  add->add_option("--new-password-file", user.password_file,
                  _("Take the new password from the first line of a file, - is the standard "
                    "input; else it is asked for twice"));
  add->footer(
    footer("  omstillingctl user add mette --site aarhus --role receptionist --queue main\n"
           "  omstillingctl user add chief --site aarhus --role administrator "
           "--new-password-file - <secret",
           codes({})));
  add->callback([this] {
    chosen = [this](const auto& common, output to) { return add_user(common, user, to); };
  });
}

void command_line::add_token_command() {
  auto* group = app.add_subcommand("token", _("Tokens for wallboards"));
  group->require_subcommand(1);
  auto* add = group->add_subcommand(
    "add", _("Make a read-only token and print its secret, which is shown once"));
  add->add_option("NAME", token.name, _("A name of your choice for it"))->required();
  add->add_option(
    "--sees", token.sees,
    _("What its readers see of people: public, as in a hall; colleague; or reception. "
      "Public unless given"));
  add->footer(footer("  omstillingctl token add hall >hall.token\n"
                     "  omstillingctl token add duty-room --sees reception >duty-room.token",
                     codes({})));
  add->callback([this] {
    chosen = [this](const auto& common, output to) { return add_wall_token(common, token, to); };
  });
}

void command_line::add_import_command() {
  auto* group = app.add_subcommand("employee", _("Employees"));
  group->require_subcommand(1);
  auto* add = group->add_subcommand("import", _("Add or change the employees in a CSV file"));
  add->add_option("FILE", import.file, _("CSV in UTF-8 with a header line"))->required();
  add->add_flag("--dry-run", import.dry_run, _("Only check the file; the service is not asked"));
  add->footer(
    std::string{_("Columns, in any order: id, site, name; and where wanted title, department, "
                  "location,\ngroups, phones, calendar_link, calendar_address, email, "
                  "alternate_names, tasks and deputy.\nGroups, phones, alternate names and tasks "
                  "are lists with semicolons; a phone is a number,\nor number:kind with desk, "
                  "mobile, softphone or external. The first is the primary one.\nLines that are "
                  "refused are named; the others go in.")} +
    "\n\n  id,site,name,department,groups,phones\n"
    "  e-17,aarhus,Anna Holm,Økonomi,ledelse;økonomi,117;20304050:mobile\n\n" +
    footer("  omstillingctl employee import employees.csv --dry-run\n"
           "  omstillingctl employee import employees.csv",
           codes({exit_code::partly})));
  add->callback([this] {
    chosen = [this](const auto& common, output to) { return import_employees(common, import, to); };
  });
}

/// With --shared and --mine, of which the shared phone book is meant unless one must be said.
CLI::App* command_line::add_contact_command(CLI::App& group, const char* name, const char* what,
                                            bool book_must_be_said) {
  auto* command = group.add_subcommand(name, what);
  auto* which = command->add_option_group(_("Phone book"));
  which->add_flag("--shared", contact.shared, _("The phone book that all share"));
  which->add_flag("--mine", contact.mine, _("The own phone book of the user who logs in"));
  which->require_option(book_must_be_said ? 1 : 0, 1);
  return command;
}

void command_line::add_contact_commands() {
  auto* group = app.add_subcommand("contact", _("Phone books"));
  group->require_subcommand(1);
  auto* in = add_contact_command(*group, "import", _("Put the contacts of a file in"), true);
  in->add_option("FILE", contact.file, _("CSV or vCard"))->required();
  in->add_flag("--dry-run", contact.dry_run, _("Only check the file; the service is not asked"));
  in->footer(
    std::string{_("CSV as Outlook, Google and this program write it; vCard 3.0 and 4.0. In UTF-8, "
                  "UTF-16 or\nWindows-1252. A contact of the same name with the same numbers is "
                  "the same one: it gets what\nthe file says more. What is refused is named, line "
                  "by line; the rest goes in.")} +
    "\n\n" +
    footer("  omstillingctl --user pia contact import outlook.csv --shared\n"
           "  omstillingctl contact import contacts.vcf --shared --dry-run",
           codes({exit_code::partly})));
  in->callback([this] {
    chosen = [this](const auto& common, output to) { return import_contacts(common, contact, to); };
  });
  auto* out = add_contact_command(*group, "export", _("Write the contacts to a file"), false);
  out->add_option("FILE", contact.file, _("A name that ends in .csv or .vcf"))->required();
  out->add_option("--vcard", contact.vcard, _("The version of vCard"))
    ->check(CLI::IsMember({"3.0", "4.0"}))
    ->capture_default_str();
  out->footer(footer("  omstillingctl contact export contacts.csv\n"
                     "  omstillingctl --user pia contact export --mine contacts.vcf",
                     codes({})));
  out->callback([this] {
    chosen = [this](const auto& common, output to) { return export_contacts(common, contact, to); };
  });
  auto* list = add_contact_command(*group, "list", _("List the contacts"), false);
  list->footer(footer("  omstillingctl contact list", codes({})));
  list->callback([this] {
    chosen = [this](const auto& common, output to) { return list_contacts(common, contact, to); };
  });
}

void command_line::add_status_command() {
  auto* status = app.add_subcommand("status", _("Show how each part of the service does"));
  status->footer(footer("  omstillingctl status\n"
                        "  omstillingctl --server http://10.0.0.5:8080 status",
                        codes({exit_code::not_ready})));
  status->callback([this] { chosen = show_status; });
}

void command_line::add_watch_command() {
  auto* add = app.add_subcommand("watch", _("Print what changes, one JSON object a line"));
  add
    ->add_option("TOPIC", watch.topics,
                 _("people/SITE, queues/SITE, queue/QUEUE, desk/USER, watchlist/USER or health"))
    ->required();
  add->add_flag("--once", watch.once, _("End after the present picture"));
  add->footer(footer("  omstillingctl watch queues/aarhus\n"
                     "  omstillingctl watch people/aarhus --once | jq .item.name",
                     codes({})));
  add->callback([this] {
    chosen = [this](const auto& common, output to) { return watch_topics(common, watch, to); };
  });
}

void command_line::add_move_command() {
  auto* add = app.add_subcommand(
    "move", _("Copy all that is kept into another, empty store; the service must not run"));
  add->add_option("--from", move.from, _("sqlite:FILE, redis://HOST:PORT or unix:SOCKET"))
    ->required();
  add->add_option("--to", move.to, _("The same of the empty one"))->required();
  add->add_option("--redis-user", move.redis_user, _("Log in to Redis with this name"));
  add->add_option("--redis-secret-file", move.redis_secret_file,
                  _("Take the password of Redis from the first line of a file"));
  add->footer(
    footer("  omstillingctl move --from sqlite:var/omstilling.db --to redis://10.0.0.5:6379\n"
           "  omstillingctl move --from unix:/run/redis/redis.sock --to sqlite:var/copy.db",
           codes({})));
  add->callback(
    [this] { chosen = [this](const auto&, output to) { return move_store(move, to); }; });
}

exit_code refuse(const std::string& why, output to) {
  to.err << "omstillingctl: " << why << '\n';
  return exit_code::usage;
}

} // namespace

exit_code run_command_line(int argc, const char* const* argv, output to) {
  command_line line;
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::ParseError& x) {
    return line.app.exit(x, to.out, to.err) == 0 ? exit_code::done : exit_code::usage;
  }
  auto server = read_address(line.server);
  if (!server)
    return refuse(server.error(), to);
  if (line.login.user && !valid_id(*line.login.user))
    return refuse(_("--user: a login name expected"), to);
  return line.chosen({std::move(*server), line.login}, to);
}

} // namespace omstilling
