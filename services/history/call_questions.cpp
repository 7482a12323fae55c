#include "services/history/call_questions.hpp"

#include "protocol/codec.hpp"
#include "services/history/finished_call.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::int64_t most_at_once = 500;
constexpr std::int64_t log_page = 100;
constexpr std::int64_t history_page = 50;

problem wrong(std::string path, std::string expected, std::string got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = std::move(got)};
}

std::optional<problem> wrong_limit(const std::optional<std::int64_t>& x) {
  if (!x || (*x >= 1 && *x <= most_at_once))
    return std::nullopt;
  return wrong("params.limit", "1-500", std::to_string(*x));
}

std::size_t one_more(const std::optional<std::int64_t>& asked, std::int64_t page) {
  return static_cast<std::size_t>(asked.value_or(page)) + 1;
}

template <class Entry>
tl::expected<Entry, problem> read_entry(const found_call& x) {
  auto entry = decode_text<Entry>(x.entry);
  if (!entry)
    return tl::unexpected(
      problem{.reason = error_reason::internal,
              .detail = "call " + x.call.value + " cannot be read: " + message(entry.error())});
  // Nobody is called back who was called from here.
  bool from_here = false;
  if constexpr (requires { entry->direction; })
    from_here = entry->direction == call_direction::outbound;
  if (!from_here)
    entry->called_back = x.called_back;
  return entry;
}

template <class Result>
tl::expected<query_result, problem> page(Result result, const std::optional<std::int64_t>& asked,
                                         std::int64_t usual, const std::vector<found_call>& found) {
  const auto limit = one_more(asked, usual) - 1;
  result.more = found.size() > limit;
  for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) {
    auto entry = read_entry<typename decltype(result.entries)::value_type>(found[i]);
    if (!entry)
      return tl::unexpected(std::move(entry.error()));
    result.entries.push_back(std::move(*entry));
  }
  return result;
}

} // namespace

tl::expected<call_query, problem> reading_for(const read_call_log& asked, const principal& who) {
  if (auto refusal = wrong_limit(asked.limit))
    return tl::unexpected(std::move(*refusal));
  return call_query{.asked = call_query::what::log_of,
                    .key = owner_key(who.employee, who.user),
                    .only = asked.only,
                    .before = asked.before,
                    .limit = one_more(asked.limit, log_page)};
}

tl::expected<call_query, problem> reading_for(const read_caller_history& asked, const principal&) {
  if (auto refusal = wrong_limit(asked.limit))
    return tl::unexpected(std::move(*refusal));
  auto key = number_key(asked.number);
  if (key.empty())
    return tl::unexpected(wrong("params.number", "a number", asked.number));
  return call_query{.asked = call_query::what::with_number,
                    .key = std::move(key),
                    .before = asked.before,
                    .limit = one_more(asked.limit, history_page)};
}

tl::expected<call_query, problem> reading_for(const read_call_story& asked, const principal&) {
  return call_query{.asked = call_query::what::one, .key = asked.call.value, .limit = 1};
}

tl::expected<query_result, problem> answer_of(const read_call_log& asked, const principal&,
                                              const std::vector<found_call>& found) {
  return page(call_log_result{.entries = {}}, asked.limit, log_page, found);
}

tl::expected<query_result, problem> answer_of(const read_caller_history& asked, const principal&,
                                              const std::vector<found_call>& found) {
  return page(caller_history_result{.number = asked.number, .entries = {}}, asked.limit,
              history_page, found);
}

tl::expected<query_result, problem> answer_of(const read_call_story& asked, const principal& who,
                                              const std::vector<found_call>& found) {
  const auto own = owner_key(who.employee, who.user);
  const bool took_part =
    !found.empty() && std::ranges::find(found.front().owners, own) != found.front().owners.end();
  // To others not even whether there was such a call.
  if (!took_part)
    if (auto refusal = missing(who, right::switchboard))
      return tl::unexpected(std::move(*refusal));
  if (found.empty())
    return tl::unexpected(problem{.reason = error_reason::unknown_call,
                                  .path = "params.call",
                                  .expected = "a call that is over",
                                  .got = asked.call.value});
  auto entry = read_entry<call_history_entry>(found.front());
  if (!entry)
    return tl::unexpected(std::move(entry.error()));
  return call_story_result{.entry = std::move(*entry)};
}

} // namespace omstilling
