#include "services/mirrors/node_talk.hpp"

#include "protocol/codec.hpp"
#include "services/mirrors/mirror_codec.hpp"

#include <boost/describe/class.hpp>
#include <boost/mp11/algorithm.hpp>

namespace omstilling {

BOOST_DESCRIBE_STRUCT(picture_wanted, (), ())
BOOST_DESCRIBE_STRUCT(presence_wanted, (), (user, token, who, from, to))
BOOST_DESCRIBE_STRUCT(extension_wanted, (), (who))
BOOST_DESCRIBE_STRUCT(receiver_wanted, (), (who))
BOOST_DESCRIBE_STRUCT(told_call, (), (owner, number, entry))
BOOST_DESCRIBE_STRUCT(call_log_told, (), (call, at, reached, log))
BOOST_DESCRIBE_STRUCT(busy_period, (), (start, end, busy))
BOOST_DESCRIBE_STRUCT(presence_told, (), (who, taken, from, to, at))
BOOST_DESCRIBE_STRUCT(extension_told, (), (number, name))
BOOST_DESCRIBE_STRUCT(receiver_told, (), (id, site, name, email, sms_number, deputy, deputy_name))
BOOST_DESCRIBE_STRUCT(picture_part, (), (text))

namespace {

using boost::json::object;
using boost::json::value;

/// What both directions carry beside their content.
struct head {
  std::string id{};
  std::string site{}; // of an answer
  std::string what{};
  std::string user{}; // of a command or a query
  std::string method{};
  std::optional<idempotency_key> key{};
};
BOOST_DESCRIBE_STRUCT(head, (), (id, site, what, user, method, key))

constexpr std::string_view of_command = "command";
constexpr std::string_view of_query = "query";
constexpr std::string_view of_problem = "problem";

template <class T>
constexpr std::string_view name_of() {
  if constexpr (std::is_same_v<T, picture_wanted>)
    return "picture";
  else if constexpr (std::is_same_v<T, presence_wanted> || std::is_same_v<T, presence_told>)
    return "presence";
  else if constexpr (std::is_same_v<T, extension_wanted> || std::is_same_v<T, extension_told>)
    return "extension";
  else if constexpr (std::is_same_v<T, receiver_wanted> || std::is_same_v<T, receiver_told>)
    return "receiver";
  else if constexpr (std::is_same_v<T, call_log_told>)
    return "call_log";
  else if constexpr (std::is_same_v<T, picture_part>)
    return "picture_part";
  else if constexpr (std::is_same_v<T, command_wanted> || std::is_same_v<T, command_result>)
    return of_command;
  else if constexpr (std::is_same_v<T, query_wanted> || std::is_same_v<T, query_result>)
    return of_query;
  else
    return of_problem;
}

/// A command or a query: its name, and what stands in it.
template <class Variant>
value named_body(const Variant& x, std::string& method) {
  return std::visit(
    [&](const auto& one) {
      method = std::decay_t<decltype(one)>::method;
      return encode(one);
    },
    x);
}

value body_of_result(const query_result& x, std::string& method) {
  value result;
  boost::mp11::mp_with_index<std::variant_size_v<query_result>>(x.index(), [&](auto i) {
    method = std::variant_alternative_t<i, query>::method;
    result = encode(std::get<i>(x));
  });
  return result;
}

std::string written(head h, value body) {
  auto out = encode(h);
  out.as_object()["body"] = std::move(body);
  return to_text(out);
}

tl::unexpected<problem> unknown_word(std::string path, const std::string& got) {
  return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                .path = std::move(path),
                                .expected = "a word that this version knows",
                                .got = got.substr(0, 60)});
}

struct parts {
  head of;
  value body;
};

tl::expected<parts, problem> parts_in(std::string_view text) {
  auto read = parse_json(text, most_mirror_bytes);
  if (!read)
    return tl::unexpected(std::move(read.error()));
  auto of = decode<head>(*read, {}, reading::lenient);
  if (!of)
    return tl::unexpected(std::move(of.error()));
  parts result{std::move(*of), {}};
  if (auto* const body = read->as_object().if_contains("body"))
    result.body = std::move(*body);
  return result;
}

/// The alternative of this name.
template <class Body, class Variant>
tl::expected<Variant, problem> named_in(const parts& x) {
  tl::expected<Variant, problem> result = unknown_word("method", x.of.method);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Body>>(
    [&](auto one) {
      using type = typename decltype(one)::type;
      if (type::method == x.of.method)
        result = decode<type>(x.body, "body", reading::lenient).map([](type y) {
          return Variant{std::move(y)};
        });
    });
  return result;
}

tl::expected<query_result, problem> result_in(const parts& x) {
  tl::expected<query_result, problem> result = unknown_word("method", x.of.method);
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<query>>>([&](auto i) {
    using type = std::variant_alternative_t<i, query_result>;
    if (std::variant_alternative_t<i, query>::method == x.of.method)
      result = decode<type>(x.body, "body", reading::lenient).map([](type y) {
        return query_result{std::move(y)};
      });
  });
  return result;
}

/// Tries each alternative whose name is the one that stands there.
template <class Variant, class... Plain>
tl::expected<Variant, problem> plain_in(const parts& x) {
  tl::expected<Variant, problem> result = unknown_word("what", x.of.what);
  const auto attempt = [&](auto one) {
    using type = typename decltype(one)::type;
    if (name_of<type>() == x.of.what)
      result = decode<type>(x.body, "body", reading::lenient).map([](type y) {
        return Variant{std::move(y)};
      });
  };
  (attempt(boost::mp11::mp_identity<Plain>{}), ...);
  return result;
}

} // namespace

std::string encode_node_question(const node_question& x) {
  head h{.id = x.id};
  auto body = std::visit(
    [&](const auto& one) -> value {
      using type = std::decay_t<decltype(one)>;
      h.what = name_of<type>();
      if constexpr (std::is_same_v<type, command_wanted> || std::is_same_v<type, query_wanted>)
        h.user = one.user;
      if constexpr (std::is_same_v<type, command_wanted>) {
        h.key = one.key;
        return named_body(static_cast<const command_body&>(one.what), h.method);
      } else if constexpr (std::is_same_v<type, query_wanted>)
        return named_body(one.what, h.method);
      else
        return encode(one);
    },
    x.what);
  return written(std::move(h), std::move(body));
}

tl::expected<node_question, problem> decode_node_question(std::string_view text) {
  auto read = parts_in(text);
  if (!read)
    return tl::unexpected(std::move(read.error()));
  auto& h = read->of;
  const auto whole = [&](wanted what) { return node_question{h.id, std::move(what)}; };
  if (h.what == of_command)
    return named_in<command_body, command>(*read).map([&](command x) {
      return whole(command_wanted{h.user, std::move(x), h.key});
    });
  if (h.what == of_query)
    return named_in<query, query>(*read).map([&](query x) {
      return whole(query_wanted{h.user, std::move(x)});
    });
  return plain_in<wanted, picture_wanted, presence_wanted, extension_wanted, receiver_wanted,
                  call_log_told>(*read)
    .map(whole);
}

std::string encode_node_answer(const node_answer& x) {
  head h{.id = x.id, .site = x.site.value};
  auto body = std::visit(
    [&](const auto& one) -> value {
      using type = std::decay_t<decltype(one)>;
      h.what = name_of<type>();
      if constexpr (std::is_same_v<type, query_result>)
        return body_of_result(one, h.method);
      else
        return encode(one);
    },
    x.what);
  return written(std::move(h), std::move(body));
}

tl::expected<node_answer, problem> decode_node_answer(std::string_view text) {
  auto read = parts_in(text);
  if (!read)
    return tl::unexpected(std::move(read.error()));
  const auto whole = [&](told what) {
    return node_answer{read->of.id, site_id{read->of.site}, std::move(what)};
  };
  if (read->of.what == of_query)
    return result_in(*read).map([&](query_result x) { return whole(std::move(x)); });
  return plain_in<told, problem, command_result, presence_told, extension_told, receiver_told,
                  picture_part>(*read)
    .map(whole);
}

} // namespace omstilling
