#include "apps/omstillingd/options.hpp"

#include "apps/words/words.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace omstilling {

namespace {

/// `30s`, `5m`, `1h`.
std::optional<std::chrono::seconds> read_span(const std::string& text) {
  if (text.size() < 2 || text.size() > 7 || text.find_first_not_of("0123456789") != text.size() - 1)
    return std::nullopt;
  const std::chrono::seconds number{std::stol(text)};
  switch (text.back()) {
    case 's': return number;
    case 'm': return number * 60;
    case 'h': return number * 3600;
    default: return std::nullopt;
  }
}

} // namespace

std::variant<daemon_options, int> read_command_line(int argc, char** argv) {
  daemon_options result;
  std::string span;
  CLI::App app{_("Omstilling's service: presence, calls and queues for consoles and wallboards."),
               "omstillingd"};
  app.add_option("--config", result.config, _("settings (etc/omstilling.toml)"))->type_name("FILE");
  auto* demo =
    app.add_flag("--demo", result.demo,
                 _("a made-up office on a simulated PBX, instead of the settings' sites"));
  app.add_option("--office", result.office, _("the demo's people, queues and callers (etc/demo)"))
    ->type_name("FOLDER")
    ->needs(demo);
  app.add_option("--state", result.state, _("where the demo keeps what happens (var/demo)"))
    ->type_name("FOLDER")
    ->needs(demo);
  app.add_flag("--fresh", result.fresh, _("begin the demo anew"))->needs(demo);
  app
    .add_flag("--describe", result.describe,
              _("print the demo's phones and numbers as JSON, and end"))
    ->needs(demo);
  std::vector<std::string> asterisks;
  app
    .add_option("--asterisk", asterisks,
                _("a site of the demo on a real Asterisk; the file says ARI_URL, ARI_USER and "
                  "ARI_PASSWORD"))
    ->type_name("SITE=FILE")
    ->needs(demo)
    ->check([](const std::string& text) {
      const auto equals = text.find('=');
      return equals > 0 && equals != text.npos && equals + 1 < text.size()
               ? std::string{}
               : fmt::format(fmt::runtime(_("SITE=FILE expected, got \"{}\"")), text);
    });
  auto* redis =
    app.add_option("--redis", result.redis, _("the demo on several nodes, which share this Redis"))
      ->type_name("URL")
      ->needs(demo);
  auto* prefers = app.add_option("--prefers", result.prefers, _("the site that this node is for"))
                    ->type_name("SITE");
  app.add_option("--node", result.node, _("this node's name"))
    ->type_name("NAME")
    ->needs(redis)
    ->needs(prefers);
  app.add_option("--address", result.address, _("listen at this address of the computer instead"))
    ->type_name("ADDRESS")
    ->check(CLI::ValidIPV4);
  app.add_option("--port", result.port, _("listen here instead; 0 takes any that is free"))
    ->type_name("N");
  app.add_option("--for", span, _("end after this time, such as 30s, 5m or 1h"))
    ->type_name("TIME")
    ->check([](const std::string& text) {
      return read_span(text)
               ? std::string{}
               : fmt::format(fmt::runtime(_("a time such as 30s, 5m or 1h expected, got \"{}\"")),
                             text);
    });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& x) {
    return app.exit(x) == 0 ? 0 : 2;
  }
  for (const auto& x : asterisks)
    result.asterisks[x.substr(0, x.find('='))] = x.substr(x.find('=') + 1);
  if (!span.empty())
    result.run_for = read_span(span);
  return result;
}

} // namespace omstilling
