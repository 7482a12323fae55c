#include "services/directory/numbers.hpp"

#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <map>

using namespace omstilling;

namespace {

std::vector<phone> phones(const std::vector<std::string>& list) {
  std::vector<phone> result;
  result.reserve(list.size());
  for (const auto& x : list)
    result.push_back({.id = phone_id{x}, .number = x});
  return result;
}

const employee_id anna{"anna"}, bo{"bo"};

} // namespace

TEST_CASE("a number is compared without its decoration", "[directory]") {
  CHECK(normal_number("+45 (87) 12-34.56") == "+4587123456");
  CHECK(normal_number("*21*30#") == "*21*30#");
  CHECK(normal_number(" 21\t") == "21");
  CHECK(normal_number("[(+45)] 1") == "+451");
  for (const auto* wrong : {"", " ", "+", "*#", "21a", "2+1", "++21", "21;30", "tel:21", "２１"})
    CHECK_FALSE(normal_number(wrong));
  CHECK(normal_number(std::string(32, '1')));
  CHECK(normal_number("+" + std::string(32, '1')));
  CHECK_FALSE(normal_number(std::string(33, '1')));
  CHECK_FALSE(normal_number("1" + std::string(4000, '*')));
}

TEST_CASE("a normal number stays as it is", "[directory][property]") {
  rc::prop("and only characters that can be dialled are left", [] {
    const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"0189*#+ -.()x"}));
    const auto once = normal_number(text);
    if (!once)
      return;
    RC_ASSERT(normal_number(*once) == once);
    RC_ASSERT(once->find_first_not_of("0123456789*#+") == std::string::npos);
    RC_ASSERT(once->find('+', 1) == std::string::npos);
    RC_ASSERT(once->size() <= 33U);
  });
}

TEST_CASE("a number finds the phone's owner, or the queue", "[directory][S12.2]") {
  numbers x;
  x.put(anna, "Anna", phones({"21", "22"}));
  x.put(queue_id{"main"}, "Omstilling", "80 00");
  REQUIRE(x.find("2 2"));
  CHECK(*x.find("22") == numbers::owner{.employee = anna, .phone = phone_id{"22"}, .name = "Anna"});
  REQUIRE(x.find("8000"));
  CHECK(x.find("8000")->queue == queue_id{"main"});
  CHECK(x.find("23") == nullptr);
  CHECK(x.find("") == nullptr);
  REQUIRE(x.primary(anna));
  CHECK(*x.primary(anna) == "21");
  CHECK(x.primary(bo) == nullptr);
}

TEST_CASE("putting again replaces what was known", "[directory]") {
  numbers x;
  x.put(anna, "Anna", phones({"21", "22"}));
  x.put(anna, "Anna Dam", phones({"22", "23"}));
  CHECK(x.find("21") == nullptr);
  CHECK(x.find("22")->name == "Anna Dam");
  CHECK(*x.primary(anna) == "22");
  x.put(queue_id{"main"}, "Omstilling", "8000");
  x.put(queue_id{"main"}, "Omstilling", "8001");
  CHECK(x.find("8000") == nullptr);
  REQUIRE(x.find("8001"));
  x.remove(anna);
  CHECK(x.find("22") == nullptr);
  CHECK(x.primary(anna) == nullptr);
  x.remove(anna);
  x.put(bo, "Bo", {});
  CHECK(x.primary(bo) == nullptr);
}

TEST_CASE("a number that another has stays the other's", "[directory]") {
  numbers x;
  x.put(anna, "Anna", phones({"21"}));
  x.put(bo, "Bo", phones({"21", "30"}));
  x.put(queue_id{"main"}, "Omstilling", "30");
  CHECK(x.find("21")->employee == anna);
  CHECK(x.find("30")->employee == bo);
  x.remove(bo);
  CHECK(x.find("21")->employee == anna);
}

TEST_CASE("every number has at most one owner, who has it", "[directory][property]") {
  rc::prop("after any putting and removing", [] {
    numbers x;
    std::map<std::string, std::vector<std::string>> has;
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left) {
      const auto who = *rc::gen::elementOf(std::vector<std::string>{"anna", "bo", "eva"});
      auto list = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"1", "2", "3", "4"}));
      if (*rc::gen::inRange(0, 4) == 0) {
        x.remove(employee_id{who});
        has.erase(who);
      } else {
        x.put(employee_id{who}, who, phones(list));
        has[who] = list;
      }
      for (const auto* number : {"1", "2", "3", "4"})
        if (const auto* found = x.find(number)) {
          const auto& theirs = has.at(found->employee->value);
          RC_ASSERT(std::find(theirs.begin(), theirs.end(), number) != theirs.end());
        }
    }
  });
}
