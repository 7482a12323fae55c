#include "ui-dear-imgui/model/people_list.hpp"

#include <algorithm>
#include <atomic>

namespace omstilling {

namespace {

std::atomic<std::uint64_t> last_order{0};

} // namespace

people_list::people_list(const person_rows& rows) : size_(rows.size()), order_(++last_order) {
  auto places = std::make_shared<std::unordered_map<employee_id, std::size_t>>();
  places->reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    places->emplace(rows[i]->who.id, i);
  places_ = std::move(places);
  for (std::size_t from = 0; from < rows.size(); from += chunk_size) {
    const auto to = std::min(from + chunk_size, rows.size());
    chunks_.push_back(
      std::make_shared<const person_rows>(rows.begin() + static_cast<std::ptrdiff_t>(from),
                                          rows.begin() + static_cast<std::ptrdiff_t>(to)));
  }
}

std::optional<std::size_t> people_list::place_of(const employee_id& x) const {
  if (!places_)
    return std::nullopt;
  const auto found = places_->find(x);
  return found == places_->end() ? std::nullopt : std::optional{found->second};
}

const person* people_list::find(const employee_id& x) const {
  const auto place = place_of(x);
  return place ? &(*this)[*place]->who : nullptr;
}

people_list people_list::with(const std::vector<replacement>& changed) const {
  auto result = *this;
  std::unordered_map<std::size_t, std::shared_ptr<person_rows>> fresh;
  for (const auto& [place, who] : changed) {
    auto& chunk = fresh[place / chunk_size];
    if (!chunk) {
      chunk = std::make_shared<person_rows>(*chunks_[place / chunk_size]);
      result.chunks_[place / chunk_size] = chunk;
    }
    (*chunk)[place % chunk_size] = who;
  }
  return result;
}

} // namespace omstilling
