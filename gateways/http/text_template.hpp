#pragma once

#include <map>
#include <string>
#include <string_view>

/// Requests to providers are written as templates: text with `{name}` in it.
namespace omstilling {

/// How a value is written where it is filled in.
enum class escaping { none, json, form };

/// Puts each value in the place of its `{name}`; other braces stay as they are.
std::string fill(std::string_view text, const std::map<std::string, std::string>& values,
                 escaping how);

/// What a JSON pointer (RFC 6901) finds, as text; empty when there is nothing, or no plain value.
std::string value_at(std::string_view body, const std::string& pointer);

} // namespace omstilling
