// What may fail at every point of every kind of transfer, and where the caller must end.

import { ends, hears_ring, line, talks } from './failure_ends.mjs';

// --- what fails ---

/// A phone that is to ring fails: `before` it is rung, or `after` it has begun to. `reason` is the
/// one that stands in the journal and that a call returns with, `status` what the phone itself said.
const ring_failures = [
  { name: 'is busy (486)', reason: 'busy', status: 486, after: (call) => call.reject(486) },
  { name: 'rejects (603)', reason: 'rejected', status: 603, after: (call) => call.reject(603) },
  { name: 'rings, then says 480', reason: 'no_answer', status: 480, after: (c) => c.reject(480) },
  { name: 'says 480 at once', reason: 'rejected', status: 480, before: answers_with(480) },
  { name: 'is not registered', reason: 'unreachable', before: (phone) => phone.unregister() },
  { name: 'is registered but dead', reason: 'unreachable', before: (phone) => phone.dead() },
  { name: 'rings out', reason: 'no_answer', status: 487, slow: true },
];

function answers_with(status) {
  return (phone) => (phone.on_call = (call) => call.reject(status));
}

const caller_hangs_up = {
  name: 'the caller hangs up',
  happens: (x) => x.call.hang_up(),
};
const own = (what, happens, more) => ({ name: `her phone ${what}`, happens, ...more });
const target = (what, happens, more) => ({ name: `the target phone ${what}`, happens, ...more });

const dies_or_leaves = (end) => [
  own('dies', (x) => x.own.dead(), { end }),
  own('is unregistered', (x) => x.own.unregister(), { end }),
];

// --- the points ---

const consult = (x) => x.do('consult_call', { employee: x.target_id });
const consults = async (x) => {
  await x.talk();
  await consult(x);
  await x.target_answers();
  await x.desk.sees(() => x.view?.consultation === 'connected', 'the consultation');
};
const completes = async (x) => {
  await consults(x);
  await x.do('complete_transfer');
  await x.state('talking', () => x.view.talking_to.number === x.target_number);
};
const transfers = async (x) => {
  await x.talk();
  await x.do('transfer_call', { employee: x.target_id });
  x.target_call = await x.target.next_call();
};
const parks = async (x) => {
  await x.talk();
  await x.do('park_call', { for_seconds: 5 });
  await x.state('parked');
};
const camps_in_vain = async (x) => {
  await x.talk();
  await x.target.unregister();
  await x.lamp_of_target('offline');
  await x.do('camp_on_call', { employees: [x.target_id], for_seconds: 5 });
  await x.state('transferring');
};
/// The phone that is to ring has no wish to answer by itself.
const by_hand = (x) => (x.own.auto_answers = false);

/// At each point of each kind: how to come there; a phone that then rings (`ring`, `whose`), and
/// where the caller ends when it fails (`end`); what else may fail there (`more`, each with its
/// `end`).
const points = [
  {
    kind: 'blind transfer',
    point: 'the target rings',
    reach: (x) => x.talk(),
    ring: (x) => x.do('transfer_call', { employee: x.target_id }),
    whose: 'target',
    end: ends.returns,
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'attended transfer',
    point: 'the target rings',
    reach: (x) => x.talk(),
    ring: consult,
    whose: 'target',
    end: () => ends.held,
    more: [
      { ...caller_hangs_up, end: ends.gone },
      own('hangs up', (x) => x.own_call.hang_up(), { end: ends.rings }),
      ...dies_or_leaves(ends.held_while(hears_ring)),
    ],
  },
  ...[
    ['the target talks', () => {}, ends.held, ends.held_while(talks)],
    ['swapped', (x) => x.do('swap_call'), ends.with_her, ends.with_her_while],
    ['conference', (x) => x.do('conference_call'), ends.with_her, ends.all_talk],
  ].map(([point, then, alone, goes_on]) => ({
    kind: 'attended transfer',
    point,
    reach: async (x) => {
      await consults(x);
      await then(x);
    },
    more: [
      { ...caller_hangs_up, end: ends.without_caller },
      target('hangs up', (x) => x.target_call.hang_up(), { end: alone }),
      target('dies', (x) => x.target.dead(), { end: goes_on }),
      own('hangs up', (x) => x.own_call.hang_up(), { end: ends.with_target }),
      ...dies_or_leaves(goes_on),
    ],
  })),
  {
    kind: 'attended transfer',
    point: 'completed',
    reach: completes,
    more: [
      { ...caller_hangs_up, end: ends.gone },
      target('hangs up', (x) => x.target_call.hang_up(), { end: ends.gone, line: line.let_go }),
      target('dies', (x) => x.target.dead(), { end: ends.with_target }),
      ...dies_or_leaves(ends.with_target),
    ],
  },
  {
    kind: 'transfer to a queue',
    point: 'waits there',
    reach: async (x) => {
      await x.talk();
      await x.do('transfer_call', { queue: 'other' });
      await x.state('waiting');
    },
    more: [
      { ...caller_hangs_up, end: ends.gone },
      ...dies_or_leaves(ends.waits()),
    ],
  },
  {
    kind: 'transfer to a queue',
    point: 'taken from there, her phone rings',
    reach: async (x) => {
      await x.talk();
      await x.do('transfer_call', { queue: 'other' });
      await x.state('waiting');
      by_hand(x);
    },
    ring: (x) => x.do('answer_call'),
    whose: 'own',
    end: () => ends.waits(),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'camp-on',
    point: 'waits for the target',
    reach: camps_in_vain,
    more: [
      { ...caller_hangs_up, end: ends.gone },
      target('is never free', () => {}, { end: ends.returns('timeout') }),
      ...dies_or_leaves(ends.waits('timeout')),
    ],
  },
  {
    kind: 'camp-on',
    point: 'the target rings',
    reach: (x) => x.talk(),
    ring: (x) => x.do('camp_on_call', { employees: [x.target_id], for_seconds: 5 }),
    whose: 'target',
    end: (reason, { name }) =>
      ends.returns(/busy|not registered/.test(name) ? 'timeout' : reason),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'park',
    point: 'parked',
    reach: parks,
    more: [
      { ...caller_hangs_up, end: ends.gone },
      { name: 'nobody fetches it', happens: () => {}, end: ends.returns('timeout') },
      ...dies_or_leaves(ends.waits('timeout')),
    ],
  },
  {
    kind: 'park',
    point: 'fetched, her phone rings',
    reach: async (x) => {
      await parks(x);
      by_hand(x);
    },
    ring: (x) => x.do('pick_up_call'),
    whose: 'own',
    end: () => ends.waits(),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'pull back',
    point: 'while the target rings: her phone rings',
    reach: async (x) => {
      await transfers(x);
      by_hand(x);
    },
    ring: (x) => x.do('pull_back_call'),
    whose: 'own',
    end: () => ends.waits('pulled_back'),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'pull back',
    point: 'after the answer: her phone rings',
    reach: async (x) => {
      await transfers(x);
      await x.target_call.answer();
      await x.state('talking');
      await x.has_kept('established'); // which comes after it is shown
      by_hand(x);
    },
    ring: (x) => x.do('pull_back_call'),
    whose: 'own',
    end: () => ends.waits('pulled_back'),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'return',
    point: 'her phone rings',
    reach: transfers,
    ring: (x) => x.target_call.reject(486),
    whose: 'own',
    end: () => ends.waits('busy'),
    more: [{ ...caller_hangs_up, end: ends.gone }],
  },
  {
    kind: 'transfer key',
    point: 'the target rings',
    reach: (x) => x.talk(),
    ring: (x) => x.own_call.refer(x.target_number),
    whose: 'target',
    end: ends.returns,
    more: [
      { ...caller_hangs_up, end: ends.gone },
      own('hangs up at the same time', (x) => x.own_call.hang_up(), { end: ends.rings }),
    ],
  },
  {
    kind: 'dial',
    point: 'her phone rings',
    reach: by_hand,
    ring: (x) => x.dial(),
    whose: 'own',
    end: () => ends.gone,
    outcome: 'rejected',
    line: ({ status }) => (status ? String(status) : line.none),
    more: [
      {
        name: 'she ends it',
        happens: (x) => x.do('end_call'),
        end: ends.gone,
        outcome: 'abandoned',
        line: '487',
      },
    ],
  },
  {
    kind: 'dial',
    point: 'the target rings',
    reach: () => {},
    ring: (x) => x.dial(),
    whose: 'target',
    end: () => ends.gone,
    outcome: 'rejected',
    line: () => line.let_go,
    more: [
      own('hangs up', (x) => x.own_call.hang_up(), { end: ends.gone, outcome: 'abandoned' }),
      ...dies_or_leaves(ends.dials).map((f) => ({ ...f, outcome: 'abandoned' })),
    ],
  },
];

const line_at = (end) =>
  end === ends.gone || end === ends.without_caller ? line.hung_up : line.open;

/// The table: a row for each failure at each point.
export const rows = points.flatMap(({ more, end: end_of, line: line_of, ...point }) => {
  const failures = point.whose ? ring_failures : [];
  return [
    ...more.map((failure) => ({ line: line_at(failure.end), ...point, ...failure })),
    ...failures.map((failure) => {
      const end = end_of(failure.reason, failure);
      return {
        ...point,
        ...failure,
        name: `${point.whose === 'own' ? 'her phone' : 'the target phone'} ${failure.name}`,
        end,
        line: line_of ? line_of(failure) : line_at(end),
      };
    }),
  ];
});
