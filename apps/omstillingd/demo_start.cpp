#include "apps/omstillingd/demo_start.hpp"

#include <future>

namespace omstilling {

namespace {

using outcome = tl::expected<command_result, problem>;

tl::expected<principal, problem> log_in(front_door& door, const std::string& token) {
  std::promise<tl::expected<admission, problem>> admitted;
  door.admit({.token = token}, "local",
             [&](tl::expected<admission, problem> x) { admitted.set_value(std::move(x)); });
  return admitted.get_future().get().map([](admission x) { return std::move(x.who); });
}

std::future<outcome> ask(front_door& door, const principal& who, command what) {
  auto answered = std::make_shared<std::promise<outcome>>();
  door.carry_out(who, std::move(what), std::nullopt,
                 [answered](outcome x) { answered->set_value(std::move(x)); });
  return answered->get_future();
}

std::optional<problem> first_refusal(std::vector<std::future<outcome>>& asked) {
  std::optional<problem> result;
  for (auto& x : asked)
    if (auto answer = x.get(); !answer && !result)
      result = answer.error();
  asked.clear();
  return result;
}

} // namespace

tl::expected<void, problem> furnish(front_door& door, const std::string& administrator_token,
                                    const demo_office& office) {
  const auto who = log_in(door, administrator_token);
  if (!who)
    return tl::unexpected(who.error());
  std::vector<std::future<outcome>> asked;
  // Logins come last: their desks need the queues and the people's phones.
  for (const auto& x : office.queues)
    asked.push_back(ask(door, *who, x));
  for (const auto& x : office.employees)
    asked.push_back(ask(door, *who, x));
  if (auto refusal = first_refusal(asked))
    return tl::unexpected(std::move(*refusal));
  for (const auto& x : office.users)
    asked.push_back(ask(door, *who, x));
  if (auto refusal = first_refusal(asked))
    return tl::unexpected(std::move(*refusal));
  return {};
}

tl::expected<std::string, problem> wallboard_token(front_door& door,
                                                   const std::string& administrator_token) {
  const token_id id{"demo-wallboard"};
  const auto who = log_in(door, administrator_token);
  if (!who)
    return tl::unexpected(who.error());
  ask(door, *who, remove_token{id}).wait(); // there is none at the first start
  return ask(door, *who, add_token{id, "Demo"}).get().map([](const command_result& x) {
    return x.secret.value_or("");
  });
}

} // namespace omstilling
