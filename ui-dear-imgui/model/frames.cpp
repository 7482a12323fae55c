#include "ui-dear-imgui/model/frames.hpp"

#include "protocol/codec.hpp"
#include "protocol/wire.hpp"
#include "ui-dear-imgui/model/search.hpp"

namespace omstilling {

namespace {

namespace json = boost::json;
using id_and_item = std::pair<std::string, item_ptr>;

constexpr std::size_t largest_frame = 64 << 20;

std::string text_at(const json::object& in, std::string_view name) {
  const auto* found = in.if_contains(name);
  return found && found->is_string() ? std::string{found->get_string()} : std::string{};
}

std::int64_t number_at(const json::object& in, std::string_view name) {
  const auto* found = in.if_contains(name);
  return found && found->is_int64() ? found->get_int64() : 0;
}

bool flag_at(const json::object& in, std::string_view name) {
  const auto* found = in.if_contains(name);
  return found && found->is_bool() && found->get_bool();
}

template <class Entity>
item_ptr read_as(const json::value& in) {
  auto read = decode<Entity>(in, {}, reading::lenient);
  return read ? std::make_shared<const item>(std::move(*read)) : nullptr;
}

item_ptr read_person(const json::value& in) {
  auto read = decode<person>(in, {}, reading::lenient);
  if (!read)
    return nullptr;
  auto folded = searchable(*read);
  return std::make_shared<const item>(person_entry{std::move(*read), std::move(folded)});
}

item_ptr read_contact(const json::value& in) {
  auto read = decode<contact_view>(in, {}, reading::lenient);
  if (!read)
    return nullptr;
  auto folded = searchable(*read);
  return std::make_shared<const item>(contact_entry{std::move(*read), std::move(folded)});
}

item_ptr read_item(const json::object& in) {
  const auto kind = text_at(in, "kind");
  const json::value whole(in); // braces would make a list of it
  if (kind == "person")
    return read_person(whole);
  if (kind == "call")
    return read_as<call_view>(whole);
  if (kind == "queue")
    return read_as<queue_view>(whole);
  if (kind == "desk")
    return read_as<desk_view>(whole);
  if (kind == "health")
    return read_as<health_view>(whole);
  if (kind == "watch")
    return read_as<watch_view>(whole);
  if (kind == "popup")
    return read_as<popup_view>(whole);
  if (kind == "settings")
    return read_as<settings_view>(whole);
  if (kind == "claim")
    return read_as<claim_view>(whole);
  if (kind == "plan")
    return read_as<plan_view>(whole);
  if (kind == "agenda")
    return read_as<agenda_entry>(whole);
  if (kind == "status_type")
    return read_as<status_type>(whole);
  if (kind == "template")
    return read_as<template_view>(whole);
  if (kind == item_kind<contact_view>)
    return read_contact(whole);
  if (kind == item_kind<call_log_entry>)
    return read_as<call_log_entry>(whole);
  if (kind == item_kind<message_view>)
    return read_as<message_view>(whole);
  if (kind == item_kind<promise_view>)
    return read_as<promise_view>(whole);
  if (kind == item_kind<message_template_view>)
    return read_as<message_template_view>(whole);
  if (kind == item_kind<message_defaults_view>)
    return read_as<message_defaults_view>(whole);
  return nullptr;
}

std::map<std::string, item_ptr> read_items(const json::value* in) {
  std::map<std::string, item_ptr> result;
  if (!in || !in->is_array())
    return result;
  for (const auto& one : in->get_array())
    if (const auto* object = one.if_object())
      if (auto made = read_item(*object))
        result.insert_or_assign(text_at(*object, "id"), std::move(made));
  return result;
}

std::vector<std::string> read_texts(const json::value* in) {
  std::vector<std::string> result;
  if (in && in->is_array())
    for (const auto& one : in->get_array())
      if (one.is_string())
        result.emplace_back(one.get_string());
  return result;
}

delta_frame read_popup(const json::object& in) {
  delta_frame result{
    text_at(in, "topic"), number_at(in, "after"), number_at(in, "revision"), {}, {}};
  if (const auto* one = in.if_contains("item"); one && one->is_object())
    if (auto made = read_item(one->get_object()))
      result.set.emplace(text_at(one->get_object(), "id"), std::move(made));
  return result;
}

heartbeat_frame read_heartbeat(const json::object& in) {
  heartbeat_frame result{from_rfc3339(text_at(in, "now")).value_or(time_point{}), {}};
  if (const auto* topics = in.if_contains("topics"); topics && topics->is_object())
    for (const auto& [topic, revision] : topics->get_object())
      if (revision.is_int64())
        result.topics.emplace(topic, revision.get_int64());
  return result;
}

incoming_frame read_notification(std::string_view method, const json::object& in) {
  if (method == "snapshot")
    return snapshot_frame{text_at(in, "topic"),      text_at(in, "epoch"),
                          number_at(in, "revision"), flag_at(in, "first"),
                          flag_at(in, "last"),       read_items(in.if_contains("items"))};
  if (method == "delta")
    return delta_frame{text_at(in, "topic"), number_at(in, "after"), number_at(in, "revision"),
                       read_items(in.if_contains("set")), read_texts(in.if_contains("removed"))};
  if (method == "popup")
    return read_popup(in);
  if (method == "heartbeat")
    return read_heartbeat(in);
  if (method == "resync")
    return resync_frame{read_texts(in.if_contains("topics"))};
  return other_frame{};
}

problem malformed(std::string detail) {
  return problem{.reason = error_reason::malformed, .detail = std::move(detail)};
}

} // namespace

tl::expected<incoming_frame, problem> read_frame(std::string_view text) {
  auto parsed = parse_json(text, largest_frame);
  if (!parsed)
    return tl::unexpected(std::move(parsed.error()));
  auto* object = parsed->if_object();
  if (!object)
    return tl::unexpected(malformed("an object expected"));
  if (const auto method = text_at(*object, "method"); !method.empty()) {
    const auto* params = object->if_contains("params");
    return read_notification(method,
                             params && params->is_object() ? params->get_object() : json::object{});
  }
  reply_frame reply{number_at(*object, "id"), {}};
  if (auto* result = object->if_contains("result")) {
    reply.result = std::move(*result);
    return reply;
  }
  const auto* error = object->if_contains("error");
  if (!error || !error->is_object())
    return tl::unexpected(malformed("a result or an error expected"));
  const auto* why = error->get_object().if_contains("data");
  auto read = decode<problem>(why ? *why : json::value{}, "error.data", reading::lenient);
  reply.result = tl::unexpected(read ? std::move(*read) : std::move(read.error()));
  return reply;
}

} // namespace omstilling
