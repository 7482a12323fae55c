#include "apps/omstillingctl/commands.hpp"
#include "apps/words/words.hpp"

#include <ostream>
#include <set>

namespace omstilling {

namespace {

namespace json = boost::json;

std::string text_at(const json::value& x, std::string_view name) {
  const auto* object = x.if_object();
  const auto* found = object ? object->if_contains(name) : nullptr;
  return found && found->is_string() ? std::string{found->get_string()} : std::string{};
}

bool flag_at(const json::value& x, std::string_view name) {
  const auto* object = x.if_object();
  const auto* found = object ? object->if_contains(name) : nullptr;
  return found && found->is_bool() && found->get_bool();
}

/// One line of JSON with the method in front.
void print(std::string_view method, const json::object& rest, std::ostream& out) {
  json::object line{{"method", method}};
  for (const auto& member : rest)
    line[member.key()] = member.value();
  out << to_text(line) << std::endl;
}

/// A snapshot gives a line for each item, everything else one line; heartbeats give none.
void print(const client_notification& x, std::ostream& out) {
  const auto* params = x.params.if_object();
  if (!params || x.method == "heartbeat")
    return;
  if (x.method != "snapshot")
    return print(x.method, *params, out);
  const auto* items = params->if_contains("items");
  if (!items || !items->is_array())
    return;
  for (const auto& item : items->get_array())
    print("snapshot",
          {{"topic", text_at(x.params, "topic")},
           {"revision", params->contains("revision") ? params->at("revision") : 0},
           {"item", item}},
          out);
}

subscribe request_of(const watch_options& options) {
  subscribe result;
  for (const auto& topic : options.topics)
    result.topics.push_back({topic, {}});
  return result;
}

} // namespace

exit_code watch_topics(const common_options& common, const watch_options& options, output to) {
  auto session = log_in(common, to);
  if (!session)
    return session.error();
  // Not call(): the first notifications may stand before the answer.
  const auto asked = session->send(subscribe::method, encode(request_of(options)));
  if (!asked)
    return fail(asked.error(), to);
  std::set<std::string> open(options.topics.begin(), options.topics.end());
  while (!options.once || !open.empty()) {
    auto next = session->receive();
    if (!next)
      return fail(next.error(), to);
    if (const auto* reply = std::get_if<client_reply>(&*next)) {
      if (reply->id == *asked && !reply->result)
        return fail({client_error::kind::refused, message(reply->result.error())}, to);
      continue;
    }
    const auto& news = std::get<client_notification>(*next);
    print(news, to.out);
    if (news.method == "snapshot" && flag_at(news.params, "last"))
      open.erase(text_at(news.params, "topic"));
  }
  session->close();
  return exit_code::done;
}

} // namespace omstilling
