#pragma once

#include "protocol/commands.hpp"
#include "protocol/errors.hpp"
#include "protocol/events.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omstilling {

/// What is kept of a site's global templates of messages, or of one user's own and her defaults.
struct message_book_record {
  site_id site;
  std::optional<user_id> user{}; // none: the site's own book
  std::vector<message_template_view> templates;
  message_defaults_view defaults{}; // of a user's book only
  std::int64_t made = 0;            // numbers templates
  friend bool operator==(const message_book_record&, const message_book_record&) = default;
};
BOOST_DESCRIBE_STRUCT(message_book_record, (), (site, user, templates, defaults, made))

/// What a site begins with: "ring tilbage" as an e-mail and as an SMS.
message_book_record first_message_book(const site_id& site);

/// What a user begins with: the first template of the site for each channel is her default.
message_book_record first_message_book(const site_id& site, const user_id& user,
                                       const std::vector<message_template_view>& global);

/// The id under which a book is kept: `site:{site}` or `user:{user}`.
std::string message_book_id(const message_book_record& x);

struct message_book_decision {
  std::vector<event> events;
  std::optional<problem> refused{}; // then nothing changed
  bool changed = false;
  std::vector<message_template_view> templates; // whose picture is another
  std::vector<std::string> gone;                // ids of templates that are no more
  bool other_defaults = false;
  std::optional<template_id> kept_template{};
};

/// The global templates of a site, or one user's own templates and what she takes unless she says
/// otherwise (S5.2, S5.3).
///
/// A default always names a template that there is, of its channel: it goes with it. At most 200
/// templates.
class message_book {
public:
  message_book() = default;
  explicit message_book(message_book_record kept) : record_(std::move(kept)) {}

  message_book_decision put(const put_message_template& x);
  message_book_decision remove(const remove_message_template& x);
  /// `global` are the site's templates.
  message_book_decision choose(const choose_message_template& x,
                               const std::vector<message_template_view>& global);
  /// The site's templates are these from now on.
  message_book_decision global_are(const std::vector<message_template_view>& global);

  const message_book_record& record() const { return record_; }

private:
  void drop_default(const template_id& id, bool global, message_book_decision& out);

  message_book_record record_;
};

} // namespace omstilling
