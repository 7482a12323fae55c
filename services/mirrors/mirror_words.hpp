#pragma once

#include "protocol/entities.hpp"
#include "services/pictures/frames.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the owner of a site tells the nodes that show it too.
namespace omstilling {

/// A row that other nodes must know, to log people in and to find them; without `state` it is gone.
struct mirrored_row {
  entity_kind kind = entity_kind::unknown;
  std::string id;
  std::optional<std::string> state{}; // JSON of the record
  friend bool operator==(const mirrored_row&, const mirrored_row&) = default;
};

/// Whether rows of this kind and id are told to other nodes: employees, users, tokens and the
/// contacts of the shared book.
bool is_mirrored(entity_kind kind, std::string_view id);

/// The site that this part of the service belongs to, as `pbx:hq` does; empty: none.
inline site_id site_of_part(std::string_view part) {
  const bool is_its = part.starts_with("site:") || part.starts_with("pbx:");
  return site_id{std::string{is_its ? part.substr(part.find(':') + 1) : std::string_view{}}};
}

/// What happened at a site from number `from` to number `to`, both included; the next one begins at
/// `to` + 1. A beat, which only says that the owner lives and how far it is, ends before it begins.
struct frame_entry {
  std::int64_t epoch = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<shown_change> changes{};
  std::vector<mirrored_row> rows{};
  std::vector<health_view> health{}; // parts of the site that are others now
  std::vector<std::string> topics{}; // that exist from now on, and were empty at number `topics_at`
  std::int64_t topics_at = 0;
};

/// A beat of an owner whose last number is `last`.
frame_entry beat_at(std::int64_t epoch, std::int64_t last);

struct pictured_topic {
  std::string name; // each once
  std::vector<pictured_item> items{};
};
/// All that a site shows once everything up to `number` has happened. Rows are read from the store,
/// and only after the picture came: later ones may then come twice, but none is missed.
struct site_picture {
  std::int64_t epoch = 0;
  std::int64_t number = 0;
  std::vector<pictured_topic> topics{};
  std::vector<health_view> health{};
};

} // namespace omstilling
