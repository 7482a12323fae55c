#include "gateways/http/text_template.hpp"

#include "gateways/http/http_words.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace omstilling {

namespace {

std::string escaped(const std::string& value, escaping how) {
  if (how == escaping::form)
    return url_escaped(value);
  if (how == escaping::none)
    return value;
  const auto quoted = json::serialize(json::string{value});
  return quoted.substr(1, quoted.size() - 2);
}

} // namespace

std::string fill(std::string_view text, const std::map<std::string, std::string>& values,
                 escaping how) {
  std::string result;
  while (!text.empty()) {
    const auto open = text.find('{');
    result += text.substr(0, open);
    if (open == std::string_view::npos)
      return result;
    text.remove_prefix(open);
    const auto close = text.find('}');
    const auto found = close == std::string_view::npos
                         ? values.end()
                         : values.find(std::string{text.substr(1, close - 1)});
    if (found == values.end()) {
      result += '{';
      text.remove_prefix(1);
    } else {
      result += escaped(found->second, how);
      text.remove_prefix(close + 1);
    }
  }
  return result;
}

std::string value_at(std::string_view body, const std::string& pointer) {
  boost::system::error_code wrong;
  const auto read = json::parse({body.data(), body.size()}, wrong);
  if (wrong || pointer.empty())
    return {};
  const auto* found = read.find_pointer(pointer, wrong);
  if (wrong || found == nullptr || found->is_null() || found->is_structured())
    return {};
  if (const auto* text = found->if_string())
    return {text->data(), text->size()};
  return json::serialize(*found);
}

} // namespace omstilling
