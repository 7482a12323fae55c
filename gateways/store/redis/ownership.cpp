#include "gateways/store/redis/ownership.hpp"

#include "gateways/store/redis/keys.hpp"
#include "gateways/store/redis/scripts.hpp"

namespace omstilling::redis {

namespace {

problem refusal(std::string why) {
  return {.reason = error_reason::storage_unavailable, .detail = std::move(why)};
}

std::string item(const reply& x, std::size_t i) {
  return i < x.items.size() ? x.items[i].as_text() : std::string{};
}

/// What a script's answer is called, or what kind of failure it is.
std::string word_of(const reply& x) { return x.is_error() ? x.text : item(x, 0); }

} // namespace

ownership::ownership(link& to, node_id node, bool leased)
  : link_(to), node_(std::move(node)), opener_(name_of_its_own()), leased_(leased) {}

void ownership::hold(const site_id& site, std::int64_t token) {
  const std::lock_guard lock{guard_};
  held_[site] = token;
}

void ownership::let_go(const site_id& site) {
  const std::lock_guard lock{guard_};
  held_.erase(site);
}

tl::expected<std::string, problem> ownership::token_for(const site_id& site) {
  if (!leased_)
    return std::string{};
  const std::lock_guard lock{guard_};
  const auto found = held_.find(site);
  if (found == held_.end())
    return tl::unexpected(refusal("site " + site.value + " is not held by this node"));
  return std::to_string(found->second);
}

tl::expected<owned_site*, problem> ownership::take(const site_id& site, bool count) {
  auto token = token_for(site);
  if (!token)
    return tl::unexpected(std::move(token.error()));
  const site_keys keys{site};
  auto ask = run_script(open_script(), {keys.meta});
  ask.words.insert(ask.words.end(),
                   {node_.value, *token, count ? "1" : "0", std::to_string(format), opener_});
  auto said = link_.ask_one(std::move(ask));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  if (item(*said, 0) == "unopened")
    return nullptr;
  if (item(*said, 0) != "opened" || said->items.size() != 5)
    return tl::unexpected(refused(site, *said));
  lost_.erase(site);
  auto& x = owned_[site];
  x = {.epochs = said->items[1].as_number(),
       .last_number = said->items[2].as_number(),
       .appends = said->items[3].as_number(),
       .token = said->items[4].as_number()};
  return &x;
}

tl::expected<owned_site*, problem> ownership::open(const site_id& site) {
  const auto found = owned_.find(site);
  if (found != owned_.end() && found->second.in_question)
    if (auto done = settle(site, found->second, when_done::undo); !done)
      return tl::unexpected(std::move(done.error()));
  auto listed = link_.ask_one({sites_key, {"SADD", sites_key, site.value}});
  if (!listed)
    return tl::unexpected(std::move(listed.error()));
  return take(site, true);
}

tl::expected<owned_site*, problem> ownership::find(const site_id& site) {
  const auto token = token_for(site);
  if (!token)
    return tl::unexpected(token.error());
  if (lost_.contains(site))
    return tl::unexpected(refusal("site " + site.value + " was taken over by another service"));
  const auto found = owned_.find(site);
  if (found == owned_.end() || (leased_ && std::to_string(found->second.token) != *token))
    return take(site, false); // with a newer token what was in question is the new owner's: ours
  if (found->second.in_question)
    if (auto done = settle(site, found->second, when_done::undo); !done)
      return tl::unexpected(std::move(done.error()));
  return &found->second;
}

tl::expected<settled, problem> ownership::settle(const site_id& site, owned_site& x,
                                                 when_done then) {
  auto ask = run_script(settle_script(), site_keys{site}.all());
  ask.words.insert(ask.words.end(), {std::to_string(x.token), std::to_string(x.appends + 1),
                                     then == when_done::keep ? "keep" : "undo"});
  auto said = link_.ask_one(std::move(ask));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  const auto word = word_of(*said);
  if (word != "done" && word != "undone" && word != "absent")
    return tl::unexpected(refused(site, *said));
  x.appends += word == "undone" ? 2 : 1;
  x.in_question = false;
  return word == "done" ? settled::done : word == "undone" ? settled::undone : settled::absent;
}

tl::expected<void, problem> ownership::settle_all() {
  std::vector<site_id> open;
  for (const auto& [site, x] : owned_)
    if (x.in_question)
      open.push_back(site);
  for (const auto& site : open)
    if (auto done = settle(site, owned_.at(site), when_done::undo); !done)
      return tl::unexpected(std::move(done.error()));
  return {};
}

problem ownership::refused(const site_id& site, const reply& said) {
  const auto word = word_of(said);
  const auto name = "site " + site.value;
  if (said.is_error())
    return refusal("Redis refuses: " + said.text);
  const auto before = owned_.extract(site);
  if (word == "deposed") {
    if (!leased_)
      lost_.insert(site);
    const auto ours = before ? " (this one has token " + std::to_string(before.mapped().token) + ")"
                             : std::string{};
    return owned_by_another(name + " is held by " +
                            (item(said, 1).empty() ? "nobody" : item(said, 1)) + " with token " +
                            item(said, 2) + ours);
  }
  if (word == "leased")
    return refusal(name + " is leased to " + item(said, 1) + " for another " + item(said, 2) +
                   " ms");
  if (word == "out_of_step")
    return refusal("Redis has lost changes of " + name + " that it had acknowledged: it counts " +
                   item(said, 1) + " of " +
                   (before ? std::to_string(before.mapped().appends) : "more"));
  if (word == "newer")
    return refusal(name + " was written by a newer version (format " + item(said, 1) +
                   ", this version knows " + std::to_string(format) + ")");
  if (word == "unopened")
    return refusal(name + " was never opened");
  return refusal(name + ": " + word + ' ' + item(said, 1));
}

} // namespace omstilling::redis
