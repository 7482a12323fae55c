#include "services/directory/folding.hpp"
#include "services/directory/number_reader.hpp"
#include "services/directory/sounds.hpp"
#include "services/directory/word_table.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <set>

using namespace omstilling;

namespace {

using texts = std::vector<std::string>;

texts found(const word_table& in, const std::vector<word_table::word>& words) {
  texts result;
  for (const auto x : words)
    if (!in.where(x).empty())
      result.push_back(in.text(x));
  std::sort(result.begin(), result.end());
  return result;
}

} // namespace

TEST_CASE("words are compared without case and accents, Danish letters in two spellings",
          "[directory][B2.6]") {
  CHECK(plain_words_of("Ågård, Søren-Æble") == texts{"aagaard", "soeren", "aeble"});
  CHECK(plain_words_of("Ågård Søren", letters::bare) == texts{"agard", "soren"});
  CHECK(plain_words_of("André Müller Weiß Łódź") == texts{"andre", "muller", "weiss", "lodz"});
  CHECK(plain_words_of("A\xCC\x8A") == texts{"aa"});
  CHECK(plain_words_of("O'Connor O\xE2\x80\x99Hara") == texts{"oconnor", "ohara"});
  CHECK(plain_words_of(" .,- ").empty());
  CHECK(plain_words_of("\xFF"
                       "a\xC3") == texts{"a"});
}

TEST_CASE("names order as in a Danish phone book", "[directory]") {
  const name_order order;
  texts names{"Ågård", "Zoe", "Ørsted", "Ænima", "Bo", "anna", "Aagaard"};
  std::stable_sort(names.begin(), names.end(),
                   [&](const auto& a, const auto& b) { return order.key(a) < order.key(b); });
  CHECK(names == texts{"anna", "Bo", "Zoe", "Ænima", "Ørsted", "Ågård", "Aagaard"});
}

TEST_CASE("what sounds alike to a Danish ear has one sound", "[directory][B2.6]") {
  const std::vector<texts> alike{{"kristian", "christian", "kristjan", "cristian"},
                                 {"soerensen", "sorensen"},
                                 {"mads", "mats"},
                                 {"petersen", "pedersen"},
                                 {"schmidt", "schmitt", "smidt", "smith"},
                                 {"philip", "filip", "phillip"},
                                 {"katrine", "kathrine", "cathrine", "katrin"},
                                 {"jakob", "jacob"},
                                 {"erik", "eric", "erick"},
                                 {"thomas", "tomas"},
                                 {"wagner", "vagner"},
                                 {"hjort", "jort"},
                                 {"axel", "aksel"},
                                 {"louise", "luise"},
                                 {"nielsen", "nilsen"},
                                 {"kjaer", "kaer"}};
  for (const auto& group : alike)
    for (const auto& x : group)
      CHECK(sound_of(x) == sound_of(group.front()));
  CHECK(sound_of("kristian") != sound_of("karsten"));
  CHECK(sound_of("anna") != sound_of("hanne"));
  CHECK(sound_of("b2").empty());
}

TEST_CASE("one error is a letter too many, missing, wrong, or two swapped", "[directory][B2.6]") {
  for (const auto* x : {"holmm", "hol", "halm", "hlom", "olm", "xholm"})
    CHECK(one_error_apart("holm", x));
  for (const auto* x : {"holm", "ho", "halt", "mloh", "xholmx"})
    CHECK_FALSE(one_error_apart("holm", x));
}

TEST_CASE("numbers mean the same in whatever way they are written", "[directory][B2.6]") {
  const number_reader danish{"DK"};
  for (const auto* x : {"33 12 34 56", "33123456", "+45 33 12 34 56", "0045 33123456", "4533123456",
                        "(33) 12-34-56", "+45(33)123456"})
    CHECK(danish.read(x).key() == "+4533123456");
  CHECK(danish.read("4112").key() == "4112");
  CHECK(danish.read("112").key() == "112");
  CHECK(danish.read("+46 (0)40 123 456").key() == "+4640123456");
  CHECK(danish.read("0049 30 1234567").key() == "+49301234567");
  CHECK(danish.read("*21*4112#").country.empty());
  CHECK(danish.read("").key().empty());
  CHECK(danish.read("anonymous").key().empty());
  const number_reader german{"DE"};
  CHECK(german.read("030 1234567").key() == "+49301234567");
  CHECK_THROWS(number_reader{"XX"});
}

TEST_CASE("a table of words finds what a list would, also after words left", "[directory]") {
  const auto any_word = [] {
    return *rc::gen::resize(6, rc::gen::nonEmpty(rc::gen::container<std::string>(
                                 rc::gen::elementOf(std::string{"abcn"}))));
  };
  rc::prop("beginning, within, near", [&] {
    word_table table;
    std::multiset<std::string> list;
    for (const auto steps = *rc::gen::inRange(1, 120); std::ssize(list) < steps;) {
      const auto word = any_word();
      table.add(word, 7);
      list.insert(word);
      if (*rc::gen::inRange(0, 3) == 0) {
        table.remove(*list.begin(), 7);
        list.erase(list.begin());
        if (*rc::gen::inRange(0, 4) == 0)
          break;
      }
      if (*rc::gen::inRange(0, 8) == 0)
        table.settle();
    }
    const auto part = any_word();
    texts begins, within, near;
    for (const auto& x : std::set<std::string>(list.begin(), list.end())) {
      if (x.starts_with(part))
        begins.push_back(x);
      else if (x.find(part) != x.npos && part.size() >= 3)
        within.push_back(x);
      if (!x.starts_with(part) && one_error_apart(x, part))
        near.push_back(x);
    }
    RC_ASSERT(found(table, table.beginning(part)) == begins);
    RC_ASSERT(found(table, table.within(part)) == within);
    if (part.size() < 5)
      RC_ASSERT(found(table, table.near(part)) == near);
  });
}
