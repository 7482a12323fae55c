#pragma once

#include "protocol/entities.hpp"

#include <string_view>

/// What may be asked concerning people: their status, plans, phones, and who watches them.
namespace omstilling {

/// Sets the manual status of a person (S14.1-S14.3). Give `until` or `for_seconds`, or neither for
/// "until changed".
struct set_status {
  static constexpr std::string_view method = "set_status";
  employee_id employee;
  std::string type;
  std::optional<std::string> note{};
  std::optional<time_point> until{};
  std::optional<std::int64_t> for_seconds{};
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  std::optional<on_expiry> expiry{};        // fall_back unless said otherwise
  std::optional<std::string> forced_type{}; // for force_status
  std::optional<std::string> alias{};       // the type that outsiders see; else the type's own
  std::optional<bool> to_calendar{};        // write it to the person's calendar; needs an end
  std::optional<std::int64_t>
    expected_revision{}; // refused with stale_revision when the person has changed since
};
BOOST_DESCRIBE_STRUCT(set_status, (),
                      (employee, type, note, until, for_seconds, start_actions, stop_actions,
                       expiry, forced_type, alias, to_calendar, expected_revision))

/// Ends the manual status, or what is on of a plan; the stop actions run.
struct clear_status {
  static constexpr std::string_view method = "clear_status";
  employee_id employee;
  std::optional<plan_id> plan{};
};
BOOST_DESCRIBE_STRUCT(clear_status, (), (employee, plan))

/// Adds a status to come, or changes the plan with this id (S14.2, S14.4); see plan_view. What is
/// on of it ends, and begins again if it still should be on.
struct put_plan {
  static constexpr std::string_view method = "put_plan";
  employee_id employee;
  std::optional<plan_id> plan{}; // none: a new one, whose id is answered
  std::string type;
  std::string starts; // local time of the site, `2026-11-27T12:00`
  std::string ends;
  std::optional<std::string> rule{};
  std::vector<std::string> exceptions;
  std::optional<std::string> note{};
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  std::optional<on_expiry> expiry{};
  std::optional<std::string> forced_type{};
  std::optional<std::string> alias{};
};
BOOST_DESCRIBE_STRUCT(put_plan, (),
                      (employee, plan, type, starts, ends, rule, exceptions, note, start_actions,
                       stop_actions, expiry, forced_type, alias))

/// Takes a plan away; what is on of it ends.
struct remove_plan {
  static constexpr std::string_view method = "remove_plan";
  employee_id employee;
  plan_id plan;
};
BOOST_DESCRIBE_STRUCT(remove_plan, (), (employee, plan))

/// Changes do-not-disturb or forwarding of one phone (S13.3). What is not given stays.
struct set_phone {
  static constexpr std::string_view method = "set_phone";
  employee_id employee;
  phone_id phone;
  std::optional<bool> do_not_disturb{};
  std::optional<std::vector<forwarding_rule>> forwarding{};
};
BOOST_DESCRIBE_STRUCT(set_phone, (), (employee, phone, do_not_disturb, forwarding))

/// Adds a kind of status to a site, or changes the one with this id (global_templates).
struct put_status_type {
  static constexpr std::string_view method = "put_status_type";
  site_id site;
  std::string id;
  std::string label_da;
  std::string label_en;
  rpid_activity activity = rpid_activity::unknown;
  basic_status basic = basic_status::unknown;
  std::optional<std::string> public_alias{}; // itself unless said otherwise
  std::optional<std::int64_t> position{};    // last unless said otherwise
};
BOOST_DESCRIBE_STRUCT(put_status_type, (),
                      (site, id, label_da, label_en, activity, basic, public_alias, position))

/// Takes a kind of status away; who has it keeps it until it ends. `available` and `away` stay.
struct remove_status_type {
  static constexpr std::string_view method = "remove_status_type";
  site_id site;
  std::string id;
};
BOOST_DESCRIBE_STRUCT(remove_status_type, (), (site, id))

/// Adds a template, or changes the one with this id (area 19): one's own, or with `global` one of
/// the site (global_templates).
struct put_template {
  static constexpr std::string_view method = "put_template";
  std::optional<template_id> id{}; // none: a new one, whose id is answered
  bool global = false;
  std::string name;
  std::string type;
  std::optional<std::string> note{};
  std::optional<std::int64_t> for_seconds{};
  std::vector<status_action> start_actions;
  std::vector<status_action> stop_actions;
  std::optional<on_expiry> expiry{};
  std::optional<std::string> forced_type{};
  std::optional<std::string> alias{};
};
BOOST_DESCRIBE_STRUCT(put_template, (),
                      (id, global, name, type, note, for_seconds, start_actions, stop_actions,
                       expiry, forced_type, alias))

struct remove_template {
  static constexpr std::string_view method = "remove_template";
  template_id id;
  bool global = false;
};
BOOST_DESCRIBE_STRUCT(remove_template, (), (id, global))

/// Watches one or several people (area 18).
struct add_watch {
  static constexpr std::string_view method = "add_watch";
  std::vector<employee_id> employees;
  watch_condition condition;
  bool once = false;
  std::optional<time_point> until{}; // then the watch is gone
};
BOOST_DESCRIBE_STRUCT(add_watch, (), (employees, condition, once, until))

struct remove_watch {
  static constexpr std::string_view method = "remove_watch";
  watch_id watch;
};
BOOST_DESCRIBE_STRUCT(remove_watch, (), (watch))

struct dismiss_popup {
  static constexpr std::string_view method = "dismiss_popup";
  popup_id popup;
};
BOOST_DESCRIBE_STRUCT(dismiss_popup, (), (popup))

} // namespace omstilling
