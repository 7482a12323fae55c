#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"
#include "services/queues/queue.hpp"

#include <string_view>
#include <utility>

namespace omstilling {

namespace {

constexpr std::int64_t longest = 86'400; // seconds: a day
constexpr std::int64_t most_calls = 10'000;

/// The first thing found wrong in a command's fields; later ones are not looked at.
class field_check {
public:
  void text(std::string_view path, const std::string& x, std::size_t most) {
    if (x.empty() || x.size() > most)
      wrong(path, "1 to " + std::to_string(most) + " bytes of text",
            x.empty() ? "nothing" : std::to_string(x.size()) + " bytes");
  }
  std::int64_t number(std::string_view path, std::int64_t x, std::int64_t least,
                      std::int64_t most) {
    if (x < least || x > most)
      wrong(path, std::to_string(least) + " to " + std::to_string(most), std::to_string(x));
    return x;
  }
  void wrong(std::string_view path, std::string expected, std::string got) {
    if (!found)
      found = problem{.reason = error_reason::invalid_params,
                      .path = "params." + std::string{path},
                      .expected = std::move(expected),
                      .got = std::move(got)};
  }
  std::optional<problem> found{};
};

void check_rule(field_check& check, const std::string& path, const overflow_rule& x,
                const queue_id& own) {
  switch (x.reason) {
    case overflow_reason::max_wait: check.number(path + ".limit", x.limit, 0, longest); break;
    case overflow_reason::max_calls: check.number(path + ".limit", x.limit, 0, most_calls); break;
    case overflow_reason::no_operator: break;
    default:
      check.wrong(path + ".reason", "one of max_calls, max_wait, no_operator",
                  '"' + word(x.reason) + '"');
  }
  check.text(path + ".to", x.to, 64);
  if (x.to == own.value)
    check.wrong(path + ".to", "another queue, or a number", '"' + x.to + '"');
}

} // namespace

tl::expected<queue_record, problem> make_queue(const put_queue& x) {
  field_check check;
  const queue_record fallback;
  const auto number = normal_number(x.number);
  queue_record result{
    .id = x.id, .site = x.site, .name = x.name, .number = number.value_or(x.number)};
  check.text("name", x.name, 100);
  result.short_name = x.short_name.value_or(x.name);
  check.text("short_name", result.short_name, 100);
  check.text("number", x.number, 32);
  if (!number)
    check.wrong("number", "a phone number", '"' + x.number + '"');
  result.priority = check.number("priority", x.priority.value_or(fallback.priority), 0, 1000);
  result.greeting = x.greeting.value_or("");
  if (result.greeting.size() > 1000)
    check.wrong("greeting", "at most 1000 bytes of text",
                std::to_string(result.greeting.size()) + " bytes");
  result.offering = x.offering.value_or(fallback.offering);
  result.ring_seconds =
    check.number("ring_seconds", x.ring_seconds.value_or(fallback.ring_seconds), 1, 300);
  result.max_wait_seconds = check.number(
    "max_wait_seconds", x.max_wait_seconds.value_or(fallback.max_wait_seconds), 0, longest);
  result.target_seconds =
    check.number("target_seconds", x.target_seconds.value_or(fallback.target_seconds), 0, longest);
  result.level_target = x.level_target.value_or(fallback.level_target);
  if (!(result.level_target >= 0 && result.level_target <= 1)) // not a number is wrong too
    check.wrong("level_target", "0 to 1", std::to_string(result.level_target));
  result.short_abandon_seconds =
    check.number("short_abandon_seconds",
                 x.short_abandon_seconds.value_or(fallback.short_abandon_seconds), 0, longest);
  result.overflow = x.overflow;
  for (std::size_t i = 0; i < x.overflow.size(); ++i)
    check_rule(check, "overflow[" + std::to_string(i) + ']', x.overflow[i], x.id);
  if (check.found)
    return tl::unexpected(std::move(*check.found));
  return result;
}

} // namespace omstilling
