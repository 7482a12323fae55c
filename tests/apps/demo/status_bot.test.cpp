#include "apps/omstillingd/demo/status_bot.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace std::chrono_literals;

namespace {

const time_point t0{std::chrono::hours{500'000}};

statuses_section section() {
  return {.as_user = user_id{"boss"},
          .per_hour = 120,
          .at_start = 10,
          .cleared = 0.25,
          .kinds = {{.type = "meeting",
                     .weight = 2,
                     .minutes = number_range{30, 60},
                     .notes = {"Team"},
                     .do_not_disturb = true},
                    {.type = "gone_home", .weight = 1, .notes = {}, .forward_to_reception = true}}};
}

std::vector<command> commands_until(status_bot& x, time_point end) {
  std::vector<command> result;
  while (x.deadline() && *x.deadline() < end)
    if (auto asked = x.wake(*x.deadline()))
      result.push_back(asked->what);
  return result;
}

} // namespace

TEST_CASE("the day begins with some people away already", "[bot]") {
  status_bot x{section(), {{employee_id{"ann"}, "1000"}}, 3, t0};
  CHECK(commands_until(x, t0 + 550ms).size() >= 10);
}

TEST_CASE("statuses change at the pace of the office, and some are cleared", "[bot]") {
  status_bot x{section(), {{employee_id{"ann"}, "1000"}, {employee_id{"bob"}, "1000"}}, 3, t0};
  int set = 0;
  int cleared = 0;
  for (const auto& what : commands_until(x, t0 + 10h))
    std::holds_alternative<set_status>(what) ? ++set : ++cleared;
  CHECK(set + cleared == Approx(1200).epsilon(0.1));
  CHECK(cleared == Approx(0.25 * 1200).epsilon(0.3));
}

TEST_CASE("a meeting does not want to be disturbed, who went home is forwarded", "[bot]") {
  status_bot x{section(), {{employee_id{"ann"}, "1000"}}, 3, t0};
  commands_until(x, t0 + 1s);
  for (const auto& what : commands_until(x, t0 + 3h)) {
    const auto* status = std::get_if<set_status>(&what);
    if (!status)
      continue;
    REQUIRE(status->start_actions.size() == 1);
    REQUIRE(status->stop_actions.size() == 1);
    if (status->type == "meeting") {
      CHECK(status->note == "Team");
      CHECK(status->for_seconds.value() >= 30 * 60);
      CHECK(status->for_seconds.value() <= 60 * 60);
      CHECK(status->start_actions[0].kind == status_action_kind::set_do_not_disturb);
    } else {
      CHECK_FALSE(status->for_seconds);
      CHECK(status->start_actions[0] == status_action{status_action_kind::set_forwarding, "1000"});
    }
  }
}

TEST_CASE("without people or kinds there is nothing to do", "[bot]") {
  CHECK_FALSE(status_bot({section()}, {}, 3, t0).deadline());
  auto empty = section();
  empty.kinds.clear();
  CHECK_FALSE(status_bot(empty, {{employee_id{"ann"}, ""}}, 3, t0).deadline());
}
