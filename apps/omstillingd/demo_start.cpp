#include "apps/omstillingd/demo_start.hpp"

#include "protocol/codec.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <thread>

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

int describe_demo(const std::filesystem::path& folder) {
  const auto office = read_demo_office(folder, {});
  if (!office) {
    fmt::print(stderr, "omstillingd: {}\n", message(office.error()));
    return 1;
  }
  boost::json::array sites;
  for (const auto& site : office->sites) {
    boost::json::array employees;
    boost::json::array receptionists;
    boost::json::array queues;
    for (const auto& x : office->employees) {
      if (x.site != site.site.id || x.phones.empty())
        continue;
      const bool at_desk =
        std::any_of(office->users.begin(), office->users.end(), [&](const put_user& user) {
          return user.employee == x.id && std::find(user.roles.begin(), user.roles.end(),
                                                    role::receptionist) != user.roles.end();
        });
      (at_desk ? receptionists : employees).emplace_back(x.phones.front().number);
    }
    for (const auto& x : office->queues)
      if (x.site == site.site.id)
        queues.push_back(boost::json::object{{"number", x.number}, {"name", x.name}});
    sites.push_back(boost::json::object{{"id", site.site.id.value},
                                        {"employees", std::move(employees)},
                                        {"receptionists", std::move(receptionists)},
                                        {"queues", std::move(queues)}});
  }
  fmt::print("{}\n", to_text(boost::json::object{{"sites", std::move(sites)}}));
  return 0;
}

demo_office part_of(const demo_office& all, const site_id& site) {
  auto result = all;
  const auto elsewhere = [&](const auto& x) { return x.site != site; };
  std::erase_if(result.employees, elsewhere);
  std::erase_if(result.queues, elsewhere);
  std::erase_if(result.users, elsewhere);
  const auto& sets = all.statuses.as_user;
  if (std::ranges::none_of(result.users, [&](const auto& x) { return x.id == sets; })) {
    result.statuses.per_hour = 0;
    result.statuses.at_start = 0;
  }
  return result;
}

tl::expected<void, problem> wait_until_well(front_door& door) {
  constexpr std::chrono::seconds patience{60};
  constexpr std::chrono::milliseconds pause{100};
  const auto begun = std::chrono::steady_clock::now();
  for (;;) {
    auto asked = std::make_shared<std::promise<std::vector<health_view>>>();
    door.health([asked](std::vector<health_view> x) { asked->set_value(std::move(x)); });
    const auto parts = asked->get_future().get();
    const auto ill = std::ranges::find(parts, false, &health_view::ok);
    if (ill == parts.end())
      return {};
    if (std::chrono::steady_clock::now() > begun + patience)
      return tl::unexpected(
        problem{.reason = error_reason::try_later, .path = ill->id, .detail = ill->problem});
    std::this_thread::sleep_for(pause);
  }
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
