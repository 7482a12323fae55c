// The words of the protocol as people read them. English here; `t` gives the language of the wall.

import { until_time, clock_time } from './times.js';

/// Marks a text for translation where it stands in a table.
const n_ = (text) => text;

const lamp_words = {
  idle: n_('Free'),
  busy: n_('Busy'),
  alerting: n_('Ringing'),
  initiated: n_('Dialling'),
  do_not_disturb: n_('Do not disturb'),
  paused: n_('Paused'),
  forwarded: n_('Forwarded'),
  offline: n_('Offline'),
  unknown: n_('Unknown'),
  unmonitored: n_('Not monitored'),
};

export const lamp_word = (state, t) => t(lamp_words[state] ?? lamp_words.unknown);

/// What stands beside one person's lamp: with the target of a forwarding, or since when unknown.
export function lamp_text(person, { t, time_zone }) {
  if (person.lamp === 'unknown' && person.unknown_since !== null)
    return t('Unknown since {time}', { time: clock_time(person.unknown_since, time_zone) });
  if (person.lamp === 'forwarded' && person.forwarded_to)
    return t('Forwarded → {to}', { to: person.forwarded_to });
  return lamp_word(person.lamp, t);
}

// word, icon, class
const statuses = {
  available: [n_('Available'), 'check', 'quiet'],
  on_the_phone: [n_('On the phone'), 'phone', 'busy'],
  busy: [n_('Busy'), 'ban', 'busy'],
  meeting: [n_('Meeting'), 'people', 'meeting'],
  lunch: [n_('Lunch'), 'meal', 'away'],
  do_not_disturb: [n_('Do not disturb'), 'ban', 'dnd'],
  gone_home: [n_('Gone home'), 'home_way', 'away'],
  vacation: [n_('Vacation'), 'sun', 'away'],
  sick: [n_('Sick'), 'cross', 'away'],
  works_from_home: [n_('Works from home'), 'house', 'home'],
  course: [n_('Course'), 'cap', 'away'],
  away: [n_('Away'), 'clock', 'away'],
};

/// {word, icon, kind} of a person's status. A type that a site has made itself has no word here and
/// is shown by its own name.
export function status_words(person, t) {
  const type = person.activity === 'on_the_phone' ? 'on_the_phone' : person.status;
  const [word, icon, kind] = statuses[type] ?? [null, 'clock', 'away'];
  const own = type.replaceAll('_', ' ');
  return { word: word ? t(word) : own[0].toUpperCase() + own.slice(1), icon, kind };
}

/// "til 11:30", or that the end has passed.
export function until_text(person, { t, now, time_zone, lang }) {
  if (person.until === null) return '';
  const time = until_time(person.until, now, time_zone, lang);
  return person.overrun ? t('overrun since {time}', { time }) : t('until {time}', { time });
}

const agent_words = {
  ready: [n_('Ready'), 'idle'],
  busy: [n_('Busy'), 'busy'],
  alerting: [n_('Ringing'), 'alerting'],
  not_ready: [n_('Paused'), 'paused'],
  working_after_call: [n_('After-call work'), 'paused'],
  logged_off: [n_('Logged off'), 'offline'],
  unknown: [n_('Unknown'), 'unknown'],
};

export const agent_word = (state, t) => t(agent_words[state][0]);
export const agent_lamp = (state) => agent_words[state][1];

/// The connection in one line: {icon, kind, text}; `until_next` is the countdown beside it, which
/// is not read aloud.
export function connection_text(state, silent_since, { t, now, time_zone }) {
  const seconds = state.retry_at === null ? 0 : Math.ceil((state.retry_at - now) / 1000);
  const until_next = seconds > 0 ? t('trying again in {n} s', { n: seconds }) : '';
  if (silent_since !== null) {
    const time = clock_time(silent_since, time_zone);
    return { icon: 'warn', kind: 'bad', text: t('Unknown since {time}', { time }), until_next };
  }
  if (state.phase === 'waiting') {
    const text = state.session ? t('Connection lost') : t('No connection to the service');
    return { icon: 'warn', kind: 'warn', text, until_next };
  }
  if (state.phase !== 'live')
    return { icon: 'wait', kind: 'quiet', text: t('Connecting …'), until_next };
  const recent = state.resumed && now - state.resumed.at < 12_000;
  const text = recent ? resumed_text(state.resumed, t) : t('Connected');
  return { icon: 'check', kind: 'good', text, until_next: '' };
}

function resumed_text({ outcome, changes }, t) {
  if (outcome === 'snapshot') return t('Connected again, the whole picture fetched');
  if (outcome === 'current') return t('Connected again, nothing had changed');
  if (changes === 1) return t('Connected again, 1 change fetched');
  return t('Connected again, {n} changes fetched', { n: changes });
}

/// Why a login was refused: {title, detail, field}.
export function refusal_text(problem, with_token, t) {
  const wait = problem?.retry_after_seconds;
  const again = wait ? t('Try again in {n} s.', { n: wait }) : '';
  if (problem?.reason === 'bad_credentials' && with_token)
    return {
      title: t('The token was refused'),
      detail: t('It may have been removed. Ask an administrator for a new one.'),
      field: 'token',
    };
  if (problem?.reason === 'bad_credentials')
    return { title: t('Wrong user name or password'), detail: again, field: 'password' };
  if (problem?.reason === 'try_later' || problem?.reason === 'too_many')
    return { title: t('Too many attempts'), detail: again, field: null };
  return { title: t('The service refused the login'), detail: problem?.message ?? '', field: null };
}
