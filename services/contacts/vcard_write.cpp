#include "services/contacts/vcard.hpp"
#include "services/contacts/vcard_lines.hpp"

namespace omstilling {

namespace {

/// Family and given name, as programs that sort by it want them: the last word and the rest.
std::string structured_name(const std::string& name) {
  const auto blank = name.rfind(' ');
  if (blank == name.npos)
    return ';' + escaped(name) + ";;;";
  return escaped(name.substr(blank + 1)) + ';' + escaped(name.substr(0, blank)) + ";;;";
}

std::string types_of(number_type x, vcard_version version) {
  const bool old = version == vcard_version::v3_0;
  switch (x) {
    case number_type::work: return old ? "WORK,VOICE" : "\"work,voice\"";
    case number_type::mobile: return old ? "CELL" : "cell";
    case number_type::home: return old ? "HOME,VOICE" : "\"home,voice\"";
    case number_type::fax: return old ? "FAX" : "fax";
    case number_type::main: return old ? "MAIN" : "main-number";
    case number_type::other:
    case number_type::unknown: break;
  }
  return old ? "OTHER" : "voice";
}

std::string number_line(const contact_number& x, bool first, vcard_version version) {
  const auto types = types_of(x.type, version);
  const auto preferred = !first ? "" : version == vcard_version::v3_0 ? ",PREF" : ";PREF=1";
  return "TEL;TYPE=" + types + preferred + ':' + escaped(x.number);
}

void write_card(std::string& out, const contact_view& x, vcard_version version) {
  const auto line = [&](const std::string& text) { out += folded_lines(text); };
  const auto text = [&](const char* name, const std::string& value) {
    if (!value.empty())
      line(name + (':' + escaped(value)));
  };
  const bool old = version == vcard_version::v3_0;
  line("BEGIN:VCARD");
  line(old ? "VERSION:3.0" : "VERSION:4.0");
  line("PRODID:-//Omstilling//EN");
  text("FN", x.name);
  line("N:" + structured_name(x.name));
  if (!x.company.empty() || !x.department.empty())
    line("ORG:" + escaped(x.company) + (x.department.empty() ? "" : ';' + escaped(x.department)));
  text("TITLE", x.title);
  for (std::size_t i = 0; i < x.numbers.size(); ++i)
    line(number_line(x.numbers[i], i == 0, version));
  text(old ? "EMAIL;TYPE=INTERNET" : "EMAIL", x.email);
  // One free text has no parts: it stands where streets do, line by line.
  if (!x.address.empty())
    line((old ? "ADR;TYPE=WORK:;;" : "ADR;TYPE=work:;;") + escaped(x.address) + ";;;;");
  std::string keywords;
  for (const auto& keyword : x.keywords)
    keywords += (keywords.empty() ? "" : ",") + escaped(keyword);
  if (!keywords.empty())
    line("CATEGORIES:" + keywords);
  text("NOTE", x.note);
  line("END:VCARD");
}

} // namespace

std::string write_vcards(const std::vector<contact_view>& contacts, vcard_version version) {
  std::string result;
  for (const auto& x : contacts)
    write_card(result, x, version);
  return result;
}

} // namespace omstilling
