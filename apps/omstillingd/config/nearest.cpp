#include "apps/omstillingd/config/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace omstilling {

namespace {

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, changed});
    }
  }
  return row.back();
}

std::string_view last_part(std::string_view key) { return key.substr(key.rfind('.') + 1); }

} // namespace

std::optional<std::string> nearest(std::string_view text, const std::vector<std::string>& known) {
  if (text.size() > 100)
    return std::nullopt; // no misspelling, and slow
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, text.size() / 3) + 1;
  for (const auto& word : known) {
    // The right key in the wrong table is as likely as a slip of the finger.
    const auto here = last_part(text) == last_part(word) ? 1 : distance(text, word);
    if (here < best_distance) {
      best = word;
      best_distance = here;
    }
  }
  return best;
}

} // namespace omstilling
