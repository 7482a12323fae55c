#include "apps/omstilling-console/options.hpp"

#include "apps/words/words.hpp"

#include <CLI/CLI.hpp>

namespace omstilling {

std::optional<int> read_options(int argc, char** argv, console_options& out) {
  CLI::App app{_("The operator console: calls, queues and people, by keyboard.")};
  auto* server =
    app
      .add_option(
        "--server", out.server,
        _("Where the service listens: ws:// or http://, several nodes with commas between"))
      ->capture_default_str();
  app.add_option("--user", out.user, _("Log in with this name; the window asks for the password"));
  app.add_option("--password-file", out.password_file,
                 _("Log in at once with the password in the first line of a file"));
  app.add_option("--theme", out.theme, _("light, dark or contrast"))
    ->check(CLI::IsMember({"light", "dark", "contrast"}));
  app.add_option("--size", out.size, _("Of the window, such as 1280x720"))->capture_default_str();
  app.add_option("--scale", out.scale, _("1 is 100 %; else what the desktop asks for"))
    ->check(CLI::Range(0.5, 4.0));
  app.add_option("--screenshot", out.screenshot, _("Keep a picture of the window, and end"));
  app.add_option("--after", out.after, _("Seconds until the screenshot"))->capture_default_str();
  app.add_option("--picture", out.picture,
                 _("Keep a picture of the window there whenever SIGUSR1 comes, and go on"));
  app.add_flag("--describe", out.describe,
               _("Say what the window shows and where, as a line of JSON whenever it changes"));
  app.add_option("--frames", out.frames,
                 _("At the end write how long each frame took to a file, for measurements"));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& x) {
    return app.exit(x) == 0 ? 0 : 2;
  }
  out.server_given = server->count() > 0;
  return {};
}

} // namespace omstilling
