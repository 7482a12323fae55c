#include "tests/gateways/store/store_rules.hpp"

#include <limits>

namespace omstilling::test {

namespace {

using namespace std::string_literals;
using rows = std::vector<std::pair<entity_ref, std::string>>;
using counted = std::vector<std::int64_t>;

rows loaded(store& from, const site_id& site) {
  rows result;
  must(from.load(site, [&](const entity_ref& entity, std::string_view state) {
    result.emplace_back(entity, state);
  }));
  return result;
}

void load_is_in_order(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  rows expected;
  store_batch batch{.site = aarhus};
  for (const auto kind :
       {entity_kind::employee, entity_kind::call, entity_kind::queue, entity_kind::watchlist,
        entity_kind::desk, entity_kind::user, entity_kind::token, entity_kind::settings})
    for (const auto* id : {"", "B", "a", "a2", "b", "\xc3\xa6"}) {
      expected.emplace_back(entity_ref{kind, id}, word(kind) + id);
      batch.rows.insert(batch.rows.begin(), {expected.back().first, expected.back().second});
    }
  must(kept->append({batch}));
  CHECK(loaded(*kept, aarhus) == expected);
  kept.reopen();
  CHECK(loaded(*kept, aarhus) == expected);
}

void any_text_is_kept(const place_maker& make) {
  open_store kept{make};
  const auto strange = "it's \"q\" \\ ; DROP TABLE events; -- \0 \n %s {site} \xf0\x9f\x98\x80"s;
  const site_id site{strange};
  const entity_ref entity{entity_kind::desk, strange};
  const auto type = strange.substr(0, strange.find('\0'));
  auto told = event(1, entity, type);
  told.body = strange;
  told.by = user_id{strange};
  auto done = receipt_of(strange, strange, 1);
  done.asked = strange;
  must(kept->open_site(site));
  must(kept->append(
    {{.site = site, .events = {told}, .rows = {{entity, strange}}, .receipts = {done}}}));
  kept.reopen();
  CHECK(must(kept->sites()) == std::vector{site});
  CHECK(must(kept->load_one(site, entity)) == strange);
  CHECK(must(kept->history({.site = site, .entity = entity, .types = {"x", type}})) ==
        std::vector{told});
  CHECK(encode_text(must(kept->load_receipts(site, second(1)))) == encode_text(std::vector{done}));
}

void large_states_are_kept(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  auto large = std::string(1'000'000, 'x');
  for (int i = 0; i < 9; ++i)
    large += large.substr(0, 1'000'000);
  must(kept->append({{.site = aarhus, .rows = {{anna, large}, {bo, ""}}}}));
  kept.reopen();
  CHECK((must(kept->load_one(aarhus, anna)) == large)); // not to be printed
  CHECK(must(kept->load_one(aarhus, bo)) == "");
}

void unknown_things_are_absent(const place_maker& make) {
  open_store kept{make};
  CHECK(must(kept->sites()).empty());
  must(kept->open_site(aarhus));
  for (const auto& site : {aarhus, odense}) {
    CHECK_FALSE(must(kept->load_one(site, anna)));
    CHECK(loaded(*kept, site).empty());
    CHECK(must(kept->load_receipts(site, second(0))).empty());
    CHECK(must(kept->history({.site = site})).empty());
    CHECK(must(kept->forget(site, second(100))) == 0);
  }
  CHECK(must(kept->sites()) == std::vector{aarhus}); // asking makes nothing known
}

void receipts_since(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus,
                      .receipts = {receipt_of("ole", "b", 30), receipt_of("ole", "a", 30),
                                   receipt_of("mette", "z", 30), receipt_of("mette", "y", 10),
                                   receipt_of("mette", "x", 20)}}}));
  const auto keys = [&](time_point since) {
    std::string result;
    for (const auto& x : must(kept->load_receipts(aarhus, since)))
      result += x.key.value;
    return result;
  };
  CHECK(keys(time_point::min()) == "yxzab");
  CHECK(keys(second(20)) == "xzab");
  CHECK(keys(second(20) + duration{1}) == "zab");
  CHECK(keys(second(31)).empty());
}

/// Twelve events: of anna and bo in turn; every third is a note.
void write_story(store& to) {
  must(to.open_site(aarhus));
  store_batch batch{.site = aarhus};
  for (std::int64_t n = 1; n <= 12; ++n)
    batch.events.push_back(event(n, n % 2 != 0 ? anna : bo, n % 3 == 0 ? "note" : "status"));
  must(to.append({batch}));
}

void history_by_each_filter(const place_maker& make) {
  open_store kept{make};
  write_story(*kept);
  const auto found = [&](event_query query) {
    query.site = aarhus;
    return numbers(must(kept->history(query)));
  };
  CHECK(found({.entity = anna}) == counted{1, 3, 5, 7, 9, 11});
  CHECK(found({.entity = entity_ref{entity_kind::queue, "anna"}}).empty());
  CHECK(found({.types = {"note"}}) == counted{3, 6, 9, 12});
  CHECK(found({.types = {"note", "status", "note"}}).size() == 12);
  CHECK(found({.types = {"not"}}).empty());
  CHECK(found({.from = second(11)}) == counted{11, 12});
  CHECK(found({.until = second(3)}) == counted{1, 2});
  CHECK(found({.after = 10}) == counted{11, 12});
  CHECK(found({.after = -1, .limit = 2}) == counted{1, 2});
  CHECK(found({.limit = 0}).empty());
  CHECK(found({.limit = std::numeric_limits<std::size_t>::max()}).size() == 12);
  CHECK(found({.after = std::numeric_limits<std::int64_t>::max()}).empty());
}

void history_by_filters_together(const place_maker& make) {
  open_store kept{make};
  write_story(*kept);
  const auto found = [&](event_query query) {
    query.site = aarhus;
    return numbers(must(kept->history(query)));
  };
  CHECK(found({.entity = bo, .types = {"note"}}) == counted{6, 12});
  CHECK(found({.entity = bo, .from = second(4), .until = second(10)}) == counted{4, 6, 8});
  CHECK(found({.entity = bo, .after = 6, .limit = 2}) == counted{8, 10});
  CHECK(found({.types = {"note"}, .from = second(4), .until = second(12)}) == counted{6, 9});
  CHECK(found({.types = {"status"}, .from = second(4), .after = 5, .limit = 2}) == counted{7, 8});
  CHECK(found({.entity = anna,
               .types = {"note", "status"},
               .from = second(3),
               .until = second(11),
               .after = 3,
               .limit = 2}) == counted{5, 7});
  CHECK(found({.from = second(10), .until = second(4)}).empty());
}

void history_is_paged(const place_maker& make) {
  open_store kept{make};
  write_story(*kept);
  event_query query{.site = aarhus, .types = {"status"}, .limit = 3};
  std::vector<counted> pages;
  for (auto page = must(kept->history(query)); !page.empty(); page = must(kept->history(query))) {
    pages.push_back(numbers(page));
    query.after = page.back().number;
  }
  CHECK(pages == std::vector<counted>{{1, 2, 4}, {5, 7, 8}, {10, 11}});
}

void many_types(const place_maker& make) {
  open_store kept{make};
  write_story(*kept);
  event_query query{.site = aarhus};
  for (int i = 0; i < 50'000; ++i)
    query.types.push_back("type" + std::to_string(i));
  query.types.emplace_back("note");
  CHECK(numbers(must(kept->history(query))) == counted{3, 6, 9, 12});
}

void number_orders_not_time(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  auto first = event(1);
  auto last = event(2);
  first.at = second(9) + duration{1};
  last.at = second(9);
  must(kept->append({{.site = aarhus, .events = {first, last}}}));
  CHECK(must(kept->history({.site = aarhus})) == std::vector{first, last});
  CHECK(must(kept->history({.site = aarhus, .types = {last.type}, .from = second(9)})) ==
        std::vector{first, last});
  CHECK(must(kept->forget(aarhus, first.at)) == 1);
  CHECK(must(kept->history({.site = aarhus})) == std::vector{first});
}

void forgetting(const place_maker& make) {
  open_store kept{make};
  write_story(*kept);
  must(kept->open_site(odense));
  must(kept->append(
    {{.site = aarhus,
      .rows = {{anna, "1"}},
      .receipts = {receipt_of("mette", "a", 4), receipt_of("mette", "b", 5)}},
     {.site = odense, .events = {event(1)}, .receipts = {receipt_of("mette", "a", 1)}}}));
  CHECK(must(kept->forget(aarhus, second(5))) == 4);
  CHECK(must(kept->forget(aarhus, second(5))) == 0);
  kept.reopen();
  CHECK(numbers(must(kept->history({.site = aarhus}))) == counted{5, 6, 7, 8, 9, 10, 11, 12});
  CHECK(must(kept->load_receipts(aarhus, second(0))).size() == 1);
  CHECK(must(kept->load_one(aarhus, anna)) == "1");
  CHECK(must(kept->history({.site = odense})).size() == 1);
  CHECK(must(kept->load_receipts(odense, second(0))).size() == 1);
  must(kept->append({{.site = aarhus, .events = {event(13)}}}));
}

} // namespace

std::vector<store_rule> reading_rules() {
  return {
    {"rows are loaded in order of kind and id", load_is_in_order},
    {"any text is kept", any_text_is_kept},
    {"large states are kept", large_states_are_kept},
    {"unknown things are absent", unknown_things_are_absent},
    {"receipts are given since a time", receipts_since},
    {"history is found by each filter", history_by_each_filter},
    {"history is found by filters together", history_by_filters_together},
    {"history is read in pages", history_is_paged},
    {"history is found by any number of types", many_types},
    {"history is in order of number whatever the time", number_orders_not_time},
    {"forgetting takes what is older and nothing else", forgetting},
  };
}

} // namespace omstilling::test
