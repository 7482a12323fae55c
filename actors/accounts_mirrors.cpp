#include "actors/accounts_state.hpp"

#include <spdlog/spdlog.h>

#include <set>
#include <utility>

namespace omstilling {

namespace {

/// Where the one is at home whose log this is; see owner_key().
std::optional<site_id> home_of_log(const accounts_state& st, const std::string& owner) {
  constexpr std::string_view of_user = "user:";
  if (!owner.starts_with(of_user))
    return home_of(st, entity_kind::employee, owner);
  const auto found = st.users.find(user_id{owner.substr(of_user.size())});
  return found == st.users.end() ? std::nullopt : std::optional{found->second.site};
}

void take_user(accounts_pointer self, const mirrored_row& x) {
  auto& st = self->state;
  const auto before = st.users.find(user_id{x.id});
  std::optional<user_record> record;
  if (x.state) {
    auto read = decode_text<user_record>(*x.state);
    if (!read)
      return spdlog::error("login {} of another node does not fit: {}", x.id,
                           message(read.error()));
    record = std::move(*read);
  }
  if (before != st.users.end() &&
      (!record || before->second.password_hash != record->password_hash ||
       !same_rights(make_principal(before->second), make_principal(*record))))
    self->send(st.env->board, rights_changed{make_principal(record ? *record : before->second)});
  if (record)
    st.users[record->id] = *record;
  else if (before != st.users.end())
    st.users.erase(before);
}

void take_token(accounts_pointer self, const mirrored_row& x) {
  auto& st = self->state;
  if (const auto before = st.tokens.find(token_id{x.id}); before != st.tokens.end()) {
    if (!x.state)
      self->send(st.env->board, rights_changed{make_principal(before->second)});
    st.tokens_by_digest.erase(before->second.secret_hash);
    st.tokens.erase(before);
  }
  if (!x.state)
    return;
  const auto record = decode_text<token_record>(*x.state);
  if (!record)
    return spdlog::error("token {} of another node does not fit: {}", x.id,
                         message(record.error()));
  st.tokens[record->id] = *record;
  st.tokens_by_digest[record->secret_hash] = record->id;
}

/// What is not among all rows of a site is gone.
void forget_missing(accounts_pointer self, const mirror_rows& x) {
  auto& st = self->state;
  std::set<std::pair<entity_kind, std::string>> there;
  for (const auto& row : x.rows)
    there.emplace(row.kind, row.id);
  std::vector<mirrored_row> gone;
  for (const auto& [id, user] : st.users)
    if (user.site == x.site && !there.contains({entity_kind::user, id.value}))
      gone.push_back({entity_kind::user, id.value});
  if (x.site == st.start.sites.front().id)
    for (const auto& [id, token] : st.tokens)
      if (!there.contains({entity_kind::token, id.value}))
        gone.push_back({entity_kind::token, id.value});
  for (const auto& row : gone)
    row.kind == entity_kind::user ? take_user(self, row) : take_token(self, row);
  std::erase_if(st.homes, [&](const auto& home) { return home.second == x.site; });
}

} // namespace

void tell_call(accounts_pointer self, const call_news& x) {
  auto& st = self->state;
  for (const auto& [id, site] : st.sites)
    self->send(site, call_told{x});
  if (!st.nodes)
    return;
  std::map<site_id, call_news> elsewhere;
  for (const auto& own : x.log) {
    const auto home = home_of_log(st, own.owner);
    if (!home || !is_elsewhere(st, *home))
      continue;
    auto& news = elsewhere[*home];
    if (news.log.empty())
      news = {.call = x.call, .at = x.at, .reached = x.reached, .log = {}};
    news.log.push_back(own);
  }
  for (auto& [site, news] : elsewhere)
    self->send(st.nodes, owner_call_news{site, std::move(news)});
}

void know_tokens(accounts_state& st, const std::vector<token_record>& all) {
  st.tokens.clear();
  st.tokens_by_digest.clear();
  for (const auto& x : all) {
    st.tokens[x.id] = x;
    st.tokens_by_digest[x.secret_hash] = x.id;
  }
}

void note(accounts_state& st, const located& x) {
  for (const auto& entity : x.entities)
    x.gone ? void(st.homes.erase(home_key(entity.kind, entity.id)))
           : void(st.homes.insert_or_assign(home_key(entity.kind, entity.id), x.site));
}

site_noted note(accounts_state& st, const site_lives& x) {
  if (!x.handle) {
    st.sites.erase(x.site);
    return {};
  }
  st.sites[x.site] = x.handle;
  std::erase_if(st.users, [&](const auto& user) { return user.second.site == x.site; });
  for (const auto& user : x.users)
    st.users[user.id] = user;
  if (x.site == st.start.sites.front().id)
    know_tokens(st, x.tokens);
  return {};
}

void take_rows(accounts_pointer self, const mirror_rows& x) {
  if (self->state.sites.contains(x.site))
    return; // it has become this node's own meanwhile, and says so itself
  if (x.whole)
    forget_missing(self, x);
  for (const auto& row : x.rows)
    if (row.kind == entity_kind::user)
      take_user(self, row);
    else if (row.kind == entity_kind::token)
      take_token(self, row);
    else if (row.kind == entity_kind::employee)
      note(self->state, located{x.site, {{row.kind, row.id}}, !row.state});
}

} // namespace omstilling
