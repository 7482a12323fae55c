#pragma once

#include "services/directory/directory.hpp"

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

/// The office of search_office.txt, and who searches in it.
namespace omstilling::test {

inline std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> result{""};
  for (const char c : text)
    c == by ? void(result.emplace_back()) : result.back().push_back(c);
  return result;
}

inline std::vector<std::string> list(const std::string& text) {
  return text.empty() ? std::vector<std::string>{} : split(text, ';');
}

/// Lines of a data file but for comments, cut at `|`.
inline std::vector<std::vector<std::string>> rows(const std::string& file) {
  std::ifstream in{std::string{DIRECTORY_DATA} + '/' + file};
  std::vector<std::vector<std::string>> result;
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line.front() != '#')
      result.push_back(split(line, '|'));
  if (result.empty())
    throw std::runtime_error{file + " is not there"};
  return result;
}

inline listed_employee employee_of(const std::vector<std::string>& x) {
  listed_employee result{.id = employee_id{x.at(1)},
                         .site = site_id{x.at(2)},
                         .name = x.at(3),
                         .title = x.at(4),
                         .department = x.at(5),
                         .location = x.at(6),
                         .groups = list(x.at(7)),
                         .phones = {},
                         .email = x.at(9),
                         .alternate_names = list(x.at(10)),
                         .tasks = list(x.at(11))};
  for (const auto& text : list(x.at(8))) {
    const auto parts = split(text, ':');
    const auto kind = parts.size() == 1      ? phone_kind::desk
                      : parts[1] == "mobile" ? phone_kind::mobile
                                             : phone_kind::external;
    result.phones.push_back({parts[0], kind});
  }
  return result;
}

inline contact_view contact_of(const std::vector<std::string>& x, std::size_t at) {
  contact_view result{.id = contact_id{x.at(at)},
                      .shared = x.front() == "shared",
                      .name = x.at(at + 1),
                      .company = x.at(at + 2),
                      .title = x.at(at + 3),
                      .department = x.at(at + 4),
                      .address = x.at(at + 5),
                      .email = x.at(at + 6),
                      .numbers = {},
                      .keywords = list(x.at(at + 8)),
                      .note = x.at(at + 9)};
  for (const auto& text : list(x.at(at + 7)))
    result.numbers.push_back({number_type::work, split(text, ':').at(1)});
  return result;
}

inline void furnish(directory& to) {
  for (const auto& x : rows("search_office.txt"))
    if (x.front() == "employee")
      to.put(employee_of(x));
    else if (x.front() == "shared")
      to.put(std::nullopt, {contact_of(x, 1)}, false);
    else
      to.put(user_id{x.at(1)}, {contact_of(x, 2)}, false);
}

inline principal login(const std::string& user, role as = role::receptionist,
                       const std::string& site = "raadhuset") {
  return make_principal(user_record{
    .id = user_id{user}, .site = site_id{site}, .name = user, .roles = {as}, .queues = {}});
}

inline std::vector<search_hit> hits(directory& in, const std::string& text,
                                    const principal& who = login("pia")) {
  auto found = in.find(search{.text = text}, who);
  if (!found)
    throw std::runtime_error{message(found.error())};
  return found->hits;
}

} // namespace omstilling::test
