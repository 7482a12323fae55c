// Calls that begin in the house: dialled at a console or at a phone, inside and outside, with everybody's
// forwardings and do-not-disturb.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { new_phone, outside } from '../lab/asterisk/phone.mjs';
import {
  has_in_order,
  open_exchange,
  phones_of,
  talking_caller,
  types,
  waiting_caller,
} from './exchange.mjs';

let office;
let pia;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
});
after(() => office?.close());

async function world_outside(t) {
  const world = await outside({ pbx: office.pbx });
  t.after(world.close);
  return world;
}

const set_phone = (employee, phone, change) =>
  pia.do('set_phone', { employee, phone, ...change });

const last_call = () =>
  office.query("select id from events where type='originated' order by number desc limit 1")[0].id;

test('Pia calls out: her own phone first, then the other, under the number of the house [S1.3][S1.7][S8.5]', async (t) => {
  const world = await world_outside(t);
  const [phone] = await phones_of(t, office, 'pia');
  const { call: id } = await pia.do('dial_call', { number: '0 33 22 11 00' });
  const own = await phone.next_call();
  assert.equal(own.from_number, '33221100', 'her display says whom she calls');
  const there = await world.next_call();
  await hears(own, 'ringing_tone');
  assert.equal(there.to, '33221100');
  assert.equal(there.from_number, '7000');
  await there.answer();
  await hears(own, 'outside');
  await hears(there, '101');
  await pia.state(id, 'talking');
  assert.equal(pia.call(id).direction, 'outbound');
  await pia.do('hold_call');
  await hears(there, 'music');
  await pia.do('retrieve_call');
  const [anna] = await phones_of(t, office, 'anna');
  await pia.do('transfer_call', { employee: 'anna' });
  const at_anna = await anna.next_call();
  assert.equal(at_anna.from_number, '33221100');
  await at_anna.answer();
  await hears(there, '201');
  await there.hang_up();
  has_in_order(await office.story(id), ['originated', 'service_initiated', 'established']);
  await office.is_empty();
});

test('a colleague is dialled by name; she is busy, and Pia is told [S1.3]', async (t) => {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call: id } = await pia.do('dial_call', { employee: 'anna' });
  const own = await phone.next_call();
  const at_anna = await anna.next_call();
  assert.equal(at_anna.from_number, '101');
  assert.equal(at_anna.from_display, 'Pia Winther');
  at_anna.reject(486);
  await becomes(own, 'ended');
  const events = await office.story(id);
  assert.equal(events.find((x) => x.type === 'failed').cause, 'busy');
  assert.equal(events.at(-1).outcome, 'rejected');
  await office.is_empty();
});

test('one employee calls another, inside and outside, each with the right number', async (t) => {
  const world = await world_outside(t);
  const [anna, bo] = await phones_of(t, office, 'anna', 'bo');
  const inside = await anna.dial('202');
  const at_bo = await bo.next_call();
  assert.equal(at_bo.from_number, '201');
  assert.equal(at_bo.from_display, 'Anna Brandt');
  await becomes(inside, 'ringing');
  await at_bo.answer();
  await hears(inside, '202');
  await hears(at_bo, '201');
  await at_bo.hang_up();
  await becomes(inside, 'ended');
  const out = await anna.dial('033221100');
  const there = await world.next_call();
  assert.equal(there.to, '33221100');
  assert.equal(there.from_number, '7000');
  await there.answer();
  await hears(out, 'outside');
  await out.hang_up();
  await becomes(there, 'ended');
  await office.is_empty();
});

test('inside, a refusal is heard by who called: busy, no such phone, a number that nobody has', async (t) => {
  const [anna, bo] = await phones_of(t, office, 'anna', 'bo');
  bo.on_call = (x) => x.reject(486);
  const busy = await anna.dial('202');
  await becomes(busy, 'ended');
  assert.equal(busy.final_status, 486);
  const away = await anna.dial('203');
  await becomes(away, 'ended');
  assert.ok([404, 480].includes(away.final_status), `${away.final_status}`);
  const code = await anna.dial('*799');
  await becomes(code, 'ended');
  assert.equal(code.final_status, 404);
  await office.is_empty();
});

test('a direct call rings its owner; nobody from outside is turned away [B1.9]', async (t) => {
  const [anna] = await phones_of(t, office, 'anna');
  const carl = await calling(t, office.pbx, '+4520304050', 'Carl');
  const direct = await carl.dial('7201');
  const at_anna = await anna.next_call();
  assert.equal(at_anna.from_number, '+4520304050');
  await becomes(direct, 'ringing');
  at_anna.reject(486);
  await pia.sees(() => pia.waiting.length === 1, 'him in the queue');
  const [waits] = pia.waiting;
  assert.equal(waits.returned, 'busy');
  assert.equal(waits.target.number, '201');
  await hears(direct, 'music');
  await direct.hang_up();
  assert.equal((await office.story(waits.id)).at(-1).outcome, 'abandoned');
  await office.is_empty();
});

test('forwarding at once, when busy, when nobody answers; do not disturb [S13.3]', async (t) => {
  const [anna, bo] = await phones_of(t, office, 'anna', 'bo');
  const annas = '201';
  const carl = await calling(t, office.pbx, '+4520304050', 'Carl');
  const rules = (type) => ({ forwarding: type ? [{ type, to: '202' }] : [] });
  await set_phone('anna', annas, rules('immediate'));
  const at_once = await carl.dial('7201');
  await (await bo.next_call()).answer();
  await hears(at_once, '202');
  assert.equal(anna.calls.length, 0, 'her own phone stays silent');
  has_in_order(office.journal(last_call()), ['originated', 'diverted', 'established']);
  await at_once.hang_up();

  await set_phone('anna', annas, rules('busy'));
  anna.on_call = (x) => x.reject(486);
  const busy = await carl.dial('7201');
  await (await bo.next_call()).answer();
  await hears(busy, '202');
  await busy.hang_up();

  await set_phone('anna', annas, rules('no_answer'));
  anna.on_call = (x) => x.ring();
  const rings_out = await carl.dial('7201');
  const at_bo = await bo.next_call({ within: 30_000 });
  assert.equal(anna.call.ended_by, 'cancelled');
  await at_bo.answer();
  await hears(rings_out, '202');
  await rings_out.hang_up();

  await set_phone('anna', annas, { ...rules(), do_not_disturb: true });
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id } = await talking_caller(t, office, pia, phone);
  await pia.do('transfer_call', { employee: 'anna' });
  const back = await phone.next_call();
  assert.equal(pia.call(id).returned, 'busy');
  assert.equal(anna.calls.length, 2, 'only the earlier calls');
  await set_phone('anna', annas, { do_not_disturb: false });
  await back.answer();
  await call.hang_up();
  await office.is_empty();
});

test('the transfer key of a phone puts the caller through, and he comes back if that fails', async (t) => {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call, id, own } = await talking_caller(t, office, pia, phone);
  assert.equal(await own.refer('201'), 202);
  const at_anna = await anna.next_call();
  assert.equal(at_anna.from_number, '+4520304050');
  await at_anna.answer();
  await hears(call, '201');
  await becomes(own, 'ended');
  assert.equal(pia.call(id).sender, 'pia');
  assert.equal(await at_anna.refer('203'), 202);
  const again = await anna.next_call();
  await again.answer();
  await hears(call, '201');
  const reasons = office.journal(id).filter((x) => x.type === 'recalled');
  assert.deepEqual(
    reasons.map((x) => x.reason),
    ['unreachable'],
  );
  await call.hang_up();
  await office.is_empty();
});

test('the transfer key joins the two calls of a phone, of which one is held [B1.1]', async (t) => {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call, id, own } = await talking_caller(t, office, pia, phone);
  await own.hold();
  const asked = await phone.dial('201');
  const at_anna = await anna.next_call();
  await at_anna.answer();
  await hears(at_anna, '101');
  assert.equal(await own.refer(asked), 202);
  await hears(call, '201');
  await hears(at_anna, '+4520304050');
  await becomes(own, 'ended');
  await becomes(asked, 'ended');
  await pia.sees(() => pia.call(id)?.sender === 'pia', 'it sent on');
  await call.hang_up();
  await becomes(at_anna, 'ended');
  await office.is_empty();
});

test('without a headset her own phone rings until she lifts the receiver [S16.4]', async (t) => {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  await pia.do('set_settings', { headset: false });
  t.after(() => pia.do('set_settings', { headset: true }));
  const { id } = await waiting_caller(t, office, pia);
  await pia.do('answer_call', { call: id });
  const taken = await phone.next_call();
  await becomes(taken, 'ringing'); // this phone answers by itself when it is asked to
  await pia.state(id, 'offered');
  await taken.answer();
  await pia.state(id, 'talking');
  await pia.do('end_call');
  await becomes(taken, 'ended');
  await pia.do('dial_call', { employee: 'anna' });
  const own = await phone.next_call();
  assert.equal(anna.calls.length, 0, 'she is not called before');
  await own.answer();
  await (await anna.next_call()).answer();
  await hears(own, '201');
  await own.hang_up();
  await office.is_empty();
});

test('a phone that is locked to an address is rung there, wherever it is logged in [S16.3]', async (t) => {
  const [elsewhere, anna] = await phones_of(t, office, 'pia', 'anna');
  const address = '127.0.16.3';
  const locked = await new_phone({ pbx: office.pbx, number: '101', address, auto_answers: true });
  t.after(locked.close);
  await pia.do('set_settings', { locked_address: address });
  t.after(() => pia.do('set_settings', { locked_address: '' }));
  await pia.do('dial_call', { employee: 'anna' });
  const own = await locked.next_call();
  await (await anna.next_call()).answer();
  await hears(own, '201');
  await own.hang_up();
  const asked = await anna.dial('101');
  await (await locked.next_call()).answer();
  await hears(asked, '101');
  await asked.hang_up();
  assert.equal(elsewhere.calls.length, 0);
  await office.is_empty();
  await pia.do('set_settings', { locked_address: '' });
  const again = await anna.dial('101');
  await elsewhere.next_call();
  await again.hang_up();
  await office.is_empty();
});

test('an employee calls the reception like anybody else', async (t) => {
  const [anna, phone] = await phones_of(t, office, 'anna', 'pia');
  const call = await anna.dial('7000');
  await hears(call, 'music');
  await pia.do('answer_call');
  await phone.next_call();
  await hears(call, '101');
  const { id } = pia.calls[0];
  assert.equal(pia.call(id).caller.name, 'Anna Brandt');
  assert.equal(pia.call(id).direction, 'internal');
  await call.hang_up();
  assert.deepEqual(types(await office.story(id)).slice(0, 2), ['originated', 'queued']);
  await office.is_empty();
});
