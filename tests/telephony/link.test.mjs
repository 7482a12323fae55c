// The link to the PBX breaks in every way there is: nobody is shown what is not known, nothing is
// promised that cannot be done, and what lived is worked with again.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { phones_of, talking_caller, types, waiting_caller } from './exchange.mjs';
import { open_over_wire } from './wire.mjs';

/// Promised, in ms: lamps unknown after the event, and true again after the return.
const unknown_within = 5_000;
const true_within = 3_000;

let office;
let wire;
let pia;
before(async () => {
  [office, wire] = await open_over_wire();
  pia = await office.receptionist('pia');
});
after(async () => {
  await office?.close();
  wire?.close();
});

const staff = ['pia', 'tom', 'anna', 'bo', 'cecilie', 'dorte'];
const lamps = () => staff.map((id) => pia.lamp(id)).join(' ');

const refused_as = (reason) => (failure) => failure.data?.reason === reason;

/// All lamps are unknown in time after `event`, and no command on a call is taken.
async function goes_dark(t, event) {
  const began = Date.now();
  await event();
  const left = unknown_within - (Date.now() - began);
  await pia.sees(() => staff.every((id) => pia.lamp(id) === 'unknown'), 'no lamp', left);
  t.diagnostic(`lamps unknown after ${Date.now() - began} ms`);
  const commands = [
    ...['answer_call', 'hold_call', 'end_call', 'pull_back_call', 'park_call'].map((x) => [x]),
    ['transfer_call', { employee: 'anna' }],
    ['consult_call', { employee: 'anna' }],
    ['dial_call', { employee: 'anna' }],
  ];
  for (const [method, params] of commands)
    await assert.rejects(pia.do(method, params), refused_as('pbx_unavailable'), method);
}

/// The lamps are these in time after `comes_back`; until then they are unknown, or as in `first`.
async function is_true_again(t, comes_back, wanted, first = wanted) {
  await comes_back();
  const began = Date.now();
  const seen = new Set();
  const are_so = () => {
    const now = lamps();
    seen.add(now);
    return now === wanted;
  };
  await pia.sees(are_so, `the lamps ${wanted}`, true_within).catch((failure) => {
    failure.message = `the lamps are ${lamps()}: ${failure.message}`;
    throw failure;
  });
  t.diagnostic(`lamps true ${Date.now() - began} ms after the return`);
  const may_be = [wanted, first].map((x) => x.split(' '));
  const is_lie = (lamp, i) => lamp !== 'unknown' && !may_be.some((x) => x[i] === lamp);
  const lies = [...seen].filter((x) => x.split(' ').some(is_lie));
  assert.deepEqual(lies, []);
}

/// Calls in several states: who waits, who talks, who is held, who rings at somebody, who was put
/// through, whom nobody here knows.
async function calls_of_all_kinds(t) {
  const [own, anna, bo, cecilie] = await phones_of(t, office, 'pia', 'anna', 'bo', 'cecilie');
  const put_through = await talking_caller(t, office, pia, own, '+4520000001');
  await pia.do('transfer_call', { call: put_through.id, employee: 'anna' });
  const at_anna = await anna.next_call();
  await at_anna.answer();
  await pia.state(put_through.id, 'talking');
  const ringing = await talking_caller(t, office, pia, own, '+4520000002');
  await pia.do('transfer_call', { call: ringing.id, employee: 'bo' });
  const at_bo = await bo.next_call();
  await hears(ringing.call, 'ringing_tone');
  const held = await talking_caller(t, office, pia, own, '+4520000003');
  await pia.do('hold_call', { call: held.id });
  await hears(held.call, 'music');
  const talking = await talking_caller(t, office, pia, own, '+4520000004');
  await hears(talking.call, '101');
  const waiting = await waiting_caller(t, office, pia, '+4520000005');
  await hears(waiting.call, 'music');
  const direct = await (await calling(t, office.pbx, '+4520000006')).dial('7203');
  const at_cecilie = await cecilie.next_call();
  await at_cecilie.answer();
  await hears(direct, '203');
  await hears(put_through.call, '201');
  return { own, at_anna, at_bo, at_cecilie, put_through, ringing, held, talking, waiting, direct };
}

const lit = 'busy offline busy alerting busy offline';

const states = (kept) =>
  Object.fromEntries(
    ['put_through', 'ringing', 'held', 'talking', 'waiting'].map((x) => [
      x,
      pia.call(kept[x].id)?.state,
    ]),
  );

/// All of them go on as they were, and can be worked with to their end.
async function go_on(kept) {
  const { own, at_anna, at_bo, at_cecilie } = kept;
  assert.deepEqual(states(kept), {
    put_through: 'talking',
    ringing: 'transferring',
    held: 'held',
    talking: 'talking',
    waiting: 'waiting',
  });
  await hears(kept.put_through.call, '201');
  await hears(at_anna, '+4520000001');
  await hears(kept.ringing.call, 'ringing_tone');
  await hears(kept.held.call, 'music');
  await hears(kept.talking.call, '101');
  await hears(kept.waiting.call, 'music');
  await hears(kept.direct, '203');
  await at_bo.answer();
  await pia.state(kept.ringing.id, 'talking');
  await hears(kept.ringing.call, '202');
  await pia.do('end_call', { call: kept.talking.id });
  await becomes(kept.talking.call, 'ended');
  await pia.do('retrieve_call', { call: kept.held.id });
  await hears(kept.held.call, '101');
  await pia.do('pull_back_call', { call: kept.put_through.id });
  await becomes(at_anna, 'ended');
  await hears(kept.put_through.call, '101');
  await pia.do('answer_call');
  await pia.state(kept.waiting.id, 'talking');
  await hears(kept.waiting.call, '101');
  for (const x of ['held', 'put_through', 'waiting']) await kept[x].call.hang_up();
  await at_bo.hang_up();
  await at_cecilie.hang_up();
  await until(() => own.call.state === 'ended', { what: 'a reception without calls' });
  await office.is_empty();
  for (const x of ['put_through', 'ringing', 'held', 'talking', 'waiting']) await cleared(kept[x]);
}

/// As soon as Asterisk has written down that these phones and no others are logged in, which it does
/// once a second: what it knows after a power cut.
function are_registered_for_good(...numbers) {
  const file = path.join(office.pbx.run, 'lib', 'astdb.sqlite3');
  const question = "select key from astdb where key like '/registrar/contact/%' order by key";
  const patient = ['-readonly', '-cmd', '.timeout 2000', file, question];
  const written = () => execFileSync('sqlite3', patient, { encoding: 'utf8' });
  const known = () => written().match(/(?<=contact\/)\d+/g) ?? [];
  return until(() => known().join() === numbers.join(), { what: `${numbers} kept` });
}

/// What the journal says of the end of a call, which is said once.
async function cleared({ id }) {
  const events = await office.story(id);
  assert.equal(types(events).filter((x) => x === 'call_cleared').length, 1, id);
  const causes = events.filter((x) => x.type === 'connection_cleared').map((x) => x.cause);
  return { outcome: events.at(-1).outcome, causes };
}

/// All of them died with the PBX: closed once, as lost unless somebody had answered.
async function are_lost(kept) {
  for (const x of ['put_through', 'ringing', 'held', 'talking', 'waiting']) {
    const { outcome, causes } = await cleared(kept[x]);
    assert.equal(outcome, x === 'waiting' ? 'lost' : 'answered', x);
    if (x !== 'waiting') assert.equal(causes.at(-1), 'link_lost', x);
  }
  assert.deepEqual([...pia.calls, ...pia.waiting], []);
}

/// Somebody calls, is answered and put through, as if nothing had been.
async function all_is_well(t, own, anna) {
  const { call, id } = await talking_caller(t, office, pia, own, '+4520009999');
  await hears(call, '101');
  await pia.do('transfer_call', { employee: 'anna' });
  await (await anna.next_call()).answer();
  await hears(call, '201');
  await call.hang_up();
  await office.is_empty();
  assert.equal((await cleared({ id })).outcome, 'answered');
}

test('the events are cut off and come again: every call goes on [B2.1][B1.9]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  await pia.sees(() => lamps() === lit, `the lamps ${lit}`);
  await goes_dark(t, () => wire.cut());
  await hears(kept.talking.call, '101');
  await is_true_again(t, () => wire.mend(), lit);
  await go_on(kept);
});

test('what ends while the link is cut is closed, and what stays goes on [B2.1][B1.9]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  await goes_dark(t, () => wire.cut());
  await kept.waiting.call.hang_up();
  await kept.talking.call.hang_up();
  await kept.at_anna.hang_up();
  kept.at_bo.reject(486);
  await becomes(kept.at_bo, 'ended');
  const meanwhile = 'busy offline idle idle busy offline';
  const then = 'alerting offline idle idle busy offline'; // a call comes back to her
  await is_true_again(t, () => wire.mend(), then, meanwhile);
  assert.deepEqual(await cleared(kept.waiting), { outcome: 'lost', causes: [] });
  for (const x of ['talking', 'put_through']) {
    const { outcome, causes } = await cleared(kept[x]);
    assert.deepEqual([outcome, causes.at(-1)], ['answered', 'link_lost'], x);
  }
  await becomes(kept.put_through.call, 'ended');
  // Nobody heard why the phone did not take it, so it is unreachable; it rings at her who sent it.
  await pia.state(kept.ringing.id, 'returning');
  assert.equal(pia.call(kept.ringing.id).returned, 'unreachable');
  await pia.do('answer_call', { call: kept.ringing.id });
  await hears(kept.ringing.call, '101');
  for (const x of [kept.ringing.call, kept.held.call, kept.direct]) await x.hang_up();
  await office.is_empty();
  assert.equal((await cleared(kept.held)).outcome, 'answered');
});

test('a wire that says nothing any more is noticed by its silence [B2.1][B1.9]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  await pia.sees(() => lamps() === lit, `the lamps ${lit}`);
  await goes_dark(t, () => wire.silence());
  await is_true_again(t, () => wire.mend(), lit);
  await go_on(kept);
});

test('an Asterisk that stands still and goes on: every call goes on [B2.1][B1.9]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  await pia.sees(() => lamps() === lit, `the lamps ${lit}`);
  await goes_dark(t, () => office.pbx.pause());
  await is_true_again(t, () => office.pbx.resume(), lit);
  await go_on(kept);
});

test('cut amidst a storm of changes, Asterisk has us back each time [B2.1]', async (t) => {
  let is_over = false;
  let broke = false;
  const storm = async (name) => {
    for (const states = ['BUSY', 'NOT_INUSE']; !is_over; states.reverse())
      await office.pbx
        .ari('PUT', `deviceStates/Stasis%3A${name}?deviceState=${states[0]}`)
        .catch((failure) => {
          if (office.pbx.runs()) throw failure;
          is_over = broke = true;
        });
  };
  const storms = ['one', 'two', 'three'].map(storm);
  for (let cut = 0; cut < 8 && !broke; cut += 1) {
    wire.cut();
    await pia.lights('pia', 'unknown');
    wire.mend();
    const is_back = () => broke || pia.lamp('pia') !== 'unknown';
    await until(is_back, { what: 'the link again', within: 20_000 });
  }
  is_over = true;
  await Promise.all(storms);
  if (!broke) return;
  // Asterisk 22.10 itself now and then breaks in such a storm; then it is as if it was killed.
  t.diagnostic('Asterisk broke by itself');
  await office.pbx.start();
  await until(() => pia.lamp('pia') !== 'unknown', { what: 'the link again', within: 20_000 });
});

test('Asterisk is killed and started again: its calls are closed as lost [B2.1]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  await are_registered_for_good('101', '201', '202', '203');
  await goes_dark(t, () => office.pbx.kill());
  const all_idle = 'idle offline idle idle idle offline';
  await is_true_again(t, () => office.pbx.start(), all_idle);
  await are_lost(kept);
  await office.is_empty();
  await all_is_well(t, kept.own, kept.at_anna.party);
});

test('Asterisk is away for longer, with attempts in vain, and is back at once [B2.1]', async (t) => {
  const [own, anna] = await phones_of(t, office, 'pia', 'anna');
  await are_registered_for_good('101', '201');
  await goes_dark(t, () => office.pbx.kill());
  const before = wire.tried;
  await until(() => wire.tried > before + 6, { what: 'attempts in vain', within: 20_000 });
  await is_true_again(t, () => office.pbx.start(), 'idle offline idle offline offline offline');
  await all_is_well(t, own, anna);
});

test('Asterisk restarts itself: every call is closed once, and all is well [B2.1]', async (t) => {
  const kept = await calls_of_all_kinds(t);
  const booted = async () => {
    const up = () => office.pbx.cli('core waitfullybooted').catch(() => '');
    await until(async () => (await up()).includes('fully booted'), { what: 'a restart' });
  };
  await goes_dark(t, () => office.pbx.cli('core restart now'));
  await is_true_again(t, booted, 'idle offline idle idle idle offline');
  for (const x of ['put_through', 'ringing', 'held', 'talking', 'waiting']) {
    const { outcome } = await cleared(kept[x]);
    assert.ok(['lost', 'answered', 'abandoned'].includes(outcome), `${x}: ${outcome}`);
  }
  assert.deepEqual([...pia.calls, ...pia.waiting], []);
  await office.is_empty();
  await all_is_well(t, kept.own, kept.at_anna.party);
});
