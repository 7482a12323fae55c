#include "protocol/codec.hpp"
#include "tests/protocol/samples.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace omstilling;

namespace {

std::vector<std::string> lines_of(const char* file) {
  std::ifstream in{file};
  std::vector<std::string> result;
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line.front() != '#')
      result.push_back(line);
  return result;
}

std::string line_of(const sample& x) { return x.kind + ' ' + x.name + ' ' + x.text; }

/// After a wanted change: OMSTILLING_WRITE_GOLDEN=1 protocol_test "[golden]", and read the
/// difference.
void write_golden() {
  std::ofstream out{GOLDEN_FILE};
  out << "# What the codec writes, a text a line: kind, name in protocol/asyncapi.yaml, JSON.\n";
  for (const auto& x : samples())
    out << line_of(x) << '\n';
}

} // namespace

TEST_CASE("everything is written just as golden.txt has it", "[golden]") {
  if (std::getenv("OMSTILLING_WRITE_GOLDEN"))
    write_golden();
  const auto expected = lines_of(GOLDEN_FILE);
  const auto written = samples();
  REQUIRE(expected.size() == written.size());
  for (std::size_t i = 0; i < written.size(); ++i)
    CHECK(line_of(written[i]) == expected[i]);
}

TEST_CASE("every golden text is one line of JSON", "[golden]") {
  for (const auto& x : samples()) {
    CHECK(x.text.find('\n') == std::string::npos);
    CHECK(parse_json(x.text, 1 << 20));
  }
}
