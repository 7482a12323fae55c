#pragma once

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>

/// For programs that are asked in JSON, one object a line, and answer so, from several threads.
namespace omstilling::probe {

inline void answer(const boost::json::value& id, boost::json::object what) {
  static std::mutex output;
  what["id"] = id;
  const std::lock_guard lock{output};
  std::cout << boost::json::serialize(what) << std::endl;
}

inline std::string text(const boost::json::object& x, const char* name) {
  const auto* found = x.if_contains(name);
  return found && found->is_string() ? std::string{found->get_string().c_str()} : std::string{};
}

inline std::int64_t number(const boost::json::object& x, const char* name, std::int64_t otherwise) {
  const auto* found = x.if_contains(name);
  return found && found->is_int64() ? found->get_int64() : otherwise;
}

} // namespace omstilling::probe
