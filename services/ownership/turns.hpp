#pragma once

#include "services/ownership/lease_words.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace omstilling {

/// Which place `who` has in the line for each free site of the picture; 0 takes it at once. First
/// come those who prefer the site, then those who hold the fewest, then the lower id; one who is to
/// take a site counts it when the next is given out. `who` stands in line even if the picture does
/// not know it yet, those who leave do not. All who see the same come to the same, so nothing goes
/// in but the picture.
std::map<site_id, std::size_t> turns_of(const node_seen& who, const std::vector<site_id>& free,
                                        const nodes_picture& picture);

bool prefers(const node_seen& x, const site_id& site);

} // namespace omstilling
