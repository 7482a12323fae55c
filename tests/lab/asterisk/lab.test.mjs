// The lab itself: what it promises to tests.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { start_asterisk } from './asterisk.mjs';
import { becomes, calling, hears, logged_in, no_channel_is_left } from './expect.mjs';
import { run_office } from './office.mjs';
import { caller, new_phone } from './phone.mjs';
import { run_sipp } from './sipp.mjs';
import { until } from './until.mjs';

let pbx;
before(async () => {
  pbx = await start_asterisk();
});
after(() => pbx?.stop());

test('a phone logs in and out, and a wrong password is refused', async (t) => {
  const phone = await new_phone({ pbx, number: '201' });
  t.after(phone.close);
  assert.equal(await pbx.reaches('201'), false);
  assert.equal(await phone.register(), 200);
  assert.equal(await pbx.reaches('201'), true);
  assert.equal(await phone.unregister(), 200);
  assert.equal(await pbx.reaches('201'), false);
  const thief = await new_phone({ pbx, number: '201', password: 'guessed' });
  t.after(thief.close);
  assert.equal(await thief.register(), 401);
});

test('two PBXs side by side do not hear of each other', async (t) => {
  const other = await start_asterisk({ name: 'other', phones: ['101'] });
  t.after(other.stop);
  const [here] = await logged_in(t, pbx, '101');
  const there = await new_phone({ pbx: other, number: '101' });
  assert.equal(await there.register(), 200);
  const [to_here, to_there] = [
    await (await calling(t, pbx, '+4512345605')).dial('7000'),
    await (await caller({ pbx: other, number: '+4512345606' })).dial('7000'),
  ];
  const [at_here, at_there] = [await here.next_call(), await there.next_call()];
  await at_here.answer();
  await at_there.answer();
  await hears(at_here, '+4512345605');
  await hears(at_there, '+4512345606');
  await to_here.hang_up();
  await hears(to_there, '101');
  await other.stop();
  assert.ok(!existsSync(other.run));
  assert.equal(at_there.ended_by, 'them');
});

test('frozen it says nothing, killed it keeps its registrations', async (t) => {
  const own = await start_asterisk({ name: 'frail', phones: ['101'] });
  t.after(own.stop);
  const phone = await new_phone({ pbx: own, number: '101' });
  await phone.register();
  own.pause();
  const someone = await caller({ pbx: own, number: '+4512345607' });
  const call = await someone.dial('7000');
  await assert.rejects(
    until(() => call.state !== 'new', { what: 'an answer', within: 300 }),
    /waited 300 ms for an answer; now:\n.*\+4512345607: to 7000: new/s,
  );
  own.resume();
  await becomes(call, 'ringing');
  await own.restart();
  assert.equal(await own.reaches('101'), true);
  await own.kill();
  await own.restart();
  assert.equal(await own.reaches('101'), true);
});

test('an office lives and ends', async (t) => {
  const office = await run_office({
    pbx,
    employees: ['201', '202'],
    receptionists: ['101'],
    dids: ['7201', '7202'],
    calls_per_hour: 7_200,
  });
  await until(() => office.counts.called > 3, { what: 'callers' });
  await until(async () => (await pbx.channels()).some((x) => /PJSIP\/20/.test(x.name)), {
    what: 'a call to an employee',
  });
  await office.stop();
  await no_channel_is_left(pbx);
  t.diagnostic(JSON.stringify(office.counts));
});

// With a PBX of its own, for SIPp takes the callers' port.
test('SIPp calls, and says what became of each call', async (t) => {
  const own = await start_asterisk({ name: 'load', phones: ['101'] });
  t.after(own.stop);
  const kinds = [
    ['answered_and_ended_by_us', 200, (call) => call.answer()],
    [
      'answered_and_ended_by_them',
      200,
      async (call) => {
        await call.answer();
        await call.hang_up();
      },
    ],
    ['given_up', 487, (call) => call.ring()],
    ['refused', 480, (call) => call.reject(486)],
  ];
  const kind_of = (number) => kinds[Number(number) % kinds.length];
  const on_call = (call) => kind_of(call.from_number)[2](call);
  const phone = await new_phone({ pbx: own, number: '101', on_call, silent: true });
  await phone.register();
  const calls = Array.from({ length: 40 }, (_, i) => ({
    number: `+451234${1000 + i}`,
    did: '7000',
    patience_ms: 500,
    talk_ms: 500,
  }));
  const { code, outcomes, errors } = await run_sipp({ pbx: own, calls, rate: 40 });
  assert.deepEqual(errors, []);
  assert.equal(code, 0);
  for (const { number } of calls) {
    const { outcome, status } = outcomes.get(number);
    assert.deepEqual([outcome, status], kind_of(number).slice(0, 2), number);
  }
});
