// What the shipped dialplan does for callers and phones while the service is away.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { start_asterisk } from './asterisk.mjs';
import { becomes, calling, hears, logged_in, no_channel_is_left } from './expect.mjs';
import { outside } from './phone.mjs';
import { until } from './until.mjs';

let pbx;
before(async () => {
  pbx = await start_asterisk();
});
after(async () => {
  // Every goodbye was heard.
  await no_channel_is_left(pbx);
  await pbx.stop();
});

test('a caller to the main number reaches the reception, the other phone stops ringing', async (t) => {
  const [first, second] = await logged_in(t, pbx, '101', '102');
  const carol = await calling(t, pbx, '+4512345678', 'Carol Æbler');
  const call = await carol.dial('7000');
  const [at_first, at_second] = [await first.next_call(), await second.next_call()];
  await becomes(call, 'ringing');
  assert.equal(at_first.from_number, '+4512345678');
  assert.equal(at_first.from_display, 'Carol Æbler');
  await at_second.answer();
  await hears(call, '102');
  await hears(at_second, '+4512345678');
  await becomes(at_first, 'ended');
  assert.equal(at_first.ended_by, 'cancelled');
  assert.match(at_first.reason_header, /answered elsewhere|completed elsewhere/i);
  call.dtmf('12#');
  at_second.dtmf('0');
  await until(() => at_second.digits === '12#' && call.digits === '0', { what: 'the keys' });
  assert.equal(await call.hang_up(), true);
  await becomes(at_second, 'ended');
  assert.equal(at_second.ended_by, 'them');
  await no_channel_is_left(pbx);
});

test('the last phone is rung when the reception is not there', async (t) => {
  const [last] = await logged_in(t, pbx, '106');
  const call = await (await calling(t, pbx, '+4512345601')).dial('7001');
  await (await last.next_call()).answer();
  await hears(call, '106');
});

test('with no phone there the caller is told', async (t) => {
  const call = await (await calling(t, pbx, '+4512345602')).dial('7000');
  await becomes(call, 'ended');
  assert.equal(call.final_status, 480);
});

test('a direct number rings its phone; busy, it rings the reception', async (t) => {
  const [direct, reception] = await logged_in(t, pbx, '201', '101');
  const call = await (await calling(t, pbx, '+4512345603')).dial('7201');
  (await direct.next_call()).reject(486);
  await (await reception.next_call()).answer();
  await hears(call, '101');
});

test('a colleague is called; on hold there is music; the end is seen', async (t) => {
  const [anna, bo] = await logged_in(t, pbx, '201', '202');
  const call = await anna.dial('202');
  const at_bo = await bo.next_call();
  assert.equal(at_bo.from_number, '201');
  assert.equal(at_bo.from_display, 'Phone 201');
  await at_bo.answer();
  await hears(call, '202');
  await hears(at_bo, '201');
  assert.equal(await at_bo.hold(), 200);
  await hears(call, 'music');
  assert.equal(await at_bo.resume(), 200);
  await hears(call, '202');
  await at_bo.hang_up();
  await becomes(call, 'ended');
  assert.equal(call.ended_by, 'them');
});

test('the end of a call that was not answered: cancelled, busy, refused, nobody there, dead', async (t) => {
  const [anna, bo] = await logged_in(t, pbx, '201', '202');
  const cancelled = await anna.dial('202');
  const at_bo = await bo.next_call();
  await becomes(cancelled, 'ringing');
  await cancelled.hang_up();
  await becomes(cancelled, 'ended');
  await becomes(at_bo, 'ended');
  assert.deepEqual([cancelled.final_status, cancelled.ended_by], [487, 'us']);
  assert.deepEqual([at_bo.final_status, at_bo.ended_by], [487, 'cancelled']);

  for (const status of [486, 480, 603]) {
    bo.on_call = (call) => call.reject(status);
    const refused = await anna.dial('202');
    await becomes(refused, 'ended');
    // Asterisk knows a refusal by its cause, and 603 is the cause 21, which is 403.
    assert.equal(refused.final_status, { 603: 403 }[status] ?? status);
  }

  const absent = await anna.dial('203');
  await becomes(absent, 'ended');
  assert.ok(absent.final_status >= 400);

  bo.dead();
  const unheard = await anna.dial('202');
  await becomes(unheard, 'ended', 12_000);
  const lasted = unheard.times.ended - unheard.times.began;
  assert.ok(lasted > 5_000 && lasted < 8_000, `${lasted} ms`);
  t.diagnostic(`a dead phone: ${unheard.final_status} after ${lasted} ms`);
});

test('a phone answers by itself, or at a word from the PBX, and has two lines', async (t) => {
  const [anna, bo] = await logged_in(t, pbx, '201', '202');
  const first = await anna.dial('202');
  const at_bo = await bo.next_call();
  await becomes(first, 'ringing');
  const channels = await pbx.channels();
  const { name } = channels.find((x) => x.name.startsWith('PJSIP/202-'));
  await pbx.cli(`pjsip send notify talk channel ${name}`);
  await hears(first, '202');
  const carol = await calling(t, pbx, '+4512345604');
  const second = await carol.dial('7202');
  const second_at_bo = await bo.next_call();
  await at_bo.hold();
  await second_at_bo.answer();
  await hears(second, '202');
  await hears(first, 'music');
  // Bo puts his two calls together, and Asterisk does it while the service is away.
  assert.equal(await at_bo.refer(second_at_bo), 202);
  await hears(first, '+4512345604');
  await hears(second, '201');
});

test('a blind transfer from either phone works while the service is away', async (t) => {
  const [anna, bo, cy] = await logged_in(t, pbx, '201', '202', '203');
  for (const by_the_caller of [true, false]) {
    const call = await anna.dial('202');
    const at_bo = await bo.next_call();
    await at_bo.answer();
    await hears(call, '202');
    const [transferring, other] = by_the_caller ? [call, at_bo] : [at_bo, call];
    assert.equal(await transferring.refer('203'), 202);
    await (await cy.next_call()).answer();
    await hears(other, '203');
    await other.hang_up();
  }
});

test('outside numbers go to the trunk with the company as the caller; short codes do not', async (t) => {
  const [anna] = await logged_in(t, pbx, '201');
  const world = await outside({ pbx });
  t.after(world.close);
  for (const [dialled, called] of [
    ['012345678', '12345678'],
    ['+4512345678', '+4512345678'],
    ['12345678', '12345678'],
  ]) {
    const call = await anna.dial(dialled);
    const arrived = await world.next_call();
    assert.deepEqual([arrived.to, arrived.from_number], [called, '7000']);
    await arrived.answer();
    await hears(call, 'outside');
    await call.hang_up();
  }
  for (const code of ['*72', '*8201', '9']) {
    const call = await anna.dial(code);
    await becomes(call, 'ended');
    assert.equal(call.final_status, 404);
  }
});
