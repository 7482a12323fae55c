#include "protocol/wire.hpp"
#include "tests/protocol/generators.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace omstilling;

namespace {

/// Whatever came in: either a request, or a refusal that says why and can itself be sent.
void answers_well(const std::string& text) {
  const auto read = read_request(text);
  if (read)
    return;
  const auto& why = read.error().why;
  RC_ASSERT(why.reason != error_reason::unknown);
  RC_ASSERT(!why.expected.empty());
  const auto frame = parse_json(write_error(read.error().id, why), 1 << 20);
  RC_ASSERT(frame.has_value());
  RC_ASSERT(frame->at("error").at("message").is_string());
  // Nothing a client sends may make our own refusal unreadable.
  RC_ASSERT(decode<problem>(frame->at("error").at("data")) == why);
}

std::string some_frame() {
  static const auto count = known_methods().size();
  const auto chosen = *rc::gen::inRange<std::size_t>(0, count);
  std::size_t index = 0;
  std::string result;
  const auto pick = [&](auto identity) {
    using body = typename decltype(identity)::type;
    if (index++ == chosen)
      result = write_request(1, body::method, encode(any::value<body>()));
  };
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, command_body>>(pick);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, query>>(pick);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, session_request>>(
    pick);
  return result;
}

std::string mutated(std::string text) {
  static const std::vector<std::string> pieces = {"",
                                                  "\"",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ":",
                                                  ",",
                                                  "\\",
                                                  "null",
                                                  "true",
                                                  "1e9",
                                                  "-",
                                                  "\\u0000",
                                                  "\xff",
                                                  "\xc3",
                                                  "\xf0\x9f",
                                                  std::string(1, '\0'),
                                                  "[[[[",
                                                  "0.1",
                                                  "\"id\"",
                                                  "\"2.0\"",
                                                  "99999999999999999999",
                                                  "\"unknown\"",
                                                  "\"params\":",
                                                  " "};
  for (auto left = *rc::gen::inRange(1, 6); left > 0; --left) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    const auto length = *rc::gen::inRange<std::size_t>(0, 12);
    text.replace(at, length, *rc::gen::elementOf(pieces));
  }
  return text;
}

} // namespace

TEST_CASE("random bytes never crash the reader and always get a stated answer", "[fuzz]") {
  rc::prop("bytes", [] {
    for (int i = 0; i < 50; ++i)
      answers_well(*rc::gen::arbitrary<std::string>());
  });
}

TEST_CASE("a damaged frame never crashes the reader and always gets a stated answer", "[fuzz]") {
  rc::prop("mutations", [] {
    const auto frame = some_frame();
    for (int i = 0; i < 20; ++i)
      answers_well(mutated(frame));
  });
}

TEST_CASE("a frame cut anywhere is refused as malformed", "[fuzz]") {
  rc::prop("half a frame", [] {
    const auto frame = some_frame();
    const auto read =
      read_request(frame.substr(0, *rc::gen::inRange<std::size_t>(0, frame.size())));
    RC_ASSERT(!read);
    RC_ASSERT(read.error().why.reason == error_reason::malformed);
  });
}

TEST_CASE("one member of the wrong type is named, whichever it is", "[fuzz]") {
  rc::prop("wrong type", [] {
    auto frame = parse_json(some_frame(), 1 << 20).value();
    auto& params = frame.as_object().at("params").as_object();
    RC_PRE(!params.empty());
    auto member = params.begin() +
                  *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(params.size()));
    const std::string name{member->key()};
    // No member takes a list of lists of numbers.
    member->value() = boost::json::array{boost::json::array{1}};
    const auto read = read_request(to_text(frame));
    RC_ASSERT(!read);
    RC_ASSERT(read.error().why.path.starts_with("params." + name));
    RC_ASSERT(!read.error().why.got.empty());
  });
}
