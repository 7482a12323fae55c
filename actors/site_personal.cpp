#include "actors/site_actions.hpp"
#include "actors/site_journey.hpp"

#include <algorithm>
#include <memory>

namespace omstilling {

namespace {

// --- the person is told -----------------------------------------------------------

/// What a person is told when somebody else had this done; `unknown`: nothing.
popup_kind told_of(const command& what) {
  return std::visit(
    [](const auto& x) {
      using asked = std::decay_t<decltype(x)>;
      if constexpr (std::is_same_v<asked, set_phone>)
        return popup_kind::phone_by_other;
      else if constexpr (std::is_same_v<asked, set_status> || std::is_same_v<asked, clear_status> ||
                         std::is_same_v<asked, put_plan> || std::is_same_v<asked, remove_plan>)
        return popup_kind::status_by_other;
      else
        return popup_kind::unknown;
    },
    what);
}

bool is_plan(const command& what) {
  return std::holds_alternative<put_plan>(what) || std::holds_alternative<remove_plan>(what);
}

bool set_alike(const std::vector<phone>& before, const std::vector<phone>& after) {
  return std::equal(
    before.begin(), before.end(), after.begin(), after.end(), [](const phone& x, const phone& y) {
      return x.id == y.id && x.do_not_disturb == y.do_not_disturb && x.forwarding == y.forwarding;
    });
}

/// Whether what was asked made a difference; a plan's shows later.
bool became_another(const person& before, const person& after, const journey& x) {
  if (std::holds_alternative<set_phone>(x.what))
    return !set_alike(before.phones, after.phones);
  return is_plan(x.what) || before.status != after.status;
}

bool has_login(const site_state& st, const employee_id& who) {
  return std::any_of(st.logins.begin(), st.logins.end(),
                     [&](const auto& x) { return x.second.person == who; });
}

void tell_person_behind(site_pointer self, const journey& x, const person& now) {
  for (const auto& [user, login] : self->state.logins)
    if (login.person == now.id && user != x.who.user)
      self->send(watchlist_of(self, user),
                 changed_by_other{now, told_of(x.what), x.who.user, x.who.name});
}

/// The command, and how the person was just before it: messages to one actor keep their order.
void ask_and_tell(site_pointer self, const employee_actor& owner, const journey& x) {
  const auto before = std::make_shared<person>();
  const auto ignored = [](const caf::error&) {};
  self->request(owner, patience, ask_person{})
    .then([before](const person_now& found) { *before = found.who; }, ignored);
  ask_owner(self, owner, ask{x.who, x.what, x.mark},
            [self, owner, x, before, ignored](const tl::expected<command_result, problem>& result) {
              x.then(result);
              if (!result || result->revision == 0)
                return;
              self->request(owner, patience, ask_person{})
                .then(
                  [self, x, before](const person_now& after) {
                    if (became_another(*before, after.who, x))
                      tell_person_behind(self, x, after.who);
                  },
                  ignored);
            });
}

// --- watching -------------------------------------------------------------------------

/// Gathers the people that the command names as they are now, then asks the list.
void gather(site_pointer self, journey x, std::vector<employee_id> left,
            std::vector<person> known) {
  const auto list = watchlist_of(self, *x.who.user);
  while (!left.empty() && !self->state.employees.contains(left.back()))
    left.pop_back(); // the list names it as unknown
  if (left.empty())
    return ask_owner(self, list, ask{x.who, x.what, x.mark}, x.then,
                     watch_basis{std::move(known), self->state.types});
  const auto who = self->state.employees.at(left.back());
  left.pop_back();
  self->request(who, patience, ask_person{x.who.sees})
    .then(
      [self, x, left, known](const person_now& found) mutable {
        known.push_back(found.who);
        gather(self, std::move(x), std::move(left), std::move(known));
      },
      [then = x.then](const caf::error&) {
        then(tl::unexpected(problem{.reason = error_reason::try_later}));
      });
}

} // namespace

void ask_employee(site_pointer self, journey x, const employee_id& id) {
  const auto& st = self->state;
  const auto owner = find_in(st.employees, id);
  if (!owner)
    return x.then(
      tl::unexpected(not_known(error_reason::unknown_employee, "params.employee", id.value)));
  if (told_of(x.what) != popup_kind::unknown && x.who.employee != id && has_login(st, id))
    return ask_and_tell(self, owner, x);
  ask_owner(self, owner, ask{x.who, x.what, x.mark}, x.then);
}

void to_settings(site_pointer self, const journey& x) {
  const auto owner = x.who.user ? find_in(self->state.settings, *x.who.user) : settings_actor{};
  if (!owner)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no settings"}));
  ask_owner(self, owner, ask{x.who, x.what, x.mark}, x.then, numbers_of(self->state, x.who.user));
}

void to_watchlist(site_pointer self, journey x) {
  if (!x.who.user)
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no watch list"}));
  if (const auto* add = std::get_if<add_watch>(&x.what)) {
    auto people = add->employees;
    if (people.size() > 200)
      return x.then(tl::unexpected(problem{.reason = error_reason::too_many,
                                           .path = "params.employees",
                                           .expected = "at most 200",
                                           .got = std::to_string(people.size())}));
    return gather(self, std::move(x), std::move(people), {});
  }
  const auto list = watchlist_of(self, *x.who.user);
  ask_owner(self, list, ask{x.who, x.what, x.mark}, x.then);
}

void to_book(site_pointer self, const journey& x, bool of_site) {
  const auto& st = self->state;
  if (!of_site && (!x.who.user || !st.logins.contains(*x.who.user)))
    return x.then(tl::unexpected(
      problem{.reason = error_reason::forbidden, .detail = "this login has no templates"}));
  const auto owner =
    of_site ? st.books.at(status_book_id({.site = st.site.id, .types = {}, .templates = {}}))
            : book_of(self, *x.who.user);
  ask_owner(self, owner, ask{x.who, x.what, x.mark}, x.then, st.types);
}

} // namespace omstilling
