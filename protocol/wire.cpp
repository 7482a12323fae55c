#include "protocol/wire.hpp"

#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace omstilling {

namespace {

template <class Body, class Variant, class Result>
bool read_one_of(std::string_view method, const json::value& params, Result& result) {
  bool known = false;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Variant>>(
    [&](auto identity) {
      using body = typename decltype(identity)::type;
      if (known || method != body::method)
        return;
      known = true;
      if (auto read = decode<body>(params, "params"))
        result = Body{std::move(*read)};
      else
        result = tl::unexpected(std::move(read.error()));
    });
  return known;
}

using body_result = tl::expected<std::variant<command, query, session_request>, problem>;

body_result read_body(std::string_view method, const json::value& params) {
  auto unknown = codec::wrong_value("method", "known method", json::value(method));
  unknown.reason = error_reason::unknown_method;
  body_result result = tl::unexpected(std::move(unknown));
  read_one_of<command, command_body>(method, params, result) ||
    read_one_of<query, query>(method, params, result) ||
    read_one_of<session_request, session_request>(method, params, result);
  return result;
}

problem invalid_envelope(std::string_view path, std::string expected, const json::value* got) {
  auto result = codec::wrong_value(path, std::move(expected), got ? *got : json::value{});
  result.reason = error_reason::invalid_request;
  if (!got)
    result.got = "nothing";
  return result;
}

/// The request's id as JSON text, or nothing when it is neither a number nor a short string.
std::optional<std::string> read_rpc_id(const json::value* x) {
  if (x && (x->is_int64() || x->is_uint64() || (x->is_string() && x->get_string().size() <= 128)))
    return json::serialize(*x);
  return std::nullopt;
}

std::string quoted(std::string_view x) { return json::serialize(json::string(x)); }

void append_list(std::string& out, const std::vector<std::string_view>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0)
      out += ',';
    out += items[i];
  }
}

std::string notification(std::string_view method) {
  return R"({"jsonrpc":"2.0","method":")" + std::string{method} + R"(","params":{)";
}

} // namespace

tl::expected<rpc_request, rpc_refusal> read_request(std::string_view text, std::size_t max_bytes) {
  rpc_refusal refusal;
  const auto refuse = [&](problem why) {
    refusal.why = std::move(why);
    return tl::unexpected(std::move(refusal));
  };
  auto parsed = parse_json(text, max_bytes);
  if (!parsed)
    return refuse(std::move(parsed.error()));
  const auto* object = parsed->if_object();
  if (!object)
    return refuse(invalid_envelope("", "one JSON-RPC request object", &*parsed));
  const auto* id = object->if_contains("id");
  auto rpc_id = read_rpc_id(id);
  if (!rpc_id)
    return refuse(invalid_envelope("id", "whole number or text of at most 128 bytes", id));
  refusal.id = *rpc_id;
  const auto* version = object->if_contains("jsonrpc");
  if (!version || *version != "2.0")
    return refuse(invalid_envelope("jsonrpc", "\"2.0\"", version));
  const auto* method = object->if_contains("method");
  if (!method || !method->is_string())
    return refuse(invalid_envelope("method", "text", method));
  const auto* params = object->if_contains("params");
  const json::value none = json::object{};
  if (params && !params->is_object())
    return refuse(codec::wrong_value("params", "object", *params));
  rpc_request result{.id = std::move(*rpc_id), .body = {}};
  auto body =
    read_body({method->get_string().data(), method->get_string().size()}, params ? *params : none);
  if (!body)
    return refuse(std::move(body.error()));
  result.body = std::move(*body);
  if (const auto* key = params ? params->get_object().if_contains("idempotency_key") : nullptr;
      key && !key->is_null()) {
    codec::cursor at{"params.idempotency_key", reading::strict};
    if (auto wrong = codec::read(*key, result.key.emplace(), at))
      return refuse(std::move(*wrong));
  }
  return result;
}

std::string command_text(const command& x) {
  return std::visit(
    [](const auto& body) {
      return std::string{std::decay_t<decltype(body)>::method} + encode_text(body);
    },
    x);
}

std::string write_request(std::int64_t id, std::string_view method, const json::value& params,
                          const std::optional<idempotency_key>& key) {
  json::object fields = params.as_object();
  if (key)
    fields["idempotency_key"] = key->value;
  return json::serialize(json::object{
    {"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(fields)}});
}

std::string write_result(std::string_view id, const json::value& result) {
  return R"({"jsonrpc":"2.0","id":)" + std::string{id} + R"(,"result":)" + json::serialize(result) +
         '}';
}

std::string write_error(std::string_view id, const problem& why) {
  return R"({"jsonrpc":"2.0","id":)" + std::string{id} + R"(,"error":{"code":)" +
         std::to_string(rpc_code(why.reason)) + R"(,"message":)" + quoted(message(why)) +
         R"(,"data":)" + encode_text(why) + "}}";
}

std::string write_item(std::string_view kind, const json::value& entity) {
  std::string text = R"({"kind":)" + quoted(kind);
  const auto rest = json::serialize(entity);
  if (rest.size() > 2)
    text += ',';
  return text += std::string_view{rest}.substr(1);
}

std::string write_snapshot(std::string_view topic, const stream_position& at, bool first, bool last,
                           const std::vector<std::string_view>& items) {
  auto text = notification("snapshot") + R"("topic":)" + quoted(topic) + R"(,"epoch":)" +
              quoted(at.epoch) + R"(,"revision":)" + std::to_string(at.revision) + R"(,"first":)" +
              (first ? "true" : "false") + R"(,"last":)" + (last ? "true" : "false") +
              R"(,"items":[)";
  append_list(text, items);
  return text += "]}}";
}

std::string write_delta(std::string_view topic, std::int64_t after, std::int64_t revision,
                        const std::vector<std::string_view>& set,
                        const std::vector<std::string_view>& removed) {
  auto text = notification("delta") + R"("topic":)" + quoted(topic) + R"(,"after":)" +
              std::to_string(after) + R"(,"revision":)" + std::to_string(revision) + R"(,"set":[)";
  append_list(text, set);
  text += R"(],"removed":[)";
  for (std::size_t i = 0; i < removed.size(); ++i)
    text += (i > 0 ? "," : "") + quoted(removed[i]);
  return text += "]}}";
}

std::string write_popup(std::string_view topic, std::int64_t after, std::int64_t revision,
                        std::string_view item) {
  return notification("popup") + R"("topic":)" + quoted(topic) + R"(,"after":)" +
         std::to_string(after) + R"(,"revision":)" + std::to_string(revision) + R"(,"item":)" +
         std::string{item} + "}}";
}

std::string write_heartbeat(time_point now, const std::vector<topic_result>& topics) {
  auto text = notification("heartbeat") + R"("now":")" + to_rfc3339(now) + R"(","topics":{)";
  for (std::size_t i = 0; i < topics.size(); ++i)
    text += (i > 0 ? "," : "") + quoted(topics[i].topic) + ':' + std::to_string(topics[i].revision);
  return text += "}}}";
}

std::string write_resync(const std::vector<std::string_view>& topics, std::string_view why) {
  auto text = notification("resync") + R"("reason":)" + quoted(why) + R"(,"topics":[)";
  for (std::size_t i = 0; i < topics.size(); ++i)
    text += (i > 0 ? "," : "") + quoted(topics[i]);
  return text += "]}}";
}

std::vector<std::string_view> known_methods() {
  std::vector<std::string_view> result;
  const auto add = [&](auto identity) { result.push_back(decltype(identity)::type::method); };
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, command_body>>(add);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, query>>(add);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, session_request>>(
    add);
  return result;
}

} // namespace omstilling
