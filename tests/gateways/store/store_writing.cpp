#include "tests/gateways/store/store_rules.hpp"

namespace omstilling::test {

namespace {

void epochs_count(const place_maker& make) {
  open_store kept{make};
  CHECK(must(kept->open_site(aarhus)).epochs == 1);
  CHECK(must(kept->open_site(aarhus)).epochs == 2);
  CHECK(must(kept->open_site(odense)).epochs == 1);
  kept.reopen();
  CHECK(must(kept->open_site(aarhus)).epochs == 3);
  CHECK(must(kept->open_site(odense)).epochs == 2);
}

void numbering_goes_on(const place_maker& make) {
  open_store kept{make};
  CHECK(must(kept->open_site(aarhus)).last_number == 0);
  must(kept->append(
    {{.site = aarhus, .events = {event(3), event(4)}}, {.site = aarhus, .events = {event(9)}}}));
  CHECK(must(kept->open_site(aarhus)).last_number == 9);
  must(kept->append({{.site = aarhus, .rows = {{anna, "{}"}}}}));
  kept.reopen();
  CHECK(must(kept->open_site(aarhus)).last_number == 9);
}

void numbering_outlives_events(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(5)}}}));
  CHECK(must(kept->forget(aarhus, second(100))) == 1);
  kept.reopen();
  CHECK(must(kept->open_site(aarhus)).last_number == 5);
  CHECK_FALSE(kept->append({{.site = aarhus, .events = {event(5)}}}));
}

void all_parts_are_kept(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  auto asked = event(1);
  asked.by = user_id{"mette"};
  auto done = receipt_of("mette", "k1", 1);
  done.result.secret = "s\"x";
  done.result.call = call_id{"c1"};
  done.result.watches = {watch_id{"w1"}, watch_id{"w2"}};
  must(kept->append({{.site = aarhus,
                      .events = {asked, event(2)},
                      .rows = {{anna, "{\"a\":1}"}},
                      .receipts = {done}}}));
  kept.reopen();
  CHECK(must(kept->history({.site = aarhus})) == std::vector{asked, event(2)});
  CHECK(must(kept->load_one(aarhus, anna)) == "{\"a\":1}");
  CHECK(encode_text(must(kept->load_receipts(aarhus, second(0)))) ==
        encode_text(std::vector{done}));
}

void later_row_wins(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .rows = {{anna, "1"}, {bo, "1"}, {anna, "2"}}},
                     {.site = aarhus, .rows = {{bo, "2"}, {bo, std::nullopt}}}}));
  CHECK(must(kept->load_one(aarhus, anna)) == "2");
  CHECK_FALSE(must(kept->load_one(aarhus, bo)));
  must(kept->append({{.site = aarhus, .rows = {{bo, std::nullopt}, {bo, "3"}}}}));
  CHECK(must(kept->load_one(aarhus, bo)) == "3");
}

void rows_are_deleted(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .rows = {{anna, "1"}, {bo, "1"}}}}));
  must(kept->append({{.site = aarhus, .rows = {{anna, std::nullopt}}}}));
  CHECK_FALSE(must(kept->load_one(aarhus, anna)));
  CHECK(must(kept->load_one(aarhus, bo)) == "1");
  must(kept->append({{.site = aarhus, .rows = {{anna, std::nullopt}}}})); // as often as one likes
}

void a_receipt_is_replaced(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append(
    {{.site = aarhus, .receipts = {receipt_of("mette", "k1", 1), receipt_of("ole", "k1", 2)}}}));
  must(kept->append({{.site = aarhus, .receipts = {receipt_of("mette", "k1", 3)}}}));
  CHECK(encode_text(must(kept->load_receipts(aarhus, second(0)))) ==
        encode_text(std::vector{receipt_of("ole", "k1", 2), receipt_of("mette", "k1", 3)}));
}

void nothing_is_a_batch_too(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({}));
  must(kept->append({{.site = aarhus}, {.site = aarhus}}));
  CHECK(must(kept->open_site(aarhus)).last_number == 0);
  CHECK(must(kept->history({.site = aarhus})).empty());
}

void ten_thousand_events(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  store_batch batch{.site = aarhus};
  for (std::int64_t n = 1; n <= 10'000; ++n)
    batch.events.push_back(event(n));
  must(kept->append({batch}));
  CHECK(must(kept->history({.site = aarhus, .limit = 20'000})) == batch.events);
  CHECK(must(kept->open_site(aarhus)).last_number == 10'000);
}

/// The batches of one append are refused as a whole, and the store goes on as before.
void refuses(const place_maker& make, const std::vector<store_batch>& batches) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(kept->append({{.site = aarhus,
                      .events = {event(1), event(5)},
                      .rows = {{anna, "before"}, {bo, "before"}},
                      .receipts = {receipt_of("mette", "k1", 1)}}}));
  const auto before = picture_of(*kept, {aarhus, odense});
  const auto refused = kept->append(batches);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().reason == error_reason::storage_unavailable);
  CHECK_FALSE(refused.error().detail.empty());
  CHECK(picture_of(*kept, {aarhus, odense}) == before);
  must(kept->append({{.site = aarhus, .events = {event(6)}}}));
  kept.reopen();
  CHECK(must(kept->open_site(aarhus)).last_number == 6);
  CHECK(must(kept->open_site(odense)).last_number == 0);
}

/// What would be written if only the events were right.
store_batch whole(std::vector<stored_event> events) {
  return {.site = aarhus,
          .events = std::move(events),
          .rows = {{anna, "after"}, {bo, std::nullopt}},
          .receipts = {receipt_of("mette", "k1", 9), receipt_of("ole", "k2", 9)}};
}

void a_number_is_used_once(const place_maker& make) {
  refuses(make, {whole({event(6), event(6)})});
  refuses(make, {whole({event(5)})});
}

void numbers_rise(const place_maker& make) {
  refuses(make, {whole({event(3)})});
  refuses(make, {whole({event(8), event(7)})});
  refuses(make, {whole({event(0)})});
  refuses(make, {whole({event(-1)})});
}

void batches_stand_or_fall_together(const place_maker& make) {
  refuses(make, {whole({event(6)}), {.site = odense, .events = {event(2), event(1)}}});
  refuses(make, {{.site = odense, .events = {event(1)}, .rows = {{anna, "x"}}},
                 whole({event(6)}),
                 whole({event(6)})});
}

void a_site_is_opened_first(const place_maker& make) {
  refuses(make, {whole({event(6)}), {.site = site_id{"nowhere"}, .rows = {{anna, "x"}}}});
  refuses(make, {{.site = site_id{"nowhere"}}});
}

void sites_are_apart(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(odense));
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus,
                      .events = {event(1), event(2)},
                      .rows = {{anna, "aarhus"}, {bo, "aarhus"}},
                      .receipts = {receipt_of("mette", "k1", 1)}},
                     {.site = odense,
                      .events = {event(1, bo)},
                      .rows = {{anna, "odense"}},
                      .receipts = {receipt_of("mette", "k1", 7)}}}));
  must(kept->append({{.site = odense, .rows = {{bo, std::nullopt}}}}));
  CHECK(must(kept->load_one(aarhus, anna)) == "aarhus");
  CHECK(must(kept->load_one(odense, anna)) == "odense");
  CHECK(must(kept->load_one(aarhus, bo)) == "aarhus");
  CHECK(numbers(must(kept->history({.site = aarhus}))) == std::vector<std::int64_t>{1, 2});
  CHECK(must(kept->history({.site = odense})) == std::vector{event(1, bo)});
  CHECK(must(kept->load_receipts(odense, second(0))).at(0).at == second(7));
  CHECK(must(kept->sites()) == std::vector{aarhus, odense});
  CHECK(must(kept->open_site(odense)).last_number == 1);
}

void frames_are_not_kept(const place_maker& make) {
  open_store kept{make};
  CHECK_FALSE(kept->append({{.site = aarhus, .frames = "of a site that was never opened"}}));
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(1)}, .rows = {{anna, "{}"}}}}));
  const auto before = picture_of(*kept, {aarhus});
  must(kept->append({{.site = aarhus, .frames = "alone"}}));
  CHECK(picture_of(*kept, {aarhus}) == before);
  must(kept->append({{.site = aarhus, .events = {event(2)}, .frames = "beside an event"}}));
  CHECK(numbers(must(kept->history({.site = aarhus}))) == std::vector<std::int64_t>{1, 2});
}

} // namespace

std::vector<store_rule> writing_rules() {
  return {
    {"each opening of a site is an epoch", epochs_count},
    {"numbering goes on after a restart", numbering_goes_on},
    {"numbering goes on when the events are forgotten", numbering_outlives_events},
    {"all parts of a batch are kept", all_parts_are_kept},
    {"a later row wins", later_row_wins},
    {"a row without state deletes", rows_are_deleted},
    {"a later receipt replaces the one of the same user and key", a_receipt_is_replaced},
    {"nothing is a batch too", nothing_is_a_batch_too},
    {"ten thousand events are one batch", ten_thousand_events},
    {"a number is used once", a_number_is_used_once},
    {"numbers rise", numbers_rise},
    {"batches stand or fall together", batches_stand_or_fall_together},
    {"a site must be opened before it is written", a_site_is_opened_first},
    {"sites are apart", sites_are_apart},
    {"what is shown to followers is not kept", frames_are_not_kept},
  };
}

} // namespace omstilling::test
