#include "actors/message_book_actor.hpp"

#include "actors/road.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

namespace omstilling {

namespace {

struct message_book_state {
  static inline const char* name = "omstilling.message_book";
  environment_ptr env;
  site_actor site;
  message_book core;
};

using self_pointer = message_book_actor::stateful_pointer<message_book_state>;

constexpr duration try_again_after = std::chrono::seconds{1};

std::string topic_of(const message_book_record& x) {
  return x.user ? "messages/" + x.user->value : "message_book/" + x.site.value;
}

std::vector<picture_change> pictures_of(const message_book_record& record,
                                        const std::vector<message_template_view>& templates,
                                        bool with_defaults) {
  std::vector<picture_change> result;
  const auto topic = topic_of(record);
  for (const auto& x : templates)
    result.push_back(shown(topic, item_kind<message_template_view>, x.id.value, x));
  if (with_defaults && record.user)
    result.push_back(
      shown(topic, item_kind<message_defaults_view>, record.user->value, record.defaults));
  return result;
}

change step_of(const message_book_state& st, const message_book_decision& done) {
  const auto& record = st.core.record();
  change step{.site = record.site,
              .entity = {entity_kind::message_book, message_book_id(record)},
              .at = st.env->time->now(),
              .events = done.events,
              .pictures = pictures_of(record, done.templates, done.other_defaults)};
  if (done.changed)
    step.state = encode_text(record);
  for (const auto& id : done.gone)
    step.pictures.push_back(hidden(topic_of(record), id));
  return step;
}

message_book_decision decide(message_book& core, const command& what,
                             const message_templates_are& global) {
  if (const auto* x = std::get_if<put_message_template>(&what))
    return core.put(*x);
  if (const auto* x = std::get_if<remove_message_template>(&what))
    return core.remove(*x);
  return core.choose(std::get<choose_message_template>(what), *global.templates);
}

/// Other users' defaults may have gone with a template of the site.
void tell_site(self_pointer self) {
  const auto& st = self->state;
  if (!st.core.record().user)
    self->send(st.site,
               message_templates_are{std::make_shared<const std::vector<message_template_view>>(
                 st.core.record().templates)});
}

caf::result<answer> carry_out(self_pointer self, const ask& x,
                              const message_templates_are& global) {
  auto& st = self->state;
  if (auto refusal = missing(x.who, right_for(x.what, x.who)))
    return answer{tl::unexpected(*refusal)};
  const auto before = st.core;
  const auto done = decide(st.core, x.what, global);
  if (done.refused)
    return answer{tl::unexpected(*done.refused)};
  if (!done.changed && !x.mark)
    return answer{command_result{.kept_template = done.kept_template}};
  return answer_when_kept(self, x, before, step_of(st, done), {.kept_template = done.kept_template},
                          [self] { tell_site(self); });
}

void hear_global(self_pointer self, const message_templates_are& x) {
  auto& st = self->state;
  const auto before = st.core;
  const auto done = st.core.global_are(*x.templates);
  if (!done.changed)
    return;
  commit(self, st.env->journal, step_of(st, done),
         [self, before, x](const tl::expected<std::int64_t, problem>& kept) {
           if (kept)
             return;
           self->state.core = before;
           self->delayed_send(self, try_again_after, x);
         });
}

} // namespace

std::vector<picture_change> shown_message_book(const message_book_record& x) {
  return pictures_of(x, x.templates, true);
}

message_book_actor spawn_message_book(caf::actor_system& system, environment_ptr env,
                                      site_actor site, message_book_record kept) {
  return system.spawn([env = std::move(env), site, kept = std::move(kept)](
                        self_pointer self) -> message_book_actor::behavior_type {
    self->state = {.env = env, .site = site, .core = message_book{kept}};
    return {[self](const ask& x, const message_templates_are& global) {
              return carry_out(self, x, global);
            },
            [self](const message_templates_are& x) { hear_global(self, x); }};
  });
}

} // namespace omstilling
