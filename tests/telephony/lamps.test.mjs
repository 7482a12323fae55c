// The lamps tell what the telephones do, whoever set up the call.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { open_exchange, phones_of } from './exchange.mjs';

let office;
let pia;
before(async () => {
  office = await open_exchange();
  pia = await office.receptionist('pia');
});
after(() => office?.close());

const set_phone = (employee, settings) =>
  pia.do('set_phone', { employee, phone: pia.person(employee).phones[0].id, ...settings });

test('a phone that logs in, off, or is not heard of any more lights its lamp so [S8.2][S22.1]', async (t) => {
  await pia.lights('anna', 'offline');
  const [anna] = await phones_of(t, office, 'anna');
  await pia.lights('anna', 'idle', 'idle');
  await anna.unregister();
  await pia.lights('anna', 'offline');
  await anna.register({ expires: 2 });
  await pia.lights('anna', 'idle');
  clearTimeout(anna.refresh);
  await pia.lights('anna', 'offline');
});

test('ringing, talking, holding and idle again at a phone that is called [S8.2][S22.1]', async (t) => {
  const [anna] = await phones_of(t, office, 'anna');
  const carl = await calling(t, office.pbx, '+4520304050', 'Carl');
  const call = await carl.dial('7201');
  const at_anna = await anna.next_call();
  await pia.lights('anna', 'alerting', 'alerting');
  await at_anna.answer();
  await pia.lights('anna', 'busy', 'connected');
  await at_anna.hold();
  await pia.lights('anna', 'busy', 'hold');
  await at_anna.resume();
  await pia.lights('anna', 'busy', 'connected');
  const dora = await calling(t, office.pbx, '+4520304051', 'Dora');
  const second = await dora.dial('7201');
  const rings = await anna.next_call();
  await pia.lights('anna', 'alerting');
  await second.hang_up();
  await becomes(rings, 'ended');
  await pia.lights('anna', 'busy', 'connected');
  await call.hang_up();
  await pia.lights('anna', 'idle', 'idle');
  await office.is_empty();
});

test('dialling at the phone that calls, ringing at the other, then both talk [S8.2][S22.1]', async (t) => {
  const [anna, bo] = await phones_of(t, office, 'anna', 'bo');
  const call = await anna.dial('202');
  const at_bo = await bo.next_call();
  await pia.lights('anna', 'initiated');
  await pia.lights('bo', 'alerting');
  await at_bo.answer();
  await hears(call, '202');
  await pia.lights('anna', 'busy', 'connected');
  await pia.lights('bo', 'busy', 'connected');
  await at_bo.hang_up();
  await pia.lights('anna', 'idle');
  await pia.lights('bo', 'idle');
  await office.is_empty();
});

test("a receptionist's own phone: dialling for her, talking, paused when she is away [S8.2][U5]", async (t) => {
  const [own, anna] = await phones_of(t, office, 'pia', 'anna');
  await pia.lights('pia', 'idle');
  await pia.do('dial_call', { employee: 'anna' });
  const mine = await own.next_call();
  const at_anna = await anna.next_call();
  await pia.lights('anna', 'alerting');
  await at_anna.answer();
  await pia.lights('pia', 'busy', 'connected');
  await mine.hang_up();
  await pia.lights('pia', 'idle');
  await pia.do('set_agent_state', { state: 'not_ready' });
  await pia.lights('pia', 'paused');
  await pia.do('set_agent_state', { state: 'ready' });
  await pia.lights('pia', 'idle');
  await office.is_empty();
});

test('a call that the PBX sets up without us lights the lamps as well [S8.2][S22.1][B2.1]', async (t) => {
  const [anna, bo] = await phones_of(t, office, 'anna', 'bo');
  const context = { context: 'fallback-from-phones', extension: '202', priority: 1 };
  await office.pbx.ari('POST', 'channels', { endpoint: 'PJSIP/201', ...context });
  const at_anna = await anna.next_call();
  await pia.lights('anna', 'alerting');
  await at_anna.answer();
  const at_bo = await bo.next_call();
  await pia.lights('bo', 'alerting');
  await pia.lights('anna', 'initiated');
  await at_bo.answer();
  await hears(at_anna, '202');
  await pia.lights('anna', 'busy', 'connected');
  await pia.lights('bo', 'busy', 'connected');
  await at_anna.hold();
  await pia.lights('anna', 'busy', 'hold');
  await pia.lights('bo', 'busy');
  await at_anna.resume();
  await pia.lights('anna', 'busy', 'connected');
  await at_anna.hang_up();
  await pia.lights('anna', 'idle');
  await pia.lights('bo', 'idle');
  assert.deepEqual(pia.calls, []);
  await office.is_empty();
});

test('do-not-disturb and forwarding show where the phone does nothing else [S8.2][S22.1]', async (t) => {
  const [anna] = await phones_of(t, office, 'anna');
  await set_phone('anna', { do_not_disturb: true });
  await pia.lights('anna', 'do_not_disturb', 'idle');
  await set_phone('anna', { forwarding: [{ type: 'immediate', to: '202' }] });
  assert.equal(pia.lamp('anna'), 'do_not_disturb');
  await set_phone('anna', { do_not_disturb: false });
  await pia.lights('anna', 'forwarded', 'idle');
  assert.equal(pia.person('anna').forwarded_to, '202');
  const call = await anna.dial('7000');
  await pia.lights('anna', 'busy', 'connected'); // with music
  await call.hang_up();
  await pia.lights('anna', 'forwarded');
  await set_phone('anna', { forwarding: [{ type: 'busy', to: '202' }] });
  await pia.lights('anna', 'idle');
  await set_phone('anna', { forwarding: [] });
  await office.is_empty();
});

test('a service that starts amidst calls lights every lamp as it is [S8.2][B2.1]', async (t) => {
  const [anna, bo, cecilie] = await phones_of(t, office, 'anna', 'bo', 'cecilie');
  const first = await anna.dial('202');
  const at_bo = await bo.next_call();
  await at_bo.answer();
  await hears(first, '202');
  await at_bo.hold();
  await pia.lights('bo', 'busy', 'hold');
  const carl = await calling(t, office.pbx, '+4520304050', 'Carl');
  const second = await carl.dial('7203');
  const rings = await cecilie.next_call();
  await pia.lights('cecilie', 'alerting');
  await office.die();
  await office.serve();
  pia = await office.receptionist('pia');
  await pia.lights('anna', 'busy', 'connected');
  await pia.lights('bo', 'busy', 'hold');
  await pia.lights('cecilie', 'alerting');
  await pia.lights('dorte', 'offline');
  await rings.answer();
  await hears(second, '203');
  await pia.lights('cecilie', 'busy');
  await first.hang_up();
  await second.hang_up();
  for (const person of ['anna', 'bo', 'cecilie']) await pia.lights(person, 'idle');
  await office.is_empty();
});
