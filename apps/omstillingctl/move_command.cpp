#include "apps/omstillingctl/commands.hpp"
#include "apps/omstillingctl/store_copy.hpp"
#include "apps/words/words.hpp"
#include "gateways/store/redis/redis_store.hpp"
#include "gateways/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <fstream>
#include <ostream>

namespace omstilling {

namespace {

template <class... Args>
std::string say(const char* text, const Args&... args) {
  return fmt::format(fmt::runtime(text), args...);
}

problem wrong(std::string why) {
  return {.reason = error_reason::invalid_params, .detail = std::move(why)};
}

tl::expected<std::unique_ptr<store>, problem> open_redis(const std::string& name,
                                                         const move_options& options) {
  redis_store_options how{.node = node_id{"omstillingctl"}};
  auto at = redis::read_address(name);
  if (!at)
    return tl::unexpected(wrong(say(_("{}: no address of Redis"), name)));
  how.where.servers = {std::move(*at)};
  how.where.user = options.redis_user;
  how.where.away.patience = duration{0};
  if (options.redis_secret_file) {
    std::ifstream in{*options.redis_secret_file};
    if (!std::getline(in, how.where.password))
      return tl::unexpected(wrong(say(_("{}: cannot be read"), *options.redis_secret_file)));
  }
  return open_redis_store(std::move(how)).map([](auto x) -> std::unique_ptr<store> { return x; });
}

tl::expected<std::unique_ptr<store>, problem> open_named(const std::string& name,
                                                         const move_options& options) {
  constexpr std::string_view sqlite = "sqlite:";
  if (name.starts_with(sqlite))
    return open_sqlite_store(name.substr(sqlite.size()));
  if (name.starts_with("redis://") || name.starts_with("unix:"))
    return open_redis(name, options);
  return tl::unexpected(
    wrong(say(_("{}: sqlite:FILE, redis://HOST:PORT or unix:SOCKET expected"), name)));
}

exit_code refuse(const std::string& why, exit_code how, output to) {
  to.err << "omstillingctl: " << why << '\n';
  return how;
}

exit_code fail(const problem& x, output to) {
  const bool usage = x.reason == error_reason::invalid_params;
  return refuse(usage ? x.detail : message(x), usage ? exit_code::usage : exit_code::refused, to);
}

/// Copies one site and looks at both.
tl::expected<site_survey, problem> move_site(store& from, store& to, const site_id& site) {
  auto before = copy_site(from, to, site).and_then([&] { return survey(from, site); });
  if (!before)
    return before;
  auto after = survey(to, site);
  if (after && *after != *before)
    return tl::unexpected(problem{.reason = error_reason::internal,
                                  .detail = say(_("site {} is not the same there: {} and {}"),
                                                site.value, before->digest, after->digest)});
  return after;
}

} // namespace

exit_code move_store(const move_options& options, output to) {
  auto from = open_named(options.from, options);
  if (!from)
    return fail(from.error(), to);
  auto target = open_named(options.to, options);
  if (!target)
    return fail(target.error(), to);
  const auto there = (*target)->sites();
  if (!there)
    return fail(there.error(), to);
  if (!there->empty())
    return refuse(say(_("{} is not empty: it holds site {}"), options.to, there->front().value),
                  exit_code::refused, to);
  const auto sites = (*from)->sites();
  if (!sites)
    return fail(sites.error(), to);
  if (sites->empty())
    return refuse(say(_("{} holds no site"), options.from), exit_code::refused, to);
  for (const auto& site : *sites) {
    const auto moved = move_site(**from, **target, site);
    if (!moved)
      return fail(moved.error(), to);
    to.out << say(_("{}: {} entities, {} events, {} receipts and {} calls are the same there ({})"),
                  site.value, moved->rows, moved->events, moved->receipts, moved->calls,
                  moved->digest)
           << '\n';
  }
  return exit_code::done;
}

} // namespace omstilling
