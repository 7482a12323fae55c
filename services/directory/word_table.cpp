#include "services/directory/word_table.hpp"

#include "services/directory/sounds.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::size_t shortest_within = 3;
constexpr std::size_t shortest_beginning_near = 5;
constexpr std::size_t few_dead = 4096;
/// Who types a part of so many words will type on.
constexpr std::size_t most_within = 5000;

std::uint32_t three(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
  };
  return byte(0) << 16 | byte(1) << 8 | byte(2);
}

} // namespace

word_table::word word_table::make(std::string_view text) {
  word made = 0;
  if (unused_.empty()) {
    made = static_cast<word>(slots_.size());
    slots_.emplace_back();
  } else {
    made = unused_.back();
    unused_.pop_back();
  }
  auto& x = slots_[made];
  x.text = text;
  by_text_.emplace(x.text, made);
  fresh_.push_back(made);
  for (std::size_t i = 0; i + shortest_within <= text.size(); ++i) {
    auto& list = by_three_[three(text, i)];
    if (list.empty() || list.back() != made)
      list.push_back(made);
  }
  return made;
}

void word_table::add(std::string_view text, place where) {
  const auto found = by_text_.find(text);
  const bool known = found != by_text_.end();
  auto& its = slots_[known ? found->second : make(text)].where;
  if (known && its.empty())
    --dead_;
  its.push_back(where);
}

void word_table::remove(std::string_view text, place where) {
  const auto found = by_text_.find(text);
  if (found == by_text_.end())
    return;
  auto& its = slots_[found->second].where;
  const auto at = std::find(its.begin(), its.end(), where);
  if (at == its.end())
    return;
  *at = its.back(); // their order means nothing
  its.pop_back();
  if (its.empty())
    ++dead_;
}

const word_table::places* word_table::find(std::string_view text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() || slots_[found->second].where.empty()
           ? nullptr
           : &slots_[found->second].where;
}

std::optional<word_table::word> word_table::known(std::string_view text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() ? std::nullopt : std::optional{found->second};
}

void word_table::settle() {
  if (!fresh_.empty()) {
    const auto less = [this](word a, word b) { return slots_[a].text < slots_[b].text; };
    std::sort(fresh_.begin(), fresh_.end(), less);
    // From the back, so that each block of what was there moves once.
    auto end = sorted_.size();
    sorted_.resize(sorted_.size() + fresh_.size());
    for (auto left = fresh_.size(); left > 0; --left) {
      const auto begin = sorted_.begin();
      const auto at = static_cast<std::size_t>(
        std::upper_bound(begin, begin + static_cast<std::ptrdiff_t>(end), fresh_[left - 1], less) -
        begin);
      std::move_backward(begin + static_cast<std::ptrdiff_t>(at),
                         begin + static_cast<std::ptrdiff_t>(end),
                         begin + static_cast<std::ptrdiff_t>(end + left));
      sorted_[at + left - 1] = fresh_[left - 1];
      end = at;
    }
    fresh_.clear();
  }
  if (dead_ > few_dead && dead_ > sorted_.size() / 4)
    forget_dead();
}

void word_table::forget_dead() {
  const auto is_dead = [this](word x) { return slots_[x].where.empty(); };
  for (auto list = by_three_.begin(); list != by_three_.end();) {
    std::erase_if(list->second, is_dead);
    list = list->second.empty() ? by_three_.erase(list) : std::next(list);
  }
  for (const auto x : sorted_)
    if (is_dead(x)) {
      by_text_.erase(slots_[x].text);
      unused_.push_back(x);
    }
  std::erase_if(sorted_, is_dead);
  dead_ = 0;
}

int word_table::byte_at(std::size_t i, std::size_t depth) const {
  const auto& text = slots_[sorted_[i]].text;
  return depth < text.size() ? static_cast<unsigned char>(text[depth]) : -1;
}

word_table::range word_table::narrow(range x, std::size_t depth, char c) const {
  const int wanted = static_cast<unsigned char>(c);
  const auto bound = [&](std::size_t from, int at_least) {
    auto count = x.second - from;
    while (count > 0) {
      const auto half = count / 2;
      if (byte_at(from + half, depth) < at_least) {
        from += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return from;
  };
  const auto first = bound(x.first, wanted);
  return {first, bound(first, wanted + 1)};
}

word_table::range word_table::follow(range x, std::size_t depth, std::string_view rest) const {
  for (std::size_t i = 0; i < rest.size() && x.first < x.second; ++i)
    x = narrow(x, depth + i, rest[i]);
  return x;
}

std::vector<word_table::word> word_table::beginning(std::string_view part) {
  settle();
  const auto found = follow(all(), 0, part);
  return {sorted_.begin() + static_cast<std::ptrdiff_t>(found.first),
          sorted_.begin() + static_cast<std::ptrdiff_t>(found.second)};
}

std::vector<word_table::word> word_table::within(std::string_view part) {
  settle();
  if (part.size() < shortest_within)
    return {};
  const std::vector<word>* fewest = nullptr;
  for (std::size_t i = 0; i + shortest_within <= part.size(); ++i) {
    const auto found = by_three_.find(three(part, i));
    if (found == by_three_.end())
      return {};
    if (!fewest || found->second.size() < fewest->size())
      fewest = &found->second;
  }
  std::vector<word> result;
  for (const auto x : *fewest) {
    if (result.size() == most_within)
      break;
    if (!slots_[x].where.empty() && slots_[x].text.find(part, 1) != std::string::npos &&
        !slots_[x].text.starts_with(part))
      result.push_back(x);
  }
  return result;
}

void word_table::misspelt(range x, std::size_t depth, std::string_view part,
                          std::vector<range>& out) const {
  const auto rest = part.substr(depth);
  out.push_back(follow(x, depth, rest.substr(1))); // a letter too many in the part
  if (rest.size() > 1 && rest[0] != rest[1]) {
    const std::string swapped{rest[1], rest[0]};
    out.push_back(follow(follow(x, depth, swapped), depth + 2, rest.substr(2)));
  }
  for (auto at = x.first; at < x.second;) {
    const auto byte = byte_at(at, depth);
    if (byte < 0) { // words that end here
      ++at;
      continue;
    }
    const auto here = narrow({at, x.second}, depth, static_cast<char>(byte));
    at = here.second;
    if (byte == static_cast<unsigned char>(rest.front()))
      continue;
    out.push_back(follow(here, depth + 1, rest.substr(1))); // a wrong letter
    out.push_back(follow(here, depth + 1, rest));           // one that is missing in the part
  }
}

std::vector<word_table::word> word_table::near(std::string_view part) {
  settle();
  std::vector<range> found;
  auto exact = all();
  for (std::size_t depth = 0; depth < part.size() && exact.first < exact.second; ++depth) {
    misspelt(exact, depth, part, found);
    exact = narrow(exact, depth, part[depth]);
  }
  std::vector<word> result;
  for (const auto& [first, second] : found)
    for (auto i = first; i < second; ++i) {
      const auto& x = slots_[sorted_[i]];
      const std::string_view text{x.text};
      if (x.where.empty() || text.starts_with(part))
        continue;
      // An error in the last letter would let anything pass that begins like the rest.
      const auto begins = [&](std::size_t length) {
        return length <= text.size() && text[length - 1] == part.back() &&
               one_error_apart(text.substr(0, length), part);
      };
      if (one_error_apart(text, part) ||
          (part.size() >= shortest_beginning_near &&
           (begins(part.size()) || begins(part.size() - 1) || begins(part.size() + 1))))
        result.push_back(sorted_[i]);
    }
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

} // namespace omstilling
