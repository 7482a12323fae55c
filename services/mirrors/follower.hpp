#pragma once

#include "services/mirrors/mirror_words.hpp"
#include "services/ownership/lease_words.hpp"

#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace omstilling {

/// How long is what; milliseconds.
struct follower_times {
  span_of_time silence{3000};   // the owner says something each second
  span_of_time ask_again{1000}; // for a picture, after one that was of no use or failed
};

// --- what the follower wants done -----------------------------------------------------

/// Ask the owner for the whole picture; the answer is pictured() or picture_failed(), also when the
/// question is lost. Wanted once more before that: the question is void, its owner is another.
struct load_picture {};
/// From now on the site is this. Under another epoch than before, readers have to begin again.
struct declare_picture {
  site_picture all;
};
/// This came next.
struct show_entry {
  frame_entry what;
};
/// What is shown was last known to be so at that time.
struct silent_since {
  instant last_word;
};
/// What is shown is known to be so again.
struct heard_again {};

using follower_order =
  std::variant<load_picture, declare_picture, show_entry, silent_since, heard_again>;
using follower_orders = std::vector<follower_order>; // to be carried out in this order

/// Follows what the owner of one site tells, so that another node shows the same.
///
/// What it shows is always what the owner showed at some number of some epoch; both only rise, and
/// each entry is shown at most once. An entry that does not follow on what is shown, or that is of
/// a later epoch, makes it ask for the picture; what comes meanwhile is kept for afterwards. An
/// owner of an earlier epoch is not listened to. Only what follows on what is shown counts as
/// being heard: whatever else comes does not say that the picture is true.
class follower {
public:
  /// Owners before `first_epoch` are of no interest: this node knows of a later one.
  explicit follower(std::int64_t first_epoch = 0, follower_times times = {});

  follower_orders start(instant now);
  follower_orders heard(frame_entry x, instant now);
  follower_orders pictured(site_picture x, instant now);
  follower_orders picture_failed(instant now);
  /// The deadline came; may be stale.
  follower_orders wake(instant now);
  /// Nothing can be asked until link_back(). Whether that makes the site unknown is decided by the
  /// silence alone: a link that comes back soon changes nothing.
  follower_orders link_lost(instant now);
  follower_orders link_back(instant now);

  /// When to call wake(); nothing when only what is heard can change anything.
  std::optional<instant> deadline() const;

  struct place {
    std::int64_t epoch = 0;
    std::int64_t number = 0;
    friend bool operator==(const place&, const place&) = default;
  };
  /// Up to where the owner's doing is shown; nothing before the first picture.
  std::optional<place> shown() const { return shown_; }
  bool is_silent() const { return silent_; }

private:
  static constexpr std::size_t most_early = 4096;

  void go_to_epoch(std::int64_t epoch);
  void keep_early(frame_entry x);
  void confirm(instant now, follower_orders& out);
  void show(frame_entry x, follower_orders& out);
  bool show_early(follower_orders& out);
  void ask_when_due(instant now, follower_orders& out);
  std::optional<instant> next_question(instant now) const;

  follower_times times_;
  std::optional<place> shown_{};
  std::int64_t newest_epoch_;                 // that was heard of
  std::map<std::int64_t, frame_entry> early_; // of it, by where they begin
  bool epoch_known_ = false;                  // by what was heard
  bool wants_picture_ = false;
  bool link_ = true;
  bool under_way_ = false;
  std::optional<instant> asked_at_{};
  instant last_word_{};
  bool silent_ = false;
};

} // namespace omstilling
