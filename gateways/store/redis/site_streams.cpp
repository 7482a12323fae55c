#include "gateways/store/redis/site_streams.hpp"

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/listener.hpp"
#include "gateways/store/redis/stream_reading.hpp"
#include "gateways/store/redis/stream_scripts.hpp"

#include <random>

namespace omstilling {

namespace {

using redis::run_script;
using redis::site_keys;

const std::string most_answers = "10000";
const std::string answers_last = "60000"; // ms

std::optional<problem> too_large(const std::string& body) {
  if (body.size() <= site_streams::largest_body)
    return std::nullopt;
  return problem{.reason = error_reason::too_large,
                 .path = "body",
                 .expected = "at most " + std::to_string(site_streams::largest_body) + " bytes",
                 .got = std::to_string(body.size()) + " bytes"};
}

/// No other life of a node has it.
std::string new_life() {
  std::random_device chance;
  std::string result;
  for (int i = 0; i < 4; ++i)
    result += std::to_string(chance()) + '.';
  return result;
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

  tl::expected<void, problem> ask(const site_id& site, const node_id& asker,
                                  const std::string& body) override {
    if (auto wrong = too_large(body))
      return tl::unexpected(std::move(*wrong));
    const site_keys keys{site};
    const std::lock_guard lock{guard_}; // numbers arrive in their order
    auto said = send(ask_script_for(keys, asker, body));
    if (!said)
      return tl::unexpected(std::move(said.error()));
    if (word_of(*said) == "full")
      return tl::unexpected(problem{.reason = error_reason::try_later,
                                    .detail = "site " + site.value + " has " +
                                              std::to_string(most_commands) +
                                              " commands without an answer"});
    return word_of(*said) == "asked" ? tl::expected<void, problem>{}
                                     : tl::unexpected(unreadable(*said));
  }

  tl::expected<commands_read, problem> commands(const std::map<site_id, fencing_token>& mine,
                                                duration wait) override {
    return commands_.read(mine, wait);
  }

  tl::expected<bool, problem> acknowledge(const site_id& site, fencing_token token,
                                          const std::string& id) override {
    if (!redis::is_position(id))
      return tl::unexpected(problem{.reason = error_reason::invalid_params,
                                    .path = "id",
                                    .expected = "that of a command which was read",
                                    .got = id.substr(0, 60)});
    const site_keys keys{site};
    auto ask = run_script(redis::acknowledge_script(), {keys.meta, keys.commands});
    ask.words.insert(ask.words.end(), {std::to_string(token), id});
    const std::lock_guard lock{guard_};
    return send(std::move(ask)).and_then([](const redis::reply& x) -> tl::expected<bool, problem> {
      if (word_of(x) != "acknowledged" && word_of(x) != "deposed")
        return tl::unexpected(unreadable(x));
      return word_of(x) == "acknowledged";
    });
  }

  tl::expected<void, problem> answer(const node_id& asker, const std::string& body) override {
    if (auto wrong = too_large(body))
      return tl::unexpected(std::move(*wrong));
    auto ask = run_script(redis::answer_script(), {redis::answers_key(asker.value)});
    ask.words.insert(ask.words.end(), {most_answers, answers_last, body});
    const std::lock_guard lock{guard_};
    return send(std::move(ask)).map([](const redis::reply&) {});
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
  redis::command ask_script_for(const site_keys& keys, const node_id& asker,
                                const std::string& body) {
    auto result = run_script(redis::ask_script(), {keys.commands, keys.askers});
    result.words.insert(result.words.end(), {asker.value, life_, std::to_string(++asked_),
                                             std::to_string(most_commands), body});
    return result;
  }

  tl::expected<redis::reply, problem> send(redis::command x) {
    return sending_.ask_one(std::move(x));
  }

  redis::news news_;
  redis::frames_reader frames_;
  redis::commands_reader commands_;
  redis::answers_reader answers_;
  std::mutex guard_;
  redis::link sending_;
  std::string life_ = new_life();
  std::int64_t asked_ = 0;
  redis::listener listener_;
};

} // namespace

std::unique_ptr<site_streams> make_redis_streams(redis::link_options where) {
  return std::make_unique<redis_streams>(where);
}

} // namespace omstilling
