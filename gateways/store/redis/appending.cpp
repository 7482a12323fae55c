#include "gateways/store/redis/appending.hpp"

#include "gateways/store/redis/write.hpp"

#include <algorithm>
#include <array>

namespace omstilling::redis {

namespace {

problem refusal(std::string why) {
  return {.reason = error_reason::storage_unavailable, .detail = std::move(why)};
}

/// Redis said no before it began; of any other failure we find out.
bool never_began(const reply& x) {
  constexpr std::array words{"NOREPLICAS", "OOM", "MISCONF", "NOPERM", "NOAUTH"};
  return std::ranges::any_of(words, [&](const char* word) { return x.is_error(word); });
}

} // namespace

/// Nothing is sent that can be seen to be refused, so that one site's fault costs the others
/// nothing.
appending::step appending::prepare(const std::vector<store_batch>& batches) {
  std::vector<std::pair<site_id, std::vector<const store_batch*>>> by_site;
  for (const auto& x : batches) {
    auto found = std::ranges::find(by_site, x.site, &decltype(by_site)::value_type::first);
    if (found == by_site.end())
      found = by_site.insert(found, {x.site, {}});
    found->second.push_back(&x);
  }
  for (const auto& [site, of_site] : by_site) {
    auto owned = sites_.find(site);
    if (!owned)
      return tl::unexpected(std::move(owned.error()));
    if (!*owned)
      return tl::unexpected(refusal("site " + site.value + " was never opened"));
    parts_.push_back({joined(of_site), {}, *owned});
    for (const auto* const x : of_site)
      if (!x->frames.empty())
        parts_.back().frames.push_back(x->frames);
    auto last = (*owned)->last_number;
    for (const auto& event : parts_.back().batch.events) {
      if (event.number <= last)
        return tl::unexpected(refusal("event " + std::to_string(event.number) + " of site " +
                                      site.value + " comes after " + std::to_string(last)));
      last = event.number;
    }
  }
  std::erase_if(parts_, [](const part& x) {
    return x.batch.events.empty() && x.batch.rows.empty() && x.batch.receipts.empty() &&
           x.batch.calls.empty() && x.frames.empty();
  });
  return {};
}

appending::step appending::send() {
  std::vector<command> commands;
  std::vector<std::size_t> sent;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto& x = parts_[i];
    if (x.written)
      continue;
    commands.push_back(
      append_command(site_keys{x.batch.site}, x.batch, x.frames, x.site->token, x.site->appends));
    sent.push_back(i);
  }
  auto said = link_.send(std::move(commands));
  if (!said)
    return tl::unexpected(std::move(said.error()));
  return take_answers(sent, std::move(*said));
}

appending::step appending::take_answers(const std::vector<std::size_t>& sent,
                                        std::vector<std::optional<reply>> said) {
  step result;
  for (std::size_t n = 0; n < sent.size(); ++n) {
    auto& x = parts_[sent[n]];
    if (!said[n]) {
      x.site->in_question = true;
    } else if (!said[n]->items.empty() && said[n]->items[0].text == "written") {
      x.written = true;
      ++x.site->appends;
    } else {
      x.site->in_question = said[n]->is_error() && !never_began(*said[n]);
      if (!said[n]->is_error())
        x.site = nullptr; // ownership forgets it
      if (said[n]->is_error("NOREPLICAS"))
        link_.look_anew();
      result = tl::unexpected(sites_.refused(x.batch.site, *said[n]));
    }
  }
  return result;
}

/// What has no answer was done, or is as if it had not been sent.
appending::step appending::settle() {
  for (auto& x : parts_) {
    if (!x.site || !x.site->in_question)
      continue;
    auto done = sites_.settle(x.batch.site, *x.site, when_done::keep);
    if (!done) {
      if (!sites_.owns(x.batch.site))
        x.site = nullptr;
      return tl::unexpected(std::move(done.error()));
    }
    x.written = *done == settled::done;
  }
  return {};
}

/// After a lost connection the master may be another one: whether that has it is asked again.
appending::step appending::wait() {
  if (replicas_ == 0 || parts_.empty())
    return {};
  const auto have = link_.replicated(replicas_, within_);
  if (!have) {
    for (auto& x : parts_) {
      x.written = false;
      x.site->in_question = true;
      --x.site->appends;
    }
    return settle();
  }
  if (*have >= replicas_)
    return {};
  link_.look_anew();
  return tl::unexpected(refusal("within " + std::to_string(within_.count()) + " ms " +
                                std::to_string(*have) + " of " + std::to_string(replicas_) +
                                " replicas had the change"));
}

/// What was written for some sites must not stand when another's was refused. When Redis is away it
/// stays in question and is taken back before anything else happens at the site.
void appending::take_back() {
  for (auto& x : parts_) {
    if (!x.site)
      continue;
    if (x.written) {
      --x.site->appends;
      x.site->in_question = true;
    }
    if (x.site->in_question)
      static_cast<void>(sites_.settle(x.batch.site, *x.site, when_done::undo));
  }
}

tl::expected<void, problem> appending::write(const std::vector<store_batch>& batches) {
  if (auto ready = prepare(batches); !ready)
    return ready;
  const auto open = [this] {
    return std::ranges::any_of(parts_, [](const part& x) { return !x.written; });
  };
  step result;
  std::int64_t connected = 0;
  while (result && (open() || connected != link_.connects())) {
    if (open())
      result = send().and_then([this] { return settle(); });
    if (result && open())
      continue; // it was not done: again
    connected = link_.connects();
    if (result)
      result = wait();
  }
  if (!result) {
    take_back();
    return result;
  }
  for (auto& x : parts_)
    if (!x.batch.events.empty())
      x.site->last_number = x.batch.events.back().number;
  return {};
}

} // namespace omstilling::redis
