#include "apps/omstillingctl/table.hpp"

#include <algorithm>
#include <ostream>

namespace omstilling {

namespace {

/// Characters, not bytes: names have æ, ø and å.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
    text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

std::string harmless(std::string text) {
  for (auto& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      c = '?';
  return text;
}

void print_table(const std::vector<table_row>& rows, std::ostream& out) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& x : rows)
    for (std::size_t i = 0; i < x.size(); ++i)
      widths[i] = std::max(widths[i], width(x[i]));
  for (const auto& x : rows) {
    std::string line;
    for (std::size_t i = 0; i < x.size(); ++i)
      line += x[i] + std::string(i + 1 < x.size() ? widths[i] - width(x[i]) + 2 : 0, ' ');
    line.resize(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

} // namespace omstilling
