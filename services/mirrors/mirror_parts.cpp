#include "services/mirrors/mirror_parts.hpp"

#include "services/mirrors/mirror_codec.hpp"

namespace omstilling {

item_parts parts_of(const std::string& id, const item_texts& x) {
  item_parts result{.id = id, .text = {x.reception}, .colleague = {}, .public_ = {}};
  if (x.colleague != x.reception)
    result.colleague = json_text{x.colleague};
  if (x.public_ != x.reception)
    result.public_ = json_text{x.public_};
  return result;
}

item_texts texts_of(item_parts x) {
  item_texts result{x.text.text, x.text.text, x.text.text};
  if (x.colleague)
    result.colleague = std::move(x.colleague->text);
  if (x.public_)
    result.public_ =
      *x.public_->text == *result.colleague ? result.colleague : std::move(x.public_->text);
  return result;
}

namespace codec {

void write_value(boost::json::value& out, const json_text& x, tag<json_text>) { out = *x.text; }

std::optional<problem> read_value(const boost::json::value& in, json_text& out, cursor& at,
                                  tag<json_text>) {
  if (!in.is_string())
    return wrong_value(at.path, "text", in);
  const std::string_view text{in.get_string().data(), in.get_string().size()};
  const auto held = parse_json(text, most_mirror_bytes);
  if (!held || !held->is_object())
    return wrong_value(at.path, "text that is a JSON object", in);
  out.text = std::make_shared<const std::string>(text);
  return std::nullopt;
}

} // namespace codec

tl::expected<std::vector<health_view>, problem> health_in(const boost::json::value& of) {
  const auto* parts = of.is_object() ? of.get_object().if_contains("health") : nullptr;
  if (!parts || parts->is_null())
    return {};
  return decode<std::vector<health_view>>(*parts, "health", reading::lenient);
}

} // namespace omstilling
