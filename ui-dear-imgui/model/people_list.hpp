#pragma once

#include "ui-dear-imgui/model/frames.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omstilling {

using person_ptr = std::shared_ptr<const person_entry>;
using person_rows = std::vector<person_ptr>;

/// Everybody, by name. A value that is never changed once made; one with a few people replaced
/// shares the rest, so that a view costs what has changed and not how many there are.
class people_list {
public:
  people_list() = default;
  /// In the order in which they stand there.
  explicit people_list(const person_rows& rows);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const person_ptr& operator[](std::size_t place) const {
    return (*chunks_[place / chunk_size])[place % chunk_size];
  }
  std::optional<std::size_t> place_of(const employee_id& x) const;
  const person* find(const employee_id& x) const;
  /// Two lists of the same order have the same people in the same places.
  std::uint64_t order() const { return order_; }

  using replacement = std::pair<std::size_t, person_ptr>;
  people_list with(const std::vector<replacement>& changed) const;

private:
  static constexpr std::size_t chunk_size = 256;
  std::vector<std::shared_ptr<const person_rows>> chunks_;
  std::shared_ptr<const std::unordered_map<employee_id, std::size_t>> places_;
  std::size_t size_ = 0;
  std::uint64_t order_ = 0;
};

} // namespace omstilling
