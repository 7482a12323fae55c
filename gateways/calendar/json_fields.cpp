#include "gateways/calendar/json_fields.hpp"

#include <boost/json/parse.hpp>

namespace json = boost::json;

namespace omstilling::calendars {

const json::value* find_json(const json::value& in, json_path where) {
  const auto* at = &in;
  for (const auto name : where) {
    const auto* object = at->if_object();
    at = object != nullptr ? object->if_contains({name.data(), name.size()}) : nullptr;
    if (at == nullptr)
      return nullptr;
  }
  return at;
}

std::string text_at(const json::value& in, json_path where) {
  const auto* at = find_json(in, where);
  const auto* string = at != nullptr ? at->if_string() : nullptr;
  return string != nullptr ? std::string{string->data(), string->size()} : std::string{};
}

bool flag_at(const json::value& in, json_path where) {
  const auto* at = find_json(in, where);
  const auto* yes = at != nullptr ? at->if_bool() : nullptr;
  return yes != nullptr && *yes;
}

json::value parse_json(std::string_view text) {
  boost::system::error_code failure;
  auto result = json::parse({text.data(), text.size()}, failure);
  return failure ? json::value{} : result;
}

} // namespace omstilling::calendars
