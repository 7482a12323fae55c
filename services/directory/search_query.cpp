#include "services/directory/search_query.hpp"

#include "services/directory/folding.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t most_fragments = 8;
/// More groups of digits than a house's number and a town's are one number.
constexpr std::size_t most_groups_apart = 2;

bool all_digits(std::string_view x) {
  return x.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Whether the country of an e-mail address begins here: nobody is found by it.
bool ends_address(std::string_view text, std::size_t at) {
  const auto blank = text.substr(0, at).find_last_of(" \t");
  const auto before =
    text.substr(blank == text.npos ? 0 : blank + 1, at - (blank == text.npos ? 0 : blank + 1));
  const auto sign = before.find('@');
  const auto rest = text.substr(at);
  return sign != before.npos && before.ends_with('.') && before.size() > sign + 2 &&
         rest.substr(0, rest.find_first_of(" \t")).find('.') == rest.npos;
}

} // namespace

search_query read_query(std::string_view text) {
  std::vector<fragment> apart;
  for (const auto& word : words_of(text)) {
    const auto at = word.from.front();
    if (ends_address(text, at))
      continue;
    const bool digits = all_digits(word.text);
    apart.push_back({word.text, digits, digits && at > 0 && text[at - 1] == '+'});
    if (apart.size() == most_fragments)
      break;
  }
  if (apart.empty())
    return {};
  std::vector<fragment> joined;
  std::size_t groups = 0, most = 0; // of digits, one after the other
  for (const auto& x : apart) {
    if (groups > 0 && x.digits && !x.plus)
      joined.back().text += x.text;
    else
      joined.push_back(x);
    groups = x.digits ? groups + 1 : 0;
    most = std::max(most, groups);
  }
  if (most < 2)
    return {{std::move(apart)}};
  if (most > most_groups_apart)
    return {{std::move(joined)}};
  return {{std::move(joined), std::move(apart)}};
}

} // namespace omstilling
