#pragma once

#include <boost/describe/enum.hpp>

/// The standards' own words (CSTA ECMA-269, PIDF RFC 3863, RPID RFC 4480, RFC 6910) in snake_case.
/// A trailing underscore keeps clear of a C++ keyword and is not written in JSON. Readers take a
/// word they do not know as `unknown`.
namespace omstilling {

// --- phones -----------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(phone_kind, unknown, desk, mobile, softphone, external)
BOOST_DEFINE_ENUM_CLASS(phone_reach, unknown, registered, unregistered, unmonitored)
BOOST_DEFINE_ENUM_CLASS(phone_activity, unknown, idle, initiated, alerting, connected, hold, busy)
BOOST_DEFINE_ENUM_CLASS(forwarding_type, unknown, immediate, busy, no_answer, dnd)
/// What a lamp shows; several states at once give the first of: unknown, alerting, initiated, busy,
/// do_not_disturb, forwarded, paused, offline, idle. `unmonitored` is a person whose phones all
/// are.
BOOST_DEFINE_ENUM_CLASS(lamp, unknown, idle, busy, alerting, initiated, do_not_disturb, paused,
                        forwarded, offline, unmonitored)

// --- people -----------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(basic_status, unknown, open, closed)
BOOST_DEFINE_ENUM_CLASS(rpid_activity, unknown, appointment, away, breakfast, busy, dinner, holiday,
                        in_transit, looking_for_work, lunch, meal, meeting, on_the_phone, other,
                        performance, permanent_absence, playing, presentation, shopping, sleeping,
                        spectator, steering, travel, tv, vacation, working, worship)
BOOST_DEFINE_ENUM_CLASS(claim_source, unknown, manual, schedule, calendar, device, agent, rule)
/// Who looks: own reception, a colleague, or anybody (a wallboard in a hall).
BOOST_DEFINE_ENUM_CLASS(audience, unknown, reception, colleague, public_)
BOOST_DEFINE_ENUM_CLASS(agent_state, unknown, logged_off, not_ready, ready, busy,
                        working_after_call)
BOOST_DEFINE_ENUM_CLASS(on_expiry, unknown, fall_back, force_status, pop_up)
BOOST_DEFINE_ENUM_CLASS(status_action_kind, unknown, set_do_not_disturb, clear_do_not_disturb,
                        set_forwarding, clear_forwarding, agent_pause, agent_resume)

/// How an appointment takes its owner (Exchange's busy types; FBTYPE of RFC 5545).
BOOST_DEFINE_ENUM_CLASS(busy_type, unknown, free, tentative, busy, out_of_office, working_elsewhere)

// --- calls ------------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(connection_state, unknown, null, initiated, alerting, connected, hold,
                        queued, failed)
BOOST_DEFINE_ENUM_CLASS(call_direction, unknown, inbound, outbound, internal)
/// Where a caller is: always exactly one of these. `initiated`: dialled, or direct to a person, and
/// nobody has taken it yet.
BOOST_DEFINE_ENUM_CLASS(caller_state, unknown, initiated, waiting, offered, talking, held, parked,
                        transferring, returning, gone)
BOOST_DEFINE_ENUM_CLASS(recall_reason, unknown, no_answer, busy, rejected, unreachable, timeout,
                        pulled_back)
/// How a call ended.
BOOST_DEFINE_ENUM_CLASS(call_outcome, unknown, answered, abandoned, overflowed, rejected, lost)
BOOST_DEFINE_ENUM_CLASS(overflow_reason, unknown, max_calls, max_wait, no_operator, closed,
                        emergency)
/// Why a leg ended or never came up.
BOOST_DEFINE_ENUM_CLASS(leg_cause, unknown, hung_up, no_answer, busy, rejected, unreachable,
                        answered_elsewhere, cancelled, link_lost)
/// How a queue gives its calls out: they pick for themselves; the one who has been idle longest is
/// rung; one after the other in a fixed order; all at once.
BOOST_DEFINE_ENUM_CLASS(offering_mode, unknown, manual, longest_idle, ring_one, ring_all)
/// Completion of a call when no reply, or when busy (RFC 6910): the caller waits for one person.
BOOST_DEFINE_ENUM_CLASS(camp_on, unknown, ccbs, ccnr)
/// The way to a number: a phone of the site, one of another site by the line between the two, the
/// trunk, somebody's voicemail.
BOOST_DEFINE_ENUM_CLASS(endpoint_kind, unknown, phone, site, outside, voicemail)
/// What depends on the PBX.
BOOST_DEFINE_ENUM_CLASS(capability, unknown, auto_answer, press_answer, show_in_switchboard,
                        survives_restart, handset_hold, handset_transfer, outside_calls, voicemail)

// --- people outside, and what was said to whom ---------------------------------
BOOST_DEFINE_ENUM_CLASS(number_type, unknown, work, mobile, home, fax, main, other)
/// Who says what a caller is called: the PBX, an employee's record, a phone book, the lookup
/// service.
BOOST_DEFINE_ENUM_CLASS(name_source, unknown, pbx, employee, contact, lookup)
/// Under which heading a hit of a search stands.
BOOST_DEFINE_ENUM_CLASS(hit_group, unknown, employee, task, contact, recent, sounds_like)
/// Why somebody can stand in for another: named as deputy; of the same department; the same task.
BOOST_DEFINE_ENUM_CLASS(alternative_reason, unknown, deputy, department, task)
/// How a call looks in one's own log.
BOOST_DEFINE_ENUM_CLASS(log_kind, unknown, missed, outgoing, incoming)
/// One stretch of a call's way.
BOOST_DEFINE_ENUM_CLASS(story_kind, unknown, waiting, ringing, talking, held, parked, camped,
                        returned, overflowed, ended)
BOOST_DEFINE_ENUM_CLASS(message_kind, unknown, email, sms)
/// `maybe_sent`: it was given away, and whether it was taken cannot be known (SMTP has no word for
/// it).
BOOST_DEFINE_ENUM_CLASS(message_state, unknown, queued, sending, sent, delivered, failed,
                        maybe_sent, cancelled)
/// A promise to call back: made, its owner was reminded, it went on to the deputy, the call was
/// made, or somebody closed it by hand.
BOOST_DEFINE_ENUM_CLASS(promise_state, unknown, open, reminded, escalated, kept, closed)

// --- watching ---------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(watch_kind, unknown, any_change, person_status, phone_status)
/// Why a pop-up is shown: a watch came true; the user's own status ran out and stays; somebody else
/// changed the user's own status or phone; a promise to call back was made in her name, is due, or
/// has come to her as the deputy.
BOOST_DEFINE_ENUM_CLASS(popup_kind, unknown, watch, overrun, status_by_other, phone_by_other,
                        promise_made, promise_due, promise_escalated)

// --- settings ---------------------------------------------------------------
/// What a global hotkey does (S16.11); `dial_marked` calls the number that is marked in any window.
BOOST_DEFINE_ENUM_CLASS(hotkey_action, unknown, answer, hang_up, dial_marked, attended_transfer,
                        repeat_target, pull_back)
BOOST_DEFINE_ENUM_CLASS(colour_theme, unknown, light, dark, contrast)
BOOST_DEFINE_ENUM_CLASS(language, unknown, da, en)

/// Whether a client may say `unknown`: whatever it is elsewhere, not a word that nobody knows.
template <class Enum>
inline constexpr bool may_be_unknown = false;
template <>
inline constexpr bool may_be_unknown<language> = true;

// --- access -----------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(role, unknown, employee, receptionist, privileged, administrator)
BOOST_DEFINE_ENUM_CLASS(right, unknown, read_people, read_queues, read_queue_calls, read_health,
                        own_status, own_watches, own_contacts, own_calls, send_messages,
                        switchboard, others_person_status, others_phone_status, shared_phone_book,
                        global_templates, administer)

// --- the stream -------------------------------------------------------------
BOOST_DEFINE_ENUM_CLASS(entity_kind, unknown, employee, call, queue, watchlist, desk, user, token,
                        settings, status_book, contact, message, message_book, promise)
/// How a subscription went on from where the reader was.
BOOST_DEFINE_ENUM_CLASS(resume_outcome, unknown, current, replayed, snapshot)
BOOST_DEFINE_ENUM_CLASS(error_reason, unknown, malformed, invalid_request, unknown_method,
                        invalid_params, not_authenticated, bad_credentials, forbidden, unknown_site,
                        unknown_employee, unknown_phone, unknown_call, unknown_queue, unknown_user,
                        unknown_watch, unknown_plan, unknown_status_type, unknown_template,
                        unknown_contact, unknown_message, unknown_promise, unknown_topic,
                        unknown_number, already_exists, already_taken, wrong_state, stale_revision,
                        idempotency_key_reused, storage_unavailable, pbx_unavailable, not_supported,
                        too_many, too_large, try_later, timeout, internal)

} // namespace omstilling
