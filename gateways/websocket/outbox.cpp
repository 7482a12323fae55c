#include "gateways/websocket/outbox.hpp"

#include <algorithm>

namespace omstilling {

void outbox::enqueue(own_frame frame) {
  if (finished_)
    return;
  if (frame.kind == matter::answer)
    answer_bytes_ += frame.size();
  own_.push_back(std::move(frame));
}

void outbox::push(shared_text text, matter kind) {
  const frame_head head{text->size()};
  enqueue({head, std::move(text), kind});
}

void outbox::push_framed(std::string bytes) {
  enqueue({{}, std::make_shared<const std::string>(std::move(bytes)), matter::answer});
}

void outbox::push_last(std::string bytes) {
  discard_pictures();
  push_framed(std::move(bytes));
  finished_ = true;
}

void outbox::follow(topic_log& log) {
  if (!finished_)
    cursors_.push_back({&log, log.end(), true});
}

void outbox::release() {
  std::erase_if(cursors_, [&](const cursor& old) {
    return !old.held && std::ranges::any_of(cursors_, [&](const cursor& fresh) {
      return fresh.held && fresh.log == old.log;
    });
  });
  for (auto& x : cursors_)
    x.held = false;
}

void outbox::abandon() {
  std::erase_if(cursors_, [](const cursor& x) { return x.held; });
}

void outbox::unfollow(const topic_log& log) {
  std::erase_if(cursors_, [&](const cursor& x) { return x.log == &log; });
}

bool outbox::follows(const topic_log& log) const {
  return std::ranges::any_of(cursors_, [&](const cursor& x) { return x.log == &log; });
}

bool outbox::follows_live(const topic_log& log) const {
  return std::ranges::any_of(cursors_, [&](const cursor& x) { return x.log == &log && !x.held; });
}

std::size_t outbox::discard_pictures() {
  std::size_t discarded = log_bytes();
  cursors_.clear();
  for (std::size_t i = 0; i < own_.size();) {
    const bool begun = i == 0 && front_sent_ > 0;
    if (own_[i].kind == matter::answer || begun) {
      ++i;
      continue;
    }
    discarded += own_[i].size();
    own_.erase(own_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return discarded;
}

std::size_t outbox::gather(std::span<std::string_view> pieces) const {
  std::size_t count = 0;
  std::size_t skip = front_sent_;
  const auto add = [&](std::string_view piece) {
    const auto skipped = std::min(skip, piece.size());
    skip -= skipped;
    piece.remove_prefix(skipped);
    if (!piece.empty())
      pieces[count++] = piece;
  };
  for (const auto& x : own_) {
    if (count + 2 > pieces.size())
      return count;
    add(x.head.view());
    add(*x.body);
  }
  for (const auto& x : cursors_) {
    if (count == pieces.size())
      return count;
    if (!x.held)
      add(x.log->since(x.at.offset));
  }
  return count;
}

void outbox::sent(std::size_t bytes) {
  totals_.bytes += bytes;
  bytes = sent_own(bytes);
  for (auto& x : cursors_) {
    if (bytes == 0)
      return;
    if (x.held)
      continue;
    const auto part = std::min<std::uint64_t>(bytes, x.log->end().offset - x.at.offset);
    sent_of(x, part);
    bytes -= part;
  }
}

std::size_t outbox::sent_own(std::size_t bytes) {
  while (bytes > 0 && !own_.empty()) {
    const auto& front = own_.front();
    const auto part = std::min(bytes, front.size() - front_sent_);
    bytes -= part;
    front_sent_ += part;
    if (front_sent_ < front.size())
      return 0;
    if (front.kind == matter::answer)
      answer_bytes_ -= front.size();
    own_.pop_front();
    front_sent_ = 0;
    ++totals_.frames;
  }
  return bytes;
}

void outbox::sent_of(cursor& x, std::size_t bytes) {
  const auto reached = x.at.offset + bytes;
  const auto next = x.log->frame_end(reached);
  const auto whole = next.frame - x.at.frame;
  if (next.offset == reached) {
    totals_.frames += whole;
  } else {
    // The rest of the frame that was cut becomes a frame of its own, so that nothing gets between,
    // and the log may be trimmed. It counts as sent when it is.
    totals_.frames += whole - 1;
    push_framed(std::string{x.log->since(reached).substr(0, next.offset - reached)});
  }
  x.at = next;
}

bool outbox::empty() const {
  return own_.empty() && std::ranges::all_of(cursors_, [](const cursor& x) {
           return x.held || x.at.offset == x.log->end().offset;
         });
}

std::size_t outbox::log_bytes() const {
  std::size_t bytes = 0;
  for (const auto& x : cursors_)
    bytes += x.log->end().offset - x.at.offset;
  return bytes;
}

topic_log::place outbox::oldest(const topic_log& log) const {
  auto oldest = log.end();
  for (const auto& x : cursors_)
    if (x.log == &log && x.at.offset < oldest.offset)
      oldest = x.at;
  return oldest;
}

} // namespace omstilling
