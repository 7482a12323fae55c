#include "actors/nodes_state.hpp"
#include "protocol/codec.hpp"
#include "services/contacts/phone_book.hpp"
#include "services/directory/listing.hpp"
#include "services/presence/employee.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

namespace omstilling {

namespace {

// --- people, for those who know all of them ------------------------------------------------

void tell_directory(nodes_pointer self, mirrored_site& of, const mirrored_row& row) {
  const auto& directory = self->state.env->directory;
  if (row.kind == entity_kind::employee) {
    const employee_id who{row.id};
    if (!row.state) {
      of.people.erase(who);
      return self->send(directory, directory_left{who});
    }
    const auto record = decode_text<employee_record>(*row.state);
    if (!record)
      return spdlog::error("employee {} of another node does not fit: {}", row.id,
                           message(record.error()));
    of.people.insert(who);
    return self->send(directory, directory_employee{listing_of(*record)});
  }
  if (row.kind != entity_kind::contact)
    return;
  directory_contacts news;
  if (!row.state) {
    news.removed.emplace_back(row.id.substr(row.id.find('/') + 1));
  } else if (auto contact = decode_text<contact_view>(*row.state)) {
    news.put.push_back(std::move(*contact));
  } else {
    return spdlog::error("contact {} of another node does not fit: {}", row.id,
                         message(contact.error()));
  }
  self->send(directory, std::move(news));
}

void tell_rows(nodes_pointer self, const site_id& site, std::vector<mirrored_row> rows,
               bool whole) {
  auto& of = self->state.mirrors.at(site);
  auto before = whole ? std::exchange(of.people, {}) : std::set<employee_id>{};
  for (const auto& x : rows) {
    tell_directory(self, of, x);
    before.erase(employee_id{x.id});
  }
  for (const auto& gone : before)
    self->send(self->state.env->directory, directory_left{gone});
  if (whole || !rows.empty())
    self->send(self->state.with.accounts, mirror_rows{site, whole, std::move(rows)});
}

/// After the picture: what is kept then is as new as that, or newer.
void load_rows_of(nodes_pointer self, const site_id& site) {
  self->state.mirrors.at(site).loads = true;
  self->request(self->state.env->journal, caf::infinite, load_mirrored{site})
    .then([self, site](loaded_mirrored& read) {
      const auto found = self->state.mirrors.find(site);
      if (found == self->state.mirrors.end())
        return;
      found->second.loads = false;
      auto late = std::exchange(found->second.late_rows, {});
      if (read.rows)
        tell_rows(self, site, std::move(*read.rows), true);
      else
        spdlog::error("the people of {} are not known here: {}", site.value,
                      message(read.rows.error()));
      tell_rows(self, site, std::move(late), false);
      if (found->second.question.empty())
        self->state.turns.done(site);
      go_on(self);
    });
}

void hear_rows(nodes_pointer self, const site_id& site, std::vector<mirrored_row> rows) {
  auto& of = self->state.mirrors.at(site);
  if (!of.loads)
    return tell_rows(self, site, std::move(rows), false);
  of.late_rows.insert(of.late_rows.end(), std::make_move_iterator(rows.begin()),
                      std::make_move_iterator(rows.end()));
}

/// Who can take a call is not kept: it is seen in what is shown.
void tell_freedom(nodes_pointer self, const std::string& topic, const std::string& id,
                  const item_texts& texts) {
  if (!topic.starts_with("people/"))
    return;
  const auto seen = [&](const shared_text& text) {
    const auto who = text ? decode_text<person>(*text) : tl::expected<person, problem>{};
    return who && can_take_call(*who);
  };
  free_for now{.reception = seen(texts.reception)};
  now.colleague = now.reception && (texts.colleague == texts.reception || seen(texts.colleague));
  now.public_ = now.reception && (texts.public_ == texts.reception || seen(texts.public_));
  self->send(self->state.env->directory, directory_free{employee_id{id}, now});
}

// --- what the follower wants ---------------------------------------------------------------

void carry_out(nodes_pointer self, const site_id& site, load_picture) {
  auto& st = self->state;
  st.mirrors.at(site).question.clear(); // nothing that still comes is of use
  st.turns.want(site);
}

void carry_out(nodes_pointer self, const site_id& site, declare_picture& x) {
  for (const auto& topic : x.all.topics)
    for (const auto& item : topic.items)
      tell_freedom(self, topic.name, item.id, item.texts);
  self->send(self->state.env->board, site_is{site, std::move(x.all)});
  self->send(self->state.env->board, site_silent{site}); // also if it was silent to an earlier core
  load_rows_of(self, site);
}

void carry_out(nodes_pointer self, const site_id& site, show_entry& x) {
  auto& st = self->state;
  for (const auto& step : x.what.changes)
    for (const auto& picture : step.pictures)
      if (picture.kind == picture_change::what::set)
        tell_freedom(self, picture.topic, picture.id, picture.texts);
  if (!x.what.topics.empty())
    self->send(st.env->board, declare_topics{site, std::move(x.what.topics),
                                             std::to_string(x.what.epoch), x.what.topics_at});
  self->send(st.env->board, shown_batch{site, std::move(x.what.changes), x.what.to});
  for (auto& part : x.what.health)
    self->send(st.env->board, health_news{std::move(part)});
  hear_rows(self, site, std::move(x.what.rows));
}

void carry_out(nodes_pointer self, const site_id& site, const silent_since& x) {
  const auto& time = *self->state.env->time;
  const auto ago = std::chrono::duration_cast<duration>(time.steady() - x.last_word);
  if (self->state.mirrors.at(site).core.shown()) // else its picture is still to come
    spdlog::warn("nothing is heard of site {}", site.value);
  self->send(self->state.env->board, site_silent{site, time.now() - ago});
}

void carry_out(nodes_pointer self, const site_id& site, heard_again) {
  spdlog::info("site {} is heard of", site.value);
  self->send(self->state.env->board, site_silent{site});
}

void perform(nodes_pointer self, const site_id& site, follower_orders orders) {
  for (auto& x : orders)
    std::visit([&](auto& what) { carry_out(self, site, what); }, x);
}

/// Also when frames are gone that nobody read.
void begin_to_follow(nodes_pointer self, const site_id& site, mirrored_site& of) {
  const auto shown = of.core.shown();
  of.core = follower{shown ? shown->epoch : of.epoch, self->state.with.times};
  of.begun = true;
  perform(self, site, of.core.start(self->state.env->time->steady()));
}

} // namespace

/// The picture is asked for once it is known from where frames will be read: what it has already
/// comes once more then, and nothing is missed in between.
void follow(nodes_pointer self, const site_id& site, std::int64_t first_epoch) {
  auto& st = self->state;
  st.mirrors.insert_or_assign(
    site, mirrored_site{.core = follower{first_epoch, st.with.times}, .epoch = first_epoch});
  st.with.streams.wishes->follow(site);
  st.with.streams.of->wake();
}

void follow_no_more(nodes_pointer self, const site_id& site) {
  auto& st = self->state;
  st.mirrors.erase(site);
  st.turns.forget(site);
  st.with.streams.wishes->leave(site);
  self->send(st.env->board, site_silent{site});
}

void hear(nodes_pointer self, const frames_came& x) {
  auto& st = self->state;
  const auto now = st.env->time->steady();
  for (auto& [site, of] : st.mirrors)
    if (of.begun)
      perform(self, site, of.core.link_back(now));
  for (const auto& [site, what] : x.of) {
    const auto found = st.mirrors.find(site);
    if (found == st.mirrors.end())
      continue;
    const auto* const more = std::get_if<more_frames>(&what);
    if (!more) {
      begin_to_follow(self, site, found->second);
      continue;
    }
    for (const auto& body : more->bodies) {
      auto entry = decode_frame_entry(body);
      if (!entry) {
        spdlog::error("site {}: what its node tells does not fit: {}", site.value,
                      message(entry.error()));
        continue;
      }
      perform(self, site, found->second.core.heard(std::move(*entry), now));
    }
  }
}

void hear_picture(nodes_pointer self, const site_id& site, const picture_part& x) {
  auto& of = self->state.mirrors.at(site);
  const auto now = self->state.env->time->steady();
  self->state.turns.heard(site, now);
  auto whole = of.picture.add(x.text);
  if (!whole) {
    spdlog::error("site {}: the picture of its node does not fit: {}", site.value,
                  message(whole.error()));
    return hear_no_picture(self, site);
  }
  if (!*whole)
    return;
  of.question.clear();
  perform(self, site, of.core.pictured(std::move(**whole), now));
  if (!of.loads)
    self->state.turns.done(site); // it was of no use
}

void hear_no_picture(nodes_pointer self, const site_id& site) {
  const auto found = self->state.mirrors.find(site);
  if (found == self->state.mirrors.end())
    return;
  found->second.question.clear();
  self->state.turns.done(site);
  perform(self, site, found->second.core.picture_failed(self->state.env->time->steady()));
}

void hear(nodes_pointer self, const streams_are& x) {
  auto& st = self->state;
  const auto now = st.env->time->steady();
  for (auto& [site, of] : st.mirrors)
    if (of.begun)
      perform(self, site, x.wrong ? of.core.link_lost(now) : of.core.link_back(now));
}

void wake_mirrors(nodes_pointer self) {
  auto& st = self->state;
  const auto now = st.env->time->steady();
  for (auto& [site, of] : st.mirrors)
    if (of.begun)
      perform(self, site, of.core.wake(now));
  for (const auto& site : st.turns.end_late(now))
    hear_no_picture(self, site);
}

void ask_for_pictures(nodes_pointer self) {
  auto& st = self->state;
  for (const auto& site : st.turns.begin_turns(st.env->time->steady())) {
    auto& of = st.mirrors.at(site);
    of.question = next_question(st);
    of.picture = {};
    write_question(self, site, {of.question, picture_wanted{}},
                   [self, site, question = of.question](const problem&) {
                     const auto found = self->state.mirrors.find(site);
                     if (found == self->state.mirrors.end() || found->second.question != question)
                       return;
                     hear_no_picture(self, site);
                     go_on(self);
                   });
  }
}

} // namespace omstilling
