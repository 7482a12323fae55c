#include "actors/road.hpp"
#include "actors/site_state.hpp"

namespace omstilling {

namespace {

bool is_of(const own_call& x, const user_id& user, const known_login& login) {
  return x.owner == owner_key(login.person, user);
}

void look_up(site_pointer self, const call_id& call, const party& who) {
  const auto& lookup = self->state.env->lookup;
  if (!lookup || !who.name.empty()) // a name from the PBX counts for more
    return;
  // By address, so that a question that is still open keeps no site alive.
  lookup->look_up(
    who.number, [site = self->address(), call, number = who.number](const lookup_answer& x) {
      const auto alive = caf::actor_cast<site_actor>(site);
      if (alive && x.result == lookup_result::found && !x.name.empty())
        caf::anon_send(alive, number_named{call, {number, x.name, name_source::lookup}});
    });
}

} // namespace

void hear_news(site_pointer self, const call_news& x) {
  const auto& door = self->state.door;
  door ? self->send(door, x) : log_call(self, x);
}

void log_call(site_pointer self, const call_news& x) {
  auto& st = self->state;
  std::vector<picture_change> pictures;
  const auto topic_of = [](const user_id& user) { return "log/" + user.value; };
  const auto show_entry = [&](const user_id& user, const call_log_entry& entry) {
    pictures.push_back(shown(topic_of(user), "log_entry", entry.id.value, entry));
  };
  for (auto& [user, log] : st.logs)
    for (const auto& entry : log.called_back(x.reached, x.at))
      show_entry(user, entry);
  for (const auto& own : x.log)
    for (const auto& [user, login] : st.logins) {
      if (!is_of(own, user, login))
        continue;
      if (const auto oldest = st.logs[user].add(own))
        pictures.push_back(hidden(topic_of(user), oldest->value));
      show_entry(user, own.entry);
    }
  if (!pictures.empty())
    show(self, std::move(pictures));
}

void name_number(site_pointer self, const call_id& call, const party& who) {
  const auto& st = self->state;
  if (who.employee || number_key(who.number).empty())
    return;
  if (!st.env->directory)
    return look_up(self, call, who);
  self
    ->request(st.env->directory, caf::infinite,
              ask_whose{.user = {}, .site = st.site.id, .numbers = {who.number}})
    .then(
      [self, call, who](const whose_numbers& x) {
        if (x.found.empty() || x.found.front().name.empty())
          return look_up(self, call, who);
        const auto& known = x.found.front();
        hear_name(self,
                  {call, {who.number, known.name, known.source.value_or(name_source::contact)}});
      },
      [self, call, who](const caf::error&) { look_up(self, call, who); });
}

void hear_name(site_pointer self, const number_named& x) {
  if (const auto found = self->state.calls.find(x.call); found != self->state.calls.end())
    self->send(found->second, call_fact{x.what});
}

void note_called(site_pointer self, const std::optional<user_id>& user, const party& who) {
  const auto& env = self->state.env;
  if (user && env->directory)
    self->send(env->directory, directory_called{*user, who, env->time->now()});
}

} // namespace omstilling
