// Attended transfer and conference on real telephones (B1.1, B1.5).

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, hears } from '../lab/asterisk/expect.mjs';
import { outside } from '../lab/asterisk/phone.mjs';
import { has_in_order, open_exchange, phones_of, talking_caller } from './exchange.mjs';

const carl = '+4520304050';
let office;
let pia;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
});
after(() => office?.close());

/// Pia talks with Carl and asks Anna, whose phone rings.
async function asking(t) {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  const talking = await talking_caller(t, office, pia, phone, carl);
  await pia.do('consult_call', { employee: 'anna' });
  const at_anna = await anna.next_call();
  await pia.sees(() => pia.call(talking.id).consultation === 'alerting', 'it ring at Anna');
  return { ...talking, phone, anna, at_anna };
}

async function consulting(t) {
  const all = await asking(t);
  await all.at_anna.answer();
  await pia.sees(() => pia.call(all.id).consultation === 'connected', 'Anna answer');
  return all;
}

test('while Anna is asked Carl hears music and Pia the ringing tone; then the two talk', async (t) => {
  const { call, own, at_anna, id } = await asking(t);
  assert.equal(at_anna.from_number, '101', 'it is Pia who calls her');
  await hears(call, 'music');
  await hears(own, 'ringing_tone');
  await at_anna.answer();
  await hears(own, '201');
  await hears(at_anna, '101');
  await hears(call, 'music');
  assert.equal(pia.call(id).consulting.number, '201');
  await pia.do('cancel_consult');
  await becomes(at_anna, 'ended');
  await hears(call, '101');
  await hears(own, carl);
  await pia.do('end_call');
  await office.is_empty();
});

test('to and fro between the two, then all three, then without Pia', async (t) => {
  const { call, own, at_anna, id } = await consulting(t);
  await pia.do('swap_call');
  await hears(call, '101');
  await hears(at_anna, 'music');
  await pia.do('swap_call');
  await hears(call, 'music');
  await hears(at_anna, '101');
  await pia.do('conference_call');
  await hears(call, '101', '201');
  await hears(at_anna, '101', carl);
  await hears(own, '201', carl);
  assert.equal(pia.call(id).conference, true);
  await pia.do('complete_transfer');
  await becomes(own, 'ended');
  await hears(call, '201');
  await hears(at_anna, carl);
  assert.equal(pia.call(id).sender, 'pia');
  await at_anna.hang_up();
  await becomes(call, 'ended');
  has_in_order(await office.story(id), [
    'established',
    'service_initiated',
    'held',
    'established',
    'retrieved',
    'held',
    'conferenced',
    'transferred',
    'call_cleared',
  ]);
  await office.is_empty();
});

test('completed while Anna still rings, Carl hears that, and comes back if she does not answer', async (t) => {
  const { call, phone, own, at_anna, id } = await asking(t);
  await pia.do('complete_transfer');
  await becomes(own, 'ended');
  await hears(call, 'ringing_tone');
  at_anna.reject(486);
  await phone.next_call();
  await pia.state(id, 'returning');
  assert.equal(pia.call(id).returned, 'busy');
  await call.hang_up();
  await office.is_empty();
});

test('putting the receiver down puts Carl through', async (t) => {
  const { call, own, at_anna } = await consulting(t);
  await own.hang_up();
  await hears(call, '201');
  await hears(at_anna, carl);
  await call.hang_up();
  await office.is_empty();
});

test('Anna is busy: Carl waits for Pia, who takes him back', async (t) => {
  const { call, own, at_anna, id } = await asking(t);
  at_anna.reject(486);
  await pia.sees(() => !pia.call(id).consulting, 'nobody asked');
  await hears(call, 'music');
  await pia.do('retrieve_call');
  await hears(own, carl);
  await own.hang_up();
  await office.is_empty();
});

test('Carl hangs up meanwhile: Pia and Anna talk on', async (t) => {
  const { call, own, at_anna } = await consulting(t);
  await call.hang_up();
  await hears(own, '201');
  await hears(at_anna, '101');
  await at_anna.hang_up();
  await becomes(own, 'ended');
  await office.is_empty();
});

test('somebody outside is asked under the number of the house, and hears Carl', async (t) => {
  const world = await outside({ pbx: office.pbx });
  t.after(world.close);
  const [phone] = await phones_of(t, office, 'pia');
  const { call } = await talking_caller(t, office, pia, phone, carl);
  await pia.do('consult_call', { number: '0 33 22 11 00' });
  const there = await world.next_call();
  assert.equal(there.to, '33221100');
  assert.equal(there.from_number, '7000');
  assert.equal(there.from_display, 'Hovedkontoret');
  await there.answer();
  await hears(there, '101');
  await pia.do('complete_transfer');
  await hears(there, carl);
  await hears(call, 'outside');
  await call.hang_up();
  await office.is_empty();
});
