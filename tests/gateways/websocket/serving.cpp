#include "tests/gateways/websocket/serving.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace omstilling {

namespace {
std::string text_of(const boost::json::value& x) { return std::string{x.as_string()}; }
} // namespace

double serving::metric(const std::string& name) const {
  const auto metrics = connect().get("/metrics").body;
  const auto at = metrics.find("\nomstilling_websocket_" + name + ' ');
  return std::stod(metrics.substr(metrics.find(' ', at + 1)));
}

void observed_picture::set(const boost::json::array& items) {
  for (const auto& x : items)
    values_[text_of(x.at("id"))] = text_of(x.at("value"));
}

void observed_picture::apply_snapshot(const boost::json::object& x) {
  if (x.at("first").as_bool())
    values_.clear();
  set(x.at("items").as_array());
  epoch_ = text_of(x.at("epoch"));
  revision_ = x.at("revision").as_int64();
  whole_ = x.at("last").as_bool();
}

void observed_picture::apply(const boost::json::object& notification) {
  if (!notification.contains("method"))
    return; // an answer
  const auto& method = notification.at("method").as_string();
  const auto& x = notification.at("params").as_object();
  if (method == "snapshot")
    return apply_snapshot(x);
  if (method == "resync") {
    whole_ = false;
    return;
  }
  if (method != "delta" && method != "popup")
    return;
  if (!whole_ || x.at("after").as_int64() != revision_)
    throw std::runtime_error("does not follow on " + std::to_string(revision_) + ": " +
                             boost::json::serialize(notification));
  revision_ = x.at("revision").as_int64();
  if (method == "popup")
    return;
  set(x.at("set").as_array());
  for (const auto& id : x.at("removed").as_array())
    values_.erase(text_of(id));
}

std::string observed_picture::request(const std::string& topic) const {
  boost::json::object asked{{"topic", topic}};
  if (whole_)
    asked["from"] = {{"epoch", epoch_}, {"revision", revision_}};
  return boost::json::serialize(boost::json::object{{"topics", boost::json::array{asked}}});
}

void read_to(strict_client& client, observed_picture& seen, std::int64_t revision) {
  while (seen.revision() < revision || !seen.whole())
    seen.apply(client.next());
}

} // namespace omstilling
