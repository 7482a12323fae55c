#include "services/mirrors/follower.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace omstilling {

namespace {

bool is_beat(const frame_entry& x) { return x.to < x.from; }

template <class T>
std::vector<T> joined(std::vector<T> first, std::vector<T> second) {
  first.insert(first.end(), std::make_move_iterator(second.begin()),
               std::make_move_iterator(second.end()));
  return first;
}

/// `kept` with what the other, which came before or after it, says that has no number.
void add_news(frame_entry& kept, frame_entry beat, bool came_before) {
  if (came_before) {
    kept.health = joined(std::move(beat.health), std::move(kept.health));
    kept.topics = joined(std::move(beat.topics), std::move(kept.topics));
  } else {
    kept.health = joined(std::move(kept.health), std::move(beat.health));
    kept.topics = joined(std::move(kept.topics), std::move(beat.topics));
  }
  kept.topics_at = std::max(kept.topics_at, beat.topics_at);
}

} // namespace

follower::follower(std::int64_t first_epoch, follower_times times)
  : times_(times), newest_epoch_(first_epoch) {}

follower_orders follower::start(instant now) {
  follower_orders out;
  last_word_ = now;
  wants_picture_ = true;
  ask_when_due(now, out);
  return out;
}

follower_orders follower::heard(frame_entry x, instant now) {
  follower_orders out;
  if (x.epoch < newest_epoch_)
    return out;
  go_to_epoch(x.epoch);
  const bool follows = shown_ && shown_->epoch == x.epoch;
  if (follows && x.from == shown_->number + 1) {
    show(std::move(x), out);
    // An entry that was missing came after all.
    const bool fits = show_early(out);
    wants_picture_ = !fits || !early_.empty();
    confirm(now, out);
  } else if (!follows || x.from > shown_->number) {
    keep_early(std::move(x));
    wants_picture_ = true;
  } else if (x.to > shown_->number) {
    wants_picture_ = true;
  }
  ask_when_due(now, out);
  return out;
}

follower_orders follower::pictured(site_picture x, instant now) {
  follower_orders out;
  under_way_ = false;
  if (x.epoch >= newest_epoch_) {
    go_to_epoch(x.epoch);
    const place at{x.epoch, x.number};
    const bool later = !shown_ || shown_->epoch < at.epoch || shown_->number < at.number;
    if (later) {
      shown_ = at;
      out.emplace_back(declare_picture{std::move(x)});
    }
    if (later || *shown_ == at) {
      const bool fits = show_early(out);
      wants_picture_ = !fits || !early_.empty();
      if (later || !wants_picture_)
        confirm(now, out);
    }
  }
  ask_when_due(now, out);
  return out;
}

follower_orders follower::picture_failed(instant now) {
  follower_orders out;
  under_way_ = false;
  ask_when_due(now, out);
  return out;
}

follower_orders follower::wake(instant now) {
  follower_orders out;
  if (!silent_ && now >= last_word_ + times_.silence) {
    silent_ = true;
    out.emplace_back(silent_since{last_word_});
  }
  ask_when_due(now, out);
  return out;
}

follower_orders follower::link_lost(instant now) {
  link_ = false;
  under_way_ = false;
  asked_at_.reset();
  return wake(now);
}

follower_orders follower::link_back(instant now) {
  link_ = true;
  return wake(now);
}

std::optional<instant> follower::deadline() const {
  std::optional<instant> result;
  if (!silent_)
    result = last_word_ + times_.silence;
  if (!wants_picture_ || !link_)
    return result;
  const auto question = next_question(last_word_);
  return result && question ? std::min(*result, *question) : result ? result : question;
}

void follower::go_to_epoch(std::int64_t epoch) {
  if (epoch == newest_epoch_ && epoch_known_)
    return;
  newest_epoch_ = epoch;
  early_.clear();
  // Who was asked is not the owner any more.
  if (std::exchange(epoch_known_, true)) {
    asked_at_.reset();
    under_way_ = false;
  }
}

void follower::keep_early(frame_entry x) {
  const auto from = x.from;
  auto [found, fresh] = early_.try_emplace(from, std::move(x));
  if (!fresh) {
    // A beat stands where the next entry will begin: what it says besides stays.
    auto& held = found->second;
    const bool newer = held.to < x.to;
    if (newer)
      std::swap(held, x);
    if (is_beat(x))
      add_news(held, std::move(x), newer);
  }
  // The newest ones are of use: the picture that is on its way may be as new.
  if (early_.size() > most_early)
    early_.erase(early_.begin());
}

void follower::confirm(instant now, follower_orders& out) {
  last_word_ = now;
  if (!silent_)
    return;
  silent_ = false;
  out.emplace_back(heard_again{});
}

void follower::show(frame_entry x, follower_orders& out) {
  shown_->number = std::max(shown_->number, x.to);
  if (!x.changes.empty() || !x.rows.empty() || !x.health.empty() || !x.topics.empty())
    out.emplace_back(show_entry{std::move(x)});
}

/// Shows what was kept and follows now. False: one of them began before and ends after what is
/// shown.
bool follower::show_early(follower_orders& out) {
  while (!early_.empty()) {
    auto& [from, next] = *early_.begin();
    if (from > shown_->number + 1)
      return true;
    const bool astride = from <= shown_->number && next.to > shown_->number;
    if (from == shown_->number + 1)
      show(std::move(next), out);
    early_.erase(early_.begin());
    if (astride)
      return false;
  }
  return true;
}

void follower::ask_when_due(instant now, follower_orders& out) {
  if (!wants_picture_ || !link_)
    return;
  if (const auto due = next_question(now); !due || now < *due)
    return;
  asked_at_ = now;
  under_way_ = true;
  out.emplace_back(load_picture{});
}

/// `now` when nothing has to be waited for; never while an answer is to come.
std::optional<instant> follower::next_question(instant now) const {
  if (under_way_)
    return std::nullopt;
  return asked_at_ ? *asked_at_ + times_.ask_again : now;
}

} // namespace omstilling
