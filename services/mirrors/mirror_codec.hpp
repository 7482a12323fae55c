#pragma once

#include "protocol/errors.hpp"
#include "services/mirrors/mirror_words.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an owner tells other nodes, as text. Reading never throws, whatever the input; the error
/// names the place. Unknown members, kinds of rows and capabilities are left out, so that nodes of
/// two versions understand each other while one after the other is replaced.
namespace omstilling {

/// No entry and no part of a picture is longer.
inline constexpr std::size_t most_mirror_bytes = 128 << 20;

/// Rows that are not mirrored are left out.
std::string encode_frame_entry(const frame_entry& x);
tl::expected<frame_entry, problem> decode_frame_entry(std::string_view text);

/// The picture in parts, each of which ends when its items' texts have come to `part_bytes`; to be
/// sent in this order.
std::vector<std::string> encode_site_picture(const site_picture& x,
                                             std::size_t part_bytes = 1 << 20);

/// Puts a picture together from its parts.
class picture_reader {
public:
  /// The whole picture with its last part. A first part begins anew; any other has to be the next
  /// of the same picture, else all of it is refused.
  tl::expected<std::optional<site_picture>, problem> add(std::string_view text);

private:
  tl::expected<std::optional<site_picture>, problem> refuse(problem why);

  site_picture gathered_{};
  std::int64_t next_part_ = 0;
};

} // namespace omstilling
