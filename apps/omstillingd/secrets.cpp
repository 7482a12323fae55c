#include "apps/omstillingd/secrets.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace omstilling {

tl::expected<std::string, problem> read_secret(const std::string& place, const std::string& file,
                                               const std::string& environment) {
  const auto wrong = [&](std::string key, std::string expected, std::string got) {
    return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                  .path = place + ", " + std::move(key),
                                  .expected = std::move(expected),
                                  .got = std::move(got)});
  };
  if (!environment.empty()) {
    const auto* const text = std::getenv(environment.c_str());
    if (!text)
      return wrong("secret_env", "an environment variable that is set", environment);
    return std::string{text};
  }
  if (file.empty())
    return std::string{};
  std::ifstream in{file, std::ios::binary};
  if (!in)
    return wrong("secret_file", "a file that can be read", file + ": " + std::strerror(errno));
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
    text.pop_back();
  return text;
}

} // namespace omstilling
