#include "gateways/number_lookup/http_number_lookup.hpp"

#include "gateways/http/text_template.hpp"

#include <algorithm>
#include <map>

namespace omstilling::lookup {

namespace {

using then_function = std::function<void(lookup_answer)>;

bool is_number(const std::string& x) {
  return !x.empty() && x.size() <= 32 &&
         x.find_first_not_of("0123456789", x.front() == '+' ? 1 : 0) == std::string::npos;
}

/// Everything happens on the thread of the client, so that nothing here needs a lock.
class http_number_lookup final : public number_lookup {
public:
  explicit http_number_lookup(lookup_options options)
    : options_{std::move(options)}, cache_{options_.limits}, http_{options_.http} {}

  void look_up(std::string number, then_function then) override {
    http_.post([this, number = std::move(number), then = std::move(then)] {
      if (!is_number(number))
        return then({.result = lookup_result::nobody});
      const auto now = options_.now();
      if (auto known = cache_.find(number, now))
        return then(std::move(*known));
      auto& waiting = under_way_[number];
      waiting.push_back(then);
      if (waiting.size() > 1) // asked already
        return;
      if (!may_ask(now))
        return answer(number, {.problem = "asked too often within an hour"});
      ask(number);
    });
  }

private:
  bool may_ask(time_point now) {
    if (options_.per_hour == 0)
      return true;
    if (now - hour_began_ >= std::chrono::hours{1}) {
      hour_began_ = now;
      asked_ = 0;
    }
    return ++asked_ <= options_.per_hour;
  }

  void ask(const std::string& number) {
    const std::map<std::string, std::string> values{
      {"number", number},
      {"number_digits", number.substr(number.front() == '+' ? 1 : 0)},
      {"secret", options_.secret}};
    http_request request{.url = fill(options_.url, values, escaping::form)};
    for (const auto& x : options_.headers)
      request.headers.push_back(fill(x, values, escaping::none));
    http_.send(std::move(request), [this, number](http_client::outcome result) {
      auto read = read_answer(result);
      cache_.keep(number, read, options_.now());
      answer(number, std::move(read));
    });
  }

  lookup_answer read_answer(const http_client::outcome& result) const {
    if (!result)
      return {.problem = result.error().text};
    const auto& nobody = options_.nobody;
    if (std::find(nobody.begin(), nobody.end(), result->status) != nobody.end())
      return {.result = lookup_result::nobody};
    if (result->status < 200 || result->status >= 300)
      return {.problem = "HTTP " + std::to_string(result->status)};
    std::string name;
    for (const auto& pointer : options_.name_pointers)
      if (const auto part = value_at(result->body, pointer); !part.empty())
        name += (name.empty() ? "" : " ") + part;
    std::replace_if(
      name.begin(), name.end(), [](unsigned char x) { return x < 32; }, ' ');
    return name.empty() ? lookup_answer{.result = lookup_result::nobody}
                        : lookup_answer{.result = lookup_result::found, .name = name};
  }

  void answer(const std::string& number, const lookup_answer& what) {
    const auto asked = under_way_.extract(number);
    for (const auto& then : asked.mapped())
      then(what);
  }

  lookup_options options_;
  cache cache_;
  std::map<std::string, std::vector<then_function>> under_way_;
  time_point hour_began_{};
  std::int64_t asked_ = 0;
  http_client http_; // last: nothing of ours is called once it is gone
};

} // namespace

std::shared_ptr<number_lookup> open_number_lookup(lookup_options options) {
  return std::make_shared<http_number_lookup>(std::move(options));
}

} // namespace omstilling::lookup
