#include "apps/omstillingctl/commands.hpp"
#include "apps/words/words.hpp"

#include <ostream>

namespace omstilling {

namespace {

exit_code code_of(client_error::kind x) {
  switch (x) {
    case client_error::kind::unreachable: return exit_code::unreachable;
    case client_error::kind::lost: return exit_code::lost;
    case client_error::kind::refused: break;
  }
  return exit_code::refused;
}

} // namespace

exit_code fail(const client_error& why, output to) {
  to.err << "omstillingctl: " << why.text << '\n';
  return code_of(why.what);
}

tl::expected<client, exit_code> log_in(const common_options& common, output to,
                                       authenticate_result* greeting) {
  // The password is asked for first: the service does not wait long for a login.
  const auto asked = credentials(common.login);
  if (!asked) {
    to.err << "omstillingctl: " << asked.error() << '\n';
    return tl::unexpected(exit_code::usage);
  }
  auto session = client::connect(common.server, common.timeouts);
  if (!session)
    return tl::unexpected(fail(session.error(), to));
  auto answer = session->call(hello{"omstillingctl"});
  if (answer)
    answer = session->call(*asked);
  if (!answer)
    return tl::unexpected(fail(answer.error(), to));
  if (greeting)
    *greeting = decode<authenticate_result>(*answer, "result", reading::lenient)
                  .value_or(authenticate_result{});
  return std::move(*session);
}

} // namespace omstilling
