#pragma once

#include "ui-dear-imgui/panels/log_rows.hpp"

namespace omstilling {

enum class which_book { all, own, shared };

/// The contacts of one's own and the shared book, searched over every field (S15.2), and what can
/// be done with the chosen one.
class contact_book {
public:
  /// The search field, the books, the rows, and beside or below them the chosen contact.
  void draw(ui& u, const rect& box, bool take_keys);

private:
  void find(const ui& u);
  void keys(ui& u, bool take_keys);
  const contact_view* chosen(const ui& u) const;
  void draw_head(ui& u, const rect& box);
  void draw_rows(ui& u, const rect& box);
  void draw_row(ui& u, const rect& box, std::size_t row);
  void draw_card(ui& u, const rect& box, const contact_view& x);

  std::string query_, found_query_;
  which_book book_ = which_book::all, found_book_ = which_book::all;
  std::shared_ptr<const contact_list> found_in_;
  std::vector<std::size_t> found_; // places
  std::vector<std::string> fragments_;
  std::string chosen_; // book and id
  bool focus_ = true, bring_ = false;
};

const char* number_word(number_type x);
/// Whether the login may change contacts of this book.
bool may_change_book(const console_view& view, bool shared);
/// The contact with this id in this book, or null: it is gone.
const contact_view* find_contact(const console_view& view, const contact_id& id, bool shared);

} // namespace omstilling
