#include "services/directory/index_parts.hpp"
#include "services/directory/search_index.hpp"
#include "services/directory/sounds.hpp"

namespace omstilling {

namespace {

constexpr std::size_t shortest_sound = 3;
constexpr std::size_t shortest_sound_beginning = 4;
constexpr std::size_t shortest_misspelt = 4;
constexpr std::size_t shortest_abroad = 7; // digits that may begin with a country without a plus

} // namespace

void search_index::numbers_like(const fragment& x, matches& out) {
  const auto add = [&](std::string_view part, const std::string& country) {
    bool whole = true; // these stand before all that are longer
    for (const auto word : digits_.beginning(part)) {
      if (whole) {
        const auto& text = digits_.text(word);
        whole = text.size() > part.size() && text[part.size()] == country_mark;
      }
      if (country.empty() || digits_.text(word).ends_with(country_mark + country))
        out.push_back({word, whole ? exact : beginning, &digits_});
    }
  };
  auto rest = std::string_view{x.text};
  const bool abroad = x.plus || rest.starts_with("00");
  if (!x.plus && abroad)
    rest.remove_prefix(2);
  if (!abroad)
    add(rest, "");
  for (const auto& [country, count] : countries_)
    if (!country.empty() && rest.starts_with(country) && rest.size() > country.size() + 1 &&
        (abroad || country == numbers_.own_country() || rest.size() >= shortest_abroad))
      add(rest.substr(country.size()), country);
  if (const auto meant = numbers_.read((abroad ? "+" : "") + std::string{rest});
      rest.size() >= shortest_abroad && meant.national != rest)
    add(meant.national, meant.country);
}

search_index::matches search_index::beginnings(const fragment& x) {
  matches result;
  const auto begins = [&](word_table& in) {
    const auto words = in.beginning(x.text);
    for (const auto word : words)
      result.push_back({word, beginning, &in});
    // The word itself stands before all that are longer.
    if (!words.empty() && in.text(words.front()).size() == x.text.size())
      result[result.size() - words.size()].how = exact;
  };
  if (x.text.size() == 1) {
    // One letter could be the beginning of anything: only names count, and numbers that are no
    // longer.
    begins(names_);
    if (const auto whole = words_.known(x.text); whole && x.digits)
      result.push_back({*whole, exact, &words_});
    return result;
  }
  if (!x.plus) {
    begins(names_);
    begins(words_);
  }
  if (x.digits)
    numbers_like(x, result);
  return result;
}

search_index::matches search_index::first_names(const fragment& x) {
  matches result;
  for (const auto word : firsts_.beginning(x.text))
    result.push_back({word, beginning, &firsts_});
  if (const auto whole = names_.known(x.text))
    result.push_back({*whole, exact, &names_});
  return result;
}

search_index::matches search_index::insides(const fragment& x) {
  matches result;
  const auto contains = [&](word_table& in) {
    for (const auto word : in.within(x.text))
      result.push_back({word, within, &in});
  };
  if (!x.digits) {
    contains(names_);
    contains(words_);
  } else if (!x.plus) {
    contains(digits_);
  }
  return result;
}

void search_index::spare_words(const fragment& x, const std::vector<fragment>& all,
                               matches& of) const {
  for (const auto& longer : all)
    if (!x.digits && longer.text.size() > x.text.size() && longer.text.starts_with(x.text))
      for (auto& one : of)
        if (one.how != within && one.in->text(one.word).starts_with(longer.text))
          one.how = within;
}

search_index::matches search_index::sounding(const fragment& x, bool whole) {
  matches result;
  const auto sound = sound_of(x.text);
  if (x.text.size() < shortest_sound || sound.size() < 2)
    return result;
  for (const auto word : sounds_.beginning(sound))
    if ((!whole && x.text.size() >= shortest_sound_beginning) ||
        sounds_.text(word).size() == sound.size())
      result.push_back({word, sounding_alike, &sounds_});
  return result;
}

search_index::matches search_index::misspelt(const fragment& x) {
  matches result;
  if (x.digits || x.text.size() < shortest_misspelt)
    return result;
  for (auto* in : {&names_, &words_})
    for (const auto word : in->near(x.text))
      result.push_back({word, one_letter_off, in});
  return result;
}

} // namespace omstilling
