#pragma once

#include "actors/ports/pbx.hpp"
#include "actors/ports/store.hpp"
#include "actors/site.hpp"

#include <vector>

namespace omstilling {

/// A site as the settings have it.
struct site_options {
  site_view site;
  pbx_maker pbx; // may be absent
  site_numbers numbers{};
};

/// Everything of one site, as it comes out of the store.
struct loaded_site {
  site_start start;
  std::vector<token_record> tokens;
};

/// Reads what is kept of the site and opens it there. Problems name the site and the row that does
/// not fit.
tl::expected<loaded_site, problem> load_site(const site_view& site, store& from, time_point now);

/// Adds what the store does not know: how the site dials, and its PBX, which is made now.
tl::expected<site_start, problem> equip(site_start loaded, const site_options& options);

/// Those who log in at a site.
struct site_logins {
  std::vector<user_record> users;
  std::vector<token_record> tokens;
};

/// Reads them without opening the site.
tl::expected<site_logins, problem> load_logins(const site_id& site, store& from);

} // namespace omstilling
