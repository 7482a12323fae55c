#include "protocol/event_codec.hpp"

namespace omstilling {

std::string encode_event(const event& x) {
  return std::visit([](const auto& body) { return encode_text(body); }, x);
}

tl::expected<event, problem> decode_event(std::string_view type, std::string_view body) {
  tl::expected<event, problem> result = tl::unexpected(
    problem{.reason = error_reason::not_supported, .path = "type", .detail = std::string{type}});
  bool known = false;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, event_body>>(
    [&](auto identity) {
      using body_type = typename decltype(identity)::type;
      if (known || type != body_type::name)
        return;
      known = true;
      if (auto read = decode_text<body_type>(body))
        result = event{std::move(*read)};
      else
        result = tl::unexpected(std::move(read.error()));
    });
  return result;
}

} // namespace omstilling
