#include "services/mirrors/mirror_codec.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <random>

using namespace omstilling;

namespace {

shared_text text(std::string x) { return std::make_shared<const std::string>(std::move(x)); }

frame_entry full_entry() {
  item_texts split{text(R"({"id":"bo","note":"ill"})"), text(R"({"id":"bo"})"),
                   text(R"({"id":"bo"})")};
  return {.epoch = 7,
          .from = 11,
          .to = 14,
          .changes = {{11,
                       {{"people/hq", "anna", picture_change::what::set,
                         item_texts::same(R"({"id":"anna","name":"Anna \"Æ\""})")},
                        {"people/hq", "bo", picture_change::what::set, split},
                        {"people/hq", "cy", picture_change::what::removed, {}}}},
                      {13,
                       {{"watchlist/pia", "p1", picture_change::what::report,
                         item_texts::same(R"({"id":"p1"})")}}}},
          .rows = {{entity_kind::user, "pia", R"({"id":"pia","hash":"x"})"},
                   {entity_kind::contact, "shared/c12", R"({"id":"c12"})"},
                   {entity_kind::employee, "cy", std::nullopt}},
          .health = {{.id = "pbx:hq",
                      .name = "Hovedkontor",
                      .ok = true,
                      .problem = "",
                      .since = time_point{std::chrono::hours{24}},
                      .can = {capability::voicemail}}},
          .topics = {"queue/main", "desk/pia"},
          .topics_at = 9};
}

bool same(const item_texts& x, const item_texts& y) {
  return *x.reception == *y.reception && *x.colleague == *y.colleague && *x.public_ == *y.public_;
}

bool same(const picture_change& x, const picture_change& y) {
  return x.topic == y.topic && x.id == y.id && x.kind == y.kind &&
         (x.kind == picture_change::what::removed || same(x.texts, y.texts));
}

bool same(const frame_entry& x, const frame_entry& y) {
  return x.epoch == y.epoch && x.from == y.from && x.to == y.to && x.rows == y.rows &&
         x.health == y.health && x.topics == y.topics && x.topics_at == y.topics_at &&
         std::equal(x.changes.begin(), x.changes.end(), y.changes.begin(), y.changes.end(),
                    [](const auto& a, const auto& b) {
                      return a.revision == b.revision &&
                             std::equal(a.pictures.begin(), a.pictures.end(), b.pictures.begin(),
                                        b.pictures.end(),
                                        [](const auto& c, const auto& d) { return same(c, d); });
                    });
}

/// What is said of an entry that cannot be read.
std::string refusal(std::string_view x) {
  const auto read = decode_frame_entry(x);
  return read ? "read" : message(read.error());
}

/// The entry with one part of its text replaced.
std::string spoilt(const std::string& part, const std::string& by) {
  auto x = encode_frame_entry(full_entry());
  const auto found = x.find(part);
  REQUIRE(found != std::string::npos);
  return x.replace(found, part.size(), by);
}

site_picture full_picture(int people) {
  site_picture x{
    .epoch = 7, .number = 40, .topics = {{.name = "queue/main"}, {.name = "people/hq"}}};
  for (int i = 0; i < people; ++i) {
    const auto id = "e" + std::to_string(i);
    x.topics[1].items.push_back({id, item_texts::same(R"({"id":")" + id + R"("})")});
  }
  x.topics.push_back({.name = "statuses/hq", .items = {{"s", item_texts::same("{}")}}});
  x.health = full_entry().health;
  return x;
}

} // namespace

TEST_CASE("an entry comes back as it was", "[mirrors]") {
  const auto back = decode_frame_entry(encode_frame_entry(full_entry()));
  REQUIRE(back);
  CHECK(same(*back, full_entry()));
  const auto beat = decode_frame_entry(encode_frame_entry(beat_at(7, 20)));
  REQUIRE(beat);
  CHECK(same(*beat, beat_at(7, 20)));
}

TEST_CASE("audiences that see the same share one text", "[mirrors]") {
  const auto back = decode_frame_entry(encode_frame_entry(full_entry()));
  REQUIRE(back);
  const auto& same_for_all = back->changes[0].pictures[0].texts;
  CHECK(same_for_all.reception == same_for_all.public_);
  const auto& split = back->changes[0].pictures[1].texts;
  CHECK(split.colleague == split.public_);
  CHECK(split.colleague != split.reception);
}

TEST_CASE("only rows that other nodes must know are told", "[mirrors]") {
  CHECK(is_mirrored(entity_kind::employee, "anna"));
  CHECK(is_mirrored(entity_kind::token, "t1"));
  CHECK(is_mirrored(entity_kind::contact, "shared/c1"));
  CHECK_FALSE(is_mirrored(entity_kind::contact, "pia/c1"));
  CHECK_FALSE(is_mirrored(entity_kind::call, "c1"));
  frame_entry x{.epoch = 1, .from = 1, .to = 1};
  x.rows = {{entity_kind::call, "c1", "{}"}, {entity_kind::user, "pia", "{}"}};
  CHECK(encode_frame_entry(x).find("c1") == std::string::npos);
}

TEST_CASE("what a later version adds is left out", "[mirrors]") {
  CHECK(refusal(spoilt(R"("epoch":7)", R"("epoch":7,"colour":{"deep":[1]})")) == "read");
  const auto row = decode_frame_entry(spoilt(R"("kind":"user")", R"("kind":"robot")"));
  REQUIRE(row);
  CHECK(row->rows.size() == 2);
  const auto part = decode_frame_entry(spoilt("voicemail", "telepathy"));
  REQUIRE(part);
  CHECK(part->health[0].can == std::vector{capability::unknown});
}

TEST_CASE("an entry that cannot be read is refused with the place", "[mirrors]") {
  CHECK(refusal(spoilt(R"("epoch":7,)", "")) == "epoch: a value expected, got nothing");
  CHECK(refusal(spoilt(R"("from":11)", R"("from":"11")")) ==
        "from: whole number expected, got \"11\"");
  CHECK(refusal(spoilt(R"("from":11)", R"("from":0)")) == "from: 1 or more expected, got 0");
  CHECK(refusal(spoilt(R"("to":14)", R"("to":9)")) == "to: 10 or more expected, got 9");
  CHECK(refusal(spoilt(R"("revision":13)", R"("revision":15)")) ==
        "changes[1].revision: 11 to 14 expected, got 15");
  CHECK(refusal(spoilt(R"("revision":13)", R"("revision":10)")) ==
        "changes[1].revision: 11 to 14 expected, got 10");
  CHECK(refusal(spoilt(R"("topic":"watchlist/pia")", R"("topic":null)")) ==
        "changes[1].pictures[0].topic: text expected, got null");
  CHECK(refusal(spoilt(R"("kind":"report")", R"("kind":"rumour")")) ==
        "changes[1].pictures[0].kind: one of set, removed, report, kept expected, got \"rumour\"");
  CHECK(refusal(spoilt(R"("{\"id\":\"p1\"}")", "null")) ==
        "changes[1].pictures[0].text: a value expected, got nothing");
  CHECK(
    refusal(spoilt(R"("{\"id\":\"p1\"}")", R"("{\"id\":\"p1\"},{")")) ==
    R"(changes[1].pictures[0].text: text that is a JSON object expected, got "{\"id\":\"p1\"},{")");
  CHECK(refusal(spoilt(R"("{\"id\":\"p1\"}")", R"("[]")")) ==
        R"(changes[1].pictures[0].text: text that is a JSON object expected, got "[]")");
  CHECK(refusal(spoilt(R"("rows":[)", R"("rows":[17,)")) == "rows[0]: object expected, got 17");
  CHECK(refusal(spoilt(R"("state":"{\"id\":\"c12\"}")", R"("state":[])")) ==
        "rows[1].state: text expected, got a list");
  CHECK(refusal(spoilt(R"("ok":true)", R"("ok":1)")) ==
        "health[0].ok: true or false expected, got 1");
  CHECK(refusal("[]") == "object expected, got a list");
  CHECK(refusal(std::string(most_mirror_bytes + 1, ' ')) ==
        "at most 134217728 bytes expected, got 134217729");
}

TEST_CASE("a long record is read, and so are texts far longer than a client may send",
          "[mirrors]") {
  frame_entry x{.epoch = 1, .from = 1, .to = 1};
  x.rows = {{entity_kind::user, "pia", R"({"note":")" + std::string(100'000, 'x') + "\"}"}};
  const auto back = decode_frame_entry(encode_frame_entry(x));
  REQUIRE(back);
  CHECK(back->rows == x.rows);
}

TEST_CASE("an entry that is cut anywhere is refused, and one that is garbled never breaks anything",
          "[mirrors]") {
  const auto whole = encode_frame_entry(full_entry());
  for (std::size_t i = 0; i < whole.size(); ++i)
    if (decode_frame_entry(std::string_view{whole}.substr(0, i)))
      FAIL("cut at " << i);
  CHECK(rc::check([&](std::uint32_t seed) {
    std::mt19937 dice{seed};
    auto x = whole;
    for (int i = 0; i < 3; ++i)
      x[dice() % x.size()] = static_cast<char>(dice() % 256);
    if (const auto read = decode_frame_entry(x))
      for (const auto& step : read->changes)
        for (const auto& change : step.pictures)
          RC_ASSERT(change.kind == picture_change::what::removed ||
                    change.texts.public_ != nullptr);
  }));
}

TEST_CASE("a picture comes back from its parts, however small they are", "[mirrors]") {
  const auto part_bytes = GENERATE(1, 100, 4 << 20);
  const auto x = full_picture(50);
  const auto parts = encode_site_picture(x, static_cast<std::size_t>(part_bytes));
  CHECK((part_bytes == 1     ? parts.size() > 50
         : part_bytes == 100 ? parts.size() > 5
                             : parts.size() == 1));
  picture_reader reader;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const auto more = reader.add(parts[i]);
    REQUIRE(more);
    CHECK_FALSE(*more);
  }
  const auto back = reader.add(parts.back());
  REQUIRE(back);
  REQUIRE(*back);
  CHECK((*back)->epoch == 7);
  CHECK((*back)->number == 40);
  CHECK((*back)->health == x.health);
  REQUIRE((*back)->topics.size() == x.topics.size());
  for (std::size_t i = 0; i < x.topics.size(); ++i) {
    CHECK((*back)->topics[i].name == x.topics[i].name);
    REQUIRE((*back)->topics[i].items.size() == x.topics[i].items.size());
    for (std::size_t j = 0; j < x.topics[i].items.size(); ++j)
      CHECK(same((*back)->topics[i].items[j].texts, x.topics[i].items[j].texts));
  }
}

TEST_CASE("parts of two pictures are never put together", "[mirrors]") {
  auto x = full_picture(20);
  const auto parts = encode_site_picture(x, 50);
  REQUIRE(parts.size() > 3);
  picture_reader reader;
  const auto refused = [&](const std::string& part) {
    const auto read = reader.add(part);
    return read ? "read" : message(read.error());
  };
  CHECK(refused(parts[1]) == "part: 0 expected, got 1");
  CHECK(refused(parts[0]) == "read");
  CHECK(refused(parts[2]) == "part: 1 expected, got 2");
  CHECK(refused(parts[1]) == "part: 0 expected, got 1"); // nothing is left of it
  ++x.number;
  const auto later = encode_site_picture(x, 50);
  CHECK(refused(parts[0]) == "read");
  CHECK(refused(later[1]) == "number: 40 expected, got 41");
  x.epoch = 8;
  const auto other = encode_site_picture(x, 50);
  CHECK(refused(later[0]) == "read");
  CHECK(refused(other[1]) == "epoch: 7 expected, got 8");
  CHECK(refused(parts[0]) == "read");
  CHECK(refused(later[0]) == "read"); // begins anew
  CHECK(refused(later[1]) == "read");
  CHECK(
    refused(R"({"epoch":8,"number":1,"topics":[{"name":"t","items":[{"id":"a","text":"x"}]}]})") ==
    "part: a value expected, got nothing");
  CHECK(
    refused(
      R"({"epoch":8,"number":1,"part":0,"topics":[{"name":"t","items":[{"id":"a","text":"x"}]}]})") ==
    R"(topics[0].items[0].text: text that is a JSON object expected, got "x")");
  const auto cut = std::string_view{parts[0]}.substr(0, parts[0].size() / 2);
  CHECK(refused(std::string{cut}).find("JSON expected") != std::string::npos);
}
