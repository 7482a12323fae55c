#include "protocol/wire.hpp"
#include "ui-dear-imgui/panels/message_editor.hpp"
#include "ui-dear-imgui/panels/past_calls.hpp"
#include "ui-dear-imgui/panels/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace omstilling {

namespace {

constexpr std::size_t most_drafts = 30;

/// Another one each time, on every PC.
idempotency_key fresh_key() {
  std::random_device chance;
  return idempotency_key{fmt::format("message-{:08x}{:08x}{:08x}", chance(), chance(), chance())};
}

/// Which channel a new draft is for.
message_kind first_way(const ui& u, message_kind last) {
  if (u.chosen.message_channel != message_kind::unknown)
    return u.chosen.message_channel;
  if (last != message_kind::unknown)
    return last;
  const auto& chosen = u.view.message_defaults;
  const bool only_email = chosen && chosen->email && !chosen->sms;
  return only_email ? message_kind::email : message_kind::sms;
}

} // namespace

/// Which call a message is about: the one that was chosen for it, until another call is in hand.
void message_editor::follow(ui& u, const message_to& to) {
  if (user_ != u.view.user) {
    user_ = u.view.user;
    drafts_.clear();
    done_.clear();
  }
  const auto* now = current_call(u.view);
  if (now && call_seen_ != now->id) {
    if (call_seen_ && u.chosen.about && u.chosen.about->call != now->id)
      u.chosen.about.reset();
    call_seen_ = now->id;
  }
  // A draft that nobody has touched is worth nothing.
  if (shown_for_ != to.key() && drafts_.size() > most_drafts)
    std::erase_if(drafts_, [](const auto& one) { return !one.second.edited; });
}

message_draft& message_editor::draft_for(ui& u, const message_to& to) {
  follow(u, to);
  auto about = u.chosen.about;
  // To somebody outside it is about a call only where that was chosen.
  if (const auto* now = current_call(u.view); !about && now && to.employee)
    about = about_of(*now);
  const auto [found, anew] = drafts_.try_emplace(to.key());
  auto& x = found->second;
  const bool chosen = u.chosen.about && x.about != u.chosen.about;
  const auto wanted = std::exchange(u.chosen.message_channel, message_kind::unknown);
  const auto way = wanted != message_kind::unknown ? wanted : anew ? first_way(u, way_) : x.channel;
  const auto same_call = [&] { return x.about && about && x.about->call == about->call; };
  const bool other_call = about && !same_call();
  const bool other_way = wanted != message_kind::unknown && wanted != x.channel;
  const bool gone = x.pattern && !find_template(u.view, *x.pattern, x.global);
  if (x.ticket == 0 && (anew || chosen || (!x.edited && (other_call || other_way || gone)))) {
    if (about)
      x.about = about;
    x.channel = way;
    const auto* pattern = x.pattern && !gone && !other_way && !anew
                            ? find_template(u.view, *x.pattern, x.global)
                            : default_template(u.view, way);
    fill_draft(u, to, x.about ? pattern : nullptr, x);
    x.channel = way;
  } else if (!x.edited && !x.sent && x.ticket == 0 && !x.pattern && x.about) {
    // The templates came later than the call.
    if (const auto* pattern = default_template(u.view, way))
      fill_draft(u, to, pattern, x);
  }
  return x;
}

/// What became of the message that was sent.
void message_editor::settle(ui& u, message_draft& x) {
  if (x.ticket == 0)
    return;
  const auto& all = u.view.outcomes;
  const auto found =
    std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.ticket == x.ticket; });
  if (found == all.end())
    return;
  x.ticket = 0;
  if (found->why) {
    x.trouble = refusal_text(*found->why);
    return;
  }
  const bool promised = x.before.has_value();
  x = message_draft{.about = x.about, .channel = x.channel, .sent = true};
  done_ = promised ? _("Sent, with a promise to call back") : _("Sent");
  done_at_ = u.now;
  sent_ = true;
  u.chosen.about.reset();
}

void message_editor::send(ui& u, const message_to& to, message_draft& x, message_kind way) {
  const auto what = made_of(to, x, way);
  auto text = command_text(what);
  // The same message asked again is sent once; another one is another.
  if (x.asked != text) {
    x.asked = std::move(text);
    x.key = fresh_key();
  }
  x.trouble.clear();
  x.channel = way_ = way;
  x.ticket = u.order(what, x.key);
}

} // namespace omstilling
