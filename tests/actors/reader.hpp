#pragma once

#include "actors/ports/front_door.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace omstilling::test {

/// One reader of topics: applies what it gets, and checks that no revision is missing or doubled.
class reader final : public observers {
public:
  void publish(std::vector<topic_frame> frames) override {
    for (const auto& x : frames) {
      ++frames_[x.key.topic];
      texts[x.key.topic] += *x.text + '\n';
      if (const auto found = positions_.find(x.key); found != positions_.end()) {
        CHECK(found->second == x.after);
        CHECK(x.revision > x.after);
        found->second = x.revision;
        apply(x.key, *x.text);
      }
    }
  }
  void begin_again(std::vector<std::string> topics) override {
    begun_again.insert(begun_again.end(), topics.begin(), topics.end());
    // What comes of them is for who opens them anew.
    for (const auto& topic : topics)
      std::erase_if(positions_, [&](const auto& held) { return held.first.topic == topic; });
  }
  void turn_out(principal whom) override { turned_out.push_back(std::move(whom)); }
  void open(const subscription& x) {
    positions_[x.key] = x.revision;
    items_[x.key].clear();
    for (const auto& text : x.frames)
      apply(x.key, *text);
  }
  /// The item with this id, as JSON; null when it is not there.
  boost::json::value item(const std::string& topic, const std::string& id,
                          audience sees = audience::reception) const {
    const auto& items = items_.at({topic, sees});
    const auto found = items.find(id);
    return found == items.end() ? boost::json::value{} : found->second;
  }
  const std::map<std::string, boost::json::value>&
  items(const std::string& topic, audience sees = audience::reception) const {
    return items_.at({topic, sees});
  }
  int frames(const std::string& topic) const {
    return frames_.contains(topic) ? frames_.at(topic) : 0;
  }
  std::vector<boost::json::value> popups;
  std::map<std::string, std::string> texts; // of all frames, by topic, also of those not opened
  std::vector<principal> turned_out;
  std::vector<std::string> begun_again; // topics

private:
  void apply(const topic_key& key, const std::string& text) {
    const auto frame = boost::json::parse(text);
    const auto& params = frame.at("params").as_object();
    if (frame.at("method") == "popup")
      popups.push_back(params.at("item"));
    for (const auto* list : {params.if_contains("set"), params.if_contains("items")})
      if (list)
        for (const auto& item : list->as_array())
          items_[key].insert_or_assign(std::string{item.at("id").as_string()}, item);
    if (const auto* removed = params.if_contains("removed"))
      for (const auto& id : removed->as_array())
        items_[key].erase(std::string{id.as_string()});
  }

  std::map<topic_key, std::int64_t> positions_;
  std::map<topic_key, std::map<std::string, boost::json::value>> items_;
  std::map<std::string, int> frames_;
};

} // namespace omstilling::test
