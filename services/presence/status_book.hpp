#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// What is kept of a site's kinds of status and its global templates, or of one user's own
/// templates.
struct status_book_record {
  site_id site;
  std::optional<user_id> user{};  // none: the site's own book
  std::vector<status_type> types; // of a site's book only, in the order of their making
  std::vector<template_view> templates;
  std::int64_t made = 0; // numbers templates
  friend bool operator==(const status_book_record&, const status_book_record&) = default;
};
BOOST_DESCRIBE_STRUCT(status_book_record, (), (site, user, types, templates, made))

/// What a site begins with: the Danish defaults, numbered for menus.
status_book_record first_status_book(const site_id& site);

/// The id under which a book is kept: `site:{site}` or `user:{user}`.
std::string status_book_id(const status_book_record& x);

struct status_book_decision {
  std::vector<event> events;
  std::optional<problem> refused{}; // then nothing changed
  bool changed = false;
  std::vector<status_type> types;       // whose picture is another
  std::vector<template_view> templates; // whose picture is another
  std::vector<std::string> gone;        // ids of what is no more
  std::optional<template_id> kept_template{};
};

/// The kinds of status of a site and its global templates, or one user's own templates (area 19).
///
/// `available` and `away` stay whatever is taken away: everybody falls back on the first, and what
/// hid behind a kind that is gone hides behind the second. Several templates may share one kind
/// (S19.2). At most 100 kinds and 200 templates.
class status_book {
public:
  status_book() = default;
  explicit status_book(status_book_record kept) : record_(std::move(kept)) {}

  status_book_decision put(const put_status_type& x);
  status_book_decision remove(const remove_status_type& x);
  /// `types` are the site's kinds; the site's own book goes by what it holds itself.
  status_book_decision put(const put_template& x, const std::vector<status_type>& types);
  status_book_decision remove(const remove_template& x);

  const status_book_record& record() const { return record_; }

private:
  status_book_record record_;
};

} // namespace omstilling
