#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

/// Reading what may be anything: what is missing or of another kind is empty.
namespace omstilling::ari {

using path = std::initializer_list<std::string_view>;

const boost::json::value* find(const boost::json::value& in, path where);
std::string text(const boost::json::value& in, path where);
std::int64_t number(const boost::json::value& in, path where);
bool flag(const boost::json::value& in, path where);
/// Null when it is not JSON.
boost::json::value parse(std::string_view json);

} // namespace omstilling::ari
