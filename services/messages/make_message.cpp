#include "services/messages/make_message.hpp"

#include "protocol/codec.hpp"
#include "services/directory/numbers.hpp"
#include "services/messages/message_checks.hpp"
#include "services/presence/checks.hpp"

#include <algorithm>

namespace omstilling {

namespace {

constexpr std::chrono::days longest_promise{366};

problem refused(std::string path, std::string expected, std::string got,
                error_reason why = error_reason::invalid_params) {
  return {
    .reason = why, .path = std::move(path), .expected = std::move(expected), .got = std::move(got)};
}

/// Where it goes.
tl::expected<std::string, problem> address_of(const send_message& asked,
                                              const message_receiver& to) {
  const bool sms = asked.channel == message_kind::sms;
  if (asked.receiver && to.id.empty())
    return tl::unexpected(refused("params.receiver", "an employee", asked.receiver->value,
                                  error_reason::unknown_employee));
  if (asked.receiver) {
    const auto& known = sms ? to.sms_number : to.email;
    if (known.empty())
      return tl::unexpected(
        refused("params.receiver",
                sms ? "a person with a mobile phone" : "a person with an e-mail address", to.name));
    return known;
  }
  if (!sms) {
    if (auto wrong = checks::email_address(*asked.to, "params.to"))
      return tl::unexpected(std::move(*wrong));
    return *asked.to;
  }
  if (auto number = sms_number(*asked.to))
    return *number;
  return tl::unexpected(
    codec::wrong_value("params.to", "a number that can get an SMS", encode(*asked.to)));
}

std::optional<problem> wrong_promise(const send_message& asked, const message_sender& from,
                                     const message_receiver& to, time_point now) {
  if (!asked.receiver)
    return refused("params.call_back", "a receiver who promises it", "none");
  if (to.site != from.site)
    return refused("params.call_back", "a person of one's own site", to.name,
                   error_reason::not_supported);
  if (!asked.caller)
    return refused("params.caller", "whom to call back", "nothing");
  if (auto wrong = checks::plausible_number(asked.caller->number, "params.caller.number"))
    return wrong;
  if (*asked.call_back <= now || *asked.call_back > now + longest_promise)
    return codec::wrong_value("params.call_back", "a time after now, at most 366 days ahead",
                              encode(*asked.call_back));
  return std::nullopt;
}

std::optional<problem> wrong_with(const send_message& asked) {
  if (auto wrong = checks::known_word(asked.channel, "params.channel"))
    return wrong;
  if (asked.receiver.has_value() == asked.to.has_value())
    return refused("params", "receiver or to", asked.to ? "both" : "neither");
  if (auto wrong = checks::message_words(asked.channel, asked.subject, asked.text))
    return wrong;
  if (!asked.caller)
    return std::nullopt;
  if (auto wrong = checks::short_enough(asked.caller->name, 200, "params.caller.name"))
    return wrong;
  return checks::short_enough(asked.caller->number, 64, "params.caller.number");
}

promise_view promise_with(const message_view& x, const send_message& asked,
                          const message_sender& from, const message_receiver& to) {
  return {.id = promise_of(x.id),
          .message = x.id,
          .caller = *asked.caller,
          .owner = to.id,
          .owner_name = to.name,
          .by = from.user,
          .by_name = from.name,
          .at = x.at,
          .deadline = *asked.call_back};
}

std::string first_number(const person& x, phone_kind kind) {
  const auto found = std::find_if(x.phones.begin(), x.phones.end(),
                                  [kind](const phone& y) { return y.kind == kind; });
  return found == x.phones.end() ? "" : found->number;
}

} // namespace

message_receiver receiver_of(const person& x, const std::string& chosen) {
  message_receiver result{
    .id = x.id, .site = x.site, .name = x.name, .email = x.email.value_or("")};
  std::string wanted = chosen;
  const auto own = std::any_of(x.phones.begin(), x.phones.end(),
                               [&](const phone& y) { return y.number == chosen; });
  if (chosen.empty() || !own) {
    wanted = first_number(x, phone_kind::mobile);
    if (wanted.empty())
      wanted = first_number(x, phone_kind::external);
  }
  result.sms_number = sms_number(wanted).value_or("");
  return result;
}

tl::expected<message_record, problem> make_message(const send_message& asked, message_id id,
                                                   const message_sender& from,
                                                   const message_receiver& to, time_point now) {
  if (auto wrong = wrong_with(asked))
    return tl::unexpected(std::move(*wrong));
  auto address = address_of(asked, to);
  if (!address)
    return tl::unexpected(address.error());
  if (asked.call_back)
    if (auto wrong = wrong_promise(asked, from, to, now))
      return tl::unexpected(std::move(*wrong));
  message_record result{.site = from.site, .shown = {}, .reply_to = from.email, .reference = ""};
  result.shown = {.id = std::move(id),
                  .channel = asked.channel,
                  .by = from.user,
                  .employee = asked.receiver,
                  .name = asked.receiver ? to.name : "",
                  .to = std::move(*address),
                  .subject = asked.subject.value_or(""),
                  .text = asked.text,
                  .state = message_state::queued,
                  .at = now,
                  .since = now,
                  .problem = "",
                  .about = asked.about};
  if (asked.call_back) {
    result.shown.promise = promise_of(result.shown.id);
    result.promised =
      make_promise(from.site, promise_with(result.shown, asked, from, to), to.deputy);
  }
  return result;
}

message_id make_message_id(const site_id& site, std::int64_t epoch, std::int64_t n) {
  return message_id{site.value + '.' + std::to_string(epoch) + ".m" + std::to_string(n)};
}

promise_id promise_of(const message_id& x) {
  auto text = x.value;
  if (const auto at = text.rfind('m'); at != std::string::npos)
    text[at] = 'p';
  return promise_id{text};
}

} // namespace omstilling
