#pragma once

#include "actors/ports/store.hpp"

#include <vector>

namespace omstilling {

/// What a store holds of a site: how much, and a digest of all of it (SHA-256, hexadecimal).
struct site_survey {
  site_id site;
  std::size_t rows = 0;
  std::size_t events = 0;
  std::size_t receipts = 0;
  std::size_t calls = 0;
  std::string digest;
  friend bool operator==(const site_survey&, const site_survey&) = default;
};

/// Reads everything that is kept of the site.
tl::expected<site_survey, problem> survey(store& of, const site_id& site);

/// Copies all of the site into a store that does not know it. Its numbering goes on there, and its
/// epochs are at least as many, so that no reader takes an old picture for a new one.
tl::expected<void, problem> copy_site(store& from, store& to, const site_id& site);

} // namespace omstilling
