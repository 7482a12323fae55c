// How a queue gives its callers out, and how a call sent to a queue is followed.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, hears } from '../lab/asterisk/expect.mjs';
import {
  has_in_order,
  open_exchange,
  phones_of,
  site,
  talking_caller,
  waiting_caller,
} from './exchange.mjs';

let office;
let pia;
let tom;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
  tom = await office.receptionist('tom');
});
after(() => office?.close());

async function offering(t, change) {
  await office.administer('put_queue', { ...office.queue, ...change });
  t.after(() => office.administer('put_queue', office.queue));
}

test('all receptionists are rung; the first who answers has it, the others stop [B3.1]', async (t) => {
  const [pias, toms] = await phones_of(t, office, 'pia', 'tom');
  await offering(t, { offering: 'ring_all' });
  const { call, id } = await waiting_caller(t, office, pia);
  const [at_pia, at_tom] = [await pias.next_call(), await toms.next_call()];
  await pia.sees(() => pia.call(id)?.offered_to.length === 2, 'it offered to both');
  await at_tom.answer();
  await becomes(at_pia, 'ended');
  assert.match(at_pia.reason_header, /completed elsewhere/);
  await hears(call, '102');
  await tom.state(id, 'talking');
  assert.equal(tom.call(id).holder, 'tom');
  assert.equal(pia.call(id), undefined);
  await tom.do('end_call');
  await office.is_empty();
});

test('one after the other, in a fixed order; who lets it pass is passed over [B3.1]', async (t) => {
  const [pias, toms] = await phones_of(t, office, 'pia', 'tom');
  await offering(t, { offering: 'ring_one' });
  const { call } = await waiting_caller(t, office, pia);
  const at_pia = await pias.next_call();
  assert.equal(toms.calls.length, 0);
  at_pia.reject(486);
  const at_tom = await toms.next_call();
  await at_tom.answer();
  await hears(call, '102');
  await call.hang_up();
  await office.is_empty();
});

test('a call sent to another queue is followed there, into its overflow, and to who takes it [S4.3][S4.1]', async (t) => {
  const [pias, toms] = await phones_of(t, office, 'pia', 'tom');
  await office.administer('put_queue', {
    id: 'night',
    site,
    name: 'Aften',
    number: '7001',
    overflow: [{ reason: 'max_wait', limit: 1, to: 'main' }],
  });
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('transfer_call', { number: '7001' });
  await pia.state(id, 'waiting');
  await hears(call, 'music');
  assert.equal(pia.call(id).queue, 'night');
  assert.equal(pia.call(id).sender, 'pia');
  await pia.sees(() => pia.call(id).queue === 'main', 'it overflow');
  assert.equal(pia.call(id).transferred, true);
  await tom.do('answer_call', { call: id });
  await toms.next_call();
  await tom.state(id, 'talking');
  assert.equal(pia.call(id).holder, 'tom');
  await pia.do('pull_back_call', { call: id });
  await pias.next_call();
  await hears(call, '101');
  await pia.do('end_call');
  has_in_order(await office.story(id), ['transferred', 'queued', 'overflowed', 'recalled']);
  await office.is_empty();
});

test('notes go where the call goes [B1.7]', async (t) => {
  const [pias, toms] = await phones_of(t, office, 'pia', 'tom');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('note_call', { text: 'Spørger om byggetilladelse' });
  await pia.do('transfer_call', { employee: 'tom' });
  await (await toms.next_call()).answer();
  await tom.state(id, 'talking');
  assert.deepEqual(
    tom.call(id).notes.map((x) => [x.by, x.text]),
    [['pia', 'Spørger om byggetilladelse']],
  );
  await call.hang_up();
  await office.is_empty();
});

test('a caller is put through to voicemail [B1.5]', async (t) => {
  const [pias] = await phones_of(t, office, 'pia');
  const { call, id } = await talking_caller(t, office, pia, pias);
  await pia.do('transfer_call', { employee: 'anna', voicemail: true });
  await pia.sees(() => pia.call(id).state === 'talking' && pia.call(id).sender, 'it answered');
  await hears(call, '+4520304050');
  await call.hang_up();
  await office.is_empty();
});

test('what the PBX can do stands in the health of the service (U6)', async () => {
  const { items } = await office.health();
  const link = items.find((x) => x.id === `pbx:${site}`);
  assert.equal(link.ok, true);
  for (const can of ['auto_answer', 'press_answer', 'handset_hold', 'survives_restart'])
    assert.ok(link.can.includes(can), can);
});
