// Callers wait, are answered, held, put through and come back, on real telephones.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, hears } from '../lab/asterisk/expect.mjs';
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

test('a caller waits with music and is answered at a phone that answers by itself [S1.1][S2.1][S2.2][S3.1][S3.2][B1.7]', async (t) => {
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id } = await waiting_caller(t, office, pia);
  await becomes(call, 'talking');
  await hears(call, 'music');
  const shown = pia.call(id);
  assert.equal(shown.show_in_switchboard, 'Main number');
  assert.equal(shown.greeting, 'Hovedkontoret, goddag');
  assert.equal(shown.caller.name, 'Carl');
  await pia.do('answer_call');
  const at_pia = await phone.next_call();
  await becomes(at_pia, 'talking');
  assert.equal(at_pia.from_number, '+4520304050');
  assert.equal(at_pia.from_display, 'Carl');
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
  const { call, id } = await waiting_caller(t, office, pia);
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

test('a phone that rings is told to answer; by hand it is answered as well [S1.1]', async (t) => {
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id } = await waiting_caller(t, office, pia);
  await office.administer('put_queue', { ...office.queue, offering: 'longest_idle' });
  t.after(() => office.administer('put_queue', office.queue));
  const at_pia = await phone.next_call();
  await becomes(at_pia, 'ringing');
  await pia.state(id, 'offered');
  assert.equal(at_pia.state, 'ringing');
  await pia.do('answer_call');
  await becomes(at_pia, 'talking');
  assert.equal(phone.calls.length, 1, 'it was not rung anew');
  await hears(call, '101');
  await at_pia.hang_up();
  await becomes(call, 'ended');
  await office.is_empty();
});

test('a caller is held with music, also while the receiver is down, and comes back [S1.5]', async (t) => {
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id, own } = await talking_caller(t, office, pia, phone);
  await pia.do('hold_call');
  await pia.state(id, 'held');
  await hears(call, 'music');
  await pia.do('retrieve_call');
  await hears(call, '101');
  await pia.do('hold_call');
  await own.hang_up();
  await hears(call, 'music');
  await pia.do('retrieve_call');
  const again = await phone.next_call();
  await becomes(again, 'talking');
  await hears(call, '101');
  await again.hang_up();
  await office.is_empty();
});

test('the phone has a hold key of its own: it shows, and the caller hears music [S1.5]', async (t) => {
  const [phone] = await phones_of(t, office, 'pia');
  const { call, id, own } = await talking_caller(t, office, pia, phone);
  await own.hold();
  await pia.state(id, 'held');
  await hears(call, 'music');
  await own.resume();
  await pia.state(id, 'talking');
  await hears(call, '101');
  await call.hang_up();
  await office.is_empty();
});

test('a caller who gives up is counted as abandoned [B1.9]', async (t) => {
  const { call, id } = await waiting_caller(t, office, pia);
  await call.hang_up();
  const events = await office.story(id);
  assert.deepEqual(types(events), ['originated', 'queued', 'abandoned', 'call_cleared']);
  assert.equal(events.at(-1).outcome, 'abandoned');
  await office.is_empty();
});

test('a transferred call returns with its reason, and is pulled back ringing and answered [S0.4][S0.5][S4.2][B1.2]', async (t) => {
  const [phone, anna] = await phones_of(t, office, 'pia', 'anna');
  const { call, id } = await talking_caller(t, office, pia, phone);
  await pia.do('transfer_call', { employee: 'anna' });
  (await anna.next_call()).reject(486);
  const back = await phone.next_call();
  await pia.state(id, 'returning');
  assert.equal(pia.call(id).returned, 'busy');
  assert.equal(pia.call(id).target.number, '201');
  await back.answer();
  await hears(call, '101');

  await pia.do('transfer_call', { employee: 'anna' });
  const rings = await anna.next_call();
  await pia.do('pull_back_call');
  await becomes(rings, 'ended');
  assert.match(rings.reason_header, /completed elsewhere/);
  await phone.next_call();
  await pia.state(id, 'talking');

  await pia.do('transfer_call', { employee: 'anna' });
  const talks = await anna.next_call();
  await talks.answer();
  await hears(call, '201');
  await pia.do('pull_back_call');
  await becomes(talks, 'ended');
  await phone.next_call();
  await hears(call, '101');
  await pia.do('end_call');
  await office.is_empty();
  const reasons = (await office.story(id)).filter((x) => x.type === 'recalled');
  assert.deepEqual(
    reasons.map((x) => x.reason),
    ['busy', 'pulled_back', 'pulled_back'],
  );
});
