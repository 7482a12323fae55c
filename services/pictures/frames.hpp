#pragma once

#include "protocol/vocabulary.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// A topic as one audience sees it: what readers share.
struct topic_key {
  std::string topic;
  audience sees = audience::unknown;
  friend bool operator==(const topic_key&, const topic_key&) = default;
  friend auto operator<=>(const topic_key&, const topic_key&) = default;
};

using shared_text = std::shared_ptr<const std::string>;

/// One notification of a topic, ready to be sent: JSON encoded once for all readers.
struct topic_frame {
  topic_key key;
  std::int64_t after = 0;    // the topic's revision before it
  std::int64_t revision = 0; // and after it
  shared_text text;
};

/// One item's text for each audience; the same pointer where they see the same.
struct item_texts {
  shared_text reception;
  shared_text colleague;
  shared_text public_;

  const shared_text& of(audience who) const {
    return who == audience::public_ ? public_ : who == audience::colleague ? colleague : reception;
  }
  /// One text for all.
  static item_texts same(std::string text) {
    auto shared = std::make_shared<const std::string>(std::move(text));
    return {shared, shared, shared};
  }
};

/// What became of one item of one topic.
struct picture_change {
  enum class what {
    set,
    removed,
    report, // shown once, as a frame of its own
    kept    // stood there when the service started: part of the picture, no news
  };

  std::string topic;
  std::string id;
  what kind = what::set;
  item_texts texts{}; // not for removed
};

/// One item of a topic as it stands.
struct pictured_item {
  std::string id;
  item_texts texts{};
};

/// What one step changed, for those who watch.
struct shown_change {
  std::int64_t revision = 0;
  std::vector<picture_change> pictures{};
};

} // namespace omstilling
