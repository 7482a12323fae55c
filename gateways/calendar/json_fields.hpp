#pragma once

#include <boost/json/value.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

/// Reading what may be anything: what is missing or of another kind is empty.
namespace omstilling::calendars {

using json_path = std::initializer_list<std::string_view>;

const boost::json::value* find_json(const boost::json::value& in, json_path where);
std::string text_at(const boost::json::value& in, json_path where);
bool flag_at(const boost::json::value& in, json_path where);
/// Null when it is not JSON.
boost::json::value parse_json(std::string_view text);

} // namespace omstilling::calendars
