#include "apps/omstillingctl/commands.hpp"
#include "apps/omstillingctl/table.hpp"
#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace omstilling {

namespace {

void print_parts(const std::vector<health_view>& parts, std::ostream& out) {
  std::vector<table_row> rows{{_("PART"), _("NAME"), _("STATE"), _("SINCE"), _("WHY")}};
  for (const auto& x : parts)
    rows.push_back({harmless(x.id), harmless(x.name), x.ok ? _("works") : _("FAILS"),
                    to_rfc3339(x.since), harmless(x.problem)});
  print_table(rows, out);
}

void print_sites(const authenticate_result& greeting, std::ostream& out) {
  std::vector<table_row> rows{{_("SITE"), _("NAME"), _("TIME ZONE")}};
  for (const auto& x : greeting.sites)
    rows.push_back({harmless(x.id.value), harmless(x.name), harmless(x.time_zone)});
  out << '\n';
  print_table(rows, out);
}

tl::expected<std::vector<health_view>, client_error> ask_health(const common_options& common) {
  const auto answer = http_get(common.server, common.server.ready_path(), common.timeouts);
  if (!answer)
    return tl::unexpected(answer.error());
  const auto parsed = parse_json(answer->body, 1 << 20);
  auto parts = parsed
                 ? decode<std::vector<health_view>>(*parsed, "readyz", reading::lenient)
                 : tl::expected<std::vector<health_view>, problem>{tl::unexpected(parsed.error())};
  if (!parts)
    return tl::unexpected(client_error{
      client_error::kind::unreachable,
      fmt::format(fmt::runtime(_("{} is not this service: HTTP {}, {}")),
                  common.server.host_header(), answer->status, message(parts.error()))});
  // What its parts do not say, its status does: it may be starting.
  if (answer->status != 200 && std::ranges::all_of(*parts, &health_view::ok))
    parts->push_back({"service", "", false, fmt::format("HTTP {}", answer->status), {}});
  return std::move(*parts);
}

} // namespace

exit_code show_status(const common_options& common, output to) {
  const auto parts = ask_health(common);
  if (!parts)
    return fail(parts.error(), to);
  print_parts(*parts, to.out);
  const bool ready = std::ranges::all_of(*parts, &health_view::ok);
  const bool may_log_in = common.login.user || common.login.token_file ||
                          std::filesystem::exists(token_file(common.login));
  if (!may_log_in) {
    to.out << '\n' << _("Log in (--user or --token-file) to see the sites.") << '\n';
  } else {
    authenticate_result greeting;
    auto session = log_in(common, to, &greeting);
    if (!session)
      return ready ? session.error() : exit_code::not_ready;
    session->close();
    print_sites(greeting, to.out);
  }
  return ready ? exit_code::done : exit_code::not_ready;
}

} // namespace omstilling
