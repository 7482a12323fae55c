#pragma once

#include "ui-dear-imgui/model/people_list.hpp"
#include "ui-dear-imgui/model/people_view.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omstilling {

/// Text as a search compares it: lower case, å as aa, æ as ae, ø as oe, without accents.
std::string fold(std::string_view text);

/// What a search looks through: name, title, department, place and numbers, folded.
std::string searchable(const person& x);
/// The same of a contact: every field (S15.2).
std::string searchable(const contact_view& x);

/// The words of a query, folded; each must be found, in any order.
std::vector<std::string> fragments_of(std::string_view query);

/// Whether it looks like a number to dial, spaces and a leading + included.
bool looks_like_number(std::string_view query);
/// The number without its spaces.
std::string plain_number(std::string_view query);

/// The places of those in whom every fragment is found; names that begin with a fragment come
/// first.
std::vector<std::size_t> find_people(const people_list& people,
                                     const std::vector<std::string>& fragments);

/// The same of contacts, at most so many.
std::vector<std::size_t> find_contacts(const contact_list& contacts,
                                       const std::vector<std::string>& fragments, std::size_t most);

/// Where fragments stand in `text`, as bytes [first, second), in order and apart.
std::vector<std::pair<std::size_t, std::size_t>> marks(std::string_view text,
                                                       const std::vector<std::string>& fragments);

} // namespace omstilling
