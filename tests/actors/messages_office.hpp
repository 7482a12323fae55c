#pragma once

#include "tests/actors/office.hpp"

#include <utility>

namespace omstilling::test {

/// A carrier that does as it is told: what it was given stands in a list, and each is answered by
/// hand, or never.
template <class Message>
struct given_away {
  std::vector<Message> all;
  std::vector<std::function<void(delivery_answer)>> open;

  void take(Message what, std::function<void(delivery_answer)> then) {
    all.push_back(std::move(what));
    open.push_back(std::move(then));
  }
  void answer(std::size_t index, delivery_answer x) { open.at(index)(std::move(x)); }
};

struct scripted_mailer final : mailer, given_away<outgoing_email> {
  void send(outgoing_email what, std::function<void(delivery_answer)> then) override {
    take(std::move(what), std::move(then));
  }
};

struct scripted_sms final : sms_sender, given_away<outgoing_sms> {
  bool copies = false;
  std::vector<std::pair<std::string, std::function<void(delivery_receipt)>>> receipts;

  void send(outgoing_sms what, std::function<void(delivery_answer)> then) override {
    take(std::move(what), std::move(then));
  }
  bool knows_copies() const override { return copies; }
  void ask_receipt(std::string reference, std::function<void(delivery_receipt)> then) override {
    receipts.emplace_back(std::move(reference), std::move(then));
  }
};

/// The office with a mail server, an SMS gateway, and Dan, who has a mobile and a login.
struct messages_office : office {
  std::shared_ptr<scripted_mailer> mail = std::make_shared<scripted_mailer>();
  std::shared_ptr<scripted_sms> sms = std::make_shared<scripted_sms>();

  messages_office() {
    messages_by = {mail, sms};
    for (const auto* number : {"101", "102", "204"})
      options.phones.push_back(
        {.number = number, .answers = 0, .rejects = 0, .lines = 2, .auto_answers = true});
    options.outside.answers = 1;
    options.outside.rejects = 0;
    start();
    furnish();
    must(administrator(), dan());
    must(administrator(), put_user{.id = user_id{"dan"},
                                   .site = site_id{"hq"},
                                   .name = "Dan Krogh",
                                   .password = "dan-password",
                                   .roles = {role::employee},
                                   .employee = employee_id{"dan"},
                                   .queues = {}});
  }

  static put_employee dan() {
    return {.id = employee_id{"dan"},
            .site = site_id{"hq"},
            .name = "Dan Krogh",
            .groups = {},
            .phones = {{"204"}, {"20112233", phone_kind::mobile}},
            .email = "dan@firma.dk",
            .alternate_names = {},
            .tasks = {}};
  }
  static send_message email(std::string text = "Ring til Karen") {
    return {.channel = message_kind::email,
            .to = "anna@firma.dk",
            .subject = "Ring tilbage",
            .text = std::move(text)};
  }
  static send_message text_to_dan(std::string text = "Ring til Karen") {
    return {.channel = message_kind::sms, .receiver = employee_id{"dan"}, .text = std::move(text)};
  }
  static delivery_answer accepted() {
    return {.result = delivery_result::accepted, .text = "", .reference = "r1"};
  }
  static delivery_answer later(std::string why = "450 try later") {
    return {.result = delivery_result::try_later, .text = std::move(why), .reference = ""};
  }
  /// Sends it and says which message it is.
  std::string post(const std::string& who, send_message what) {
    const auto done = run(user(who), std::move(what));
    INFO((done ? "" : message(done.error())));
    REQUIRE(done);
    REQUIRE(done->message);
    return done->message->value;
  }
  template <class Carrier>
  void answer(Carrier& by, std::size_t index, delivery_answer x) {
    by.answer(index, std::move(x));
    advance(short_while);
  }
  std::string state_of(const std::string& who, const std::string& id) const {
    const auto item = seen.item("messages/" + who, id);
    return item.is_null() ? "gone" : std::string{item.at("state").as_string()};
  }
  static std::string text_at(const boost::json::value& item, const char* member) {
    return std::string{item.at(member).as_string()};
  }
  void reopen(const std::string& who) {
    for (const auto& topic : {"messages/" + who, "promises/" + who, "watchlist/" + who})
      watch(user(who), topic);
  }

  static constexpr std::chrono::milliseconds short_while{50};
};

} // namespace omstilling::test
