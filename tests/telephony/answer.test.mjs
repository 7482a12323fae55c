// Callers wait, are answered, held, put through and come back, on real telephones.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { has_in_order, open_exchange, phones_of, types } from './exchange.mjs';

let office;
let pia;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
});
after(() => office?.close());

/// A caller who waits in the queue: the telephone's side and ours.
async function waiting_caller(t, number = '+4520304050', name = 'Carl Caller') {
  const carl = await calling(t, office.pbx, number, name);
  const call = await carl.dial('7000');
  const found = () => pia.waiting.find((x) => x.caller.number === number);
  await pia.sees(found, `${number} waiting`);
  return { call, id: found().id };
}

test('a caller waits with music and is answered at a phone that answers by itself [S1.1][S2.1][S2.2][S3.1][S3.2][B1.7]', async (t) => {
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id } = await waiting_caller(t);
  await becomes(call, 'talking');
  await hears(call, 'music');
  const shown = pia.call(id);
  assert.equal(shown.show_in_switchboard, 'Main number');
  assert.equal(shown.greeting, 'Hovedkontoret, goddag');
  assert.equal(shown.caller.name, 'Carl Caller');
  await pia.do('answer_call');
  const at_pia = await phone.next_call();
  await becomes(at_pia, 'talking');
  assert.equal(at_pia.from_number, '+4520304050');
  assert.equal(at_pia.from_display, 'Carl Caller');
  await hears(call, '101');
  await hears(at_pia, '+4520304050');
  await pia.state(id, 'talking');
  await pia.do('end_call');
  await becomes(call, 'ended');
  await becomes(at_pia, 'ended');
  assert.equal(call.ended_by, 'them');
  assert.deepEqual(types(await office.story(id)), [
    'originated',
    'queued',
    'established',
    'connection_cleared',
    'call_cleared',
  ]);
  await office.is_empty();
});

test('a blind transfer rings, is answered, and can be followed to its end [S0.3][S1.4][S4.1]', async (t) => {
  const [, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call, id } = await waiting_caller(t);
  await pia.do('answer_call');
  await pia.state(id, 'talking');
  await pia.do('transfer_call', { employee: 'anna' });
  const at_anna = await anna.next_call();
  await hears(call, 'ringing_tone');
  assert.equal(at_anna.from_number, '+4520304050');
  assert.equal(pia.call(id).sender, 'pia');
  await at_anna.answer();
  await pia.state(id, 'talking');
  await hears(call, '201');
  await hears(at_anna, '+4520304050');
  assert.equal(pia.call(id).talking_to.number, '201');
  await call.hang_up();
  await becomes(at_anna, 'ended');
  has_in_order(await office.story(id), ['established', 'transferred', 'delivered', 'established']);
  await office.is_empty();
});
