#pragma once

#include "protocol/codec.hpp"
#include "protocol/commands.hpp"
#include "protocol/queries.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// The JSON-RPC 2.0 envelope over WebSocket (subprotocol `omstilling.v1`).
namespace omstilling {

inline constexpr std::string_view subprotocol = "omstilling.v1";

/// One request of a client. `id` is its JSON text (a number or a string), given back as it came.
struct rpc_request {
  std::string id;
  std::variant<command, query, session_request> body;
  std::optional<idempotency_key> key{};
};

/// Why a request was refused, with its id as far as it could be read (`null` if not).
struct rpc_refusal {
  std::string id = "null";
  problem why;
};

/// Reads one text frame. Batches, notifications from the client and positional params are refused
/// with what was expected.
tl::expected<rpc_request, rpc_refusal> read_request(std::string_view text,
                                                    std::size_t max_bytes = 64 << 10);

/// The command's method and parameters: equal for equal commands.
std::string command_text(const command& x);

/// What a client writes: the request as one text frame.
std::string write_request(std::int64_t id, std::string_view method,
                          const boost::json::value& params,
                          const std::optional<idempotency_key>& key = std::nullopt);

std::string write_result(std::string_view id, const boost::json::value& result);
std::string write_error(std::string_view id, const problem& why);

/// The part of an item that stands in every frame: the entity's JSON with `kind` in front.
std::string write_item(std::string_view kind, const boost::json::value& entity);

/// The `kind` of each entity that may be an item of a topic.
template <class Entity>
inline constexpr std::string_view item_kind{};
template <>
inline constexpr std::string_view item_kind<person> = "person";
template <>
inline constexpr std::string_view item_kind<call_view> = "call";
template <>
inline constexpr std::string_view item_kind<queue_view> = "queue";
template <>
inline constexpr std::string_view item_kind<desk_view> = "desk";
template <>
inline constexpr std::string_view item_kind<watch_view> = "watch";
template <>
inline constexpr std::string_view item_kind<popup_view> = "popup";
template <>
inline constexpr std::string_view item_kind<settings_view> = "settings";
template <>
inline constexpr std::string_view item_kind<health_view> = "health";
template <>
inline constexpr std::string_view item_kind<claim_view> = "claim";
template <>
inline constexpr std::string_view item_kind<plan_view> = "plan";
template <>
inline constexpr std::string_view item_kind<agenda_entry> = "agenda";
template <>
inline constexpr std::string_view item_kind<status_type> = "status_type";
template <>
inline constexpr std::string_view item_kind<template_view> = "template";
template <>
inline constexpr std::string_view item_kind<contact_view> = "contact";
template <>
inline constexpr std::string_view item_kind<call_log_entry> = "log_entry";
template <>
inline constexpr std::string_view item_kind<message_view> = "message";
template <>
inline constexpr std::string_view item_kind<promise_view> = "promise";
template <>
inline constexpr std::string_view item_kind<message_template_view> = "message_template";
template <>
inline constexpr std::string_view item_kind<message_defaults_view> = "message_defaults";

template <class Entity>
std::string write_item(const Entity& x) {
  static_assert(!item_kind<Entity>.empty(), "not an item of any topic");
  return write_item(item_kind<Entity>, encode(x));
}

/// `snapshot`: one chunk of a topic's picture at `revision`; items are texts made by write_item.
std::string write_snapshot(std::string_view topic, const stream_position& at, bool first, bool last,
                           const std::vector<std::string_view>& items);

/// `delta`: what changed in a topic since revision `after`.
std::string write_delta(std::string_view topic, std::int64_t after, std::int64_t revision,
                        const std::vector<std::string_view>& set,
                        const std::vector<std::string_view>& removed);

/// `popup`: one event that is shown once and never coalesced.
std::string write_popup(std::string_view topic, std::int64_t after, std::int64_t revision,
                        std::string_view item);

/// `heartbeat`: the latest revision of each topic of the session, so that silence shows a gap.
std::string write_heartbeat(time_point now, const std::vector<topic_result>& topics);

/// `resync`: the reader fell behind; snapshots of these topics follow.
std::string write_resync(const std::vector<std::string_view>& topics, std::string_view why);

/// Every method with a decoder, in the order of the variants: for documents and tests.
std::vector<std::string_view> known_methods();

} // namespace omstilling
