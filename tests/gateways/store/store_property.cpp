#include "tests/gateways/store/store_rules.hpp"
#include "tests/memory_store.hpp"

#include <rapidcheck.h>

namespace omstilling::test {

namespace {

const std::vector<site_id> both{aarhus, odense};

/// One thing done to a store; what it means depends on where the numbering stands.
struct action {
  enum class kind { append, reopen, open_site, forget };
  kind what = kind::append;
  std::vector<store_batch> batches; // event numbers are steps from the one before
  std::size_t site = 0;
  time_point before;
};

rc::Gen<time_point> any_time() { return rc::gen::map(rc::gen::inRange(0, 30), second); }

rc::Gen<entity_ref> any_entity() {
  return rc::gen::construct<entity_ref>(
    rc::gen::element(entity_kind::employee, entity_kind::call, entity_kind::queue),
    rc::gen::element<std::string>("a", "b", "\xc3\xb8's \"c\"", ""));
}

rc::Gen<stored_event> any_event() {
  return rc::gen::build<stored_event>(
    // Rarely 0: a number used twice, which refuses the whole append.
    rc::gen::set(&stored_event::number,
                 rc::gen::weightedElement<std::int64_t>({{40, 1}, {10, 3}, {1, 0}})),
    rc::gen::set(&stored_event::at, any_time()), rc::gen::set(&stored_event::entity, any_entity()),
    rc::gen::set(&stored_event::type, rc::gen::element<std::string>("held", "queued", "closed")),
    rc::gen::set(&stored_event::body, rc::gen::arbitrary<std::string>()),
    rc::gen::set(&stored_event::by, rc::gen::element<std::optional<user_id>>(
                                      std::nullopt, user_id{"mette"}, user_id{""})));
}

rc::Gen<stored_row> any_row() {
  return rc::gen::build<stored_row>(
    rc::gen::set(&stored_row::entity, any_entity()),
    rc::gen::set(&stored_row::state,
                 rc::gen::element<std::optional<std::string>>(std::nullopt, "", "{}", "[1]")));
}

rc::Gen<receipt> any_receipt() {
  return rc::gen::map(
    rc::gen::tuple(rc::gen::element<std::string>("mette", "ole"),
                   rc::gen::element<std::string>("k1", "k2"), rc::gen::inRange(0, 30)),
    [](const auto& x) { return receipt_of(std::get<0>(x), std::get<1>(x), std::get<2>(x)); });
}

rc::Gen<store_batch> any_batch() {
  return rc::gen::build<store_batch>(
    rc::gen::set(&store_batch::site, rc::gen::elementOf(both)),
    rc::gen::set(&store_batch::events, rc::gen::container<std::vector<stored_event>>(any_event())),
    rc::gen::set(&store_batch::rows, rc::gen::container<std::vector<stored_row>>(any_row())),
    rc::gen::set(&store_batch::receipts, rc::gen::container<std::vector<receipt>>(any_receipt())));
}

rc::Gen<action> any_action() {
  using kind = action::kind;
  return rc::gen::build<action>(
    rc::gen::set(
      &action::what,
      rc::gen::weightedElement<kind>(
        {{10, kind::append}, {2, kind::reopen}, {1, kind::open_site}, {1, kind::forget}})),
    rc::gen::set(&action::batches,
                 rc::gen::scale(0.1, rc::gen::container<std::vector<store_batch>>(any_batch()))),
    rc::gen::set(&action::site, rc::gen::inRange<std::size_t>(0, 2)),
    rc::gen::set(&action::before, any_time()));
}

/// Turns the steps of an append into numbers from where the model stands.
std::vector<store_batch> numbered(std::vector<store_batch> batches, memory_store& model) {
  std::map<site_id, std::int64_t> last;
  for (const auto& site : both) {
    const auto events = must(model.history({.site = site, .limit = 1'000'000}));
    last[site] = events.empty() ? 0 : events.back().number;
  }
  for (auto& batch : batches)
    for (auto& event : batch.events)
      event.number = last[batch.site] += event.number;
  return batches;
}

void perform(const action& x, open_store& kept, memory_store& model) {
  const auto& site = both.at(x.site);
  switch (x.what) {
    case action::kind::append: {
      const auto batches = numbered(x.batches, model);
      RC_ASSERT(kept->append(batches).has_value() == model.append(batches).has_value());
      break;
    }
    case action::kind::reopen: kept.reopen(); break;
    case action::kind::open_site: {
      const auto position = must(kept->open_site(site));
      const auto expected = must(model.open_site(site));
      RC_ASSERT(position.epochs == expected.epochs);
      RC_ASSERT(position.last_number == expected.last_number);
      break;
    }
    case action::kind::forget:
      RC_ASSERT(must(kept->forget(site, x.before)) == must(model.forget(site, x.before)));
      break;
  }
}

void any_sequence(const place_maker& make) {
  const auto same = rc::check("any sequence leaves the same as in the model", [&] {
    const auto actions =
      *rc::gen::scale(0.3, rc::gen::container<std::vector<action>>(any_action()));
    open_store kept{make};
    memory_store model;
    for (const auto& site : both) {
      must(kept->open_site(site));
      must(model.open_site(site));
    }
    for (const auto& x : actions)
      perform(x, kept, model);
    RC_ASSERT((picture_of(*kept, both) == picture_of(model, both)));
    kept.reopen();
    RC_ASSERT((picture_of(*kept, both) == picture_of(model, both)));
  });
  CHECK(same);
}

rc::Gen<event_query> any_query() {
  return rc::gen::build<event_query>(
    rc::gen::set(&event_query::site, rc::gen::just(aarhus)),
    rc::gen::set(
      &event_query::entity,
      rc::gen::oneOf(rc::gen::just(std::optional<entity_ref>{}),
                     rc::gen::map(any_entity(), [](entity_ref x) { return std::optional{x}; }))),
    rc::gen::set(&event_query::types, rc::gen::container<std::vector<std::string>>(
                                        rc::gen::element<std::string>("held", "queued", "closed"))),
    rc::gen::set(&event_query::from,
                 rc::gen::element<std::optional<time_point>>(std::nullopt, second(5), second(15))),
    rc::gen::set(&event_query::until,
                 rc::gen::element<std::optional<time_point>>(std::nullopt, second(10), second(25))),
    rc::gen::set(&event_query::after, rc::gen::inRange<std::int64_t>(-1, 50)),
    rc::gen::set(&event_query::limit, rc::gen::inRange<std::size_t>(0, 20)));
}

void any_question(const place_maker& make) {
  open_store kept{make};
  memory_store model;
  must(kept->open_site(aarhus));
  must(model.open_site(aarhus));
  std::int64_t last = 0;
  const auto same = rc::check("any query finds the same as in the model", [&] {
    store_batch batch{.site = aarhus};
    for (auto x : *rc::gen::container<std::vector<stored_event>>(3, any_event())) {
      x.number = last + 1;
      last = x.number;
      batch.events.push_back(x);
    }
    must(kept->append({batch}));
    must(model.append({batch}));
    const auto query = *any_query();
    RC_ASSERT((must(kept->history(query)) == must(model.history(query))));
  });
  CHECK(same);
}

} // namespace

std::vector<store_rule> property_rules() {
  return {{"any sequence of changes leaves what the model has", any_sequence},
          {"any query finds what the model finds", any_question}};
}

} // namespace omstilling::test
