// From queues to figures, from agents to rows, from people to pages.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  agent_rows,
  distinct_agents,
  short_names,
} from '../../gateways/websocket/wallboard/agents.js';
import {
  half_hours,
  percent,
  queue_rows,
  silent_sites,
  totals,
} from '../../gateways/websocket/wallboard/figures.js';
import { make_translator } from '../../gateways/websocket/wallboard/i18n.js';
import { formula_note } from '../../gateways/websocket/wallboard/notes.js';
import {
  choices,
  chosen_people,
  page_at,
  page_plan,
  person_view,
  size_plan,
} from '../../gateways/websocket/wallboard/people.js';
import {
  agent,
  ago,
  health,
  morning,
  morning_queues,
  people_of,
  person,
  queue,
  two_sites,
} from './office.mjs';

const collator = new Intl.Collator('da');
const all_queues = () => Object.values(morning_queues()).flat();
const rows_of = (queues, now = morning, silent = new Map()) =>
  queue_rows(queues, two_sites, now, silent, collator);
const totals_of = (queues, now = morning, silent = new Map()) =>
  totals(queues, rows_of(queues, now, silent), now);

test('[B3.5] the five figures over all queues', () => {
  const x = totals_of(all_queues());
  assert.equal(x.waiting, 6);
  assert.equal(x.queues_with_waiting, 4);
  assert.deepEqual(
    [x.longest.name, x.longest.wait, x.longest.late],
    ['Hovednummer', 158_000, true],
  );
  assert.deepEqual(
    [x.level.answered, x.offered, x.level.abandoned, x.level.abandoned_short],
    [746, 809, 47, 8],
  );
});

test('[B3.5] the service level comes from the raw counts of all queues, not from a mean of means', () => {
  const { level } = totals_of(all_queues());
  assert.equal(level.base, 746 + 47 - 8 + 10);
  assert.equal(level.value, 665 / 795);
  assert.equal(level.target, 0.8);
  assert.equal(level.reached, true);
});

test('[B3.5] the formula stands there with its counts and the border of the day', () => {
  const note = formula_note({ totals: totals_of(all_queues()), t: make_translator() });
  assert.equal(
    note,
    'Within 30 s = answered within 30 s / (answered + lost − lost within 5 s + overflowed) = 665 / (746 + 47 − 8 + 10) = 83 %. The day changes at 0:00 Danish time.',
  );
});

test('[B3.5] queues with different formulas are not added up', () => {
  const queues = all_queues();
  queues[0].level.formula = 'answered_in_target_per_answered';
  const { level } = totals_of(queues);
  assert.equal(level.value, null);
  assert.equal(level.mixed, true);
});

test('[B3.5] before the first call there is no service level, and no division by nothing', () => {
  const { level, longest } = totals_of([queue('q', 'Ny', 'raadhuset')]);
  assert.equal(level.value, null);
  assert.equal(longest, null);
  assert.equal(totals_of([]).queues, 0);
});

test('[B3.5] percent never rounds up to the target', () => {
  assert.deepEqual([0.796, 0.8, 0.29, 1].map(percent), [79, 80, 29, 100]);
});

test('rows stand by site, priority and name, however long anybody waits', () => {
  const names = rows_of(all_queues().reverse()).map((row) => row.name);
  assert.deepEqual(names, ['Hovednummer', 'Borgerservice', 'Sundhed', 'Byggesag', 'Jobcenter']);
});

test('[B3.5] late is one second over the target of the queue itself', () => {
  const [at] = rows_of([queue('q', 'Q', 'raadhuset', { waiting: 1, wait: 120 })]);
  const [over] = rows_of([queue('q', 'Q', 'raadhuset', { waiting: 1, wait: 121 })]);
  assert.deepEqual([at.late, over.late], [false, true]);
});

test("[B3.5] on a new day yesterday's counters are not shown as today's", () => {
  const tomorrow = morning + 86_400_000;
  const x = totals_of(all_queues(), tomorrow);
  assert.deepEqual([x.offered, x.level.answered, x.level.value], [0, 0, null]);
  assert.equal(x.waiting, 6, 'those who wait still wait');
  assert.deepEqual(half_hours(all_queues(), tomorrow, 21), []);
});

test('[B2.1] a site with a silent PBX: its queues are unknown and count nowhere', () => {
  const silent = silent_sites(health({ raadhuset: ago(240) }).health);
  assert.deepEqual([...silent], [['raadhuset', morning - 240_000]]);
  const x = totals_of(all_queues(), morning, silent);
  assert.equal(x.waiting, 1);
  assert.equal(x.unknown_queues, 3);
  assert.equal(x.longest.name, 'Byggesag');
  assert.equal(rows_of(all_queues(), morning, silent)[0].late, false);
});

test('[B3.5] half hours without a hole, up to the one that runs', () => {
  const q = queue('q', 'Q', 'raadhuset', {
    half_hours: [
      { index: 16, answered: 3, abandoned: 1 },
      { index: 18, answered: 2, abandoned: 0 },
    ],
  });
  assert.deepEqual(
    half_hours([q, q], morning, 19).map((x) => [x.index, x.answered]),
    [
      [16, 6],
      [17, 0],
      [18, 4],
      [19, 0],
    ],
  );
});

test('[B3.5] a receptionist in several queues is counted once, as last heard of', () => {
  const early = agent('Pia Winther', 'ready', 100);
  const later = agent('Pia Winther', 'busy', 5);
  const queues = [
    queue('a', 'A', 'raadhuset', { agents: [early] }),
    queue('b', 'B', 'havnegade', { agents: [later] }),
  ];
  assert.deepEqual(
    distinct_agents(queues).map((x) => x.state),
    ['busy'],
  );
  const rows = agent_rows(all_queues(), new Map(), collator);
  assert.deepEqual(
    rows.map((x) => [x.state, x.count]),
    [
      ['ready', 3],
      ['busy', 4],
      ['alerting', 1],
      ['not_ready', 2],
      ['logged_off', 3],
    ],
  );
  assert.deepEqual(rows[0].names, ['Nadia', 'Pia', 'Tom']);
  assert.equal(rows[1].longest_since, morning - 531_000);
});

test('[B2.1] receptionists of a silent site are unknown unless another site knows them', () => {
  const silent = new Map([['raadhuset', morning - 60_000]]);
  const rows = agent_rows(all_queues(), silent, collator);
  const count = Object.fromEntries(rows.map((x) => [x.state, x.count]));
  assert.equal(count.unknown, 11);
  assert.equal(count.busy, 1);
  assert.equal(count.alerting, 1);
});

test('first names, told apart where they are shared', () => {
  assert.deepEqual(short_names(['Pia Winther', 'Bo Dahl', 'Pia Lund']), ['Pia W', 'Bo', 'Pia L']);
});

test('[S21.1] people of the chosen places and groups, by Danish order', () => {
  const people = ['Åse', 'Ærø', 'Anna', 'Østen'].map((name, i) =>
    person(i, {
      id: name,
      name,
      site: i ? 'raadhuset' : 'havnegade',
      groups: i % 2 ? ['Byggesag'] : [],
    }),
  );
  const names = (chosen) =>
    chosen_people(people, { sites: [], groups: [], ...chosen }, collator).map((x) => x.name);
  assert.deepEqual(names({}), ['Anna', 'Ærø', 'Østen', 'Åse']);
  assert.deepEqual(names({ sites: ['havnegade'] }), ['Åse']);
  assert.deepEqual(names({ groups: ['Byggesag'] }), ['Ærø', 'Østen']);
  assert.deepEqual(names({ sites: ['havnegade'], groups: ['Byggesag'] }), []);
});

test('[S21.1] chips say how many a choice would show', () => {
  const people = Object.values(people_of(120)).flat();
  const x = choices(people, two_sites, { sites: ['havnegade'], groups: ['Byggesag'] }, collator);
  const shown = chosen_people(
    people,
    { sites: ['havnegade'], groups: ['Byggesag'] },
    collator,
  ).length;
  assert.equal(x.sites.find((s) => s.id === 'havnegade').count, shown);
  assert.equal(x.groups.find((g) => g.id === 'Byggesag').count, shown);
  assert.equal(x.all_groups, 40);
  const gone = choices([], two_sites, { sites: [], groups: ['Nedlagt'] }, collator);
  assert.deepEqual(
    gone.groups,
    [{ id: 'Nedlagt', name: 'Nedlagt', count: 0 }],
    'a chosen chip can be taken off',
  );
});

test('[B2.1] [S8.1] an unknown lamp says since when and keeps no colour', () => {
  const green = person(0, { site: 'havnegade', lamp_state: 'idle' });
  const seen = (silent, stream_silent_since) =>
    person_view(green, { silent: new Map(silent), stream_silent_since });
  assert.equal(seen([], null).lamp, 'idle');
  assert.deepEqual(
    [seen([['havnegade', 5]], null).lamp, seen([['havnegade', 5]], null).unknown_since],
    ['unknown', 5],
  );
  assert.deepEqual([seen([], 7).lamp, seen([], 7).unknown_since], ['unknown', 7]);
  assert.equal(seen([['havnegade', 5]], 7).unknown_since, 5, 'unknown since the first of them');
  const own = person_view(
    { ...green, lamp_state: 'unknown' },
    { silent: new Map(), stream_silent_since: null },
  );
  assert.equal(own.unknown_since, Date.parse(green.lamp_since));
});

test('[B2.1] a status that follows an unknown phone does not claim to be known', () => {
  const busy = person(3);
  assert.equal(busy.status.source, 'device');
  const view = (silent) => person_view(busy, { silent, stream_silent_since: null });
  assert.equal(view(new Map()).follows_phone, false);
  assert.equal(view(new Map([[busy.site, 5]])).follows_phone, true);
});

test('few people are shown large, many as large as fits', () => {
  const size = (count) =>
    size_plan(count, { width: 117, height: 52 }, { width: 26, height: 3.375 });
  assert.deepEqual(
    [10, 40, 60, 120].map((count) => size(count).size),
    [1.6, 1, 1, 1],
  );
  assert.deepEqual([size(10).columns, size(60).pages, size(120).pages], [2, 1, 2]);
});

test('pages are few and even, and turn by themselves', () => {
  assert.deepEqual(page_plan(120, 4, 15), { pages: 2, columns: 4, rows: 15, per_page: 60 });
  assert.deepEqual(page_plan(61, 4, 15), { pages: 2, columns: 4, rows: 8, per_page: 32 });
  assert.deepEqual(page_plan(0, 4, 0), { pages: 1, columns: 4, rows: 1, per_page: 4 });
  assert.deepEqual(
    [0, 11_999, 12_000, 24_000].map((now) => page_at(now, 0, 0, 2, 12)),
    [0, 0, 1, 0],
  );
  assert.equal(page_at(0, 0, -1, 3, 12), 2);
});
