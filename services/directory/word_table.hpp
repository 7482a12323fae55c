#pragma once

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// Words with what each stands in, found by their beginning, by a part of them, or with one typing
/// error. What it stands in is a number that means something to the owner only.
class word_table {
public:
  using word = std::uint32_t;
  using place = std::uint32_t;
  using places = boost::container::small_vector<place, 2>;

  void add(std::string_view text, place where);
  /// Takes back one add.
  void remove(std::string_view text, place where);

  const std::string& text(word x) const { return slots_[x].text; }
  const places& where(word x) const { return slots_[x].where; }
  /// Says that `where` will be asked soon, so that memory can be fetched meanwhile.
  void expect(word x) const { __builtin_prefetch(&slots_[x].where); }
  /// Where exactly this word stands; nullptr when nowhere.
  const places* find(std::string_view text) const;

  std::optional<word> known(std::string_view text) const;

  /// Words that begin so, in their order.
  std::vector<word> beginning(std::string_view part);
  /// Words with this inside, but not at the beginning, at most 5,000; only for parts of three bytes
  /// or more.
  std::vector<word> within(std::string_view part);
  /// Words that are one typing error away from `part`, or, for parts of five bytes or more, begin
  /// so.
  std::vector<word> near(std::string_view part);

  /// Takes in what was added; done before the first search anyway, which it makes quicker.
  void settle();
  std::size_t size() const { return sorted_.size() + fresh_.size(); }

private:
  struct slot {
    std::string text;
    places where;
  };
  using range = std::pair<std::size_t, std::size_t>; // of sorted_

  word make(std::string_view text);
  void forget_dead();
  range all() const { return {0, sorted_.size()}; }
  /// Those of `x`, which agree in `depth` bytes, whose next byte is `c`.
  range narrow(range x, std::size_t depth, char c) const;
  range follow(range x, std::size_t depth, std::string_view rest) const;
  int byte_at(std::size_t i, std::size_t depth) const;
  void misspelt(range x, std::size_t depth, std::string_view part, std::vector<range>& out) const;

  std::deque<slot> slots_; // stable: views point into them
  std::vector<word> unused_;
  std::unordered_map<std::string_view, word> by_text_;
  std::vector<word> sorted_;
  std::vector<word> fresh_; // not sorted in yet
  std::unordered_map<std::uint32_t, std::vector<word>> by_three_;
  std::size_t dead_ = 0; // of sorted_, whose places are all gone
};

} // namespace omstilling
