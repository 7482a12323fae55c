#pragma once

#include "services/directory/number_reader.hpp"
#include "services/directory/search_entry.hpp"
#include "services/directory/search_query.hpp"

#include <vector>

namespace omstilling {

/// Where fragments stand in a text, in order and apart: each where it stands best.
std::vector<text_mark> marks_in(std::string_view text, const std::vector<fragment>& fragments);

/// Where a fragment of digits stands in a number, whichever way both are written.
std::optional<text_mark> mark_in_number(std::string_view number, const fragment& x,
                                        const number_reader& numbers);

/// Somebody who was found, as `who` may see it: with the texts in which the fragments were found.
search_hit make_hit(const search_entry& x, hit_group group, const std::vector<fragment>& fragments,
                    audience who, const number_reader& numbers);

} // namespace omstilling
