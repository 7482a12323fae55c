#pragma once

#include "actors/ports/site_streams.hpp"
#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/link.hpp"
#include "gateways/store/redis/news.hpp"

#include <thread>

/// What waits for streams to grow, each over a connection of its own. See site_streams.
namespace omstilling::redis {

/// Whether that is what Redis calls an entry of a stream: two numbers.
bool is_position(std::string_view x);

/// Everything is looked at once a second at least: news may get lost between the nodes of a
/// cluster, and with a look that failed. What comes after a pause is looked at at once; what comes
/// fast, together: a look costs the same for one entry and for twenty.
class regular_look {
public:
  static constexpr duration within{1'000};
  static constexpr duration apart{5};
  void wait_apart() const { std::this_thread::sleep_until(looked_ + apart); }
  bool due(const news::told& told);
  void failed() { last_ = {}; }

private:
  news::instant last_{};   // at everything
  news::instant looked_{}; // at anything
};

class frames_reader {
public:
  using result = tl::expected<std::map<site_id, followed_frames>, problem>;
  frames_reader(const link_options& where, news& from) : link_(where), news_(from) {}
  result read(const std::map<site_id, std::string>& after, duration wait);

private:
  result look(const std::map<site_id, std::string>& after, bool all,
              const std::set<std::string>& told);

  link link_;
  news& news_;
  regular_look regular_;
  std::map<site_id, std::string> at_end_; // nothing stood after this
  std::map<site_id, site_keys> keys_;
};

class commands_reader {
public:
  using result = tl::expected<std::vector<asked_command>, problem>;
  commands_reader(const link_options& where, news& from) : link_(where), news_(from) {}
  result read(const std::map<site_id, fencing_token>& mine, duration wait);

private:
  struct place {
    fencing_token token = 0;
    site_keys keys;
    std::string position = "0-0";
    bool more = true;
  };
  result look(bool all, const std::set<std::string>& told);

  link link_;
  news& news_;
  regular_look regular_;
  std::map<site_id, place> places_;
};

class answers_reader {
public:
  using result = tl::expected<std::vector<std::string>, problem>;
  answers_reader(const link_options& where, news& from) : link_(where), news_(from) {}
  result read(const node_id& mine, duration wait);

private:
  result look(bool all, const std::set<std::string>& told);

  link link_;
  news& news_;
  regular_look regular_;
  std::string key_;
  std::string position_ = "0-0";
  bool more_ = true;
};

} // namespace omstilling::redis
