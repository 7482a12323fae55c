#include "apps/omstillingctl/commands.hpp"
#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <ostream>

namespace omstilling {

namespace {

exit_code refuse_usage(const std::string& why, output to) {
  to.err << "omstillingctl: " << why << '\n';
  return exit_code::usage;
}

/// The new user's password, from a file or asked for twice.
tl::expected<std::string, std::string> new_password(const user_options& options) {
  if (options.password_file)
    return read_secret(*options.password_file);
  auto first = prompt_secret(fmt::format(fmt::runtime(_("New password of {}")), options.name));
  if (!first)
    return first;
  const auto second = prompt_secret(_("The same again"));
  if (!second || *first != *second)
    return tl::unexpected(std::string{_("the two passwords differ")});
  return first;
}

tl::expected<put_user, problem> request_of(const user_options& options) {
  put_user result{.id = user_id{options.name},
                  .site = site_id{options.site},
                  .name = options.full_name.value_or(options.name),
                  .password = {},
                  .roles = {},
                  .employee = {},
                  .queues = {}};
  if (options.employee)
    result.employee = employee_id{*options.employee};
  for (const auto& queue : options.queues)
    result.queues.emplace_back(queue);
  auto params = encode(result);
  auto& roles = params.as_object()["roles"].emplace_array();
  for (const auto& x : options.roles)
    roles.emplace_back(x);
  return decode<put_user>(params);
}

} // namespace

exit_code add_user(const common_options& common, const user_options& options, output to) {
  auto request = request_of(options);
  if (!request)
    return refuse_usage(message(request.error()), to);
  auto password = new_password(options);
  if (!password)
    return refuse_usage(password.error(), to);
  request->password = std::move(*password);
  auto session = log_in(common, to);
  if (!session)
    return session.error();
  if (const auto answer = session->call(*request); !answer)
    return fail(answer.error(), to);
  session->close();
  to.out << fmt::format(fmt::runtime(_("user {} is there")), options.name) << '\n';
  return exit_code::done;
}

exit_code add_wall_token(const common_options& common, const token_options& options, output to) {
  auto params = encode(add_token{.id = token_id{options.name}, .name = options.name, .sees = {}});
  if (options.sees)
    params.as_object()["sees"] = *options.sees;
  const auto request = decode<add_token>(params);
  if (!request)
    return refuse_usage(message(request.error()), to);
  auto session = log_in(common, to);
  if (!session)
    return session.error();
  const auto answer = session->call(*request);
  if (!answer)
    return fail(answer.error(), to);
  session->close();
  const auto result = decode<command_result>(*answer, "result", reading::lenient);
  if (!result || !result->secret)
    return fail({client_error::kind::lost, _("the service gave no secret")}, to);
  to.out << *result->secret << '\n';
  to.err << _("This is shown once: keep it now.") << '\n';
  return exit_code::done;
}

} // namespace omstilling
