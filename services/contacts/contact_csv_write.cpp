#include "protocol/codec.hpp"
#include "services/contacts/contact_csv.hpp"
#include "services/files/csv.hpp"

#include <algorithm>

namespace omstilling {

namespace {

/// As the reader splits them: with semicolons between, and a backslash before those inside.
std::string joined_keywords(const std::vector<std::string>& keywords) {
  std::string result;
  for (const auto& keyword : keywords) {
    result += result.empty() ? "" : ";";
    for (const char c : keyword)
      result += c == ';' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  }
  return result;
}

} // namespace

std::string write_contact_csv(const std::vector<contact_view>& contacts) {
  std::size_t most = 1;
  for (const auto& x : contacts)
    most = std::max(most, x.numbers.size());
  std::string result = "\xEF\xBB\xBFname,company,title,department,address,email,keywords,note";
  for (std::size_t i = 1; i <= most; ++i)
    result += ",number " + std::to_string(i) + ",type " + std::to_string(i);
  for (const auto& x : contacts) {
    result += "\r\n" + csv_field(x.name);
    for (const auto* text : {&x.company, &x.title, &x.department, &x.address, &x.email})
      result += ',' + csv_field(*text);
    result += ',' + csv_field(joined_keywords(x.keywords)) + ',' + csv_field(x.note);
    for (std::size_t i = 0; i < most; ++i)
      if (i < x.numbers.size())
        result += ',' + csv_field(x.numbers[i].number) + ',' + word(x.numbers[i].type);
      else
        result += ",,";
  }
  return result + "\r\n";
}

} // namespace omstilling
