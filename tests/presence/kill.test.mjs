// The service dies between the starts and the stops of a thousand timed statuses, and again amidst
// their stops. Each stop action is done once, and the telephones ring as if nothing had happened.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { becomes, calling, logged_in } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { administer, start } from '../process/programs.mjs';
import { log_in, make_dice, observe } from '../process/session.mjs';
import { open_exchange, site } from '../telephony/exchange.mjs';
import { employ_receptionist } from '../telephony/seats.mjs';
import {
  as_asked,
  as_seen,
  called,
  ended_as,
  history_of,
  make_cast,
  patient,
  refusing,
  seconds,
  sorted,
  targets,
  while_on,
  wish_of,
} from './kill_cast.mjs';

const count = 1000;
const topic = `people/${site}`;
const pass = (ms) => new Promise((done) => setTimeout(done, ms));

/// Receptionists whose status pauses them: what each chooses before it and while it is on, and all
/// that her desk may do. `half` as in the cast.
const agents = [0, 1].flatMap((half) => [
  { half, chooses: ['ready'], desk: ['ready', 'not_ready', 'ready'] },
  { half, chooses: ['not_ready'], desk: ['not_ready'] },
  { half, chooses: ['ready', 'logged_off'], desk: ['ready', 'not_ready', 'logged_off'] },
  { half, chooses: ['ready', 'ready'], desk: ['ready', 'not_ready', 'ready'] },
]);

let office;
before(async () => {
  office = await open_exchange({ name: 'actions' });
});
after(() => office?.close());

/// Sends something for each, some at a time: administrators may have 32 commands on their way.
async function each(list, send) {
  const left = list.values();
  const work = async () => {
    for (const x of left) await send(x);
  };
  await Promise.all(Array.from({ length: 24 }, work));
}

async function hire(cast) {
  const lines = cast.map(({ id, number }) => `${id},${site},Person ${id},${number}`);
  const table = path.join(office.folder, 'people.csv');
  writeFileSync(table, `id,site,name,phones\n${lines.join('\n')}\n`);
  const done = await administer(office.address, office.folder, ['employee', 'import', table]);
  assert.deepEqual([done.code, done.err], [0, '']);
  const numbers = ['101', '102', '103', '104', '105', '106', '239', '240'];
  for (const [i, x] of agents.entries()) {
    x.number = numbers[i];
    x.id = ['pia', 'tom'][i] ?? (await employ_receptionist(office, x.number));
  }
}

const choose = async ({ id }, state) => {
  const session = await log_in(office.address, { user: id, password: `${id}-password` });
  await session.call('set_agent_state', { state });
  await session.close();
};

/// The people as they are, and from now on as they become.
async function watch_people() {
  const reader = await observe(office.address, { token: office.token() }, [topic]);
  await reader.until(reader.whole, 'the people');
  const person = (x) => reader.picture.items(topic).find((y) => y.id === x.id);
  const has_ended = ({ status }) => status.type !== 'meeting' || status.overrun;
  const ended = (list) => {
    const ids = new Set(list.map((x) => x.id));
    return reader.picture.items(topic).filter((x) => ids.has(x.id) && has_ended(x)).length;
  };
  /// As soon as so many of them have ended, all of them unless it says how many.
  const until_ended = (list, wanted = list.length) =>
    reader.until(() => ended(list) >= wanted, `${wanted} ends`);
  return { ...reader, person, ended, until_ended };
}

/// Events of people and desks since `mark`, by id.
function journal_since(mark) {
  const all = new Map();
  const rows = office.query(
    `select number, at, kind, id, type, body, asked_by from events where number > ${mark}
     and type in ('status_changed', 'phone_set', 'agent_changed', 'status_overrun') order by number`,
  );
  for (const { body, ...x } of rows) {
    const event = { ...x, ...JSON.parse(body) };
    if (!all.has(x.id)) all.set(x.id, []);
    all.get(x.id).push(event);
  }
  return all;
}

const described = (x) => {
  const what = x.type === 'phone_set' ? `phone ${as_seen(x)}` : `${x.from} > ${x.to}`;
  return what + (x.asked_by ? ' by hand' : '');
};
const is_end = (x) => x.type === 'status_changed' && x.from === 'meeting';
const ends_of = (journal) => [...journal.values()].flat().filter(is_end);

let callers = 0;
/// Calls this person from outside: {call, number}.
async function call_to(t, { number: to }) {
  callers += 1;
  const number = `+45300000${String(callers).padStart(2, '0')}`;
  const carl = await calling(t, office.pbx, number);
  return { call: await carl.dial(`7${to}`), number };
}

/// The call rings these phones and no others, one after the other; it ends ringing the last, or in
/// the queue where that one refuses it. Then the caller hangs up.
async function rings(phones, { call, number }, wanted, within = 10_000) {
  const saw = () => phones.filter((x) => x.calls.some((y) => y.from_number === number));
  const last = phones.find((x) => x.number === wanted.at(-1));
  const at_last = () => last?.calls.find((x) => x.from_number === number);
  if (last) await until(at_last, { what: `${number} at ${last.number}`, within });
  if (!last || refusing.includes(last.number)) {
    const kept = () => Object.values(office.kept_calls()).find((x) => x.caller.number === number);
    await until(() => kept()?.returned === 'busy', { what: `${number} in the queue` });
  } else {
    await becomes(at_last(), 'ringing');
  }
  assert.deepEqual(saw().map((x) => x.number).sort(), [...wanted].sort(), `${number} rang`);
  await call.hang_up();
}

const all_ring = (t, phones, list, when) =>
  Promise.all(list.map(async (x) => rings(phones, await call_to(t, x), x[when])));

/// Everybody has a status, and somebody changes what it made of some phones and desks.
async function begin_all(cast) {
  for (const x of agents) await choose(x, x.chooses[0]);
  const admin = await log_in(office.address, { token: office.token() });
  const set_phone = (x, state) => admin.call('set_phone', as_asked(x, state));
  const changed_before = cast.filter((x) => sorted(x.profile.before) !== sorted({}));
  await each(changed_before, (x) => set_phone(x, x.profile.before));
  await each(cast, (x) => admin.call('set_status', wish_of(x)));
  for (const x of agents)
    await admin.call('set_status', {
      employee: x.id,
      type: 'meeting',
      for_seconds: seconds[x.half],
      start_actions: [{ kind: 'agent_pause' }],
      stop_actions: [{ kind: 'agent_resume' }],
      expiry: 'pop_up',
    });
  for (const step of [0, 1]) {
    const by_hand = cast.filter((x) => x.profile.hand[step]);
    await each(by_hand, (x) => set_phone(x, x.profile.hand[step]));
  }
  for (const x of agents) if (x.chooses[1]) await choose(x, x.chooses[1]);
}

/// When the status of each is to end, as the journal carries it.
function deadlines_in(journal) {
  const found = new Map();
  for (const [id, events] of journal)
    for (const x of events) if (x.until) found.set(id, Date.parse(x.until));
  return found;
}

/// Ends these by hand; who gets no answer stays in `unanswered`, to be asked again with the same key.
async function clear_all(unanswered, session, on_answer = () => {}) {
  await each([...unanswered], async (x) => {
    try {
      await session.call('clear_status', { employee: x.id, idempotency_key: `clear-${x.id}` });
      unanswered.delete(x);
      on_answer();
    } catch (failure) {
      if (failure.data) throw failure; // refused, not lost
    }
  });
}

/// Dies once so many have ended by the clock, while others are ended by hand: of these some have
/// got no answer.
async function die_amidst(people, late, ends, unanswered) {
  const session = await log_in(office.address, { token: office.token() });
  await people.until_ended(late, ends);
  assert.equal(people.failure, null);
  let cleared;
  const half = unanswered.size / 2;
  await new Promise((done, fail) => {
    const look = () => unanswered.size <= half && done();
    cleared = clear_all(unanswered, session, look);
    cleared.catch(fail);
  });
  await office.die();
  await cleared;
}

/// Starts, and dies while it catches up, once so many have ended.
async function die_at_start(ends) {
  const [{ last }] = office.query('select max(number) as last from events');
  const count_ends = `select count(*) as n from events where type = 'status_changed' and number > ${last}`;
  const stillborn = start('omstillingd', ['--config', office.settings]);
  await until(() => office.query(count_ends)[0].n >= ends, { what: `${ends} ends at the start` });
  await stillborn.stop('SIGKILL');
}

function check_agent(x, events, { status }) {
  const states = events.filter((y) => y.type === 'agent_changed').map((y) => y.state);
  assert.deepEqual(states, x.desk, `the desk of ${x.id}`);
  const told = events.filter((y) => y.type === 'status_overrun').length;
  assert.equal(told, 1, `${x.id} is told once that it overran`);
  assert.equal(status.overrun, true, x.id);
}

function check_person(x, events, { status, phones }) {
  assert.deepEqual(events.map(described), history_of(x), `${x.id}, ${x.expiry}`);
  assert.equal(as_seen(phones[0]), sorted(x.again), x.id);
  const overruns = x.half !== 2 && x.expiry === 'pop_up';
  assert.deepEqual([status.type, status.overrun], [ended_as(x), overruns], x.id);
}

test('killed between start and stop of 1,000 timed statuses, amidst their stops, and while it catches up: each stop action runs once, and telephones ring as before [B1.6][S14.3][S14.5][S14.6][S13.3]', async (t) => {
  const dice = make_dice(t);
  const cast = make_cast(count);
  const [early, late, by_hand] = [0, 1, 2].map((half) => cast.filter((x) => x.half === half));
  await hire(cast);
  const all_phones = [...called, patient].map((x) => x.number).concat(Object.values(targets));
  const phones = await logged_in(t, office.pbx, ...all_phones);
  for (const x of phones)
    if (refusing.includes(x.number)) x.on_call = (incoming) => incoming.reject(486);
  const [{ mark }] = office.query('select max(number) as mark from events');
  const ended = (list) => {
    const journal = journal_since(mark);
    return list.filter((x) => journal.get(x.id).some(is_end)).length;
  };

  await begin_all(cast);
  const patient_call = await call_to(t, patient);
  await all_ring(t, phones, called, 'on');
  await office.die();
  const killed_at = Date.now();
  const begun = journal_since(mark);
  const deadlines = deadlines_in(begun);
  assert.equal(deadlines.size, cast.length + agents.length, 'all have begun');
  assert.equal(ends_of(begun).length, 0, 'none has ended');
  assert.ok(killed_at < Math.min(...deadlines.values()), 'none is due');

  // Dead until half of those that end early are due.
  const due = early.map((x) => deadlines.get(x.id)).sort((a, b) => a - b);
  await pass(due[Math.floor(due.length / 2)] - Date.now());
  const overdue = due.filter((x) => x < Date.now()).length;
  await office.serve();
  let people = await watch_people();
  await people.until_ended(early);
  assert.equal(people.ended(late), 0);
  for (const x of [...late, ...by_hand])
    assert.equal(as_seen(people.person(x).phones[0]), sorted(while_on(x)), x.id);
  await all_ring(t, phones, called.filter((x) => x.half === 0), 'after');
  await all_ring(t, phones, called.filter((x) => x.half === 1), 'on');
  const changed_again = early.filter((x) => x.again !== x.profile.after);
  await each(changed_again, (x) => office.administer('set_phone', as_asked(x, x.again)));

  const unanswered = new Set(by_hand);
  await die_amidst(people, late, 1 + dice.below(Math.floor(late.length / 2)), unanswered);
  const ends = [ended(late)];
  assert.ok(ends[0] < late.length, 'amidst the ends');
  const unheard = unanswered.size;
  await pass(Math.max(...late.map((x) => deadlines.get(x.id))) - Date.now());
  await die_at_start(1 + dice.below(Math.ceil((late.length - ends[0]) / 2)));
  ends.push(ended(late) - ends[0]);
  await office.serve();
  people = await watch_people();
  await clear_all(unanswered, await log_in(office.address, { token: office.token() }));
  await people.until_ended([...cast, ...agents]);
  assert.equal(unanswered.size, 0);
  await rings(phones, patient_call, patient.on, 30_000);
  await all_ring(t, phones, [...called, patient], 'after');

  t.diagnostic(
    `of ${early.length} early ends ${overdue} were overdue at the first restart; of ${late.length} late ones ` +
      `${ends[0]} came before the second kill, ${ends[1]} before the third, the rest after it; ` +
      `of ${by_hand.length} by hand ${unheard} were not answered`,
  );
  const journal = journal_since(mark);
  for (const x of cast) check_person(x, journal.get(x.id), people.person(x));
  for (const x of agents) check_agent(x, journal.get(x.id), people.person(x));
  for (const end of ends_of(journal))
    if (!end.asked_by) assert.ok(end.at >= deadlines.get(end.id), `${end.id} ended early`);
});
