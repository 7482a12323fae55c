#include "services/mirrors/mirror_codec.hpp"
#include "services/mirrors/mirror_parts.hpp"

namespace omstilling {

namespace {

struct topic_parts {
  std::string name;
  std::vector<item_parts> items;
};
BOOST_DESCRIBE_STRUCT(topic_parts, (), (name, items))

/// A topic may be spread over several parts.
struct picture_parts {
  std::int64_t epoch = 0;
  std::int64_t number = 0;
  std::int64_t part = 0;
  bool last = false;
  std::vector<topic_parts> topics;
};
BOOST_DESCRIBE_STRUCT(picture_parts, (), (epoch, number, part, last, topics))

problem wrong(std::string path, std::string expected, std::int64_t got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = std::to_string(got)};
}

} // namespace

std::vector<std::string> encode_site_picture(const site_picture& x, std::size_t part_bytes) {
  std::vector<std::string> result;
  picture_parts now{.epoch = x.epoch, .number = x.number, .topics = {}};
  std::size_t bytes = 0;
  const auto end_part = [&](bool last) {
    now.last = last;
    auto value = encode(now);
    if (last && !x.health.empty())
      value.get_object()["health"] = encode(x.health);
    result.push_back(to_text(value));
    ++now.part;
    now.topics.clear();
    bytes = 0;
  };
  for (const auto& topic : x.topics) {
    now.topics.push_back({.name = topic.name, .items = {}});
    bytes += topic.name.size();
    for (const auto& item : topic.items) {
      if (bytes >= part_bytes) {
        end_part(false);
        now.topics.push_back({.name = topic.name, .items = {}});
      }
      auto parts = parts_of(item.id, item.texts);
      for (const auto& text : {std::optional{parts.text}, parts.colleague, parts.public_})
        bytes += text ? text->text->size() : 0;
      now.topics.back().items.push_back(std::move(parts));
    }
  }
  end_part(true);
  return result;
}

tl::expected<std::optional<site_picture>, problem> picture_reader::refuse(problem why) {
  gathered_ = {};
  next_part_ = 0;
  return tl::unexpected(std::move(why));
}

tl::expected<std::optional<site_picture>, problem> picture_reader::add(std::string_view text) {
  const auto value = parse_json(text, most_mirror_bytes);
  if (!value)
    return refuse(value.error());
  auto parts = decode<picture_parts>(*value);
  if (!parts)
    return refuse(std::move(parts.error()));
  if (parts->part == 0) {
    gathered_ = {.epoch = parts->epoch, .number = parts->number};
    next_part_ = 0;
  }
  if (parts->part != next_part_)
    return refuse(wrong("part", std::to_string(next_part_), parts->part));
  if (parts->epoch != gathered_.epoch)
    return refuse(wrong("epoch", std::to_string(gathered_.epoch), parts->epoch));
  if (parts->number != gathered_.number)
    return refuse(wrong("number", std::to_string(gathered_.number), parts->number));
  for (auto& topic : parts->topics) {
    if (gathered_.topics.empty() || gathered_.topics.back().name != topic.name)
      gathered_.topics.push_back({.name = std::move(topic.name), .items = {}});
    auto& items = gathered_.topics.back().items;
    for (auto& item : topic.items) {
      auto id = std::move(item.id);
      items.push_back({std::move(id), texts_of(std::move(item))});
    }
  }
  ++next_part_;
  if (!parts->last)
    return std::nullopt;
  auto health = health_in(*value);
  if (!health)
    return refuse(std::move(health.error()));
  gathered_.health = std::move(*health);
  next_part_ = 0;
  return std::exchange(gathered_, {});
}

} // namespace omstilling
