// Drives a real Asterisk by hand: one order a line on standard input, one event a line on standard
// output.
//   asterisk_live_probe URL USER PASSWORD APPLICATION [ami] [trace]
//   ring LEG NUMBER SECONDS [phone|outside|voicemail] [auto] [for LEG]
//   press|answer|music|nomusic|tone|notone LEG    hangup LEG [CAUSE]
//   bridge|unbridge BRIDGE                        add|remove BRIDGE LEG
//   play|dtmf LEG WHAT                            set LEG NAME VALUE       can    quit
#include "gateways/pbx/asterisk/asterisk.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <vector>

using namespace omstilling;

namespace {

template <class E>
std::string word(E x) {
  return boost::describe::enum_to_string(x, "?");
}

std::string device(const pbx::device_changed& x) {
  return fmt::format("{}={}/{}", x.number, word(x.reach), word(x.activity));
}

std::string arrival(const pbx::leg_arrived& x) {
  auto text = fmt::format("from={} \"{}\" phone={} called={} show=\"{}\"", x.caller.number,
                          x.caller.name, x.from_phone, x.called, x.show_in_switchboard);
  for (const auto& hop : x.origin)
    text += fmt::format(" via={}:{}", hop.to, hop.reason);
  return text;
}

struct writer {
  std::string operator()(const pbx::leg_arrived& x) const {
    return fmt::format("arrived {} {}", x.leg.value, arrival(x));
  }
  std::string operator()(const pbx::leg_ringing& x) const { return "ringing " + x.leg.value; }
  std::string operator()(const pbx::leg_answered& x) const { return "answered " + x.leg.value; }
  std::string operator()(const pbx::leg_gone& x) const {
    return fmt::format("gone {} {}", x.leg.value, word(x.cause));
  }
  std::string operator()(const pbx::leg_held& x) const { return "held " + x.leg.value; }
  std::string operator()(const pbx::leg_retrieved& x) const { return "retrieved " + x.leg.value; }
  std::string operator()(const pbx::transfer_asked& x) const {
    return fmt::format("transfer {} {}", x.leg.value, x.to);
  }
  std::string operator()(const pbx::dtmf_received& x) const {
    return fmt::format("dtmf {} {}", x.leg.value, x.digits);
  }
  std::string operator()(const pbx::order_failed& x) const {
    return fmt::format("failed {} {} no_leg={}", x.leg.value, x.why, x.no_leg);
  }
  std::string operator()(const pbx::device_changed& x) const { return "device " + device(x); }
  std::string operator()(const pbx::link_up& x) const {
    std::string text = "up";
    for (const auto& leg : x.legs)
      text +=
        fmt::format(" [leg {} answered={} bridge={} {}]", leg.leg.value, leg.answered,
                    leg.bridge ? leg.bridge->value : "-", leg.arrival ? arrival(*leg.arrival) : "");
    for (const auto& id : x.bridges)
      text += fmt::format(" [bridge {}]", id.value);
    for (const auto& one : x.devices)
      text += ' ' + device(one);
    return text;
  }
  std::string operator()(const pbx::link_down& x) const { return "down " + x.why; }
};

pbx::order ring(std::istringstream& from) {
  pbx::originate x;
  std::int64_t seconds = 0;
  from >> x.leg.value >> x.endpoint >> seconds;
  x.ring_for = std::chrono::seconds{seconds};
  x.shown = {"15551234", "Søren \"Caller\"", {}};
  for (std::string more; from >> more;)
    if (more == "auto")
      x.auto_answer = true;
    else if (more == "for")
      from >> x.for_leg.value;
    else
      boost::describe::enum_from_string(more.c_str(), x.kind);
  return x;
}

std::optional<pbx::order> read_order(const std::string& line) {
  std::istringstream from{line};
  std::string verb;
  from >> verb;
  if (verb == "ring")
    return ring(from);
  std::string first;
  std::string second;
  std::string third;
  from >> first >> second >> third;
  const leg_id leg{first};
  const bridge_id bridge{first};
  auto cause = leg_cause::hung_up;
  boost::describe::enum_from_string(second.c_str(), cause);
  const std::map<std::string_view, pbx::order> all{
    {"press", pbx::press_answer{leg}},
    {"answer", pbx::answer{leg}},
    {"hangup", pbx::hang_up{leg, cause}},
    {"bridge", pbx::create_bridge{bridge}},
    {"unbridge", pbx::destroy_bridge{bridge}},
    {"add", pbx::add_to_bridge{bridge, leg_id{second}}},
    {"remove", pbx::remove_from_bridge{bridge, leg_id{second}}},
    {"music", pbx::start_music{leg}},
    {"nomusic", pbx::stop_music{leg}},
    {"tone", pbx::start_ringing_tone{leg}},
    {"notone", pbx::stop_ringing_tone{leg}},
    {"play", pbx::play{leg, second}},
    {"dtmf", pbx::send_dtmf{leg, second}},
    {"set", pbx::set_variable{leg, second, third}}};
  const auto found = all.find(verb);
  return found == all.end() ? std::nullopt : std::optional{found->second};
}

} // namespace

int main(int count, char** values) {
  const std::vector<std::string> given{values + 1, values + count};
  if (given.size() < 4)
    return 2;
  asterisk_settings settings{
    .url = given[0], .user = given[1], .password = given[2], .application = given[3]};
  settings.ami = std::ranges::find(given, "ami") != given.end();
  if (std::ranges::find(given, "trace") != given.end())
    spdlog::set_level(spdlog::level::trace);
  const auto pbx = start_asterisk(settings);
  pbx->connect([](const pbx::event& x) {
    std::cout << std::visit(writer{}, x) << std::endl; // whoever drives it reads line by line
  });
  for (std::string line; std::getline(std::cin, line) && line != "quit";)
    if (line == "can") {
      std::cout << "can " << pbx->capabilities().name;
      for (const auto x : pbx->capabilities().can)
        std::cout << ' ' << word(x);
      std::cout << std::endl;
    } else if (auto order = read_order(line))
      pbx->execute(std::move(*order));
  pbx->stop();
}
