#include "gateways/websocket/topic_log.hpp"

#include "gateways/websocket/frame_head.hpp"

#include <algorithm>

namespace omstilling {

namespace {
/// Memory that a quiet log may keep for its next burst.
constexpr std::size_t kept_capacity = 256 << 10;
} // namespace

void topic_log::append(std::string_view text, std::int64_t revision) {
  bytes_ += frame_head{text.size()}.view();
  bytes_ += text;
  ends_.push_back(base_.offset + bytes_.size());
  revision_ = revision;
}

std::string_view topic_log::since(std::uint64_t offset) const {
  return std::string_view{bytes_}.substr(offset - base_.offset);
}

topic_log::place topic_log::frame_end(std::uint64_t offset) const {
  if (offset <= base_.offset)
    return base_;
  const auto at = std::ranges::lower_bound(ends_, offset);
  if (at == ends_.end())
    return end();
  return {*at, base_.frame + static_cast<std::uint64_t>(at - ends_.begin()) + 1};
}

void topic_log::trim(const place& oldest) {
  const auto unused = oldest.offset - base_.offset;
  // Moving the rest to the front costs as much as there is rest: not for less than that.
  if (unused == 0 || unused < bytes_.size() - unused)
    return;
  bytes_.erase(0, unused);
  ends_.erase(ends_.begin(),
              ends_.begin() + static_cast<std::ptrdiff_t>(oldest.frame - base_.frame));
  base_ = oldest;
  if (bytes_.capacity() > kept_capacity && bytes_.size() < bytes_.capacity() / 8)
    bytes_.shrink_to_fit();
}

} // namespace omstilling
