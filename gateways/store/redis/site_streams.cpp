#include "gateways/store/redis/site_streams.hpp"

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/listener.hpp"
#include "gateways/store/redis/packing.hpp"
#include "gateways/store/redis/stream_reading.hpp"
#include "gateways/store/redis/stream_scripts.hpp"

#include <mutex>

namespace omstilling {

namespace {

using redis::run_script;
using redis::site_keys;

const std::string most_answers = "10000";
const std::string answers_last = "60000"; // ms
// Pictures of sites are; each byte goes through Redis's log, which a disk has to keep up with.
constexpr std::size_t worth_packing = 4096;

std::optional<problem> too_large(const std::string& body) {
  if (body.size() <= site_streams::largest_body)
    return std::nullopt;
  return problem{.reason = error_reason::too_large,
                 .path = "body",
                 .expected = "at most " + std::to_string(site_streams::largest_body) + " bytes",
                 .got = std::to_string(body.size()) + " bytes"};
}

std::string word_of(const redis::reply& x) { return x.items.empty() ? x.text : x.items[0].text; }

problem unreadable(const redis::reply& x) {
  return {.reason = error_reason::storage_unavailable, .detail = "Redis: " + word_of(x)};
}

class redis_streams final : public site_streams {
public:
  explicit redis_streams(const redis::link_options& where)
    : frames_(where, news_),
      commands_(where, news_),
      answers_(where, news_),
      sending_(where),
      listener_(where, news_) {}

  tl::expected<std::map<site_id, followed_frames>, problem>
  frames(const std::map<site_id, std::string>& after, duration wait) override {
    return frames_.read(after, wait);
  }

  tl::expected<std::vector<asked_command>, problem>
  commands(const std::map<site_id, fencing_token>& mine, duration wait) override {
    return commands_.read(mine, wait);
  }

  std::vector<tl::expected<void, problem>> put(const std::vector<stream_put>& all) override {
    std::vector<tl::expected<void, problem>> results;
    std::vector<redis::command> orders;
    std::vector<std::size_t> asked;     // which of all each order is for
    const std::lock_guard lock{guard_}; // numbers arrive in their order
    for (const auto& x : all) {
      auto order = std::visit([this](const auto& what) { return order_for(what); }, x);
      results.push_back(order.map([](const redis::command&) {}));
      if (!order)
        continue;
      orders.push_back(std::move(*order));
      asked.push_back(results.size() - 1);
    }
    if (orders.empty())
      return results;
    const auto said = sending_.ask(std::move(orders));
    for (std::size_t i = 0; i < asked.size(); ++i)
      results[asked[i]] =
        said ? result_of(all[asked[i]], (*said)[i]) : tl::unexpected(said.error());
    return results;
  }

  tl::expected<std::vector<std::string>, problem> answers(const node_id& mine,
                                                          duration wait) override {
    return answers_.read(mine, wait);
  }

  void on_freed(std::function<void(const site_id&)> told) override {
    listener_.on_freed(std::move(told));
  }

  void wake() override { news_.wake(); }

private:
  using maybe_order = tl::expected<redis::command, problem>;

  maybe_order order_for(const put_question& x) {
    if (auto wrong = too_large(x.body))
      return tl::unexpected(std::move(*wrong));
    const site_keys keys{x.site};
    auto result = run_script(redis::ask_script(), {keys.commands, keys.askers});
    result.words.insert(result.words.end(), {x.asker.value, life_, std::to_string(++asked_),
                                             std::to_string(most_commands), x.body});
    return result;
  }

  maybe_order order_for(const put_answer& x) {
    if (auto wrong = too_large(x.body))
      return tl::unexpected(std::move(*wrong));
    auto result = run_script(redis::answer_script(), {redis::answers_key(x.asker.value)});
    const bool packs = x.body.size() >= worth_packing;
    result.words.insert(result.words.end(), {most_answers, answers_last, packs ? "packed" : "body",
                                             packs ? redis::packed(x.body) : x.body});
    return result;
  }

  maybe_order order_for(const put_done& x) {
    if (!redis::is_position(x.id))
      return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                    .path = "id",
                                    .expected = "that of a command which was read",
                                    .got = x.id.substr(0, 60)});
    const site_keys keys{x.site};
    auto result = run_script(redis::acknowledge_script(), {keys.meta, keys.commands});
    result.words.insert(result.words.end(), {std::to_string(x.token), x.id});
    return result;
  }

  static tl::expected<void, problem> result_of(const stream_put& what, const redis::reply& x) {
    const auto word = word_of(x);
    if (word == "full")
      return tl::unexpected(problem{.reason = error_reason::try_later,
                                    .detail = "site " + std::get<put_question>(what).site.value +
                                              " has " + std::to_string(most_commands) +
                                              " commands without an answer"});
    for (const auto* done : {"asked", "answered", "acknowledged", "deposed"})
      if (!x.is_error() && word == done)
        return {};
    return tl::unexpected(unreadable(x));
  }

  redis::news news_;
  redis::frames_reader frames_;
  redis::commands_reader commands_;
  redis::answers_reader answers_;
  std::mutex guard_;
  redis::link sending_;
  std::string life_ = redis::name_of_its_own();
  std::int64_t asked_ = 0;
  redis::listener listener_;
};

} // namespace

std::unique_ptr<site_streams> make_redis_streams(redis::link_options where) {
  return std::make_unique<redis_streams>(where);
}

} // namespace omstilling
