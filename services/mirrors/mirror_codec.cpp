#include "services/mirrors/mirror_codec.hpp"

#include "services/contacts/phone_book.hpp"
#include "services/mirrors/mirror_parts.hpp"

namespace omstilling {

namespace {

BOOST_DEFINE_ENUM_CLASS(entry_kind, unknown, set, removed, report, kept)

struct change_parts {
  std::string topic;
  entry_kind kind = entry_kind::unknown;
  std::string id;
  std::optional<json_text> text;
  std::optional<json_text> colleague;
  std::optional<json_text> public_;
};
BOOST_DESCRIBE_STRUCT(change_parts, (), (topic, kind, id, text, colleague, public_))

struct step_parts {
  std::int64_t revision = 0;
  std::vector<change_parts> pictures;
};
BOOST_DESCRIBE_STRUCT(step_parts, (), (revision, pictures))

struct row_parts {
  std::string kind;
  std::string id;
  std::optional<json_text> state;
};
BOOST_DESCRIBE_STRUCT(row_parts, (), (kind, id, state))

struct entry_parts {
  std::int64_t epoch = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<step_parts> changes;
  std::vector<row_parts> rows;
  std::vector<std::string> topics;
  std::optional<std::int64_t> topics_at;
};
BOOST_DESCRIBE_STRUCT(entry_parts, (), (epoch, from, to, changes, rows, topics, topics_at))

using what = picture_change::what;

entry_kind word_for(what x) {
  switch (x) {
    case what::removed: return entry_kind::removed;
    case what::report: return entry_kind::report;
    case what::kept: return entry_kind::kept;
    default: return entry_kind::set;
  }
}

what meant_by(entry_kind x) {
  switch (x) {
    case entry_kind::removed: return what::removed;
    case entry_kind::report: return what::report;
    case entry_kind::kept: return what::kept;
    default: return what::set;
  }
}

change_parts parts_of(const picture_change& x) {
  change_parts result{.topic = x.topic,
                      .kind = word_for(x.kind),
                      .id = x.id,
                      .text = {},
                      .colleague = {},
                      .public_ = {}};
  if (x.kind == what::removed)
    return result;
  auto texts = parts_of(x.id, x.texts);
  result.text = std::move(texts.text);
  result.colleague = std::move(texts.colleague);
  result.public_ = std::move(texts.public_);
  return result;
}

/// What the place in an entry should have held.
problem wrong(std::string path, std::string expected, std::string got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = std::move(got)};
}

tl::expected<picture_change, problem> change_of(change_parts x, const std::string& path) {
  picture_change result{
    .topic = std::move(x.topic), .id = std::move(x.id), .kind = meant_by(x.kind), .texts = {}};
  if (result.kind == what::removed)
    return result;
  if (!x.text)
    return tl::unexpected(wrong(path + ".text", "a value", "nothing"));
  result.texts = texts_of({.id = {},
                           .text = std::move(*x.text),
                           .colleague = std::move(x.colleague),
                           .public_ = std::move(x.public_)});
  return result;
}

/// Revisions rise within the entry and lie in it, else frames of a topic would not join.
tl::expected<std::vector<shown_change>, problem> changes_of(entry_parts& x) {
  std::vector<shown_change> result;
  auto least = x.from;
  for (std::size_t i = 0; i < x.changes.size(); ++i) {
    auto& step = x.changes[i];
    const auto path = "changes[" + std::to_string(i) + ']';
    if (step.revision < least || step.revision > x.to)
      return tl::unexpected(wrong(path + ".revision",
                                  std::to_string(least) + " to " + std::to_string(x.to),
                                  std::to_string(step.revision)));
    least = step.revision;
    shown_change done{.revision = step.revision, .pictures = {}};
    for (std::size_t j = 0; j < step.pictures.size(); ++j) {
      auto change =
        change_of(std::move(step.pictures[j]), path + ".pictures[" + std::to_string(j) + ']');
      if (!change)
        return tl::unexpected(std::move(change.error()));
      done.pictures.push_back(std::move(*change));
    }
    result.push_back(std::move(done));
  }
  return result;
}

std::vector<mirrored_row> rows_of(std::vector<row_parts> x) {
  std::vector<mirrored_row> result;
  for (auto& row : x) {
    const auto kind = decode<entity_kind>(boost::json::value(row.kind), {}, reading::lenient);
    if (!kind || !is_mirrored(*kind, row.id))
      continue;
    result.push_back({*kind, std::move(row.id), std::nullopt});
    if (row.state)
      result.back().state = *row.state->text;
  }
  return result;
}

} // namespace

bool is_mirrored(entity_kind kind, std::string_view id) {
  switch (kind) {
    case entity_kind::employee:
    case entity_kind::user:
    case entity_kind::token: return true;
    case entity_kind::contact: return book_of_contact(id) == shared_book;
    default: return false;
  }
}

frame_entry beat_at(std::int64_t epoch, std::int64_t last) {
  return {.epoch = epoch, .from = last + 1, .to = last};
}

std::string encode_frame_entry(const frame_entry& x) {
  entry_parts parts{.epoch = x.epoch,
                    .from = x.from,
                    .to = x.to,
                    .changes = {},
                    .rows = {},
                    .topics = x.topics,
                    .topics_at = {}};
  if (!x.topics.empty())
    parts.topics_at = x.topics_at;
  for (const auto& step : x.changes) {
    auto& done = parts.changes.emplace_back(step_parts{.revision = step.revision, .pictures = {}});
    for (const auto& change : step.pictures)
      done.pictures.push_back(parts_of(change));
  }
  for (const auto& row : x.rows) {
    if (!is_mirrored(row.kind, row.id))
      continue;
    auto& done =
      parts.rows.emplace_back(row_parts{.kind = word(row.kind), .id = row.id, .state = {}});
    if (row.state)
      done.state = json_text{std::make_shared<const std::string>(*row.state)};
  }
  auto value = encode(parts);
  if (!x.health.empty())
    value.get_object()["health"] = encode(x.health);
  return to_text(value);
}

tl::expected<frame_entry, problem> decode_frame_entry(std::string_view text) {
  const auto value = parse_json(text, most_mirror_bytes);
  if (!value)
    return tl::unexpected(value.error());
  auto parts = decode<entry_parts>(*value);
  if (!parts)
    return tl::unexpected(std::move(parts.error()));
  if (parts->from < 1)
    return tl::unexpected(wrong("from", "1 or more", std::to_string(parts->from)));
  if (parts->to < parts->from - 1)
    return tl::unexpected(
      wrong("to", std::to_string(parts->from - 1) + " or more", std::to_string(parts->to)));
  auto changes = changes_of(*parts);
  if (!changes)
    return tl::unexpected(std::move(changes.error()));
  auto health = health_in(*value);
  if (!health)
    return tl::unexpected(std::move(health.error()));
  return frame_entry{.epoch = parts->epoch,
                     .from = parts->from,
                     .to = parts->to,
                     .changes = std::move(*changes),
                     .rows = rows_of(std::move(parts->rows)),
                     .health = std::move(*health),
                     .topics = std::move(parts->topics),
                     .topics_at = parts->topics_at.value_or(0)};
}

} // namespace omstilling
