#include "apps/omstillingd/config/config.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;

namespace {

const std::string one_site = "[[site]]\nid = \"a\"\nname = \"A\"\n";

std::string errors_of(const std::string& text) {
  const auto read = read_configuration(one_site + text, "x.toml");
  std::string result;
  if (!read)
    for (const auto& line : read.error())
      result += (result.empty() ? "" : "\n") + line;
  return read ? "none" : result;
}

} // namespace

TEST_CASE("nothing of mail, SMS, lookup and LDAP is needed [S5.4]", "[config]") {
  const auto shipped = load_configuration(SHIPPED_CONFIG);
  REQUIRE(shipped);
  CHECK(shipped->mail.host.empty());
  CHECK(shipped->mail.security == mail_settings{}.security);
  CHECK(shipped->sms.provider == sms_provider::none);
  CHECK(shipped->sms.success == sms_settings{}.success);
  CHECK(shipped->lookup.url.empty());
  CHECK(shipped->lookup.name_at == lookup_settings{}.name_at);
  REQUIRE(shipped->ldap.size() == 1);
  const auto& ldap = shipped->ldap[0];
  CHECK(ldap.url.empty());
  CHECK(ldap.filter == ldap_settings{}.filter);
  CHECK(ldap.department_from == ldap_settings{}.department_from);
  REQUIRE(ldap.phones.size() == 1);
  CHECK(ldap.phones[0].kind == phone_kind::desk);
  CHECK(errors_of("") == "none");
}

TEST_CASE("a mail server needs a sender, and a login its secret [S5.4]", "[config]") {
  const std::string fine = "[mail]\nhost = \"h\"\nfrom = \"a@b.dk\"\n";
  CHECK(errors_of(fine) == "none");
  CHECK(errors_of(fine + "user = \"u\"\nsecret_env = \"S\"\n") == "none");
  CHECK(errors_of("[mail]\nhost = \"h\"\n") ==
        "x.toml: mail.from: e-mail address expected, got nothing");
  CHECK(errors_of(fine + "user = \"u\"\n") ==
        "x.toml: mail: secret_file or secret_env expected, got nothing");
  CHECK(errors_of(fine + "secret_file = \"f\"\nsecret_env = \"e\"\n") ==
        "x.toml: mail: secret_file or secret_env expected, got both");
  CHECK(errors_of(fine + "security = \"ssl\"\n") ==
        "x.toml:7:12: mail.security: one of starttls, tls, none expected, got \"ssl\"");
  CHECK(errors_of(fine + "hots = \"h\"\n") ==
        "x.toml:7:1: mail.hots: unknown key, did you mean mail.host?");
}

TEST_CASE("a provider of SMS needs what its kind needs [S5.4]", "[config]") {
  CHECK(errors_of("[sms]\nprovider = \"gatewayapi\"\n") ==
        "x.toml: sms: secret_file or secret_env expected, got nothing\n"
        "x.toml: sms.sender: a value expected, got nothing");
  CHECK(errors_of("[sms]\nprovider = \"twilio\"\nsecret_env = \"S\"\nsender = \"O\"\n") ==
        "x.toml: sms.account: a value expected, got nothing");
  const std::string other = "[sms]\nprovider = \"http\"\nurl = \"http://p/\"\n";
  CHECK(errors_of(other + "body = \"{to_digits} {text}\"\nallow_http = true\n") == "none");
  CHECK(errors_of(other + "body = \"{to}\"\n") ==
        "x.toml: sms.url: https:// expected where allow_http is not true, got \"http://p/\"\n"
        "x.toml: sms.body: {text} expected, got nothing");
  CHECK(errors_of("[sms]\nsuccess = [200, 99]\n") ==
        "x.toml:5:11: sms.success: list of HTTP statuses such as [200, 201] expected, got a list");
  CHECK(errors_of("[sms]\nurl = \"ftp://x\"\n") ==
        "x.toml:5:7: sms.url: address such as \"https://api.example.org/sms\" expected, got "
        "\"ftp://x\"");
}

TEST_CASE("a lookup's url says where the number stands [S9.2]", "[config]") {
  CHECK(errors_of("[number_lookup]\nurl = \"https://d/{number}\"\n") == "none");
  CHECK(errors_of("[number_lookup]\nurl = \"https://d/\"\n") ==
        "x.toml: number_lookup.url: {number} or {number_digits} expected, got nothing");
  CHECK(
    errors_of("[number_lookup]\nname_at = \"/name\"\n") ==
    "x.toml:5:11: number_lookup.name_at: list of texts of 1-1000 bytes expected, got \"/name\"");
}

TEST_CASE("an LDAP directory is read with its phones, and what is wrong is named [B2.8]",
          "[config]") {
  const std::string named = "[[ldap]]\nid = \"hr\"\nname = \"HR\"\nsite = \"a\"\n";
  const auto read =
    read_configuration(one_site + named +
                         "url = \"ldaps://dc\"\nbase = \"dc=x\"\nremoval_percent = 20\n"
                         "[[ldap.phones]]\nattribute = \"telephoneNumber\"\n"
                         "[[ldap.phones]]\nattribute = \"mobile\"\nkind = \"external\"\n",
                       "x.toml");
  REQUIRE(read);
  REQUIRE(read->ldap.size() == 1);
  CHECK(read->ldap[0].removal_percent == 20);
  REQUIRE(read->ldap[0].phones.size() == 2);
  CHECK(read->ldap[0].phones[0].kind == phone_kind::desk);
  CHECK(read->ldap[0].phones[1].kind == phone_kind::external);

  CHECK(errors_of("[[ldap]]\nurl = \"dc\"\n") ==
        "x.toml:5:7: ldap.url: address such as \"ldaps://dc.example.org\" expected, got \"dc\"\n"
        "x.toml:4:1: ldap.id: a value expected, got nothing\n"
        "x.toml:4:1: ldap.name: a value expected, got nothing\n"
        "x.toml:4:1: ldap.site: a value expected, got nothing");
  CHECK(errors_of(named + "[[ldap.phones]]\nknid = \"desk\"\n") ==
        "x.toml:9:1: ldap.phones.knid: unknown key, did you mean ldap.phones.kind?\n"
        "x.toml:8:1: ldap.phones.attribute: a value expected, got nothing");
  CHECK(errors_of(named + named) ==
        "x.toml:8:1: ldap.id: an id of its own expected, got \"hr\" again");
  CHECK(errors_of("[[ldap]]\nid = \"hr\"\nname = \"HR\"\nsite = \"b\"\nurl = \"ldap://dc\"\n"
                  "bind_dn = \"cn=x\"\n") ==
        "x.toml: ldap hr, base: a value expected, got nothing\n"
        "x.toml: ldap hr: bind_dn and a secret expected, got one of them\n"
        "x.toml: ldap hr, site: id of a [[site]] expected, got \"b\"");
}
