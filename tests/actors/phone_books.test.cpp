#include "tests/actors/office.hpp"

#include <boost/json/serialize.hpp>

using namespace omstilling;
using namespace omstilling::test;
using namespace std::chrono_literals;

/// Phone books, from the command to the topics (area 15).
namespace {

/// Everything that the board gives out, to whomever.
class all_frames final : public observers {
public:
  void publish(std::vector<topic_frame> frames) override {
    for (const auto& x : frames)
      add(x.key.topic, *x.text);
  }
  void begin_again(std::vector<std::string>) override {}
  void turn_out(principal) override {}
  void add(const std::string& topic, const std::string& text) { texts.emplace_back(topic, text); }
  /// The topics in which this stands anywhere.
  std::set<std::string> topics_with(const std::string& what) const {
    std::set<std::string> result;
    for (const auto& [topic, text] : texts)
      if (text.find(what) != text.npos)
        result.insert(topic);
    return result;
  }
  std::vector<std::pair<std::string, std::string>> texts;
};

struct office_with_books : office {
  office_with_books() {
    start();
    furnish();
    for (const auto* id : {"anna", "bo"})
      must(administrator(), put_user{.id = user_id{id},
                                     .site = site_id{"hq"},
                                     .name = id,
                                     .password = std::string{id} + "-password",
                                     .roles = {role::employee},
                                     .employee = employee_id{id},
                                     .queues = {}});
  }
  static put_contact holm(bool shared = true) {
    return {.shared = shared,
            .name = "Anna Holm",
            .company = "Holm ApS",
            .numbers = {{number_type::work, "+45 12 34 56 78"}},
            .keywords = {"tag"}};
  }
  static put_contact changed(const contact_id& id, std::string name, std::int64_t version) {
    auto x = holm();
    x.id = id;
    x.name = std::move(name);
    x.expected_version = version;
    return x;
  }
  contact_id add(const principal& who, const put_contact& x) {
    const auto done = run(who, x);
    INFO((done ? "" : message(done.error())));
    REQUIRE(done);
    REQUIRE(done->contact);
    return *done->contact;
  }
};

} // namespace

TEST_CASE_METHOD(office_with_books,
                 "what is put into the shared phone book is shown to all at once",
                 "[S0.8][S15.5]") {
  const auto pia = user("pia");
  watch(user("anna"), "phonebook/shared");
  CHECK(seen.items("phonebook/shared").empty());
  const auto id = add(pia, holm());
  advance(50ms);
  const auto item = seen.item("phonebook/shared", id.value);
  CHECK(item.at("kind") == "contact");
  CHECK(item.at("name") == "Anna Holm");
  CHECK(item.at("shared") == true);
  CHECK(item.at("numbers").at(0).at("number") == "+45 12 34 56 78");
  CHECK(item.at("version") == 1);
  CHECK(item.at("changed_by") == "Pia Winther");
  must(pia, changed(id, "Anna Berg", 1));
  advance(50ms);
  CHECK(seen.item("phonebook/shared", id.value).at("name") == "Anna Berg");
  must(user("tom"), remove_contact{true, id, 2});
  advance(50ms);
  CHECK(seen.items("phonebook/shared").empty());
  const auto put = events({"contact_put", "contact_removed"});
  REQUIRE(put.size() == 3);
  CHECK(put[0].entity == entity_ref{entity_kind::contact, "shared/" + id.value});
  CHECK(put[0].by == user_id{"pia"});
  CHECK(put[2].by == user_id{"tom"});
}

TEST_CASE_METHOD(office_with_books, "who may not keep the shared phone book changes nothing in it",
                 "[S15.5][B4.1]") {
  const auto id = add(user("pia"), holm());
  const auto before = events().size();
  const auto anna = user("anna");
  for (const command& what :
       {command{holm()}, command{changed(id, "X", 1)}, command{remove_contact{true, id}}}) {
    const auto refused = run(anna, what);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == error_reason::forbidden);
    CHECK(message(refused.error()).find("shared_phone_book") != std::string::npos);
  }
  CHECK(events().size() == before);
}

TEST_CASE_METHOD(office_with_books,
                 "of two who edit a contact at once the second is told and shown the other's",
                 "[S0.8][S15.5][B1.6]") {
  const auto pia = user("pia");
  const auto tom = user("tom");
  watch(pia, "phonebook/shared");
  const auto id = add(pia, holm());
  std::vector<result> answers;
  for (const auto& [who, name] : {std::pair{tom, "Anna Toms"}, std::pair{pia, "Anna Pias"}})
    running->carry_out(who, changed(id, name, 1), std::nullopt,
                       [&](result x) { answers.push_back(std::move(x)); });
  advance(50ms);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]);
  REQUIRE_FALSE(answers[1]);
  CHECK(answers[1].error().reason == error_reason::stale_revision);
  CHECK(answers[1].error().who == "Tom Aagaard");
  CHECK(seen.item("phonebook/shared", id.value).at("name") == "Anna Toms");
  CHECK(seen.item("phonebook/shared", id.value).at("version") == 2);
  must(pia, changed(id, "Anna Pias", 2));
  must(tom, remove_contact{true, id});
  const auto late = run(pia, changed(id, "Anna", 3));
  CHECK(late.error().reason == error_reason::unknown_contact);
  CHECK(late.error().who == "Tom Aagaard");
}

TEST_CASE_METHOD(office_with_books, "a private contact is in no frame and no answer to another",
                 "[S0.9][S15.1][B4.1]") {
  all_frames all;
  running->attach(all);
  const std::string secret = "Hemmelig";
  const auto anna = user("anna");
  const auto id = add(anna, {.name = secret + " Holm",
                             .company = secret,
                             .numbers = {{number_type::home, "99887766"}},
                             .keywords = {secret},
                             .note = secret});
  advance(50ms);
  auto x = holm(false);
  x.name = secret + " Berg";
  x.id = id;
  must(anna, x);
  advance(50ms);
  for (const auto& who : {user("bo"), user("pia"), administrator()}) {
    for (const std::string topic :
         {"phonebook/shared", "phonebook/anna", "phonebook/bo",    "phonebook/pia",
          "people/hq",        "presence/anna",  "statuses/hq",     "queues/hq",
          "queue/main",       "desk/pia",       "desk/anna",       "watchlist/pia",
          "watchlist/anna",   "settings/anna",  "templates/anna",  "log/anna",
          "messages/anna",    "promises/anna",  "message_book/hq", "health"})
      running->open_topic(who, {topic, std::nullopt}, [&](tl::expected<subscription, problem> y) {
        if (topic == "phonebook/anna") {
          REQUIRE_FALSE(y);
          CHECK(y.error().reason == error_reason::forbidden);
        }
        for (const auto& text : y ? y->frames : std::vector<shared_text>{})
          all.add("opened by another: " + topic, *text);
      });
    settle();
    for (const command& what :
         {command{remove_contact{false, id}}, command{remove_contact{true, id}},
          command{changed(id, "Mine", 2)}, [&] {
            auto own = changed(id, "Mine", 2);
            own.shared = false;
            return command{own};
          }()}) {
      const auto refused = run(who, what);
      REQUIRE_FALSE(refused);
      CHECK(message(refused.error()).find(secret) == std::string::npos);
      CHECK(to_text(encode(refused.error())).find(secret) == std::string::npos);
    }
  }
  advance(50ms);
  CHECK(all.topics_with(secret) == std::set<std::string>{"phonebook/anna"});
  CHECK(all.topics_with("99887766") == std::set<std::string>{"phonebook/anna"});
  running->attach(seen);
  watch(anna, "phonebook/anna");
  CHECK(seen.item("phonebook/anna", id.value).at("name") == "Hemmelig Berg");
}

TEST_CASE_METHOD(office_with_books, "each has her own phone book, and nobody else's",
                 "[S0.9][S15.1][B4.1]") {
  const auto anna = user("anna");
  const auto bo = user("bo");
  const auto hers = add(anna, holm(false));
  auto x = holm(false);
  x.name = "Bos";
  const auto his = add(bo, x);
  watch(anna, "phonebook/anna");
  watch(bo, "phonebook/bo");
  CHECK(seen.items("phonebook/anna").size() == 1);
  CHECK(seen.item("phonebook/bo", his.value).at("name") == "Bos");
  CHECK(seen.item("phonebook/bo", his.value).at("shared") == false);
  must(bo, remove_contact{false, his});
  advance(50ms);
  CHECK(seen.items("phonebook/bo").empty());
  CHECK(seen.item("phonebook/anna", hers.value).at("name") == "Anna Holm");
  CHECK(run(administrator(), holm(false)).error().detail == "this login has no phone book");
  must(administrator(), put_user{.id = user_id{"shared"},
                                 .site = site_id{"hq"},
                                 .name = "Shared",
                                 .password = "shared-password",
                                 .roles = {role::employee},
                                 .queues = {}});
  CHECK(run(user("shared"), holm(false)).error().reason == error_reason::forbidden);
}

TEST_CASE_METHOD(office_with_books, "phone books are there after a restart, with ids never used",
                 "[S0.8][S0.9][S15.1]") {
  const auto pia = user("pia");
  const auto id = add(pia, holm());
  const auto last = add(pia, holm());
  must(pia, changed(id, "Anna Berg", 1));
  must(pia, remove_contact{true, last});
  const auto own = add(user("anna"), holm(false));
  watch(pia, "phonebook/shared");
  const auto shown = seen.item("phonebook/shared", id.value);
  advance(50ms);
  restart();
  watch(user("pia"), "phonebook/shared");
  CHECK(seen.items("phonebook/shared").size() == 1);
  CHECK(seen.item("phonebook/shared", id.value) == shown);
  watch(user("anna"), "phonebook/anna");
  CHECK(seen.item("phonebook/anna", own.value).at("name") == "Anna Holm");
  const auto next = add(user("pia"), holm());
  CHECK(next != last);
  CHECK(run(user("tom"), changed(id, "Anna", 1)).error().who == "Pia Winther");
  must(user("tom"), changed(id, "Anna", 2));
}

TEST_CASE_METHOD(office_with_books, "when the store refuses, nothing of a phone book is another",
                 "[S15.5][B4.6]") {
  const auto pia = user("pia");
  const auto id = add(pia, holm());
  watch(pia, "phonebook/shared");
  const auto refuses = [&](const command& what) {
    kept.fail_next({.reason = error_reason::storage_unavailable, .detail = "disk full"});
    CHECK(run(pia, what).error().reason == error_reason::storage_unavailable);
  };
  refuses(holm());
  refuses(changed(id, "Anna Berg", 1));
  refuses(remove_contact{true, id, 1});
  advance(50ms);
  CHECK(seen.items("phonebook/shared").size() == 1);
  CHECK(seen.item("phonebook/shared", id.value).at("name") == "Anna Holm");
  must(pia, changed(id, "Anna Berg", 1));
  must(pia, remove_contact{true, id, 2});
}

TEST_CASE_METHOD(office_with_books, "a phone book that fails is started again from what is kept",
                 "[S15.5][B4.6]") {
  const auto pia = user("pia");
  const auto anna = user("anna");
  const auto id = add(pia, holm());
  const auto own = add(anna, holm(false));
  watch(pia, "phonebook/shared");
  const auto fails = [&](const principal& who, const command& what) {
    watch_of_actors->break_next();
    const auto failed = run(who, what);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().reason == error_reason::try_later);
  };
  fails(pia, changed(id, "Anna Berg", 1));
  fails(anna, holm(false));
  advance(50ms);
  CHECK(seen.item("phonebook/shared", id.value).at("name") == "Anna Holm");
  must(pia, changed(id, "Anna Berg", 1));
  must(anna, remove_contact{false, own, 1});
  advance(50ms);
  CHECK(seen.item("phonebook/shared", id.value).at("version") == 2);
}

TEST_CASE_METHOD(office_with_books, "the same contact asked for twice is made once",
                 "[B1.6][S15.1]") {
  const idempotency_key key{"k-1"};
  const auto first = run(user("anna"), holm(false), key);
  REQUIRE(first);
  restart();
  const auto again = run(user("anna"), holm(false), key);
  REQUIRE(again);
  CHECK(again->contact == first->contact);
  CHECK(events({"contact_put"}).size() == 1);
}

TEST_CASE_METHOD(office_with_books, "many new contacts do not stand in a line for the store",
                 "[S15.5]") {
  const auto pia = user("pia");
  watch(pia, "phonebook/shared");
  const auto before = kept.appends();
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i)
    running->carry_out(pia, holm(), std::nullopt, [&](const result& x) {
      REQUIRE(x);
      ids.insert(x->contact->value);
    });
  advance(1s);
  CHECK(ids.size() == 1000);
  CHECK(seen.items("phonebook/shared").size() == 1000);
  CHECK(kept.appends() - before < 100);
}
