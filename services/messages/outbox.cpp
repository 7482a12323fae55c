#include "services/messages/outbox.hpp"

#include "protocol/codec.hpp"
#include "services/messages/folded.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::int64_t most_a_page = 500;
constexpr std::int64_t usual_page = 50;
constexpr int failures_that_count = 3; // one that is asked to come again is no fault of the link

bool has_words(const message_view& x, const std::vector<std::string>& words) {
  if (words.empty())
    return true;
  const auto text = folded(x.name + '\n' + x.to + '\n' + x.subject + '\n' + x.text);
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return text.find(word) != std::string::npos; });
}

} // namespace

std::optional<problem> wrong_page(const read_messages& asked) {
  if (!asked.limit || (*asked.limit >= 1 && *asked.limit <= most_a_page))
    return std::nullopt;
  return codec::wrong_value("params.limit", "1 to " + std::to_string(most_a_page),
                            encode(*asked.limit));
}

void outbox::load(message_record kept) {
  const auto id = kept.shown.id;
  sent_by_[kept.shown.by].emplace(kept.shown.at, id);
  all_.insert_or_assign(id, outgoing_message{std::move(kept)});
  index(id);
}

std::vector<message_id> outbox::interrupted() const {
  std::vector<message_id> result;
  for (const auto& [channel, ids] : sending_)
    result.insert(result.end(), ids.begin(), ids.end());
  return result;
}

bool outbox::is_sending(const message_id& id) const {
  const auto* x = find(id);
  return x && x->record().shown.state == message_state::sending;
}

const message_record& outbox::add(message_record made) {
  const auto& theirs = sent_by_[made.shown.by];
  while (theirs.contains(made.shown.at))
    made.shown.at += duration{1};
  const auto id = made.shown.id;
  load(std::move(made));
  return all_.at(id).record();
}

void outbox::put_back(const message_id& id, std::optional<message_record> before) {
  forget(id);
  if (before)
    load(std::move(*before));
}

const outgoing_message* outbox::find(const message_id& id) const {
  const auto found = all_.find(id);
  return found == all_.end() ? nullptr : &found->second;
}

void outbox::index(const message_id& id) {
  if (const auto known = deadlines_.find(id); known != deadlines_.end()) {
    waiting_.erase({known->second, id});
    deadlines_.erase(known);
  }
  for (auto& [channel, ids] : sending_)
    ids.erase(id);
  const auto found = all_.find(id);
  if (found == all_.end())
    return;
  const auto& shown = found->second.record().shown;
  if (shown.state == message_state::sending)
    sending_[shown.channel].insert(id);
  if (const auto at = found->second.deadline()) {
    deadlines_[id] = *at;
    waiting_.emplace(*at, id);
  }
}

std::size_t outbox::under_way(message_kind channel) const {
  const auto found = sending_.find(channel);
  return found == sending_.end() ? 0 : found->second.size();
}

time_point outbox::turn(const outgoing_message& x, time_point due) const {
  if (x.record().shown.state != message_state::queued)
    return due;
  const auto found = channels_.find(x.record().shown.channel);
  return found == channels_.end() ? due : std::max(due, found->second.rests_until);
}

std::optional<std::pair<message_id, message_task>> outbox::next(time_point now) const {
  for (const auto& [due, id] : waiting_) {
    if (due > now)
      break;
    const auto& x = all_.at(id);
    const auto task = x.task(now);
    const auto channel = x.record().shown.channel;
    const bool held_up =
      task == message_task::give_away &&
      (!of(channel).there || under_way(channel) >= most_under_way || turn(x, due) > now);
    if (task != message_task::none && !held_up)
      return std::pair{id, task};
  }
  return std::nullopt;
}

std::optional<time_point> outbox::deadline() const {
  std::optional<time_point> first;
  for (const auto& [due, id] : waiting_) {
    if (first && due >= *first)
      break;
    const auto& x = all_.at(id);
    const auto channel = x.record().shown.channel;
    // A free place is told of by the answer that frees it.
    if (x.record().shown.state == message_state::queued &&
        (!of(channel).there || under_way(channel) >= most_under_way))
      continue;
    if (const auto at = turn(x, due); !first || at < *first)
      first = at;
  }
  return first;
}

void outbox::begun(message_kind channel, time_point now) {
  auto& x = channels_[channel];
  x.rests_until = std::max(x.rests_until, now + pause);
}

std::optional<channel_health> outbox::heard(message_kind channel, const delivery_answer& x,
                                            time_point now) {
  auto& st = channels_[channel];
  const bool answered =
    x.result == delivery_result::accepted || x.result == delivery_result::refused;
  st.failures = answered ? 0 : st.failures + 1;
  // Who carries all of a channel means the channel; a mail server means its one message.
  if (channel == message_kind::sms && x.retry_after)
    st.rests_until =
      std::max(st.rests_until, now + std::clamp(*x.retry_after, std::chrono::seconds{0},
                                                std::chrono::seconds{86'400}));
  channel_health health = st.health;
  if (answered)
    health = {};
  else if (st.failures >= failures_that_count)
    health = {.ok = false, .problem = x.text};
  if (health == st.health)
    return std::nullopt;
  return st.health = health;
}

std::vector<message_id> outbox::latest(const user_id& user) const {
  std::vector<message_id> result;
  if (const auto found = sent_by_.find(user); found != sent_by_.end())
    for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
      if (result.size() == most_shown)
        break;
      result.push_back(it->second);
    }
  return result;
}

bool outbox::is_shown(const message_id& id) const {
  const auto newest = latest(all_.at(id).record().shown.by);
  return std::find(newest.begin(), newest.end(), id) != newest.end();
}

messages_result outbox::page(const user_id& user, const read_messages& asked) const {
  messages_result result;
  const auto found = sent_by_.find(user);
  if (found == sent_by_.end())
    return result;
  const auto words = folded_words(asked.text.value_or(""));
  const auto most = static_cast<std::size_t>(asked.limit.value_or(usual_page));
  const auto& theirs = found->second;
  auto it =
    std::make_reverse_iterator(asked.before ? theirs.lower_bound(*asked.before) : theirs.end());
  for (; it != theirs.rend(); ++it) {
    const auto& x = all_.at(it->second).record().shown;
    if (!has_words(x, words))
      continue;
    if (result.messages.size() == most) {
      result.more = true;
      break;
    }
    result.messages.push_back(x);
  }
  return result;
}

std::vector<user_id> outbox::users() const {
  std::vector<user_id> result;
  for (const auto& [user, theirs] : sent_by_)
    result.push_back(user);
  return result;
}

std::vector<message_id> outbox::older(time_point before) const {
  std::vector<message_id> result;
  for (const auto& [user, theirs] : sent_by_)
    for (auto it = theirs.begin(); it != theirs.lower_bound(before); ++it)
      if (settled(all_.at(it->second).record().shown.state))
        result.push_back(it->second);
  return result;
}

void outbox::forget(const message_id& id) {
  const auto found = all_.find(id);
  if (found == all_.end())
    return;
  const auto& shown = found->second.record().shown;
  if (const auto theirs = sent_by_.find(shown.by); theirs != sent_by_.end()) {
    theirs->second.erase(shown.at);
    if (theirs->second.empty())
      sent_by_.erase(theirs);
  }
  all_.erase(found);
  index(id);
}

} // namespace omstilling
