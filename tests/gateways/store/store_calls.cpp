#include "tests/gateways/store/store_rules.hpp"
#include "tests/memory_store.hpp"

#include <rapidcheck.h>

namespace omstilling::test {

namespace {

using ids = std::vector<std::string>;

stored_call call_with(std::string id, std::string number, std::int64_t at,
                      std::string reached = "") {
  stored_call result{.call = call_id{id},
                     .at = second(at),
                     .number = std::move(number),
                     .reached = std::move(reached),
                     .entry = "{\"call\":\"" + id + "\"}",
                     .log = {}};
  return result;
}

stored_log_entry line(std::string owner, log_kind log, std::string number, std::int64_t at) {
  auto entry = "{\"of\":\"" + owner + "\"}";
  return {std::move(owner), second(at), log, std::move(number), std::move(entry)};
}

stored_call logged(stored_call x, std::vector<stored_log_entry> log) {
  x.log = std::move(log);
  return x;
}

call_query with_number(std::string number) {
  return {.asked = call_query::what::with_number, .key = std::move(number)};
}
call_query log_of(std::string owner, std::optional<log_kind> only = std::nullopt) {
  return {.asked = call_query::what::log_of, .key = std::move(owner), .only = only};
}
call_query the_call(std::string id) { return {.key = std::move(id)}; }

ids found(store& in, const call_query& query) {
  ids result;
  for (const auto& x : must(in.calls(query)))
    result.push_back(x.call.value);
  return result;
}

std::optional<time_point> called_back(store& in, const call_query& query) {
  const auto hits = must(in.calls(query));
  REQUIRE_FALSE(hits.empty());
  return hits.front().called_back;
}

void calls_by_number(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  must(kept->append(
    {{.site = aarhus, .calls = {call_with("a", "1", 5), call_with("b", "1", 7)}},
     {.site = odense,
      .calls = {call_with("c", "1", 6), call_with("d", "2", 9), call_with("e", "1", 6)}}}));
  kept.reopen();
  CHECK(found(*kept, with_number("1")) == ids{"b", "e", "c", "a"}); // of all sites
  CHECK(found(*kept, with_number("2")) == ids{"d"});
  CHECK(found(*kept, with_number("3")).empty());
  auto page = with_number("1");
  page.limit = 2;
  CHECK(found(*kept, page) == ids{"b", "e"});
  page.before = second(7);
  CHECK(found(*kept, page) == ids{"e", "c"});
  page.before = second(6);
  CHECK(found(*kept, page) == ids{"a"});
  CHECK(must(kept->calls(with_number("2"))).at(0).entry == "{\"call\":\"d\"}");
}

void calls_by_owner(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  using enum log_kind;
  must(kept->append({{.site = aarhus,
                      .calls = {logged(call_with("a", "1", 5), {line("anna", missed, "1", 5),
                                                                line("bo", incoming, "1", 8)}),
                                logged(call_with("b", "2", 6), {line("anna", outgoing, "2", 6),
                                                                line("bo", incoming, "2", 7)}),
                                logged(call_with("c", "3", 9), {line("anna", missed, "3", 9)})}}}));
  kept.reopen();
  CHECK(found(*kept, log_of("anna")) == ids{"c", "b", "a"});
  CHECK(found(*kept, log_of("anna", missed)) == ids{"c", "a"});
  CHECK(found(*kept, log_of("bo")) == ids{"a", "b"}); // in order of when it came to him
  CHECK(found(*kept, log_of("bo", missed)).empty());
  CHECK(must(kept->calls(log_of("bo"))).at(0).entry == "{\"of\":\"bo\"}");
  auto earlier = log_of("anna", missed);
  earlier.before = second(9);
  CHECK(found(*kept, earlier) == ids{"a"});
}

void one_call(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append(
    {{.site = aarhus,
      .calls = {logged(call_with("a", "1", 5), {line("bo", log_kind::missed, "1", 5),
                                                line("anna", log_kind::incoming, "1", 5)})}}}));
  const auto hits = must(kept->calls(the_call("a")));
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].entry == "{\"call\":\"a\"}");
  CHECK(hits[0].owners == ids{"anna", "bo"});
  CHECK(must(kept->calls(the_call("b"))).empty());
}

void calling_back(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  using enum log_kind;
  must(kept->append({{.site = aarhus,
                      .calls = {logged(call_with("in", "1", 5), {line("anna", missed, "1", 5),
                                                                 line("bo", incoming, "1", 5)}),
                                call_with("before", "1", 4, "1"), call_with("other", "2", 6, "2"),
                                call_with("hidden", "", 6)}}}));
  CHECK_FALSE(called_back(*kept, with_number("1")));
  CHECK_FALSE(called_back(*kept, with_number("")));
  must(
    kept->append({{.site = odense,
                   .calls = {call_with("late", "1", 9, "1"), call_with("first", "1", 7, "1")}}}));
  kept.reopen();
  auto page = with_number("1");
  page.before = second(6);
  CHECK(called_back(*kept, page) == second(7)); // by another site
  CHECK(called_back(*kept, the_call("in")) == second(7));
  CHECK(called_back(*kept, log_of("anna")) == second(7));
  CHECK_FALSE(called_back(*kept, log_of("bo"))); // he spoke with them
}

void a_call_is_replaced(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  const auto first = logged(call_with("a", "1", 5), {line("anna", log_kind::missed, "1", 5)});
  must(kept->append({{.site = aarhus, .calls = {first}}}));
  must(kept->append(
    {{.site = aarhus,
      .calls = {logged(call_with("a", "2", 6), {line("bo", log_kind::missed, "2", 6)})}}}));
  CHECK(found(*kept, with_number("1")).empty());
  CHECK(found(*kept, with_number("2")) == ids{"a"});
  CHECK(found(*kept, log_of("anna")).empty());
  CHECK(found(*kept, log_of("bo")) == ids{"a"});
}

void calls_stand_or_fall_with_their_batch(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->append({{.site = aarhus, .events = {event(5)}}}));
  const auto made = logged(call_with("a", "1", 5), {line("anna", log_kind::missed, "1", 5)});
  CHECK_FALSE(kept->append({{.site = aarhus, .events = {event(5)}, .calls = {made}}}));
  CHECK_FALSE(kept->append({{.site = aarhus, .calls = {made}}, {.site = odense}}));
  CHECK(must(kept->calls(the_call("a"))).empty());
  CHECK(found(*kept, log_of("anna")).empty());
}

void forgetting_calls(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  using enum log_kind;
  must(kept->append(
    {{.site = aarhus,
      .rows = {{anna, "1"}},
      .calls = {logged(call_with("old", "1", 4), {line("anna", missed, "1", 8)}),
                logged(call_with("young", "1", 5), {line("anna", missed, "1", 5)})}},
     {.site = odense, .calls = {logged(call_with("far", "1", 4), {line("bo", missed, "1", 4)})}}}));
  CHECK(must(kept->forget(aarhus, second(5))) == 0); // events
  kept.reopen();
  CHECK(found(*kept, with_number("1")) == ids{"young", "far"});
  CHECK(found(*kept, log_of("anna")) == ids{"young"});
  CHECK(found(*kept, log_of("bo")) == ids{"far"});
  CHECK(must(kept->load_one(aarhus, anna)) == "1");
}

void kept_calls(const place_maker& make) {
  open_store kept{make};
  must(kept->open_site(aarhus));
  must(kept->open_site(odense));
  using enum log_kind;
  const std::vector all{logged(call_with("a", "1", 5, "1"),
                               {line("anna", missed, "1", 5), line("bo", incoming, "", 8)}),
                        call_with("a2", "", 4),
                        logged(call_with("b", "2", 9), {line("anna", outgoing, "2", 9)})};
  must(kept->append({{.site = aarhus, .calls = {all[2], all[0], all[1]}},
                     {.site = odense, .calls = {call_with("far", "1", 4)}}}));
  kept.reopen();
  CHECK((must(kept->kept_calls(aarhus, call_id{}, 10)) == all));
  CHECK((must(kept->kept_calls(aarhus, call_id{}, 2)) == std::vector{all[0], all[1]}));
  CHECK((must(kept->kept_calls(aarhus, call_id{"a"}, 10)) == std::vector{all[1], all[2]}));
  CHECK(must(kept->kept_calls(aarhus, call_id{"b"}, 10)).empty());
  CHECK(must(kept->kept_calls(aarhus, call_id{}, 0)).empty());
  CHECK(must(kept->kept_calls(site_id{"nowhere"}, call_id{}, 10)).empty());
}

// --- against the model ---------------------------------------------------------------
rc::Gen<std::string> any_number() { return rc::gen::element<std::string>("", "1", "2"); }
rc::Gen<std::string> any_owner() { return rc::gen::element<std::string>("anna", "bo"); }
rc::Gen<std::int64_t> any_second() { return rc::gen::inRange<std::int64_t>(0, 20); }

stored_call any_call() {
  auto call = call_with(std::to_string(*rc::gen::inRange(0, 30)), *any_number(), *any_second(),
                        *any_number());
  for (const auto* owner : {"anna", "bo"})
    if (*rc::gen::arbitrary<bool>())
      call.log.push_back(line(owner, *rc::gen::element(log_kind::missed, log_kind::incoming),
                              *any_number(), *any_second()));
  return call;
}

call_query any_call_query() {
  auto query = *rc::gen::inRange(0, 3) == 0  ? the_call(std::to_string(*rc::gen::inRange(0, 30)))
               : *rc::gen::arbitrary<bool>() ? with_number(*any_number())
                                             : log_of(*any_owner());
  if (*rc::gen::arbitrary<bool>())
    query.only = log_kind::missed;
  if (*rc::gen::arbitrary<bool>())
    query.before = second(*any_second());
  query.limit = *rc::gen::inRange<std::size_t>(0, 8);
  return query;
}

void any_calls(const place_maker& make) {
  open_store kept{make};
  memory_store model;
  for (const auto& site : {aarhus, odense}) {
    must(kept->open_site(site));
    must(model.open_site(site));
  }
  const auto same = rc::check("any query on calls finds the same as in the model", [&] {
    // An id belongs to one site.
    const auto call = any_call();
    const auto site = call.call.value.size() == 1 ? aarhus : odense;
    must(kept->append({{.site = site, .calls = {call}}}));
    must(model.append({{.site = site, .calls = {call}}}));
    if (*rc::gen::inRange(0, 20) == 0) {
      const auto before = second(*any_second());
      must(kept->forget(site, before));
      must(model.forget(site, before));
    }
    const auto query = any_call_query();
    RC_ASSERT((must(kept->calls(query)) == must(model.calls(query))));
  });
  CHECK(same);
}

} // namespace

std::vector<store_rule> call_rules() {
  return {
    {"calls are found by number, the newest first, of all sites", calls_by_number},
    {"calls are found by whose log they stand in", calls_by_owner},
    {"one call is found with those who took part", one_call},
    {"a call was called back by the first since that reached the number", calling_back},
    {"a call that is kept again is replaced with its logs", a_call_is_replaced},
    {"calls stand or fall with their batch", calls_stand_or_fall_with_their_batch},
    {"the calls of a site are given in order of id", kept_calls},
    {"forgetting takes calls that are older and nothing else", forgetting_calls},
    {"any query on calls finds what the model finds", any_calls},
  };
}

} // namespace omstilling::test
