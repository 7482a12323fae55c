#pragma once

/// The icons in use, as UTF-8 in Font Awesome's private range.
namespace omstilling::icon {

inline constexpr auto search = "\xEF\x80\x82";
inline constexpr auto phone = "\xEF\x82\x95";
inline constexpr auto pause = "\xEF\x81\x8C";
inline constexpr auto play = "\xEF\x81\x8B";
inline constexpr auto forward = "\xEF\x81\xA4";
inline constexpr auto exchange = "\xEF\x83\xAC";
inline constexpr auto back = "\xEF\x83\xA2";
inline constexpr auto people = "\xEF\x83\x80";
inline constexpr auto meal = "\xEF\x83\xB5";
inline constexpr auto house = "\xEF\x80\x95";
inline constexpr auto sick = "\xEF\x83\xBA";
inline constexpr auto plane = "\xEF\x81\xB2";
inline constexpr auto cap = "\xEF\x86\x9D";
inline constexpr auto leave = "\xEF\x82\x8B";
inline constexpr auto check = "\xEF\x80\x8C";
inline constexpr auto warning = "\xEF\x81\xB1";
inline constexpr auto ban = "\xEF\x81\x9E";
inline constexpr auto clock = "\xEF\x80\x97";
inline constexpr auto cross = "\xEF\x80\x8D";
inline constexpr auto user = "\xEF\x80\x87";
inline constexpr auto lock = "\xEF\x80\xA3";
inline constexpr auto broken = "\xEF\x84\xA7";
inline constexpr auto again = "\xEF\x80\xA1";
inline constexpr auto route = "\xEF\x83\xA8";
inline constexpr auto sun = "\xEF\x86\x85";
inline constexpr auto moon = "\xEF\x86\x86";
inline constexpr auto mobile = "\xEF\x84\x8B";
inline constexpr auto laptop = "\xEF\x84\x89";
inline constexpr auto building = "\xEF\x83\xB7";
inline constexpr auto desk_phone = "\xEF\x82\x98";
inline constexpr auto list = "\xEF\x80\xBA";
inline constexpr auto hourglass = "\xEF\x89\x92";
inline constexpr auto note = "\xEF\x89\x89";
inline constexpr auto book = "\xEF\x80\xAD";
inline constexpr auto gear = "\xEF\x80\x93";
inline constexpr auto envelope = "\xEF\x83\xA0";
inline constexpr auto comment = "\xEF\x81\xB5";
inline constexpr auto calendar = "\xEF\x81\xB3";
inline constexpr auto arrow_left = "\xEF\x81\xA0";
inline constexpr auto caret_down = "\xEF\x83\x97";
inline constexpr auto keyboard = "\xEF\x84\x9C";
inline constexpr auto eye = "\xEF\x81\xAE";
inline constexpr auto half = "\xEF\x81\x82";
inline constexpr auto info = "\xEF\x81\x9A";
inline constexpr auto bell = "\xEF\x83\xB3";
inline constexpr auto plus = "\xEF\x81\xA7";
inline constexpr auto arrow_up = "\xEF\x81\xA2";
inline constexpr auto arrow_down = "\xEF\x81\xA3";
inline constexpr auto star = "\xEF\x80\x85";
inline constexpr auto pencil = "\xEF\x81\x80";
inline constexpr auto fax = "\xEF\x86\xAC";
inline constexpr auto tags = "\xEF\x80\xAC";

/// All of them, in one text: what the font has to be loaded with.
inline constexpr const char* all[] = {
  search,  phone,    pause,      play,       forward,   exchange, back,    people, meal,
  house,   sick,     plane,      cap,        leave,     check,    warning, ban,    clock,
  cross,   user,     lock,       broken,     again,     route,    sun,     moon,   mobile,
  laptop,  building, desk_phone, list,       hourglass, note,     book,    gear,   envelope,
  comment, calendar, arrow_left, caret_down, keyboard,  eye,      half,    info,   bell,
  plus,    arrow_up, arrow_down, star,       pencil,    fax,      tags};

} // namespace omstilling::icon
