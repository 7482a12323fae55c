#include "gateways/store/redis/link.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <utility>

namespace omstilling::redis {

namespace {

constexpr int most_redirections = 16;

/// What was asked was not done, because this is no master, or not yet.
bool is_elsewhere(const reply& x) {
  constexpr std::array words{"LOADING",     "READONLY", "MASTERDOWN",
                             "CLUSTERDOWN", "TRYAGAIN", "BUSY "};
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return x.is_error(word); });
}

} // namespace

script::script(std::string source) : text(std::move(source)) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  for (const auto x : digest) {
    sha += digits[x >> 4];
    sha += digits[x & 15];
  }
}

command run_script(const script& code, const std::vector<std::string>& keys) {
  command result{keys.front(), {"EVALSHA", code.sha, std::to_string(keys.size())}, &code};
  result.words.insert(result.words.end(), keys.begin(), keys.end());
  return result;
}

link::link(link_options options) : options_(std::move(options)), outage_(options_.away) {}

link::outcome link::judge(command& x, const address& asked, reply&& said,
                          std::optional<reply>& done) {
  if (x.code && said.is_error("NOSCRIPT")) {
    x.words[0] = "EVAL";
    x.words[1] = x.code->text;
    return outcome::again;
  }
  if (const auto to = said.is_error() ? read_redirection(said.text, asked) : std::nullopt) {
    (to->once ? once_ : slots_)[to->slot] = to->to;
    return outcome::again;
  }
  if (is_elsewhere(said)) {
    why_ = text_of(asked) + ": " + said.text;
    return outcome::lost;
  }
  done = std::move(said);
  return outcome::whole;
}

/// Sends all that has no answer and reads the answers. `lost`: some have none, and of those that
/// were refused because Redis is elsewhere it is sure that they were not done: they say so.
link::outcome link::exchange(std::vector<command>& commands, answers& done) {
  std::vector<std::pair<std::size_t, address>> sent;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (done[i])
      continue;
    const auto slot = slot_of(commands[i].key);
    const auto once = once_.extract(slot);
    const auto known = slots_.find(slot);
    const auto node = once ? once.mapped() : known == slots_.end() ? main_ : known->second;
    auto* const to = connection_for(node);
    if (!to)
      return outcome::lost;
    if (once) {
      static const std::vector<std::string> asking{"ASKING"};
      to->put(asking);
      sent.emplace_back(commands.size(), node);
    }
    to->put(commands[i].words);
    sent.emplace_back(i, node);
  }
  auto result = outcome::whole;
  for (const auto& [i, node] : sent) {
    auto said = nodes_.at(node).receive();
    if (!said) {
      lose(text_of(node) + ": " + said.error());
      return outcome::lost;
    }
    if (i == commands.size())
      continue;
    result = std::max(result, judge(commands[i], node, std::move(*said), done[i]));
  }
  if (result == outcome::lost)
    lose(why_);
  else
    outage_.over();
  return result;
}

tl::expected<std::vector<reply>, problem> link::ask(std::vector<command> commands) {
  answers done(commands.size());
  for (int redirections = 0; redirections < most_redirections;) {
    if (auto connected = connect(); !connected)
      return tl::unexpected(std::move(connected.error()));
    const auto result = exchange(commands, done);
    if (result == outcome::whole) {
      std::vector<reply> all;
      all.reserve(done.size());
      for (auto& x : done)
        all.push_back(std::move(*x));
      return all;
    }
    redirections += result == outcome::again ? 1 : 0;
  }
  return tl::unexpected(redis_away("its nodes send us from one to the other"));
}

tl::expected<reply, problem> link::ask_one(command x) {
  std::vector<command> one;
  one.push_back(std::move(x));
  return ask(std::move(one)).and_then([](std::vector<reply> all) -> tl::expected<reply, problem> {
    if (all[0].is_error())
      return tl::unexpected(problem{.reason = error_reason::storage_unavailable,
                                    .detail = "Redis refuses: " + all[0].text});
    return std::move(all[0]);
  });
}

tl::expected<std::vector<std::optional<reply>>, problem> link::send(std::vector<command> commands) {
  answers done(commands.size());
  if (auto connected = connect(); !connected)
    return tl::unexpected(std::move(connected.error()));
  for (int redirections = 0; redirections < most_redirections; ++redirections)
    if (exchange(commands, done) != outcome::again)
      break;
  return done;
}

std::optional<std::int64_t> link::replicated(std::int64_t replicas, duration within) {
  std::int64_t fewest = replicas;
  if (nodes_.empty())
    return std::nullopt;
  for (auto& [node, to] : nodes_) {
    const auto said = to.ask({"WAIT", std::to_string(replicas), std::to_string(within.count())});
    if (!said || said->what != reply::kind::integer) {
      lose(text_of(node) + ": " + (said ? said->text : said.error()));
      return std::nullopt;
    }
    fewest = std::min(fewest, said->number);
  }
  return fewest;
}

} // namespace omstilling::redis
