#pragma once

#include "ui-dear-imgui/panels/canvas.hpp"

namespace omstilling {

/// How a person's status reads: available ones quietly, others as a coloured chip.
struct status_look {
  std::string word;
  const char* icon = nullptr;
  ImU32 ink = 0;
  ImU32 ground = 0;
  bool quiet = false;
};

/// What a person is counted and sorted under: the status type, or that she is on the phone.
std::string_view status_key(const person_status& x);
/// The order in which the keys stand beside each other; those of a house's own come last.
std::size_t status_rank(std::string_view key);

/// What stands behind the chip: until when, and whether a calendar says so; empty: nothing.
std::string status_tail(const ui& u, const person_status& x);
/// Draws it; where there is little room, the calendar becomes an icon.
void draw_status_tail(const ui& u, const rect& box, const person_status& x);

status_look look_of(const ui& u, const person_status& status, const site_id& site = {});

/// Only the word: "Meeting".
std::string status_word(const console_view& view, const person_status& status);
/// A type that somebody can be given, as the service knows it.
struct status_choice {
  std::string type;
  std::string word;
  const char* icon = nullptr;
};
/// Those of the site, in its order; where the service sends none, those that every site begins
/// with.
std::vector<status_choice> status_choices(const console_view& view, const site_id& site);
/// What a type is called: as the site says, else as every site does.
std::string status_word(const console_view& view, const std::string& type,
                        const site_id& site = {});

/// Draws the chip in the middle of the box's height; returns the x behind it.
float draw_status(const ui& u, const rect& box, const person_status& status,
                  const site_id& site = {});

/// What the calendar says of somebody, where the status does not say it already; else nothing.
const char* calendar_word(const person& x);

} // namespace omstilling
