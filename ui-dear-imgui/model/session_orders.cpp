#include "protocol/wire.hpp"
#include "ui-dear-imgui/model/session.hpp"

namespace omstilling {

namespace {

constexpr std::size_t most_outcomes = 16;

} // namespace

void session::ask(const command& x, time_point now) { order(x, 0, std::nullopt, now); }

void session::order(const command& x, std::int64_t ticket,
                    const std::optional<idempotency_key>& key, time_point now) {
  const auto [method, params] = std::visit(
    [](const auto& body) {
      return std::pair{std::string{std::decay_t<decltype(body)>::method}, encode(body)};
    },
    x);
  if (phase_ == link_phase::live) {
    send(asked::order, method, params, key);
    pending_.at(last_id_).ticket = ticket;
  } else {
    settle_order(++last_id_, {.what = asked::order, .method = method, .ticket = ticket},
                 tl::unexpected(problem{.reason = error_reason::try_later}), now);
  }
}

/// Who waits for it is told; what is refused else stands where everybody sees it.
void session::settle_order(std::int64_t id, const pending& call,
                           tl::expected<boost::json::value, problem> x, time_point now) {
  ++version_;
  if (call.ticket == 0) {
    if (!x)
      refusals_.push_back({id, call.method, std::move(x.error()), now});
    return;
  }
  outcome made{.ticket = call.ticket};
  if (!x)
    made.why = std::move(x.error());
  else if (const auto* object = x->if_object())
    for (const auto& [_, value] : *object)
      if (value.is_string())
        made.id = std::string{value.get_string()};
  outcomes_.push_back(std::move(made));
  if (outcomes_.size() > most_outcomes)
    outcomes_.erase(outcomes_.begin());
}

void session::inquire(const inquiry& x) {
  questions_.want(x);
  ask_questions();
}

void session::ask_questions() {
  if (phase_ != link_phase::live)
    return;
  for (const auto& one : questions_.take()) {
    const auto [method, params] = std::visit(
      [](const auto& body) {
        return std::pair{std::string{std::decay_t<decltype(body)>::method}, encode(body)};
      },
      one.body);
    send(asked::question, method, params);
    pending_.at(last_id_).kind = one.kind;
    pending_.at(last_id_).round = one.round;
    ++version_;
  }
}

} // namespace omstilling
