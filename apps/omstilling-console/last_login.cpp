#include "apps/omstilling-console/last_login.hpp"

#include "protocol/codec.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace omstilling {

namespace {

namespace fs = std::filesystem;

fs::path folder_named(const char* variable) {
  const char* value = std::getenv(variable);
  const fs::path result{value ? value : ""};
  return result.is_absolute() ? result : fs::path{};
}

} // namespace

fs::path last_login_file() {
  auto folder = folder_named("XDG_CONFIG_HOME");
  if (folder.empty())
    if (const auto home = folder_named("HOME"); !home.empty())
      folder = home / ".config";
  return folder.empty() ? folder : folder / "omstilling" / "console.json";
}

last_login read_last_login(const fs::path& file) {
  std::ifstream in{file};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto parsed = parse_json(text, 64 << 10);
  if (!parsed)
    return {};
  return decode<last_login>(*parsed, {}, reading::lenient).value_or(last_login{});
}

bool write_last_login(const fs::path& file, const last_login& x) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  auto fresh = file;
  fresh += ".new";
  {
    std::ofstream out{fresh};
    out << encode_text(x) << '\n';
    if (!out.flush())
      return false;
  }
  fs::rename(fresh, file, failed);
  return !failed;
}

} // namespace omstilling
