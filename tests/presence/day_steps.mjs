// A mixed day at the site aarhus, step by step: who asks what. `secrets` are the marked words that a
// step brings in, each with the audiences that may see it; every word stands in one step only.

export const all = ['reception', 'colleague', 'public'];
const inside = ['reception', 'colleague'];
const reception = ['reception'];

const person = (id, name, phones) => ({
  method: 'put_employee',
  params: { id, site: 'aarhus', name, title: 'Jurist', groups: ['Ledelse'], phones },
});

export const people = ['anna', 'bo', 'clara', 'emma'];

/// The people, with phones that a hall needs nothing of. The primary one's number is everybody's.
export const people_steps = [
  {
    ...person('anna', 'Anna Dam', [{ number: '2101' }, { number: '45100001', kind: 'mobile' }]),
    by: 'adam',
    secrets: { 45100001: inside },
  },
  {
    ...person('bo', 'Bo Lind', [{ number: '2102' }, { number: '45100002', kind: 'external' }]),
    by: 'adam',
    secrets: { 45100002: inside },
  },
  { ...person('clara', 'Clara Holm', [{ number: '2103' }]), by: 'adam' },
  { ...person('emma', 'Emma Juhl', [{ number: '2104' }]), by: 'adam' },
];

const status = (employee, type, note, more = {}) => ({
  method: 'set_status',
  params: { employee, type, note, ...more },
});

const in_an_hour = () => new Date(Date.now() + 3_600_000).toISOString();

/// Those who watch get pop-ups of all that follows.
export const watch_steps = ['adam', 'emma', 'paul', 'rita'].map((by) => ({
  by,
  method: 'add_watch',
  params: { employees: ['anna', 'bo', 'clara'], condition: { kind: 'any_change' } },
}));

export const status_steps = [
  {
    ...status('anna', 'sick', 'zq_note_secret_1'),
    by: 'rita_privileged',
    secrets: { zq_note_secret_1: reception },
  },
  {
    ...status('bo', 'vacation', 'zq_note_secret_2', { until: in_an_hour() }),
    by: 'paul',
    secrets: { zq_note_secret_2: reception },
  },
  {
    ...status('clara', 'meeting', 'zq_note_secret_3', {
      for_seconds: 3600,
      start_actions: [{ kind: 'set_forwarding', to: '45200001' }],
      stop_actions: [{ kind: 'clear_forwarding' }],
    }),
    by: 'paul',
    secrets: { zq_note_secret_3: reception, 45200001: inside },
  },
  {
    ...status('anna', 'busy', 'zq_note_shown_4'),
    by: 'adam',
    secrets: { zq_note_shown_4: inside },
  },
  {
    ...status('clara', 'course', 'zq_note_secret_5', { start_actions: [{ kind: 'set_do_not_disturb' }] }),
    by: 'paul',
    secrets: { zq_note_secret_5: reception },
  },
  {
    ...status('bo', 'lunch', 'zq_note_secret_6'),
    by: 'adam',
    secrets: { zq_note_secret_6: reception },
  },
  { by: 'adam', method: 'clear_status', params: { employee: 'anna' } },
  {
    ...status('anna', 'works_from_home', 'zq_note_shown_7'),
    by: 'paul',
    secrets: { zq_note_shown_7: inside },
  },
  {
    // It runs out, stays, and tells her: what is hers she may see.
    ...status('emma', 'sick', 'zq_note_secret_8', { for_seconds: 1, expiry: 'pop_up' }),
    by: 'emma',
    own: 'emma',
    secrets: { zq_note_secret_8: reception },
  },
];

export const phone_steps = [
  {
    by: 'paul',
    method: 'set_phone',
    params: {
      employee: 'bo',
      phone: '2102',
      forwarding: [
        { type: 'immediate', to: '45200002' },
        { type: 'busy', to: '45200003' },
      ],
    },
    secrets: { 45200002: inside, 45200003: inside },
  },
  {
    by: 'adam',
    method: 'set_phone',
    params: { employee: 'anna', phone: '2101', do_not_disturb: true },
  },
];

const local = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);

/// For put_plan: one that comes, one that is on, one that repeats.
export const plan_steps = [
  {
    by: 'paul',
    method: 'put_plan',
    params: {
      employee: 'anna',
      type: 'vacation',
      starts: local(24),
      ends: local(48),
      note: 'zq_plan_secret_1',
    },
    secrets: { zq_plan_secret_1: reception },
  },
  {
    by: 'adam',
    method: 'put_plan',
    params: {
      employee: 'clara',
      type: 'sick',
      starts: local(-1),
      ends: local(2),
      note: 'zq_plan_secret_2',
    },
    secrets: { zq_plan_secret_2: reception },
  },
  {
    by: 'emma',
    own: 'emma',
    method: 'put_plan',
    params: {
      employee: 'emma',
      type: 'course',
      starts: local(3),
      ends: local(4),
      rule: 'FREQ=WEEKLY;COUNT=3',
      note: 'zq_plan_secret_3',
    },
    secrets: { zq_plan_secret_3: reception },
  },
];

/// For an alias of a status's own: its note hides what the type alone would show.
export const alias_steps = [
  {
    ...status('clara', 'works_from_home', 'zq_alias_secret_1', { alias: 'away' }),
    by: 'paul',
    secrets: { zq_alias_secret_1: reception },
  },
];

export const day_steps = [...people_steps, ...watch_steps, ...status_steps, ...alias_steps, ...phone_steps, ...plan_steps];
