#include "gateways/pbx/asterisk/ari_requests.hpp"

#include "gateways/pbx/asterisk/ari_json.hpp"
#include "gateways/pbx/asterisk/endpoint_template.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cctype>

namespace json = boost::json;

namespace omstilling::ari {

namespace {

constexpr std::int64_t longest_ring = 60; // seconds, of an order that gives none
constexpr std::int64_t grace = 2;         // for whoever ordered to end it first

constexpr std::string_view playback_tail = ".play";

using planned = tl::expected<request, outcome>;

std::string channel_path(const leg_id& leg, std::string_view rest = {}) {
  return "/channels/" + percent_encoded(leg.value) + std::string{rest};
}

std::string bridge_path(const bridge_id& bridge, std::string_view rest = {}) {
  return "/bridges/" + percent_encoded(bridge.value) + std::string{rest};
}

request post(std::string target, const json::object& body = {}) {
  return {"POST", std::move(target), body.empty() ? std::string{} : json::serialize(body)};
}

// Within quotes in Asterisk's "name" <number>, and in SIP headers.
std::string harmless(std::string_view x) {
  std::string result;
  for (const char c : x)
    if (static_cast<unsigned char>(c) >= ' ' && c != 0x7f &&
        std::string_view{"\"\\<>"}.find(c) == std::string_view::npos)
      result += c;
  return result;
}

planned originate_at(const pbx::originate& x, const std::string& pattern,
                     const asterisk_settings& to) {
  auto endpoint = endpoint_of(pattern, x.endpoint);
  if (pattern.empty())
    return tl::unexpected(outcome{outcome::kind::refused, "no way to there is set up", true});
  if (!endpoint)
    return tl::unexpected(outcome{outcome::kind::refused, "not a number: " + x.endpoint, true});
  if (x.kind == endpoint_kind::phone)
    endpoint = at_address(*endpoint, x.endpoint, x.address);
  if (!endpoint)
    return tl::unexpected(outcome{outcome::kind::refused, "not an address: " + x.address, true});
  const auto seconds = (x.ring_for.count() + 999) / 1000;
  json::object body{
    {"endpoint", *endpoint},
    {"app", to.application},
    {"appArgs", "leg"},
    {"callerId", '"' + harmless(x.shown.name) + "\" <" + harmless(x.shown.number) + '>'},
    {"timeout", (seconds > 0 ? seconds : longest_ring) + grace},
    {"channelId", x.leg.value}};
  if (!x.for_leg.empty())
    body["originator"] = x.for_leg.value;
  json::object variables;
  if (x.auto_answer) {
    variables["PJSIP_HEADER(add,Call-Info)"] = "<sip:127.0.0.1>;answer-after=0";
    variables["PJSIP_HEADER(add,Alert-Info)"] = "<http://127.0.0.1>;info=alert-autoanswer;delay=0";
  }
  if (x.kind == endpoint_kind::phone)
    variables["PJSIP_TRANSFER_HANDLING()"] = "ari-only";
  if (!variables.empty())
    body["variables"] = std::move(variables);
  return post("/channels", body);
}

std::string_view reason_for(leg_cause cause) {
  switch (cause) {
    case leg_cause::no_answer: return "?reason=no_answer";
    case leg_cause::busy: return "?reason=busy";
    case leg_cause::rejected: return "?reason_code=21";
    case leg_cause::unreachable: return "?reason_code=1";
    case leg_cause::answered_elsewhere: return "?reason=answered_elsewhere";
    case leg_cause::link_lost: return "?reason=congestion";
    default: return "";
  }
}

struct planner {
  const asterisk_settings& to;

  std::string line_to(const site_id& site) const {
    const auto at = to.site_endpoints.find(site);
    return at == to.site_endpoints.end() ? std::string{} : at->second;
  }

  planned operator()(const pbx::originate& x) const {
    switch (x.kind) {
      case endpoint_kind::site: return originate_at(x, line_to(x.site), to);
      case endpoint_kind::outside: return originate_at(x, to.outside_endpoint, to);
      case endpoint_kind::voicemail: return originate_at(x, to.voicemail_endpoint, to);
      default: return originate_at(x, to.phone_endpoint, to);
    }
  }
  planned operator()(const pbx::press_answer&) const {
    return tl::unexpected(outcome{outcome::kind::refused, "cannot lift a receiver"});
  }
  planned operator()(const pbx::answer& x) const { return post(channel_path(x.leg, "/answer")); }
  planned operator()(const pbx::hang_up& x) const {
    return request{"DELETE", channel_path(x.leg, reason_for(x.cause))};
  }
  planned operator()(const pbx::create_bridge& x) const {
    return post("/bridges", {{"type", "mixing"}, {"bridgeId", x.bridge.value}});
  }
  planned operator()(const pbx::add_to_bridge& x) const {
    return post(bridge_path(x.bridge, "/addChannel"), {{"channel", x.leg.value}});
  }
  planned operator()(const pbx::remove_from_bridge& x) const {
    return post(bridge_path(x.bridge, "/removeChannel"), {{"channel", x.leg.value}});
  }
  planned operator()(const pbx::destroy_bridge& x) const {
    return request{"DELETE", bridge_path(x.bridge)};
  }
  planned operator()(const pbx::start_music& x) const {
    return post(channel_path(x.leg, "/moh"), {{"mohClass", to.music}});
  }
  planned operator()(const pbx::stop_music& x) const {
    return request{"DELETE", channel_path(x.leg, "/moh")};
  }
  planned operator()(const pbx::start_ringing_tone& x) const {
    return post(channel_path(x.leg, "/ring"));
  }
  planned operator()(const pbx::stop_ringing_tone& x) const {
    return request{"DELETE", channel_path(x.leg, "/ring")};
  }
  planned operator()(const pbx::play& x) const {
    return once(post(channel_path(x.leg, "/play/") + percent_encoded(x.leg.value) +
                       std::string{playback_tail},
                     {{"media", x.media}}));
  }
  planned operator()(const pbx::send_dtmf& x) const {
    return once(post(channel_path(x.leg, "/dtmf"), {{"dtmf", x.digits}}));
  }
  planned operator()(const pbx::set_variable& x) const {
    return post(channel_path(x.leg, "/variable"), {{"variable", x.name}, {"value", x.value}});
  }
  static request once(request x) {
    x.repeatable = false;
    return x;
  }
};

// ARI says it under either name.
std::string words_of(int status, std::string_view body) {
  const auto x = parse(body);
  auto said = text(x, {"message"});
  if (said.empty())
    said = text(x, {"error"});
  return said.empty() ? "refused (" + std::to_string(status) + ')'
                      : said + " (" + std::to_string(status) + ')';
}

template <class... Kinds>
bool is_one_of(const pbx::order& x) {
  return (std::holds_alternative<Kinds>(x) || ...);
}

} // namespace

std::string percent_encoded(std::string_view in) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : in) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte)) ||
        std::string_view{"-._~"}.find(c) != std::string_view::npos)
      result += c;
    else
      result.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return result;
}

tl::expected<request, outcome> request_for(const pbx::order& order, const asterisk_settings& to) {
  return std::visit(planner{to}, order);
}

outcome judge(const pbx::order& order, int status, std::string_view body) {
  using kind = outcome::kind;
  if (status >= 200 && status < 300)
    return {};
  const auto why = words_of(status, body);
  if (is_one_of<pbx::originate>(order)) {
    if (status == 409) // it is there already: the order went out twice
      return {};
    return {status == 500 ? kind::unreachable : kind::refused, why, true};
  }
  if (is_one_of<pbx::create_bridge>(order))
    return status == 409 || why.find("uplicate") != std::string::npos ? outcome{}
                                                                      : outcome{kind::refused, why};
  if (is_one_of<pbx::destroy_bridge>(order) && status == 404)
    return {};
  if (is_one_of<pbx::remove_from_bridge>(order) && (status == 404 || status == 422))
    return {}; // it is not in it: that was the wish
  if (is_one_of<pbx::add_to_bridge, pbx::remove_from_bridge>(order))
    return {kind::refused, why, status == 400};
  return {kind::refused, why, status == 404};
}

request all_topics(const std::string& application) {
  return {"POST", "/applications/" + percent_encoded(application) +
                    "/subscription?eventSource=channel:,endpoint:,bridge:"};
}

request event_filter(const std::string& application) {
  return {"PUT", "/applications/" + percent_encoded(application) + "/eventFilter",
          R"({"disallowed":[{"type":"ChannelVarset"},{"type":"ChannelDialplan"}]})"};
}

request take_transfers(const std::string& channel) {
  return post(channel_path(leg_id{channel}, "/variable"),
              {{"variable", "PJSIP_TRANSFER_HANDLING()"}, {"value", "ari-only"}});
}

request tell_transfer(const std::string& channel, std::string_view state) {
  return {"POST", channel_path(leg_id{channel}, "/transfer_progress?states=") + std::string{state}};
}

request read_header(const std::string& channel, std::string_view name) {
  return {"GET", channel_path(leg_id{channel}, "/variable?variable=") +
                   percent_encoded("PJSIP_HEADER(read," + std::string{name} + ')')};
}

request read_hold(const std::string& channel) {
  return {"GET", channel_path(leg_id{channel}, "/variable?variable=") +
                   percent_encoded("CHANNEL(rtp,hold)")};
}

request stop_playback(const leg_id& leg) {
  return {"DELETE", "/playbacks/" + percent_encoded(leg.value) + std::string{playback_tail}};
}

bool cuts_playback(const pbx::order& order) {
  return is_one_of<pbx::answer, pbx::add_to_bridge, pbx::remove_from_bridge, pbx::start_music,
                   pbx::start_ringing_tone, pbx::play>(order);
}

request manager_login(const asterisk_settings& as) {
  return {.target = "/rawman?action=Login&username=" + percent_encoded(as.user) +
                    "&secret=" + percent_encoded(as.password),
          .manager = true};
}

request notify_talk(const std::string& channel_name) {
  return {.target = "/rawman?action=PJSIPNotify&Channel=" + percent_encoded(channel_name) +
                    "&Variable=" + percent_encoded("Event=talk"),
          .manager = true};
}

bool manager_agreed(std::string_view body) {
  return body.find("Response: Success") != std::string_view::npos;
}

} // namespace omstilling::ari
