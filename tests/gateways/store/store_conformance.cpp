#include "tests/gateways/store/store_conformance.hpp"

#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

class rule_invoker final : public Catch::ITestInvoker {
public:
  rule_invoker(void (*check)(const place_maker&), place_maker make)
    : check_(check), make_(std::move(make)) {}
  void invoke() const override { check_(make_); }

private:
  void (*check_)(const place_maker&);
  place_maker make_;
};

void add(const std::string& store_name, const std::vector<store_rule>& rules,
         const place_maker& make) {
  for (const auto& [name, check] : rules) {
    const auto title = store_name + " - " + std::string{name};
    Catch::AutoReg(new rule_invoker{check, make}, CATCH_INTERNAL_LINEINFO, Catch::StringRef{},
                   Catch::NameAndTags{title, "[conformance]"});
  }
}

} // namespace

store_conformance::store_conformance(const std::string& name, const place_maker& make,
                                     lasting how) {
  add(name, writing_rules(), make);
  add(name, reading_rules(), make);
  add(name, property_rules(), make);
  add(name, call_rules(), make);
  if (how == lasting::beyond_the_process)
    add(name, crash_rules(), make);
}

picture picture_of(store& from, const std::vector<site_id>& sites) {
  picture result;
  result.sites = must(from.sites());
  for (const auto& site : sites) {
    must(from.load(site, [&](const entity_ref& entity, std::string_view state) {
      result.rows.emplace_back(entity, state);
    }));
    for (auto& x : must(from.history({.site = site, .limit = 1'000'000})))
      result.events.push_back(std::move(x));
    result.receipts += encode_text(must(from.load_receipts(site, time_point::min())));
  }
  return result;
}

} // namespace omstilling::test
