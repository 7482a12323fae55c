// Parked and camped callers, and calls taken from where they ring (B1.3, B1.4, B1.5).

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, hears } from '../lab/asterisk/expect.mjs';
import { has_in_order, open_exchange, phones_of, talking_caller } from './exchange.mjs';

let office;
let pia;
let tom;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
  tom = await office.receptionist('tom');
});
after(() => office?.close());

test('a parked caller hears music, all see the slot, a colleague gets him [B1.3]', async (t) => {
  const [pias, toms] = await phones_of(t, office, 'pia', 'tom');
  const { call, id, own } = await talking_caller(t, office, pia, pias);
  await pia.do('park_call', { slot: '7' });
  await becomes(own, 'ended');
  await hears(call, 'music');
  await tom.state(id, 'parked');
  assert.equal(tom.call(id).slot, '7');
  await tom.do('answer_call', { call: id });
  await toms.next_call();
  await hears(call, '102');
  await tom.do('end_call');
  has_in_order(await office.story(id), ['parked', 'picked_up', 'established']);
  await office.is_empty();
});

test('a phone dials *7 and the slot [B1.3]', async (t) => {
  const [pias, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('park_call');
  await pia.state(id, 'parked');
  const dialled = await anna.dial(`*7${pia.call(id).slot}`);
  await becomes(dialled, 'talking');
  await hears(call, '201');
  await dialled.hang_up();
  await office.is_empty();
});

test('a slot is one call’s; a parked caller returns when his time is up [B1.3]', async (t) => {
  const [pias] = await phones_of(t, office, 'pia');
  const first = await talking_caller(t, office, pia, pias);
  await pia.do('park_call', { slot: '5', for_seconds: 5 });
  const second = await talking_caller(t, office, pia, pias, '+4520304051');
  await assert.rejects(pia.do('park_call', { slot: '5' }), (x) => x.data.reason === 'already_taken');
  await pia.do('end_call', { call: second.id });
  await pia.state(first.id, 'returning');
  assert.equal(pia.call(first.id).returned, 'timeout');
  const back = await pias.next_call();
  await back.answer();
  await hears(first.call, '101');
  await back.hang_up();
  await office.is_empty();
});

test('a caller waits until Anna’s phone is free, and is put through [B1.4]', async (t) => {
  const [pias, anna, bo] = await phones_of(t, office, 'pia', 'anna', 'bo');
  const private_call = await anna.dial('202');
  await (await bo.next_call()).answer();
  await becomes(private_call, 'talking');
  await pia.sees(() => pia.lamp('anna') === 'busy', 'Anna busy');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('camp_on_call', { employees: ['anna'] });
  await pia.sees(() => pia.call(id)?.camped === 'ccbs', 'him camp');
  assert.equal(pia.call(id).waits_for[0].number, '201');
  await hears(call, 'music');
  await private_call.hang_up();
  const at_anna = await anna.next_call();
  await hears(call, 'ringing_tone');
  await at_anna.answer();
  await hears(call, '201');
  await call.hang_up();
  has_in_order(await office.story(id), ['camped_on', 'transferred', 'delivered', 'established']);
  await office.is_empty();
});

test('after no reply: Anna is rung as soon as she has used her phone [B1.4]', async (t) => {
  const [pias, anna, bo] = await phones_of(t, office, 'pia', 'anna', 'bo');
  await pia.sees(() => pia.lamp('anna') === 'idle', 'Anna idle');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('camp_on_call', { employees: ['anna'], kind: 'ccnr' });
  await pia.sees(() => pia.call(id)?.camped === 'ccnr', 'him camp');
  await hears(call, 'music');
  assert.equal(anna.calls.length, 0, 'an idle phone that nobody used is not rung');
  const own = await anna.dial('202');
  await bo.next_call();
  await pia.sees(() => pia.lamp('anna') !== 'idle', 'Anna at her phone');
  await own.hang_up();
  await (await anna.next_call()).answer();
  await hears(call, '201');
  await call.hang_up();
  await office.is_empty();
});

test('Anna when she is free, else Bo, else back to Pia [B1.4]', async (t) => {
  const [pias, anna, bo] = await phones_of(t, office, 'pia', 'anna', 'bo');
  const private_call = await anna.dial('202');
  const at_bo = await bo.next_call();
  await at_bo.answer();
  const first = await talking_caller(t, office, pia, pias);
  await pia.do('camp_on_call', { employees: ['anna', 'bo'], for_seconds: 5 });
  await pia.state(first.id, 'returning');
  assert.equal(pia.call(first.id).returned, 'timeout');
  const back = await pias.next_call();
  await back.answer();
  await pia.state(first.id, 'talking');
  anna.on_call = (x) => x.ring();
  await pia.do('camp_on_call', { employees: ['dorte', 'bo'] });
  await at_bo.hang_up();
  await becomes(private_call, 'ended');
  const put_through = await bo.next_call();
  await put_through.answer();
  await hears(first.call, '202');
  await first.call.hang_up();
  await office.is_empty();
});

test('Tom takes what rings at Anna, by the console and by *8 [B1.5]', async (t) => {
  const [pias, toms, anna] = await phones_of(t, office, 'pia', 'tom', 'anna');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('transfer_call', { employee: 'anna' });
  const at_anna = await anna.next_call();
  await tom.do('pick_up_call', { employee: 'anna' });
  await becomes(at_anna, 'ended');
  await toms.next_call();
  await hears(call, '102');
  await tom.do('transfer_call', { call: id, employee: 'anna' });
  await anna.next_call();
  const dialled = await toms.dial('*8201');
  await becomes(dialled, 'talking');
  await hears(call, '102');
  await tom.state(id, 'talking');
  await tom.do('end_call');
  await office.is_empty();
});
