#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace omstilling {

/// A name that stands for one thing; ids of different things do not mix.
template <class Tag>
struct id {
  std::string value;

  id() = default;
  explicit id(std::string text) : value(std::move(text)) {}

  bool empty() const { return value.empty(); }
  friend bool operator==(const id&, const id&) = default;
  friend auto operator<=>(const id&, const id&) = default;
};

using site_id = id<struct site_tag>;
using employee_id = id<struct employee_tag>;
using phone_id = id<struct phone_tag>;
using call_id = id<struct call_tag>;
using queue_id = id<struct queue_tag>;
using user_id = id<struct user_tag>;
using token_id = id<struct token_tag>;
using watch_id = id<struct watch_tag>;
using popup_id = id<struct popup_tag>;
using plan_id = id<struct plan_tag>;
using template_id = id<struct template_tag>;
using contact_id = id<struct contact_tag>;
using message_id = id<struct message_tag>;
using promise_id = id<struct promise_tag>;
using leg_id = id<struct leg_tag>;
using bridge_id = id<struct bridge_tag>;
using idempotency_key = id<struct idempotency_tag>;

/// True for 1-64 characters of letters, digits and `._:@+-`: what may stand in a topic, a column
/// and a URL.
bool valid_id(std::string_view text);

} // namespace omstilling

template <class Tag>
struct std::hash<omstilling::id<Tag>> {
  std::size_t operator()(const omstilling::id<Tag>& x) const {
    return std::hash<std::string>{}(x.value);
  }
};
