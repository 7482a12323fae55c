#include "services/directory/number_reader.hpp"

// The library's headers are not ours to warn about.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#include <phonenumbers/phonenumberutil.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <stdexcept>

namespace omstilling {

namespace {

namespace lib = i18n::phonenumbers;

const lib::PhoneNumberUtil& rules() { return *lib::PhoneNumberUtil::GetInstance(); }

constexpr std::size_t longest_code = 3;

} // namespace

std::string digits_of(std::string_view text) {
  std::string result;
  std::copy_if(text.begin(), text.end(), std::back_inserter(result),
               [](char c) { return c >= '0' && c <= '9'; });
  return result;
}

bool is_region(const std::string& x) { return rules().GetCountryCodeForRegion(x) != 0; }

number_reader::number_reader(const std::string& region) : region_(region) {
  const auto code = rules().GetCountryCodeForRegion(region);
  if (code == 0)
    throw std::invalid_argument{"no country is called " + region};
  own_ = std::to_string(code);
  std::string prefix;
  rules().GetNddPrefixForRegion(region, true, &prefix);
  trunk_prefix_ = !prefix.empty();
  std::set<int> all;
  rules().GetSupportedCallingCodes(&all);
  for (const auto x : all)
    countries_.insert(std::to_string(x));
  // Whether a number can be depends on its length alone, and asking the library is dear.
  lib::PhoneNumber probe;
  probe.set_country_code(code);
  std::uint64_t digits = 3;
  for (std::size_t length = 1; length < possible_.size(); ++length, digits = digits * 10 + 3) {
    probe.set_national_number(digits);
    possible_[length] = rules().IsPossibleNumber(probe);
  }
}

meant_number number_reader::read(std::string_view text) const {
  auto digits = digits_of(text);
  if (text.find_first_of("*#") != std::string_view::npos)
    return {std::move(digits), ""};
  const auto first = text.find_first_not_of(" \t(");
  if (first != std::string_view::npos && text[first] == '+')
    return read_international(text, std::move(digits));
  if (digits.starts_with("00"))
    return read_international("+" + digits.substr(2), digits.substr(2));
  if (trunk_prefix_ && digits.size() > 4)
    return ask(text, std::move(digits));
  if (possible(digits.size()))
    return {std::move(digits), own_};
  // Some exchanges leave the plus out.
  if (digits.starts_with(own_) && possible(digits.size() - own_.size()))
    return {digits.substr(own_.size()), own_};
  return {std::move(digits), ""};
}

meant_number number_reader::read_international(std::string_view text, std::string digits) const {
  for (std::size_t length = 1; length <= longest_code && length < digits.size(); ++length)
    if (countries_.contains(digits.substr(0, length))) {
      if (digits[length] == '0') // "+46 (0)8": what is only dialled at home
        return ask(text, std::move(digits));
      return {digits.substr(length), digits.substr(0, length)};
    }
  return {std::move(digits), ""};
}

meant_number number_reader::ask(std::string_view text, std::string digits) const {
  lib::PhoneNumber read;
  if (rules().Parse(std::string{text}, region_, &read) != lib::PhoneNumberUtil::NO_PARSING_ERROR ||
      !rules().IsPossibleNumber(read))
    return {std::move(digits), ""};
  std::string national;
  rules().GetNationalSignificantNumber(read, &national);
  return {std::move(national), std::to_string(read.country_code())};
}

} // namespace omstilling
