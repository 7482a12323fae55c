#include "protocol/codec.hpp"
#include "tests/actors/office.hpp"

#include <chrono>
#include <fstream>
#include <iostream>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// A shared phone book as large as they come.
namespace {

constexpr int many = 200'000;

contact_view contact(int i) {
  const auto n = std::to_string(i);
  return {.id = contact_id{"c" + std::to_string(1'700'000'000'000 + i)},
          .shared = true,
          .name = "Karen Margrethe Nørregaard " + n,
          .company = "Nørregaard & Sønner " + n,
          .title = "Indkøbschef",
          .department = "Indkøb",
          .address = "Vestergade " + n + "\n8000 Aarhus C",
          .email = "karen" + n + "@noerregaard.example",
          .numbers = {{number_type::work, "+4586" + n}, {number_type::mobile, "+4520" + n}},
          .keywords = {"leverandør"},
          .version = 1,
          .changed_by = "Pia Winther"};
}

/// Megabytes that this process holds.
std::size_t megabytes() {
  std::ifstream in{"/proc/self/statm"};
  std::size_t pages = 0;
  in >> pages >> pages;
  return pages * 4096 >> 20;
}

} // namespace

TEST_CASE_METHOD(office, "200,000 shared contacts are loaded, shown and changed", "[S0.8][S15.5]") {
  REQUIRE(kept.open_site(site_id{"hq"}));
  for (int i = 0; i < many;) {
    store_batch batch{.site = site_id{"hq"}};
    for (int n = 0; n < 10'000; ++n, ++i) {
      const auto x = contact(i);
      batch.rows.push_back({{entity_kind::contact, "shared/" + x.id.value}, encode_text(x)});
    }
    REQUIRE(kept.append({batch}));
  }
  const auto before = megabytes();
  const auto begun = std::chrono::steady_clock::now();
  start();
  const auto started = std::chrono::steady_clock::now();
  furnish();
  std::size_t bytes = 0;
  running->open_topic(user("pia"), {"phonebook/shared", std::nullopt},
                      [&](tl::expected<subscription, problem> x) {
                        REQUIRE(x);
                        CHECK(x->frames.size() == many / 200);
                        for (const auto& text : x->frames)
                          bytes += text->size();
                      });
  settle();
  const auto opened = std::chrono::steady_clock::now();
  CHECK(bytes > many * 300);
  const auto id = contact(77).id;
  auto changed = put_contact{.shared = true,
                             .id = id,
                             .name = "En anden",
                             .numbers = {},
                             .keywords = {},
                             .expected_version = 1};
  must(user("pia"), changed);
  CHECK(run(user("tom"), changed).error().reason == error_reason::stale_revision);
  const auto ms = [](auto a, auto b) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(b - a).count());
  };
  std::cout << "loaded in " << ms(begun, started) << " ms, opened in " << ms(started, opened)
            << " ms (" << (bytes >> 20) << " MB), " << megabytes() - before << " MB more held\n";
}
