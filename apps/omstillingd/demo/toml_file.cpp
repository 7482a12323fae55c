#include "apps/omstillingd/demo/toml_file.hpp"

#include "apps/omstillingd/demo/csv.hpp"

#include <toml++/toml.h>

#include <sstream>
#include <utility>

namespace omstilling {

namespace {

using line_map = std::map<std::string, std::size_t, std::less<>>;

boost::json::value to_json(const toml::node& in, const std::string& path, line_map& lines) {
  lines[path] = in.source().begin.line;
  boost::json::value out;
  if (const auto* table = in.as_table()) {
    auto& object = out.emplace_object();
    for (const auto& [key, value] : *table) {
      const std::string name{key.str()};
      auto below = path;
      below += path.empty() ? "" : ".";
      below += name;
      object[name] = to_json(value, below, lines);
    }
  } else if (const auto* list = in.as_array()) {
    auto& array = out.emplace_array();
    for (const auto& item : *list)
      array.push_back(to_json(item, path + '[' + std::to_string(array.size()) + ']', lines));
  } else if (const auto* text = in.as_string()) {
    out = text->get();
  } else if (const auto* integer = in.as_integer()) {
    out = integer->get();
  } else if (const auto* number = in.as_floating_point()) {
    out = number->get();
  } else if (const auto* flag = in.as_boolean()) {
    out = flag->get();
  } else {
    std::ostringstream other; // a date or a time
    in.visit([&](const auto& x) { other << x; });
    out = other.str();
  }
  return out;
}

} // namespace

tl::expected<toml_file, problem> toml_file::parse(std::string_view text, std::string name) {
  try {
    const auto table = toml::parse(text);
    toml_file result;
    result.values_ = to_json(table, "", result.lines_);
    result.name_ = std::move(name);
    return result;
  } catch (const toml::parse_error& x) {
    return tl::unexpected(problem{.reason = error_reason::malformed,
                                  .path = place(name, x.source().begin.line),
                                  .expected = "TOML",
                                  .got = std::string{x.description()}});
  }
}

// A value that is missing is located by the table that it is missing from.
problem toml_file::located(problem x) const {
  auto known = x.path;
  while (!known.empty() && !lines_.contains(known)) {
    const auto cut = known.find_last_of(".[");
    known.resize(cut == std::string::npos ? 0 : cut);
  }
  const auto at = lines_.find(known);
  x.path = place(name_, at == lines_.end() ? 1 : std::max<std::size_t>(at->second, 1), x.path);
  return x;
}

} // namespace omstilling
