#include "services/directory/search_index.hpp"

#include "services/directory/index_parts.hpp"
#include "services/directory/sounds.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr char text_end = '\0';

std::string packed(const std::vector<searched_text>& texts) {
  std::string result;
  for (const auto& x : texts) {
    result += static_cast<char>(static_cast<int>(x.field) + 1);
    const auto at = result.size();
    result += x.text;
    std::replace(result.begin() + static_cast<std::ptrdiff_t>(at), result.end(), text_end, ' ');
    result += text_end;
  }
  result.shrink_to_fit();
  return result;
}

std::vector<searched_text> unpacked(std::string_view all) {
  std::vector<searched_text> result;
  while (!all.empty()) {
    const auto end = all.find(text_end);
    result.push_back(
      {static_cast<searched_field>(all.front() - 1), std::string{all.substr(1, end - 1)}});
    all.remove_prefix(end + 1);
  }
  return result;
}

/// The beginning of a key as a number that compares alike.
std::uint64_t beginning_of(std::string_view key) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < sizeof result; ++i)
    result = result << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
  return result;
}

/// The words of a text by which it is found. Nobody is found by the country of an e-mail address.
std::vector<std::string> searched_words(const searched_text& x) {
  auto result = plain_words_of(x.text);
  if (x.field == searched_field::email && result.size() > 2)
    result.pop_back();
  return result;
}

std::vector<std::string> distinct(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// The same in each way of writing them, each once.
std::vector<std::string> all_words(const searched_text& x) {
  auto result = searched_words(x);
  if (x.field == searched_field::email || is_ascii(x.text))
    return distinct(std::move(result));
  for (auto& word : plain_words_of(x.text, letters::bare))
    result.push_back(std::move(word));
  return distinct(std::move(result));
}

/// The word that it begins with, in each way of writing it.
std::vector<std::string> first_words(std::string_view text) {
  std::vector<std::string> result;
  for (const auto how : {letters::danish, letters::bare})
    if (auto words = plain_words_of(text, how); !words.empty())
      result.push_back(std::move(words.front()));
  return result;
}

} // namespace

void search_index::put(const search_entry& x) {
  remove(x.id);
  slot at = 0;
  if (unused_.empty()) {
    at = static_cast<slot>(faces_.size());
    books_.emplace_back();
    sites_of_.emplace_back();
    name_keys_.emplace_back();
    faces_.emplace_back();
    bodies_.emplace_back();
  } else {
    at = unused_.back();
    unused_.pop_back();
  }
  const auto& name = x.texts.front().text;
  auto key = order_.key(name);
  books_[at] = x.employee ? house_book : x.owner ? owner_number(*x.owner) : shared_book;
  sites_of_[at] =
    x.employee ? sites_.try_emplace(x.site, sites_.size() + 1).first->second : std::uint16_t{0};
  name_keys_[at] = beginning_of(key);
  faces_[at] = {};
  faces_[at].name_words =
    static_cast<std::uint8_t>(std::min<std::size_t>(plain_words_of(name).size(), 255));
  note_letters(faces_[at], x);
  bodies_[at] = {x.id, std::move(key), packed(x.texts)};
  by_id_[x.id] = at;
  ++version_;
  index(at, x, true);
}

void search_index::remove(const std::string& id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end())
    return;
  const auto at = found->second;
  index(at, entry(at), false);
  by_id_.erase(found);
  ++version_;
  bodies_[at] = {};
  faces_[at] = {};
  unused_.push_back(at);
}

void search_index::index(slot at, const search_entry& x, bool in) {
  for (const auto& text : x.texts)
    index_text(at, text, in);
}

void search_index::index_text(slot at, const searched_text& x, bool in) {
  const auto enter = [&](word_table& table, const std::string& word, searched_field as) {
    in ? table.add(word, place_of(at, as)) : table.remove(word, place_of(at, as));
  };
  if (is_number(x.field)) {
    const auto number = numbers_.read(x.text);
    if (number.national.empty())
      return;
    enter(digits_, number.national + country_mark + number.country, x.field);
    if (in)
      ++countries_[number.country];
    else if (--countries_[number.country] == 0)
      countries_.erase(number.country);
    return;
  }
  const auto first =
    x.field == searched_field::name ? first_words(x.text) : std::vector<std::string>{};
  for (const auto& word : all_words(x)) {
    const bool begins = std::find(first.begin(), first.end(), word) != first.end();
    enter(is_name(x.field) ? names_ : words_, word, begins ? first_name : x.field);
    if (begins)
      enter(firsts_, word, first_name);
    if (!is_name(x.field))
      continue;
    if (const auto sound = sound_of(word); !sound.empty())
      enter(sounds_, sound, x.field);
  }
}

std::vector<search_index::slot> search_index::owners(const meant_number& x,
                                                     const seeker& who) const {
  std::vector<slot> result;
  const auto* const places = digits_.find(x.national + country_mark + x.country);
  if (!places || x.national.empty())
    return result;
  const auto eyes = sight_of(who);
  const auto elsewhere = [&](slot at) {
    return x.country.empty() && books_[at] == house_book && eyes.site != 0 &&
           sites_of_[at] != eyes.site;
  };
  for (const auto place : *places)
    if (const auto at = slot_of(place); may_find(eyes, at) && !elsewhere(at))
      result.push_back(at);
  const auto before = [&](slot a, slot b) {
    const auto one = std::pair{books_[a] != house_book, books_[a] == shared_book};
    const auto other = std::pair{books_[b] != house_book, books_[b] == shared_book};
    return std::tie(one, bodies_[a].name_key, bodies_[a].id) <
           std::tie(other, bodies_[b].name_key, bodies_[b].id);
  };
  std::sort(result.begin(), result.end(), before);
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

search_entry search_index::entry(slot x) const {
  const auto& more = bodies_[x];
  search_entry result{
    .id = more.id, .employee = books_[x] == house_book, .site = {}, .texts = unpacked(more.texts)};
  if (books_[x] >= first_private_book)
    result.owner = owner_ids_[books_[x] - first_private_book];
  for (const auto& [site, number] : sites_)
    if (number == sites_of_[x])
      result.site = site;
  return result;
}

const search_index::slot* search_index::find_id(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &found->second;
}

void search_index::settle() {
  names_.settle();
  firsts_.settle();
  words_.settle();
  sounds_.settle();
  digits_.settle();
}

search_index::sight search_index::sight_of(const seeker& who) const {
  sight result{.contacts = who.contacts};
  if (const auto own = who.user ? owners_.find(*who.user) : owners_.end(); own != owners_.end())
    result.own = own->second;
  if (const auto own = sites_.find(who.site); own != sites_.end())
    result.site = own->second;
  return result;
}

bool search_index::may_find(const sight& who, slot x) const {
  const auto book = books_[x];
  return book == house_book || (who.contacts && (book == shared_book || book == who.own));
}

std::uint32_t search_index::owner_number(const user_id& x) {
  const auto [at, fresh] =
    owners_.try_emplace(x, static_cast<std::uint32_t>(owner_ids_.size()) + first_private_book);
  if (fresh)
    owner_ids_.push_back(x);
  return at->second;
}

void search_index::note_letters(summary& at, const search_entry& x) const {
  for (const auto& text : x.texts) {
    std::vector<std::string> begins;
    if (is_number(text.field))
      begins.push_back(numbers_.read(text.text).national);
    else
      begins = searched_words(text);
    const bool named = is_name(text.field) || is_number(text.field);
    std::uint64_t here = 0;
    for (const auto& word : begins) {
      const auto bit = word.empty() ? 0 : letter_bit(word.front());
      if (named)
        at.name_letters_twice |= (at.name_letters | here) & bit;
      here |= bit;
    }
    (named ? at.name_letters : at.other_letters) |= here;
    if (may_know(audience::public_, text.field))
      at.public_letters |= here;
  }
}

} // namespace omstilling
