#include "services/presence/pidf.hpp"

#include "protocol/codec.hpp"
#include "services/calendars/utf8.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <sstream>

namespace omstilling {

namespace {

using pugi::xml_node;

bool is_letter(char x) { return (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z'); }
bool is_digit(char x) { return x >= '0' && x <= '9'; }

/// What XML 1.0 has no way to write is left out.
std::string xml_text(std::string_view text) {
  auto result = clean_utf8(text);
  std::erase_if(result, [](unsigned char x) {
    return x == 0x7F || (x < 0x20 && x != '\t' && x != '\n' && x != '\r');
  });
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) // U+FFFE, U+FFFF
    for (auto at = result.find(forbidden); at != result.npos; at = result.find(forbidden))
      result.erase(at, forbidden.size());
  return result;
}

xml_node add(xml_node to, const char* name) { return to.append_child(name); }

xml_node add(xml_node to, const char* name, std::string_view text) {
  auto result = add(to, name);
  result.text().set(xml_text(text).c_str());
  return result;
}

void set(xml_node to, const char* name, const std::string& value) {
  to.append_attribute(name).set_value(xml_text(value).c_str());
}

void add_basic(xml_node to, basic_status x) {
  add(to, "basic", x == basic_status::open ? "open" : "closed");
}

// --- the phone
// ------------------------------------------------------------------------------------

/// Whether a call would reach her; nothing when nobody knows.
std::optional<basic_status> reachable(const person& who) {
  if (who.status.basic == basic_status::closed || who.lamp_state == lamp::do_not_disturb ||
      who.lamp_state == lamp::offline)
    return basic_status::closed;
  if (who.status.basic == basic_status::unknown || who.lamp_state == lamp::unknown)
    return std::nullopt;
  return basic_status::open;
}

std::optional<basic_status> reachable(const phone& x) {
  if (x.do_not_disturb || x.reach == phone_reach::unregistered)
    return basic_status::closed;
  if (x.reach == phone_reach::registered)
    return basic_status::open;
  return std::nullopt;
}

/// A number as a URI (RFC 3966); one of the house means nothing outside its site. Nothing for what
/// such a URI cannot say.
std::optional<std::string> tel_uri(std::string_view number, const std::string& site) {
  std::string digits;
  for (const char x : number)
    if (is_digit(x) || x == '*' || (x == '+' && digits.empty()))
      digits += x;
    else if (x != ' ' && x != '-' && x != '.' && x != '(' && x != ')')
      return std::nullopt;
  if (digits.starts_with('+'))
    return digits.size() > 1 && digits.find('*') == digits.npos ? std::optional{"tel:" + digits}
                                                                : std::nullopt;
  const auto is_host =
    std::ranges::all_of(site, [](char x) { return is_letter(x) || is_digit(x) || x == '-'; });
  if (digits.empty() || !is_host || site.empty() || !is_letter(site.front()) || site.back() == '-')
    return std::nullopt;
  return "tel:" + digits + ";phone-context=" + site;
}

/// The same phone has the same name everywhere and always (RFC 4122, version 5).
std::string device_urn(const person& who, const phone& x) {
  static const boost::uuids::name_generator_sha1 names{boost::uuids::ns::url()};
  return "urn:uuid:" + to_string(names(presence_uri(who.id, who.site) + '/' + x.id.value));
}

void add_phone(xml_node to, const person& who) {
  const auto basic = reachable(who);
  if (!basic || who.extension.empty())
    return;
  auto tuple = add(to, "tuple");
  set(tuple, "id", "phone");
  add_basic(add(tuple, "status"), *basic);
  if (!who.phones.empty()) {
    const auto& primary = who.phones.front();
    add(tuple, "dm:deviceID", device_urn(who, primary));
    if (const auto contact = tel_uri(primary.number, who.site.value))
      add(tuple, "contact", *contact);
  }
  add(tuple, "timestamp", to_rfc3339(std::max(who.lamp_since, who.status.since)));
}

void add_device(xml_node to, const person& who, const phone& x, std::size_t number) {
  auto device = add(to, "dm:device");
  set(device, "id", "device-" + std::to_string(number));
  if (const auto basic = reachable(x))
    add_basic(device, *basic);
  add(device, "dm:deviceID", device_urn(who, x));
  add(device, "dm:timestamp", to_rfc3339(x.since));
}

// --- the person
// -----------------------------------------------------------------------------------

void set_times(xml_node to, const person_status& x) {
  set(to, "from", to_rfc3339(x.since));
  if (x.until)
    set(to, "until", to_rfc3339(*x.until));
}

void add_activities(xml_node to, const person& who) {
  auto activities = add(to, "rpid:activities");
  set_times(activities, who.status);
  const auto own = who.status.activity;
  const bool on_the_phone = who.lamp_state == lamp::busy && own != rpid_activity::on_the_phone;
  if (own == rpid_activity::other) {
    add(activities, "rpid:other", who.status.type);
  } else if (own != rpid_activity::unknown || !on_the_phone) {
    auto name = "rpid:" + word(own);
    std::ranges::replace(name, '_', '-');
    add(activities, name.c_str());
  }
  if (on_the_phone)
    add(activities, "rpid:on-the-phone");
}

void add_person(xml_node to, const person& who) {
  auto x = add(to, "dm:person");
  set(x, "id", "person");
  add_activities(x, who);
  if (who.status.type == "works_from_home") {
    auto place = add(x, "rpid:place-type");
    set_times(place, who.status);
    add(place, "lt:residence"); // the word for a home in RFC 4589
  }
  if (!who.name.empty())
    add(x, "cipid:display-name", who.name);
  if (!who.status.note.empty())
    add(x, "dm:note", who.status.note);
  add(x, "dm:timestamp", to_rfc3339(who.status.since));
}

xml_node new_presence(pugi::xml_document& in, const person& who) {
  auto head = in.append_child(pugi::node_declaration);
  set(head, "version", "1.0");
  set(head, "encoding", "UTF-8");
  auto result = in.append_child("presence");
  set(result, "xmlns", "urn:ietf:params:xml:ns:pidf");
  set(result, "xmlns:dm", "urn:ietf:params:xml:ns:pidf:data-model");
  set(result, "xmlns:rpid", "urn:ietf:params:xml:ns:pidf:rpid");
  set(result, "xmlns:cipid", "urn:ietf:params:xml:ns:pidf:cipid");
  set(result, "xmlns:lt", "urn:ietf:params:xml:ns:location-type");
  set(result, "entity", presence_uri(who.id, who.site));
  return result;
}

} // namespace

std::string presence_uri(const employee_id& who, const site_id& site) {
  std::string result = "pres:";
  const auto append = [&](const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char x : text) {
      const auto byte = static_cast<unsigned char>(x);
      if (is_letter(x) || is_digit(x) ||
          std::string_view{"-._~+"}.find(x) != std::string_view::npos)
        result += x;
      else
        result.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  };
  append(who.value);
  result += '@';
  append(site.value);
  return result;
}

std::string write_pidf(const person& who) {
  pugi::xml_document document;
  auto presence = new_presence(document, who);
  add_phone(presence, who);
  add_person(presence, who);
  for (std::size_t i = 0; i < who.phones.size(); ++i)
    add_device(presence, who, who.phones[i], i + 1);
  std::ostringstream text;
  document.save(text, "  ", pugi::format_indent, pugi::encoding_utf8);
  return text.str();
}

} // namespace omstilling
