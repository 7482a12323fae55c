#include "services/directory/numbers.hpp"

namespace omstilling {

namespace {

constexpr std::size_t longest_number = 32;

} // namespace

std::optional<std::string> normal_number(std::string_view text) {
  std::string result;
  bool has_digit = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit || c == '*' || c == '#' || (c == '+' && result.empty()))
      result += c;
    else if (std::string_view{" \t.-()[]"}.find(c) == std::string_view::npos)
      return std::nullopt;
    has_digit = has_digit || digit;
    if (result.size() > longest_number + (result.front() == '+' ? 1 : 0))
      return std::nullopt;
  }
  return has_digit ? std::optional{std::move(result)} : std::nullopt;
}

void numbers::put(const employee_id& who, const std::string& name,
                  const std::vector<phone>& phones) {
  remove(who);
  auto& theirs = phones_of_[who];
  for (const auto& x : phones) {
    theirs.push_back(x.number);
    owners_.try_emplace(x.number,
                        owner{.employee = who, .phone = x.id, .kind = x.kind, .name = name});
  }
}

void numbers::remove(const employee_id& who) {
  const auto theirs = phones_of_.find(who);
  if (theirs == phones_of_.end())
    return;
  for (const auto& number : theirs->second)
    if (const auto owned = owners_.find(number);
        owned != owners_.end() && owned->second.employee == who)
      owners_.erase(owned);
  phones_of_.erase(theirs);
}

void numbers::put(const queue_id& which, const std::string& name, const std::string& number) {
  std::erase_if(owners_, [&](const auto& x) { return x.second.queue == which; });
  owners_.try_emplace(normal_number(number).value_or(number), owner{.queue = which, .name = name});
}

const numbers::owner* numbers::find(const std::string& number) const {
  const auto found = owners_.find(normal_number(number).value_or(number));
  return found == owners_.end() ? nullptr : &found->second;
}

const std::string* numbers::primary(const employee_id& who) const {
  const auto theirs = phones_of_.find(who);
  return theirs == phones_of_.end() || theirs->second.empty() ? nullptr : &theirs->second.front();
}

std::vector<std::string> numbers::all(const employee_id& who) const {
  const auto theirs = phones_of_.find(who);
  return theirs == phones_of_.end() ? std::vector<std::string>{} : theirs->second;
}

} // namespace omstilling
