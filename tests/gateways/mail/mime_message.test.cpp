#include "gateways/mail/mime_message.hpp"

#include "gateways/mail/smtp_reply.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::mail;

TEST_CASE("encoded words end between two characters and within the line [S5.4]", "[mail]") {
  CHECK(header_text("Ring", 9) == "Ring");
  CHECK(header_text("å", 9) == "=?UTF-8?B?w6U=?=");
  CHECK(header_text("=?x?=", 9) == "=?UTF-8?B?PT94Pz0=?=");
  std::string all;
  for (int i = 0; i < 100; ++i)
    all += "€";
  const auto lines = header_text(all, 9);
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 2) {
    end = lines.find("\r\n", at);
    CHECK(lines.substr(at, end - at).size() + (at == 0 ? 9 : 0) <= 76);
    if (end == std::string::npos)
      break;
  }
  CHECK(header_text(std::string(200, 'a'), 9).find("\r\n") != std::string::npos);
}

TEST_CASE("quoted-printable keeps spaces at the end and splits no escape [S5.4]", "[mail]") {
  CHECK(quoted_printable("a = b ") == "a =3D b=20");
  CHECK(quoted_printable("a \nb\t\n") == "a=20\r\nb=09\r\n");
  const auto lines = quoted_printable(std::string(75, 'a') + "å");
  CHECK(lines == std::string(75, 'a') + "=\r\n=C3=A5");
}

TEST_CASE("an address cannot end itself [S5.4]", "[mail]") {
  for (const auto* fine : {"a@b.dk", "o'brien+x@xn--s-0ga.dk", "a.b@c-d.dk"})
    CHECK(is_address(fine));
  for (const auto* wrong : {"", "a", "@b", "a@", "a b@c.dk", "a@b.dk>", "a@b\r\n", "a,b@c.dk",
                            "a@-b.dk", "å@b.dk", "a@b.dk.", "<a@b.dk"}) {
    INFO(wrong);
    CHECK_FALSE(is_address(wrong));
  }
}

TEST_CASE("what came of an attempt follows from how far it went [S5.4]", "[mail]") {
  struct row {
    smtp_course seen;
    delivery_result means;
  };
  const row table[] = {
    {{.done = true, .last_command = "DATA", .data_ended = true, .code = 250},
     delivery_result::accepted},
    {{.last_command = "DATA", .data_ended = true}, delivery_result::maybe_accepted},
    {{.last_command = "DATA", .data_ended = true, .code = 554}, delivery_result::refused},
    {{.last_command = "DATA", .data_ended = true, .code = 451}, delivery_result::try_later},
    {{.last_command = "DATA", .code = 354}, delivery_result::try_later},
    {{.last_command = "RCPT", .code = 550}, delivery_result::refused},
    {{.last_command = "RCPT", .code = 450}, delivery_result::try_later},
    {{.last_command = "MAIL", .code = 552}, delivery_result::refused},
    {{.last_command = "MAIL", .code = 530}, delivery_result::try_later},
    {{.last_command = "AUTH", .code = 535}, delivery_result::try_later},
    {{.last_command = "EHLO", .code = 554}, delivery_result::try_later},
    {{.code = 554}, delivery_result::try_later},
    {{}, delivery_result::try_later},
  };
  for (const auto& x : table) {
    INFO(x.seen.last_command << ' ' << x.seen.code);
    CHECK(judge(x.seen).result == x.means);
  }
}
