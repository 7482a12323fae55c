#include "apps/omstillingctl/file.hpp"

#include "apps/words/words.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace omstilling {

namespace {

constexpr std::size_t largest_file = 256 << 20;

} // namespace

tl::expected<std::string, std::string> read_file(const std::string& name) {
  std::ifstream in{name, std::ios::binary};
  std::string text;
  std::string part(1 << 16, '\0');
  while (in && text.size() <= largest_file) {
    in.read(part.data(), static_cast<std::streamsize>(part.size()));
    text.append(part, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.is_open() || in.bad())
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{} cannot be read: {}")), name, std::strerror(errno)));
  if (text.size() > largest_file)
    return tl::unexpected(
      fmt::format(fmt::runtime(_("{}: at most {} MB expected")), name, largest_file >> 20));
  return text;
}

tl::expected<void, std::string> write_file(const std::string& name, std::string_view bytes) {
  std::ofstream out{name, std::ios::binary | std::ios::trunc};
  out << bytes;
  out.close();
  if (out)
    return {};
  return tl::unexpected(
    fmt::format(fmt::runtime(_("{} cannot be written: {}")), name, std::strerror(errno)));
}

} // namespace omstilling
