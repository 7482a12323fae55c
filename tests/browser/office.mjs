// An invented office for the tests of the page: the morning of picture 10.

import { iso } from './stream_server.mjs';

/// Monday 24 November 2025, 10:42 in Denmark.
export const morning = Date.parse('2025-11-24T09:42:00Z');

export const all_rights = ['read_people', 'read_queues', 'read_health'];
export const two_sites = [
  { id: 'raadhuset', name: 'Rådhuset', time_zone: 'Europe/Copenhagen' },
  { id: 'havnegade', name: 'Havnegade', time_zone: 'Europe/Copenhagen' },
];

export const ago = (seconds, now = morning) => iso(now - seconds * 1000);

export function queue(id, name, site, figures = {}, now = morning) {
  const {
    waiting = 0,
    wait,
    in_target = 0,
    short = 0,
    agents = [],
    half_hours = [],
    ...rest
  } = figures;
  const x = {
    kind: 'queue',
    id,
    site,
    name,
    short_name: name.slice(0, 6),
    number: '3700',
    priority: 0,
    waiting,
    max_wait_seconds: 120,
    day: '2025-11-24',
    time_zone: 'Europe/Copenhagen',
    offered: 0,
    answered: 0,
    abandoned: 0,
    abandoned_short: short,
    overflowed: 0,
    level_target: 0.8,
    agents_logged_on: 0,
    agents_ready: 0,
    agents_not_ready: 0,
    agents_busy: 0,
    agents_after_call: 0,
    agents,
    half_hours,
    ...rest,
  };
  if (wait !== undefined) x.longest_waiting_since = ago(wait, now);
  const base = x.answered + x.abandoned - short + x.overflowed;
  x.level = {
    target_seconds: 30,
    short_abandon_seconds: 5,
    formula: 'answered_in_target_per_offered_less_short',
    answered_in_target: in_target,
    ...(base > 0 ? { value: in_target / base } : {}),
  };
  return x;
}

export const agent = (name, state, seconds, alerting = false) => ({
  user: name
    .toLowerCase()
    .replaceAll(' ', '.')
    .replace(/[^a-z.]/g, ''),
  name,
  state,
  alerting,
  since: ago(seconds),
});

const day = [
  [16, 96, 4],
  [17, 118, 6],
  [18, 142, 9],
  [19, 167, 11],
  [20, 154, 13],
  [21, 69, 4],
].map(([index, answered, abandoned]) => ({ index, answered, abandoned }));

const receptionists = [
  agent('Pia Winther', 'ready', 40),
  agent('Nadia Yilmaz', 'ready', 95),
  agent('Tom Overgaard', 'ready', 12),
  agent('Lone Kjærgaard', 'busy', 134),
  agent('Sofie Bak', 'ready', 6, true),
  agent('Jens Rosenkilde', 'busy', 531),
  agent('Mia Thorup', 'busy', 220),
  agent('Erik Damsgaard', 'busy', 65),
  agent('Ulla Fischer', 'not_ready', 725),
  agent('Karl Ebbesen', 'not_ready', 130),
  agent('Ida Skov', 'logged_off', 9000),
  agent('Bent Aagaard', 'logged_off', 9000),
  agent('Rikke Lund', 'logged_off', 9000),
];

export function morning_queues() {
  return {
    'queues/raadhuset': [
      queue('hoved', 'Hovednummer', 'raadhuset', {
        priority: 9,
        waiting: 3,
        wait: 158,
        offered: 407,
        answered: 376,
        abandoned: 22,
        overflowed: 6,
        in_target: 324,
        short: 4,
        half_hours: day,
        agents: receptionists,
      }),
      queue('borger', 'Borgerservice', 'raadhuset', {
        priority: 5,
        waiting: 1,
        wait: 115,
        offered: 188,
        answered: 171,
        abandoned: 13,
        overflowed: 3,
        in_target: 156,
        short: 2,
        agents: receptionists.slice(0, 6),
      }),
      queue('sundhed', 'Sundhed', 'raadhuset', {
        waiting: 1,
        wait: 6,
        offered: 97,
        answered: 94,
        abandoned: 2,
        overflowed: 0,
        in_target: 89,
      }),
    ],
    'queues/havnegade': [
      queue('bygge', 'Byggesag', 'havnegade', {
        priority: 5,
        waiting: 1,
        wait: 30,
        offered: 64,
        answered: 55,
        abandoned: 7,
        overflowed: 1,
        in_target: 49,
        short: 1,
        agents: receptionists.slice(3, 5),
      }),
      queue('job', 'Jobcenter', 'havnegade', {
        offered: 53,
        answered: 50,
        abandoned: 3,
        overflowed: 0,
        in_target: 47,
        short: 1,
      }),
    ],
  };
}

const first = [
  'Anna',
  'Bo',
  'Camilla',
  'David',
  'Else',
  'Frederik',
  'Gitte',
  'Henrik',
  'Inger',
  'Jørgen',
  'Karen',
  'Lars',
  'Mette',
  'Niels',
  'Ole',
  'Pernille',
  'Søren',
  'Trine',
  'Ulrik',
  'Vibeke',
  'Yasmin',
  'Zenia',
  'Ærø',
  'Åse',
];
const last = [
  'Brandt',
  'Lindholm',
  'Østergaard',
  'Salling',
  'Dahl',
  'Aagaard',
  'Nørgaard',
  'Thygesen',
  'Kjær',
  'Vestergaard',
];
const departments = [
  'Byggesag',
  'Borgerservice',
  'Jobcenter',
  'Sundhed',
  'Vej og Trafik',
  'Kommunikation',
  'Skole og Dagtilbud',
];
const lamps = [
  'idle',
  'idle',
  'idle',
  'busy',
  'idle',
  'alerting',
  'idle',
  'do_not_disturb',
  'offline',
  'idle',
  'forwarded',
  'busy',
  'initiated',
  'idle',
  'paused',
  'idle',
  'unmonitored',
];
const statuses = [
  ['available'],
  ['available'],
  ['meeting', 48],
  ['available'],
  ['works_from_home', 288],
  ['available'],
  ['lunch', 33],
  ['available'],
  ['vacation', 60 * 24 * 7],
  ['available'],
  ['sick', 60 * 22],
  ['do_not_disturb', 18],
  ['available'],
  ['course', 258],
  ['gone_home'],
];

export function person(i, changes = {}) {
  const lamp_state = lamps[i % lamps.length];
  const [type, minutes] = statuses[i % statuses.length];
  const status = {
    type: lamp_state === 'busy' ? 'busy' : type,
    activity: 'unknown',
    basic: 'open',
    note: '',
    since: ago(600),
    source: 'manual',
    start_actions: [],
    stop_actions: [],
    overrun: false,
  };
  if (lamp_state === 'busy') Object.assign(status, { activity: 'on_the_phone', source: 'device' });
  else if (minutes) status.until = iso(morning + minutes * 60_000);
  const department = departments[i % departments.length];
  return {
    kind: 'person',
    id: `p${i}`,
    site: i % 3 === 0 ? 'havnegade' : 'raadhuset',
    name: `${first[(i * 7) % first.length]} ${last[(i * 3 + Math.floor(i / 10)) % last.length]}`,
    title: 'Sagsbehandler',
    department,
    location: '',
    groups: [department],
    extension: String(2000 + i * 7),
    phones: [],
    lamp_state,
    lamp_since: ago(60 + i),
    forwarded_to: lamp_state === 'forwarded' ? '2344' : '',
    status,
    ...changes,
  };
}

export function people_of(count, make = person) {
  const all = Array.from({ length: count }, (_, i) => make(i));
  return {
    'people/raadhuset': all.filter((x) => x.site === 'raadhuset'),
    'people/havnegade': all.filter((x) => x.site === 'havnegade'),
  };
}

export const health = (broken = {}) => ({
  health: [
    { kind: 'health', id: 'store', name: 'store', ok: true, problem: '', since: ago(86400) },
    ...two_sites.map((site) => ({
      kind: 'health',
      id: `pbx:${site.id}`,
      name: site.name,
      ok: !(site.id in broken),
      problem: site.id in broken ? 'no answer from the PBX' : '',
      since: broken[site.id] ?? ago(86400),
    })),
  ],
});

export function fjordby(changes = {}) {
  return {
    organisation: 'Fjordby Kommune',
    sites: two_sites,
    rights: all_rights,
    items: { ...morning_queues(), ...people_of(120), ...health(), ...changes },
  };
}
