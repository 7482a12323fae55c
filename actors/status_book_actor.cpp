#include "actors/status_book_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

struct status_book_state {
  static inline const char* name = "omstilling.status_book";
  environment_ptr env;
  site_actor site;
  status_book core;
};

using self_pointer = status_book_actor::stateful_pointer<status_book_state>;

std::string topic_of(const status_book_record& x) {
  return x.user ? "templates/" + x.user->value : "statuses/" + x.site.value;
}

/// A wallboard in a hall shows neither what is noted nor where calls go.
picture_change shown_template(const std::string& topic, const template_view& x) {
  auto result = shown(topic, item_kind<template_view>, x.id.value, x);
  auto outside = x;
  outside.note.clear();
  outside.start_actions.clear();
  outside.stop_actions.clear();
  if (outside != x)
    result.texts.public_ = std::make_shared<const std::string>(write_item(outside));
  return result;
}

std::vector<picture_change> pictures_of(const std::string& topic,
                                        const std::vector<status_type>& types,
                                        const std::vector<template_view>& templates) {
  std::vector<picture_change> result;
  for (const auto& x : types)
    result.push_back(shown(topic, item_kind<status_type>, x.id, x));
  for (const auto& x : templates)
    result.push_back(shown_template(topic, x));
  return result;
}

change step_of(const status_book_state& st, const status_book_decision& done) {
  const auto& record = st.core.record();
  const auto topic = topic_of(record);
  change step{.site = record.site,
              .entity = {entity_kind::status_book, status_book_id(record)},
              .at = st.env->time->now(),
              .events = done.events,
              .pictures = pictures_of(topic, done.types, done.templates)};
  if (done.changed)
    step.state = encode_text(record);
  for (const auto& id : done.gone)
    step.pictures.push_back(hidden(topic, id));
  return step;
}

status_book_decision decide(status_book& core, const command& what,
                            const std::vector<status_type>& types) {
  if (const auto* x = std::get_if<put_status_type>(&what))
    return core.put(*x);
  if (const auto* x = std::get_if<remove_status_type>(&what))
    return core.remove(*x);
  if (const auto* x = std::get_if<put_template>(&what))
    return core.put(*x, types);
  return core.remove(std::get<remove_template>(what));
}

caf::result<answer> carry_out(self_pointer self, const ask& x, const status_types_are& known) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto done = decide(st.core, x.what, *known.types);
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && !x.mark)
    return answer{command_result{.kept_template = done.kept_template}};
  const bool other_types = before.record().types != st.core.record().types;
  return answer_when_kept(
    self, x, before, step_of(st, done), {.kept_template = done.kept_template}, [self, other_types] {
      const auto& now = self->state;
      if (other_types)
        self->send(now.site, status_types_are{std::make_shared<const std::vector<status_type>>(
                               now.core.record().types)});
    });
}

} // namespace

std::vector<picture_change> shown_book(const status_book_record& x) {
  return pictures_of(topic_of(x), x.types, x.templates);
}

status_book_actor spawn_status_book(caf::actor_system& system, environment_ptr env, site_actor site,
                                    status_book_record kept) {
  return system.spawn([env = std::move(env), site, kept = std::move(kept)](
                        self_pointer self) -> status_book_actor::behavior_type {
    self->state = {.env = env, .site = site, .core = status_book{kept}};
    return {
      [self](const ask& x, const status_types_are& known) { return carry_out(self, x, known); }};
  });
}

} // namespace omstilling
