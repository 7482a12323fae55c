// An importer before a door that keeps employees in memory, as a program: the settings are the
// first line in; each import writes a line out; `again` imports again, `show ID` writes one
// employee.
#include "gateways/ldap/ldap_import.hpp"
#include "protocol/codec.hpp"

#include <iostream>
#include <map>
#include <mutex>

namespace json = boost::json;
using namespace omstilling;

namespace {

std::mutex output;

void write(const json::value& x) {
  const std::lock_guard lock{output};
  std::cout << to_text(x) << std::endl;
}

/// A fake of the service: it takes what an import puts, and says when nothing changed.
class memory_door final : public front_door {
public:
  void admit(authenticate asked, std::string,
             std::function<void(tl::expected<admission, problem>)> then) override {
    if (asked.token != "admin")
      return then(tl::unexpected(problem{.reason = error_reason::bad_credentials}));
    then(admission{});
  }
  void carry_out(principal, command asked, std::optional<idempotency_key>,
                 std::function<void(tl::expected<command_result, problem>)> then) override {
    const std::lock_guard lock{mutex_};
    if (const auto* put = std::get_if<put_employee>(&asked)) {
      if (put->name == "Refused")
        return then(tl::unexpected(problem{.reason = error_reason::invalid_params,
                                           .path = "params.name",
                                           .expected = "another name",
                                           .got = "\"Refused\""}));
      auto& kept = people_[put->id.value];
      const bool same = kept == encode_text(*put);
      kept = encode_text(*put);
      return then(command_result{.revision = same ? 0 : ++revision_});
    }
    people_.erase(std::get<remove_employee>(asked).employee.value);
    then(command_result{.revision = ++revision_});
  }
  void answer_query(principal, query,
                    std::function<void(tl::expected<query_result, problem>)> then) override {
    const std::lock_guard lock{mutex_};
    imported_result result;
    for (const auto& [id, text] : people_)
      result.employees.emplace_back(id);
    then(query_result{std::move(result)});
  }
  void open_topic(principal, topic_request,
                  std::function<void(tl::expected<subscription, problem>)>) override {}
  void read_presence(principal, presence_request,
                     std::function<void(tl::expected<presence_reading, problem>)>) override {}
  void health(std::function<void(std::vector<health_view>)>) override {}
  void metrics(std::function<void(std::string)>) override {}
  std::string server_name() const override { return "fake"; }

  void show(const std::string& id) {
    const std::lock_guard lock{mutex_};
    const auto found = people_.find(id);
    write(found == people_.end() ? json::value{} : parse_json(found->second, 1 << 20).value());
  }

private:
  std::mutex mutex_;
  std::map<std::string, std::string> people_;
  std::int64_t revision_ = 0;
};

std::string text(const json::object& x, const char* name, const char* otherwise = "") {
  const auto* found = x.if_contains(name);
  return found && found->is_string() ? std::string{found->get_string().c_str()} : otherwise;
}

ldap::import_options options(const json::object& x) {
  ldap::import_options result{
    .id = "hr", .name = "Personnel", .site = site_id{"main"}, .token = text(x, "token", "admin")};
  result.server = {.url = text(x, "url"),
                   .start_tls = x.contains("start_tls") && x.at("start_tls").as_bool(),
                   .ca_file = text(x, "ca_file"),
                   .bind_dn = text(x, "bind_dn"),
                   .password = text(x, "password"),
                   .base = text(x, "base", "ou=people,dc=example,dc=org"),
                   .filter = text(x, "filter", "(objectClass=inetOrgPerson)"),
                   .timeout = std::chrono::seconds{10}};
  result.fields = {
    .id = "uid",
    .name = "cn",
    .title = "title",
    .department = "ou",
    .location = "l",
    .email = "mail",
    .alternate_names = "displayName",
    .tasks = "description",
    .deputy = "secretary",
    .phones = {{"telephoneNumber", phone_kind::desk}, {"mobile", phone_kind::external}}};
  result.interval = std::chrono::hours{1};
  return result;
}

json::object to_json(const ldap::import_report& x) {
  json::array refused;
  for (const auto& one : x.refused)
    refused.push_back(json::object{{"dn", one.dn}, {"reason", one.reason}});
  return {{"failed", x.failed},       {"entries", x.entries}, {"written", x.written},
          {"changed", x.changed},     {"removed", x.removed}, {"held_back", x.held_back},
          {"summary", summary_of(x)}, {"refused", refused}};
}

} // namespace

int main() {
  std::string line;
  std::getline(std::cin, line);
  memory_door door;
  health_view last;
  ldap::importer import{options(parse_json(line, 1 << 20).value().as_object()),
                        door,
                        {.health = [&](health_view x) { last = std::move(x); },
                         .done =
                           [&](const ldap::import_report& x) {
                             auto report = to_json(x);
                             report["health"] = encode(last);
                             write(report);
                           }}};
  while (std::getline(std::cin, line))
    if (line.starts_with("show "))
      door.show(line.substr(5));
    else
      import.hurry();
}
