#include "gateways/pbx/asterisk/ari_json.hpp"

#include <boost/json/parse.hpp>

namespace json = boost::json;

namespace omstilling::ari {

const json::value* find(const json::value& in, path where) {
  const auto* at = &in;
  for (const auto name : where) {
    const auto* object = at->if_object();
    at = object ? object->if_contains({name.data(), name.size()}) : nullptr;
    if (!at)
      return nullptr;
  }
  return at;
}

std::string text(const json::value& in, path where) {
  const auto* at = find(in, where);
  const auto* string = at ? at->if_string() : nullptr;
  return string ? std::string{string->data(), string->size()} : std::string{};
}

std::int64_t number(const json::value& in, path where) {
  const auto* at = find(in, where);
  const auto* whole = at ? at->if_int64() : nullptr;
  return whole ? *whole : 0;
}

bool flag(const json::value& in, path where) {
  const auto* at = find(in, where);
  const auto* yes = at ? at->if_bool() : nullptr;
  return yes && *yes;
}

json::value parse(std::string_view text) {
  boost::system::error_code failure;
  auto result = json::parse({text.data(), text.size()}, failure);
  return failure ? json::value{} : result;
}

} // namespace omstilling::ari
