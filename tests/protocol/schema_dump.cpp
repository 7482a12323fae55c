#include "protocol/wire.hpp"

#include <iostream>

/// Prints what the codec knows as JSON: enums with their words, types with their members as JSON
/// Schema, methods with their params and results, the kinds of items.
namespace omstilling {

namespace {

namespace json = boost::json;

template <class T>
struct name_of;
#define NAME(type)                                                                                 \
  template <>                                                                                      \
  struct name_of<type> {                                                                           \
    static constexpr const char* value = #type;                                                    \
  }

NAME(phone_kind);
NAME(phone_reach);
NAME(phone_activity);
NAME(forwarding_type);
NAME(lamp);
NAME(basic_status);
NAME(rpid_activity);
NAME(claim_source);
NAME(audience);
NAME(agent_state);
NAME(on_expiry);
NAME(status_action_kind);
NAME(connection_state);
NAME(call_direction);
NAME(caller_state);
NAME(recall_reason);
NAME(call_outcome);
NAME(overflow_reason);
NAME(leg_cause);
NAME(offering_mode);
NAME(camp_on);
NAME(endpoint_kind);
NAME(capability);
NAME(watch_kind);
NAME(popup_kind);
NAME(busy_type);
NAME(number_type);
NAME(name_source);
NAME(hit_group);
NAME(alternative_reason);
NAME(log_kind);
NAME(story_kind);
NAME(message_kind);
NAME(message_state);
NAME(promise_state);
NAME(hotkey_action);
NAME(colour_theme);
NAME(language);
NAME(role);
NAME(right);
NAME(entity_kind);
NAME(resume_outcome);
NAME(error_reason);
using enums = boost::mp11::mp_list<
  phone_kind, phone_reach, phone_activity, forwarding_type, lamp, basic_status, rpid_activity,
  claim_source, audience, agent_state, on_expiry, status_action_kind, connection_state,
  call_direction, caller_state, recall_reason, call_outcome, overflow_reason, leg_cause,
  offering_mode, camp_on, endpoint_kind, capability, watch_kind, popup_kind, busy_type, number_type,
  name_source, hit_group, alternative_reason, log_kind, story_kind, message_kind, message_state,
  promise_state, hotkey_action, colour_theme, language, role, right, entity_kind, resume_outcome,
  error_reason>;

NAME(forwarding_rule);
NAME(phone);
NAME(status_action);
NAME(person_status);
NAME(claim_view);
NAME(plan_view);
NAME(agenda_entry);
NAME(status_type);
NAME(template_view);
NAME(person);
NAME(party);
NAME(origin_hop);
NAME(call_note);
NAME(call_view);
NAME(service_level);
NAME(half_hour);
NAME(agent_view);
NAME(queue_view);
NAME(desk_view);
NAME(watch_condition);
NAME(watch_view);
NAME(popup_view);
NAME(hotkey);
NAME(saved_view);
NAME(settings_view);
NAME(health_view);
NAME(phone_record);
NAME(calendar_link);
NAME(overflow_rule);
NAME(command_result);
NAME(hello_result);
NAME(site_view);
NAME(authenticate_result);
NAME(stream_position);
NAME(topic_request);
NAME(topic_result);
NAME(subscribe_result);
NAME(unsubscribe_result);
NAME(contact_number);
NAME(contact_view);
NAME(text_mark);
NAME(search_hit);
NAME(alternative_view);
NAME(story_step);
NAME(call_history_entry);
NAME(call_log_entry);
NAME(message_view);
NAME(promise_view);
NAME(message_template_view);
NAME(message_defaults_view);
NAME(search_result);
NAME(alternatives_result);
NAME(call_log_result);
NAME(caller_history_result);
NAME(call_story_result);
NAME(messages_result);
NAME(imported_result);
NAME(problem);
using types = boost::mp11::mp_list<
  forwarding_rule, phone, status_action, person_status, claim_view, plan_view, agenda_entry,
  status_type, template_view, person, party, origin_hop, call_note, call_view, service_level,
  half_hour, agent_view, queue_view, desk_view, watch_condition, watch_view, popup_view, hotkey,
  saved_view, settings_view, health_view, phone_record, calendar_link, overflow_rule,
  command_result, hello_result, site_view, authenticate_result, stream_position, topic_request,
  topic_result, subscribe_result, unsubscribe_result, contact_number, contact_view, text_mark,
  search_hit, alternative_view, story_step, call_history_entry, call_log_entry, message_view,
  promise_view, message_template_view, message_defaults_view, search_result, alternatives_result,
  call_log_result, caller_history_result, call_story_result, messages_result, imported_result,
  problem>;
#undef NAME

template <class List>
using identities = boost::mp11::mp_transform<boost::mp11::mp_identity, List>;

json::value reference(std::string_view name) {
  return json::object{{"$ref", "#/components/schemas/" + std::string{name}}};
}

// A named type that is missing above does not compile here.
template <class T>
json::value schema_of(codec::tag<T>) {
  return reference(name_of<T>::value);
}
template <class Tag>
json::value schema_of(codec::tag<id<Tag>>) {
  return reference("id");
}
json::value schema_of(codec::tag<time_point>) { return reference("time"); }
json::value schema_of(codec::tag<std::string>) { return json::object{{"type", "string"}}; }
json::value schema_of(codec::tag<std::int64_t>) { return json::object{{"type", "integer"}}; }
json::value schema_of(codec::tag<double>) { return json::object{{"type", "number"}}; }
json::value schema_of(codec::tag<bool>) { return json::object{{"type", "boolean"}}; }
template <class T>
json::value schema_of(codec::tag<std::vector<T>>);
template <class T>
json::value schema_of(codec::tag<std::optional<T>>) {
  return schema_of(codec::tag<T>{});
}
template <class T>
json::value schema_of(codec::tag<std::vector<T>>) {
  return json::object{{"type", "array"}, {"items", schema_of(codec::tag<T>{})}};
}

template <class T>
json::value object_of() {
  json::object members;
  json::array required;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
    [&](auto d) {
      using member = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
      members[d.name] = schema_of(codec::tag<member>{});
      if (!codec::may_be_missing<member>)
        required.emplace_back(d.name);
    });
  return json::object{{"properties", std::move(members)}, {"required", std::move(required)}};
}

template <class Enum>
json::value words_of() {
  json::array words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
    [&](auto d) { words.emplace_back(codec::spelled(d.name)); });
  return words;
}

json::value dump() {
  json::object all_enums, all_types, commands, queries, session, kinds;
  boost::mp11::mp_for_each<identities<enums>>([&](auto x) {
    using type = typename decltype(x)::type;
    all_enums[name_of<type>::value] = words_of<type>();
  });
  boost::mp11::mp_for_each<identities<types>>([&](auto x) {
    using type = typename decltype(x)::type;
    all_types[name_of<type>::value] = object_of<type>();
    if constexpr (!item_kind<type>.empty())
      kinds[item_kind<type>] = name_of<type>::value;
  });
  boost::mp11::mp_for_each<identities<command_body>>([&](auto x) {
    using type = typename decltype(x)::type;
    commands[type::method] = object_of<type>();
  });
  boost::mp11::mp_for_each<identities<query>>([&](auto x) {
    using type = typename decltype(x)::type;
    queries[type::method] = object_of<type>();
  });
  boost::mp11::mp_for_each<identities<session_request>>([&](auto x) {
    using type = typename decltype(x)::type;
    session[type::method] = object_of<type>();
  });
  return json::object{{"subprotocol", subprotocol},    {"enums", std::move(all_enums)},
                      {"types", std::move(all_types)}, {"commands", std::move(commands)},
                      {"queries", std::move(queries)}, {"session_requests", std::move(session)},
                      {"item_kinds", std::move(kinds)}};
}

} // namespace
} // namespace omstilling

int main() { std::cout << omstilling::to_text(omstilling::dump()) << '\n'; }
