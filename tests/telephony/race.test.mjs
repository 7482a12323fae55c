// Two receptionists want the same call at the same instant, with real telephones.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { new_phone } from '../lab/asterisk/phone.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { log_in, refused } from '../process/session.mjs';
import { open_exchange, waiting_caller } from './exchange.mjs';
import { employ_receptionist, free_numbers } from './seats.mjs';

const races = 500;
const pairs = 5;
const handset_races = 60;

let office;
before(async () => {
  office = await open_exchange({ name: 'race' });
  const both = { id: 'both', name: 'Both', number: '7001', offering: 'ring_all', priority: 1 };
  await office.administer('put_queue', { ...office.queue, ...both });
});
after(() => office?.close());

/// Receptionists at their desks, their phones logged in until the test is over: {desk, phone}.
const seated = (t, numbers, queues, auto_answers) =>
  Promise.all(
    numbers.map(async (number) => {
      const desk = await office.receptionist(await employ_receptionist(office, number, queues));
      const phone = await new_phone({ pbx: office.pbx, number, auto_answers });
      t.after(phone.close);
      assert.equal(await phone.register(), 200);
      await desk.sees(() => desk.lamp(desk.id) === 'idle', `${number} idle`);
      return { desk, phone };
    }),
  );

const is_ready = ({ items, calls }) =>
  calls.length === 0 && items.find((x) => x.kind === 'desk')?.agent === 'ready';

/// One call, and two who answer it `rounds` times at the same instant; how often each won.
async function race(seats, { call, id }, rounds) {
  const wins = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    // Who asks first takes turns.
    const asking = round % 2 ? [...seats].reverse() : seats;
    const known = asking.map((x) => x.phone.calls.length);
    const answers = await Promise.allSettled(
      asking.map((x) => x.desk.do('answer_call', { call: id })),
    );
    const at = answers.findIndex((x) => x.status === 'fulfilled');
    const [winner, loser] = [asking[at], asking[1 - at]];
    assert.ok(winner, `somebody gets it: ${answers.map((x) => x.reason)}`);
    const { status, reason } = answers[1 - at];
    assert.equal(status, 'rejected', `both got it in round ${round}`);
    assert.ok(reason instanceof refused, reason?.stack);
    assert.deepEqual([reason.data.reason, reason.data.who], ['already_taken', winner.desk.id]);
    const own = await winner.phone.next_call();
    await becomes(own, 'talking');
    // A picture may still show the round before, in which somebody else talked.
    const is_hers = ({ state, holder } = {}) => state === 'talking' && holder === winner.desk.id;
    await winner.desk.sees((x) => is_hers(x.call(id)), `${id} in her own hands`);
    assert.equal(loser.phone.calls.length, known[1 - at], 'her phone never rang');
    assert.equal(loser.phone.is_talking, false);
    if (round % 25 === 0) await hears(call, winner.phone.number);
    wins[seats.indexOf(winner)] += 1;
    await winner.desk.do('transfer_call', { call: id, queue: 'main' });
    await becomes(own, 'ended');
  }
  return wins;
}

test(`of two who answer the same call at the same instant one gets it and the other is told who: ${races} times [B1.6]`, async (t) => {
  const began = Date.now();
  const seats = await seated(t, free_numbers.slice(0, 2 * pairs), ['main'], true);
  const outcomes = await Promise.all(
    Array.from({ length: pairs }, async (_, i) => {
      const two = seats.slice(2 * i, 2 * i + 2);
      const waiting = await waiting_caller(t, office, two[0].desk, `+4530000${i}00`);
      const wins = await race(two, waiting, races / pairs);
      await waiting.call.hang_up();
      const story = await office.story(waiting.id);
      const answered = story.filter((x) => x.type === 'established');
      assert.equal(answered.length, races / pairs, 'the journal knows one answer each time');
      return wins;
    }),
  );
  t.diagnostic(`won by the one, by the other: ${outcomes.join('; ')}; ${Date.now() - began} ms`);
  await office.is_empty();
});

/// Both lift the receiver, or the one does while the other answers on the screen, first or last.
async function lift_both(seats, ringing, id, by_screen, screen_last) {
  const [first, second] = seats;
  const early = screen_last ? ringing[1].answer() : null;
  const answers = await Promise.allSettled([
    by_screen ? first.desk.do('answer_call', { call: id }) : ringing[0].answer(),
    early ?? ringing[1].answer(),
  ]);
  await until(() => ringing.some((x) => x.state === 'ended'), { what: 'one who loses' });
  const at = ringing.findIndex((x) => x.state !== 'ended');
  assert.notEqual(at, -1, 'somebody has it');
  await becomes(ringing[at], 'talking');
  const winner = seats[at];
  const [screen] = answers;
  if (screen.status === 'rejected')
    assert.deepEqual(
      [screen.reason.data.reason, screen.reason.data.who, at],
      ['already_taken', second.desk.id, 1],
    );
  else if (by_screen) assert.equal(at, 0, 'whoever is told that she has it has it');
  await winner.desk.state(id, 'talking');
  assert.equal(winner.desk.call(id).holder, winner.desk.id);
  return winner;
}

test('of two who lift the receiver at the same instant one talks with the caller and the other hangs up by itself [B1.6]', async (t) => {
  const seats = await seated(t, free_numbers.slice(10, 12), ['both', 'main'], false);
  const carl = await calling(t, office.pbx, '+4530000900', 'Carl');
  const wins = {};
  for (let round = 0; round < handset_races; round += 1) {
    for (const { desk } of seats) await desk.sees(is_ready, 'herself ready');
    const call = await carl.dial('7001');
    const ringing = await Promise.all(seats.map((x) => x.phone.next_call()));
    for (const x of ringing) await becomes(x, 'ringing');
    const by_screen = round % 2 === 1;
    await seats[0].desk.sees((x) => x.calls[0], 'what rings');
    const { id } = seats[0].desk.calls[0];
    const winner = await lift_both(seats, ringing, id, by_screen, round % 4 === 3);
    assert.equal(seats.filter((x) => x.phone.is_talking).length, 1);
    if (round % 10 < 2) await hears(call, winner.phone.number);
    const name = `${by_screen ? 'screen' : 'receiver'} and receiver: ${seats.indexOf(winner)}`;
    wins[name] = (wins[name] ?? 0) + 1;
    await call.hang_up();
    assert.equal((await office.story(id)).filter((x) => x.type === 'established').length, 1);
  }
  t.diagnostic(JSON.stringify(wins));
  await office.is_empty();
});

test('the same command with the same key twice is done once, at once and later, also in another session [B1.6]', async (t) => {
  const [her] = await seated(t, free_numbers.slice(12, 13), ['main'], true);
  const { id } = await waiting_caller(t, office, her.desk, '+4530000800');
  const twice = async (method, params, key) => {
    const asked = { call: id, ...params, idempotency_key: key };
    const answers = await Promise.all([her.desk.do(method, asked), her.desk.do(method, asked)]);
    assert.deepEqual(answers[0], answers[1]);
    return answers[0];
  };
  const rounds = 20;
  for (let round = 0; round < rounds; round += 1) {
    await twice('answer_call', {}, `answer-${round}`);
    await becomes(await her.phone.next_call(), 'talking');
    await her.desk.state(id, 'talking');
    await twice('note_call', { text: `note ${round}` }, `note-${round}`);
    await twice('hold_call', {}, `hold-${round}`);
    await twice('retrieve_call', {}, `retrieve-${round}`);
    const done = await twice('transfer_call', { queue: 'main' }, `transfer-${round}`);
    // She lost the answer and asks again, from somewhere else, when the call is no longer hers.
    const who = { user: her.desk.id, password: `${her.desk.id}-password` };
    const again = round % 5 === 0 ? await log_in(office.address, who) : null;
    const asked = { call: id, queue: 'main', idempotency_key: `transfer-${round}` };
    if (again) assert.deepEqual(await again.call('transfer_call', asked), done);
    await again?.close();
  }
  await assert.rejects(
    her.desk.do('note_call', { call: id, text: 'another', idempotency_key: 'note-0' }),
    (x) => x.data.reason === 'idempotency_key_reused',
  );
  assert.equal(her.phone.calls.length, rounds, 'her phone rang once for each');
  const events = office.journal(id);
  for (const type of ['established', 'held', 'retrieved', 'transferred', 'call_information'])
    assert.equal(events.filter((x) => x.type === type).length, rounds, type);
});

test('when all races are run nothing is left of any call [B1.9]', () => office.is_empty());
