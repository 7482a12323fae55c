// A thousand people who are to have a timed status, each of another kind, and what the journal must say
// of each when everything was done once.

const quiet = { kind: 'set_do_not_disturb' };
const loud = { kind: 'clear_do_not_disturb' };
const forward = (to, type) => ({ kind: 'set_forwarding', to, type });
const unforward = (type) => ({ kind: 'clear_forwarding', type });

/// Phones that somebody's calls are forwarded to, by what for.
export const targets = {
  immediate: '231',
  busy: '232',
  no_answer: '233',
  before: '234', // set by hand before the status
  hand: '235', // set by hand while it is on
};
const { immediate, busy, no_answer, before, hand } = targets;

/// A phone's state names only what is set: {dnd: true, immediate: '231'}. Each profile says what stands
/// before the status (nothing, if it does not say), while it is on (as before), what is set by hand
/// meanwhile, and what stands after it (as before).
const profiles = {
  plain: {},
  silent: { start: [quiet], stop: [loud], during: { dnd: true } },
  silent_before: { before: { dnd: true }, start: [quiet], stop: [loud] },
  sounding: { before: { dnd: true }, start: [loud], stop: [quiet], during: {} },
  immediate: {
    start: [forward(immediate)],
    stop: [unforward()],
    during: { immediate },
  },
  busy: { start: [forward(busy, 'busy')], stop: [unforward('busy')], during: { busy } },
  no_answer: {
    start: [forward(no_answer, 'no_answer')],
    stop: [unforward('no_answer')],
    during: { no_answer },
  },
  all: {
    before: { busy: before },
    start: [
      quiet,
      forward(immediate, 'immediate'),
      forward(busy, 'busy'),
      forward(no_answer, 'no_answer'),
    ],
    stop: [loud, unforward('immediate'), unforward('busy'), unforward('no_answer')],
    during: { dnd: true, immediate, busy, no_answer },
  },
  forwarded_before: {
    before: { immediate: before },
    start: [forward(immediate)],
    stop: [unforward()],
    during: { immediate },
  },
  unforwarded: {
    before: { immediate: before },
    start: [unforward()],
    stop: [forward(before)],
    during: {},
  },
  /// Its stop action is the reverse of nothing.
  stops_only: { stop: [forward(busy, 'busy')], after: { busy } },
  /// Never stopped: stands until somebody changes it.
  starts_only: { start: [quiet], during: { dnd: true }, after: { dnd: true } },
  forwarded_by_hand: {
    start: [forward(immediate)],
    stop: [unforward()],
    during: { immediate },
    hand: [{ immediate: hand }],
    after: { immediate: hand },
  },
  sounding_by_hand: {
    start: [quiet],
    stop: [loud],
    during: { dnd: true },
    hand: [{}],
  },
  silent_by_hand: {
    start: [quiet],
    stop: [loud],
    during: { dnd: true },
    hand: [{}, { dnd: true }],
    after: { dnd: true },
  },
  /// One of two is changed by hand: the other is undone all the same.
  half_by_hand: {
    start: [quiet, forward(busy, 'busy')],
    stop: [loud, unforward('busy')],
    during: { dnd: true, busy },
    hand: [{ dnd: true, busy: hand }],
    after: { busy: hand },
  },
};
const names = Object.keys(profiles);

/// People whose telephones are called: their number, and which phones ring one after the other while
/// the status is on, and after it. Of those who ring none the caller waits in the queue.
export const called = [0, 1].flatMap((half) => {
  const own = (n) => String(205 + 6 * half + n);
  const row = (n, profile, on, after) => ({ number: own(n), half, profile, on, after });
  return [
    row(0, 'silent', [], [own(0)]),
    row(1, 'immediate', [immediate], [own(1)]),
    row(2, 'busy', [own(2), busy], [own(2)]),
    row(3, 'forwarded_before', [immediate], [before]),
    row(4, 'forwarded_by_hand', [hand], [hand]),
    row(5, 'silent_before', [], []),
  ];
});
/// One whose phone rings for long before it goes on: called while the status is on.
export const patient = {
  number: '217',
  half: 1,
  profile: 'no_answer',
  on: ['217', no_answer],
  after: ['217'],
};
/// Phones that refuse every call.
export const refusing = called.filter((x) => x.profile === 'busy').map((x) => x.number);

const endings = ['fall_back', 'fall_back', 'fall_back', 'force_status', 'pop_up'];

/// `count` people: those who are called first. `half` is 0 for those whose status ends early, 1 for
/// late ones, and 2 for those whose status is ended by hand.
export function make_cast(count) {
  const at_targets = Object.values(targets).map((number) => ({ number, profile: 'plain', half: 0 }));
  const listed = [...called, patient, ...at_targets];
  return Array.from({ length: count }, (_, i) => {
    const number = listed[i]?.number ?? String(30_000 + i);
    const expiry = endings[Math.floor(i / names.length) % endings.length];
    const of_ten = Math.floor(i / names.length / endings.length) % 10;
    const half = listed[i]?.half ?? (of_ten === 9 ? 2 : of_ten % 2);
    const kind = listed[i]?.profile ?? names[i % names.length];
    const profile = { start: [], stop: [], hand: [], before: {}, ...profiles[kind] };
    profile.during ??= profile.before;
    profile.after ??= profile.before;
    // Once ended, some are set by hand to what the status had made of them: a stop action that ran
    // again would find its own work there, and undo it.
    const again = i % 3 === 0 && half === 0 && !listed[i] ? profile.during : profile.after;
    // The late ones end in three bursts, so that a death amidst the first two comes before the last.
    const later = half === 1 ? i % 3 : 0;
    return { id: `w${i}`, number, expiry, half, later, profile, again };
  });
}

/// How long the status of each half lasts.
export const seconds = [12, 20, 600];

/// The phone's state while the status is on.
export const while_on = ({ profile }) => profile.hand.at(-1) ?? profile.during;

/// What set_status is asked for this person.
export const wish_of = ({ id, expiry, half, later, profile }) => ({
  employee: id,
  type: 'meeting',
  for_seconds: seconds[half] + later,
  start_actions: profile.start,
  stop_actions: profile.stop,
  expiry,
  ...(expiry === 'force_status' ? { forced_type: 'away' } : {}),
});

/// The phone's state as set_phone takes it.
export const as_asked = ({ id, number }, { dnd = false, ...rules }) => ({
  employee: id,
  phone: number,
  do_not_disturb: dnd,
  forwarding: Object.entries(rules).map(([type, to]) => ({ type, to })),
});

/// The phone's state of a message or an event, in the order of words.
export const as_seen = ({ do_not_disturb, forwarding }) =>
  sorted({
    ...(do_not_disturb ? { dnd: true } : {}),
    ...Object.fromEntries(forwarding.map(({ type, to }) => [type, to])),
  });
export const sorted = (x) => JSON.stringify(Object.entries(x).sort());

/// The status once it has ended.
export const ended_as = ({ expiry, half }) =>
  half === 2 || expiry === 'fall_back' ? 'available' : expiry === 'pop_up' ? 'meeting' : 'away';

/// All that may stand in the journal of a person, in order: what, and whether somebody asked for it.
export function history_of(x) {
  const { before, during, hand, after } = x.profile;
  const result = [];
  let is = sorted({});
  const phone = (state, by_hand) => {
    if (sorted(state) === is) return;
    is = sorted(state);
    result.push(`phone ${is}${by_hand ? ' by hand' : ''}`);
  };
  phone(before, true);
  phone(during, true);
  result.push('available > meeting by hand');
  for (const state of hand) phone(state, true);
  phone(after, x.half === 2);
  result.push(`meeting > ${ended_as(x)}${x.half === 2 ? ' by hand' : ''}`);
  phone(x.again, true);
  return result;
}
