#pragma once

#include "services/directory/folding.hpp"
#include "services/directory/number_reader.hpp"
#include "services/directory/search_entry.hpp"
#include "services/directory/search_query.hpp"
#include "services/directory/word_table.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace omstilling {

/// Who searches, and what they may find.
struct seeker {
  std::optional<user_id> user{};
  site_id site;
  audience sees = audience::public_;
  bool contacts = false;                      // may look into phone books
  std::unordered_map<std::string, int> often; // how often they call whom, by entry id
};

/// All that can be found: one index over employees and all phone books.
///
/// Better ways of being found come first: whole words, beginnings, parts of words; in names before
/// other texts. Then those of one's own site and book, those called often, and names in their
/// order. What only sounds alike or is a typing error away stands in a group of its own.
class search_index {
public:
  using slot = word_table::place;
  struct finding {
    slot entry = 0;
    hit_group group = hit_group::unknown;
    std::size_t reading = 0; // of the query
  };

  explicit search_index(const number_reader& numbers) : numbers_(numbers) {}

  /// Adds an entry, or replaces the one with its id.
  void put(const search_entry& x);
  void remove(const std::string& id);
  /// The best `limit` of each group.
  std::vector<finding> find(const search_query& x, const seeker& who, std::size_t limit);
  /// Whom this number belongs to of those that `who` may find: employees, then own contacts, then
  /// shared ones. Numbers of a house are those of the seeker's site, if that is given.
  std::vector<slot> owners(const meant_number& x, const seeker& who) const;
  search_entry entry(slot x) const;
  const std::string& id(slot x) const { return bodies_[x].id; }
  const slot* find_id(const std::string& id) const;
  /// Takes in what was put; done before the next search anyway.
  void settle();
  std::size_t size() const { return by_id_.size(); }
  /// Another one whenever somebody came, left or changed.
  std::uint64_t version() const { return version_; }

private:
  /// What a search asks of those who are left.
  struct summary {
    std::uint8_t name_words = 0; // of the name
    // What words of names and numbers begin with, and those of other texts, by letter_bit.
    std::uint64_t name_letters = 0;
    std::uint64_t name_letters_twice = 0; // two words of them
    std::uint64_t other_letters = 0;
    std::uint64_t public_letters = 0; // all that the public may know
  };
  struct details {
    std::string id;
    std::string name_key;
    std::string texts; // of each its field, its text and a zero
  };
  struct match {
    word_table::word word;
    std::uint8_t how;
    const word_table* in;
  };
  using matches = std::vector<match>;
  struct sight { // what a seeker may find, in numbers
    bool contacts = false;
    std::uint32_t own = 0; // the private book; 0: none
    std::uint16_t site = 0;
  };
  struct rank;
  class best;

  void index(slot at, const search_entry& x, bool in);
  void index_text(slot at, const searched_text& x, bool in);
  /// Whole words and beginnings of words.
  matches beginnings(const fragment& x);
  /// Of a single letter: what is found for less than the beginning of any word of a name.
  matches first_names(const fragment& x);
  /// Parts within words, which are looked for when the beginnings are not enough.
  matches insides(const fragment& x);
  void numbers_like(const fragment& x, matches& out);
  /// Words that another fragment says more of are rather that one's: "jens j".
  void spare_words(const fragment& x, const std::vector<fragment>& all, matches& of) const;
  /// Only words that sound so to their end, if `whole`.
  matches sounding(const fragment& x, bool whole);
  matches misspelt(const fragment& x);
  /// Leaves in candidates_ those in whom all are found, with their cost in total_.
  void meet(const std::vector<fragment>& of, const std::vector<matches>& each, const seeker& who);
  template <class Cost>
  void keep_if(Cost cost);
  /// What it costs that a single letter begins one of the words; 255: it does not.
  std::uint8_t letter_cost(slot at, const std::vector<fragment>& of, std::size_t which,
                           audience who) const;
  void begin(const seeker& who);
  void note_letters(summary& at, const search_entry& x) const;
  void collect(const seeker& who, std::size_t reading, std::size_t fragments, bool alike, best& to);
  /// Finds also what sounds like a fragment, or, if nothing else is there, is misspelt.
  void find_alike(const std::vector<fragment>& of, std::vector<matches> each, const seeker& who,
                  std::size_t reading, best& to);
  rank rank_of(const sight& who, slot x, std::size_t reading, std::size_t fragments) const;
  sight sight_of(const seeker& who) const;
  bool may_find(const sight& who, slot x) const;
  /// Of another site; of contacts, not in one's own book.
  bool is_elsewhere(const sight& who, slot x) const;
  std::uint32_t owner_number(const user_id& x);

  const number_reader& numbers_;
  name_order order_;
  word_table names_;
  word_table firsts_; // of the words in names those that a name begins with, once more
  word_table words_;  // of all other texts
  word_table sounds_; // of the words in names
  word_table digits_; // national digits, a stroke, the country's code
  static constexpr std::uint32_t house_book = 0, shared_book = 1, first_private_book = 2;
  // Of each entry; apart, because all who are found are asked for them.
  std::vector<std::uint32_t> books_;
  std::vector<std::uint16_t> sites_of_;  // 0: none
  std::vector<std::uint64_t> name_keys_; // the beginning of its place in the order of names
  std::vector<summary> faces_;
  std::vector<details> bodies_;
  std::vector<slot> unused_;
  std::uint64_t version_ = 1;
  std::unordered_map<std::string, slot> by_id_;
  std::unordered_map<user_id, std::uint32_t> owners_;
  std::vector<user_id> owner_ids_; // of the private books, in order
  std::map<site_id, std::uint16_t> sites_;
  std::map<std::string, std::size_t, std::less<>> countries_; // of the numbers here

  // Of the search that runs, kept so that a keystroke allocates nothing large.
  std::vector<std::uint8_t> now_, total_, listed_;
  std::vector<slot> touched_, candidates_, all_listed_, all_often_;
  std::vector<std::uint16_t> often_;
};

} // namespace omstilling
