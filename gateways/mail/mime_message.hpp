#pragma once

#include "protocol/time.hpp"
#include "services/messages/message_words.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

/// E-mails as RFC 5322 and MIME write them.
namespace omstilling::mail {

/// Whom e-mails come from.
struct sender {
  std::string address; // `reception@example.org`
  std::string name;    // empty: none
};

/// The whole message, lines ended by CRLF; or why it cannot be written: what would be a header of
/// its own, or no address at all.
tl::expected<std::string, std::string> compose(const outgoing_email& what, const sender& from,
                                               time_point now);

/// One address in ASCII, `local@domain`, with nothing in it that could end it.
bool is_address(std::string_view text);

/// RFC 2047: as it is where that may be, else in encoded words that end between two characters.
/// `at` is where on its line it begins.
std::string header_text(std::string_view text, std::size_t at);

/// RFC 2045, 6.7; of text whose lines end by \n.
std::string quoted_printable(std::string_view text);
/// RFC 2045, 6.8, in lines of 76.
std::string base64_lines(std::string_view text);

} // namespace omstilling::mail
