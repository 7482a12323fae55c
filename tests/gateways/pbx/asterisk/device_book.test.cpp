#include "gateways/pbx/asterisk/device_book.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using namespace omstilling::ari;

namespace {

channel at(const std::string& number, std::string state, const std::string& which = "1") {
  return {.id = number + '.' + which,
          .name = "PJSIP/" + number + "-0000000" + which,
          .state = std::move(state)};
}

/// Of the phone that it is about; unknown/unknown when nothing changed.
pbx::device_changed after(device_book& book, const fact& x) {
  const auto all = book.apply(x);
  REQUIRE(all.size() <= 1);
  return all.empty() ? pbx::device_changed{} : all[0];
}

device_book with(std::initializer_list<const char*> numbers) {
  device_book book{"PJSIP/{number}"};
  picture all;
  for (const auto* x : numbers)
    all.endpoints.push_back({std::string{"PJSIP/"} + x, phone_reach::registered});
  book.restart(all);
  return book;
}

using enum phone_activity;

} // namespace

TEST_CASE("two phones call each other", "[device_book]") {
  auto book = with({"101", "102"});
  const auto caller = after(book, channel_created{at("101", "Ring")});
  CHECK(caller.number == "101");
  CHECK(caller.reach == phone_reach::registered);
  CHECK(caller.activity == initiated);
  CHECK(book.apply(channel_created{at("102", "Down")}).empty()); // its phone knows nothing yet
  CHECK(book.apply(dialled{at("102", "Down"), "101.1", ""}).empty());
  CHECK(after(book, state_changed{at("102", "Ringing")}).activity == alerting);
  CHECK(book.apply(dialled{at("102", "Ringing"), "101.1", "RINGING"}).empty());
  CHECK(after(book, state_changed{at("102", "Up")}).activity == connected);
  CHECK(book.apply(dialled{at("102", "Up"), "101.1", "ANSWER"}).empty());
  CHECK(after(book, state_changed{at("101", "Up")}).activity == connected);
  CHECK(after(book, held{at("101", "Up")}).activity == hold);
  CHECK(book.apply(held{at("101", "Up")}).empty());
  CHECK(after(book, retrieved{at("101", "Up")}).activity == connected);
  CHECK(after(book, channel_destroyed{at("101", "Up"), 16, 0}).activity == idle);
  CHECK(after(book, channel_destroyed{at("102", "Up"), 16, 0}).activity == idle);
  CHECK(book.apply(channel_destroyed{at("102", "Up"), 16, 0}).empty());
}

TEST_CASE("who was answered early and hears it ring has only dialled", "[device_book]") {
  auto book = with({"101"});
  book.apply(channel_created{at("101", "Ring")});
  CHECK(after(book, state_changed{at("101", "Up")}).activity == connected);
  CHECK(after(book, dialled{at("trunk", "Down"), "101.1", ""}).activity == initiated);
  CHECK(after(book, dialled{at("trunk", "Up"), "101.1", "ANSWER"}).activity == connected);
}

TEST_CASE("of several channels the most urgent counts", "[device_book]") {
  auto book = with({"101"});
  book.apply(state_changed{at("101", "Up", "1")});
  CHECK(after(book, held{at("101", "Up", "1")}).activity == hold);
  CHECK(book.apply(state_changed{at("101", "Up", "2")}).empty()); // holding > talking
  CHECK(after(book, channel_created{at("101", "Ring", "3")}).activity == initiated);
  CHECK(after(book, state_changed{at("101", "Ringing", "4")}).activity == alerting);
  CHECK(after(book, channel_destroyed{at("101", "Ringing", "4"), 0, 0}).activity == initiated);
  CHECK(after(book, channel_destroyed{at("101", "Ring", "3"), 0, 0}).activity == hold);
  CHECK(after(book, channel_destroyed{at("101", "Up", "1"), 0, 0}).activity == connected);
}

TEST_CASE("reach comes from whichever event tells it, once", "[device_book]") {
  auto book = with({"101"});
  const auto gone = after(book, endpoint_state{"PJSIP/101", phone_reach::unregistered});
  CHECK(gone.reach == phone_reach::unregistered);
  CHECK(gone.activity == idle);
  CHECK(book.apply(endpoint_state{"PJSIP/101", phone_reach::unknown}).empty());
  const auto back = after(book, endpoint_state{"PJSIP/101", phone_reach::registered});
  CHECK(back.reach == phone_reach::registered);
  CHECK(book.apply(endpoint_state{"PJSIP/101", phone_reach::registered}).empty());
}

TEST_CASE("trunks and other technologies are no phones", "[device_book]") {
  auto book = with({"101"});
  CHECK(book.apply(channel_created{at("trunk", "Ring")}).empty());
  CHECK(book.apply(endpoint_state{"Local/101", phone_reach::registered}).empty());
  CHECK(book.all().size() == 1);
}

TEST_CASE("a phone that nobody knew before is told when it is seen", "[device_book]") {
  auto book = with({});
  CHECK(after(book, endpoint_state{"PJSIP/201", phone_reach::registered}).number == "201");
  CHECK(book.all().size() == 1);
}

TEST_CASE("the picture of a restart replaces all that was known", "[device_book]") {
  auto book = with({"101", "102"});
  book.apply(state_changed{at("101", "Up")});
  book.restart({.channels = {at("102", "Up"), at("103", "Ringing")},
                .endpoints = {{"PJSIP/101", phone_reach::unregistered},
                              {"PJSIP/102", phone_reach::registered},
                              {"PJSIP/103", phone_reach::registered}},
                .held = {{"102.1", true}}});
  const auto all = book.all();
  REQUIRE(all.size() == 3);
  CHECK(all[0].reach == phone_reach::unregistered);
  CHECK(all[0].activity == idle);
  CHECK(all[1].activity == hold);
  CHECK(all[2].activity == alerting);
  CHECK(book.apply(endpoint_state{"PJSIP/102", phone_reach::registered}).empty());
  CHECK(after(book, channel_destroyed{at("102", "Up"), 0, 0}).activity == idle);
}
