#include "gateways/pbx/asterisk/ari_events.hpp"

#include "gateways/pbx/asterisk/ari_json.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace json = boost::json;

namespace omstilling::ari {

namespace {

channel channel_in(const json::value& x) {
  return {.id = text(x, {"id"}),
          .name = text(x, {"name"}),
          .state = text(x, {"state"}),
          .caller = {.number = text(x, {"caller", "number"}), .name = text(x, {"caller", "name"})},
          .redirected_from = text(x, {"caller_rdnis"}),
          .show_in_switchboard = text(x, {"channelvars", "ShowInSwitchboard"}),
          .history_info = text(x, {"channelvars", "HistoryInfo"}),
          .diversion = text(x, {"channelvars", "Diversion"}),
          .app_name = text(x, {"dialplan", "app_name"}),
          .app_data = text(x, {"dialplan", "app_data"})};
}

std::vector<std::string> strings_in(const json::value& x, path where) {
  std::vector<std::string> result;
  const auto* at = find(x, where);
  const auto* list = at ? at->if_array() : nullptr;
  for (std::size_t i = 0; list && i < list->size(); ++i)
    result.push_back(text((*list)[i], {}));
  return result;
}

std::string endpoint_in(const json::value& x) {
  return text(x, {"technology"}) + '/' + text(x, {"resource"});
}

phone_reach reach_of(std::string_view state) {
  if (state == "online" || state == "Reachable" || state == "Registered")
    return phone_reach::registered;
  if (state == "offline" || state == "Unreachable" || state == "Unregistered" ||
      state == "Rejected")
    return phone_reach::unregistered;
  return phone_reach::unknown;
}

fact read_transfer(const json::value& x) {
  transfer result{{}, text(x, {"refer_to", "requested_destination", "destination"})};
  if (const auto* who = find(x, {"referred_by", "source_channel"}))
    result.who = channel_in(*who);
  result.attended = find(x, {"refer_to", "destination_channel"}) ||
                    find(x, {"refer_to", "requested_destination", "protocol_id"});
  result.with = text(x, {"refer_to", "destination_channel", "id"});
  return result;
}

using reader = std::function<fact(const json::value&, channel)>;

const std::map<std::string_view, reader>& channel_readers() {
  static const std::map<std::string_view, reader> all{
    {"StasisStart",
     [](const auto& x, channel who) {
       return stasis_start{std::move(who), strings_in(x, {"args"})};
     }},
    {"StasisEnd", [](const auto&, channel who) { return stasis_end{std::move(who)}; }},
    {"ChannelCreated", [](const auto&, channel who) { return channel_created{std::move(who)}; }},
    {"ChannelStateChange", [](const auto&, channel who) { return state_changed{std::move(who)}; }},
    {"ChannelHangupRequest",
     [](const auto& x, channel who) {
       return hangup_asked{std::move(who), number(x, {"tech_cause"}), flag(x, {"soft"})};
     }},
    {"ChannelDestroyed",
     [](const auto& x, channel who) {
       return channel_destroyed{std::move(who), number(x, {"cause"}), number(x, {"tech_cause"})};
     }},
    {"ChannelEnteredBridge",
     [](const auto& x, channel who) {
       return bridge_entered{text(x, {"bridge", "id"}), std::move(who)};
     }},
    {"ChannelLeftBridge",
     [](const auto& x, channel who) {
       return bridge_left{text(x, {"bridge", "id"}), std::move(who)};
     }},
    {"ChannelHold", [](const auto&, channel who) { return held{std::move(who)}; }},
    {"ChannelUnhold", [](const auto&, channel who) { return retrieved{std::move(who)}; }},
    {"ChannelDtmfReceived",
     [](const auto& x, channel who) {
       return digit{std::move(who), text(x, {"digit"})};
     }},
  };
  return all;
}

std::optional<fact> read_dial(const json::value& x) {
  const auto* peer = find(x, {"peer"});
  if (!peer || text(*peer, {"id"}).empty())
    return {};
  return dialled{channel_in(*peer), text(x, {"caller", "id"}), text(x, {"dialstatus"})};
}

std::optional<fact> read_of_endpoint(std::string_view type, const json::value& x) {
  const auto* endpoint = find(x, {"endpoint"});
  if (!endpoint)
    return {};
  if (type == "PeerStatusChange")
    return endpoint_state{endpoint_in(*endpoint), reach_of(text(x, {"peer", "peer_status"}))};
  // A contact that went may not be the only one: what the endpoint is now stands beside it.
  return endpoint_state{endpoint_in(*endpoint), reach_of(text(*endpoint, {"state"}))};
}

template <class T, class Read>
std::vector<T> read_list(std::string_view from, Read read) {
  std::vector<T> result;
  const auto value = parse(from);
  const auto* list = value.if_array();
  for (std::size_t i = 0; list && i < list->size(); ++i)
    result.push_back(read((*list)[i]));
  return result;
}

bool all_digits(std::string_view x) {
  return !x.empty() && std::ranges::all_of(x, [](char c) { return c >= '0' && c <= '9'; });
}

/// `{call}.{n}`, which is ours, and not Asterisk's own `{system}-{seconds}.{n}`.
bool is_our_id(std::string_view id) {
  const auto dot = id.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || !all_digits(id.substr(dot + 1)))
    return false;
  const auto before = id.substr(0, dot);
  const auto seconds = before.substr(before.rfind('-') + 1);
  return !(all_digits(seconds) && seconds.size() >= 10);
}

} // namespace

std::string channel::endpoint() const { return name.substr(0, name.rfind('-')); }

bool channel::rung_by_us() const { return app_name == "AppDial2" && is_our_id(id); }

bool bridge::made_by_us() const {
  const auto at = id.rfind(".b");
  return creator == "Stasis" && at != std::string::npos && at > 0 && all_digits(id.substr(at + 2));
}

std::optional<fact> read_event(std::string_view from) {
  const auto x = parse(from);
  const auto type = text(x, {"type"});
  if (const auto found = channel_readers().find(type); found != channel_readers().end()) {
    const auto* who = find(x, {"channel"});
    if (!who || text(*who, {"id"}).empty())
      return {};
    return found->second(x, channel_in(*who));
  }
  if (type == "Dial")
    return read_dial(x);
  if (type == "PeerStatusChange" || type == "ContactStatusChange" || type == "EndpointStateChange")
    return read_of_endpoint(type, x);
  // With a state it is the echo of what we told the phone about its transfer.
  if (type == "ChannelTransfer" && !find(x, {"state"}))
    return read_transfer(x);
  if (type == "ApplicationReplaced")
    return replaced{};
  return {};
}

std::vector<channel> read_channels(std::string_view from) {
  return read_list<channel>(from, channel_in);
}

std::vector<bridge> read_bridges(std::string_view from) {
  return read_list<bridge>(from, [](const json::value& x) {
    return bridge{text(x, {"id"}), text(x, {"creator"}), strings_in(x, {"channels"})};
  });
}

std::vector<endpoint_state> read_endpoints(std::string_view from) {
  return read_list<endpoint_state>(from, [](const json::value& x) {
    return endpoint_state{endpoint_in(x), reach_of(text(x, {"state"}))};
  });
}

bool hears_everything(std::string_view from) {
  const auto x = parse(from);
  const auto has = [&](std::string_view list, std::string_view topic) {
    const auto all = strings_in(x, {list});
    return std::ranges::find(all, topic) != all.end();
  };
  return has("channel_ids", "__AST_CHANNEL_ALL_TOPIC") &&
         has("bridge_ids", "__AST_BRIDGE_ALL_TOPIC") &&
         has("endpoint_ids", "__AST_ENDPOINT_ALL_TOPIC");
}

} // namespace omstilling::ari
