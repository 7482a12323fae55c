// The service dies amidst calls in every state, and nobody on the telephone notices. The next one
// finds all of them as they are.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, calling, hears } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { all_is_heard, everything_at_once } from './cast.mjs';
import { open_exchange } from './exchange.mjs';

/// Promised, in ms: from the start of the process to a desk that shows all calls as they are.
const shown_within = 3_000;

let office;
let pia;
let tom;
const everybody_logs_in = async () => {
  [pia, tom] = await Promise.all(['pia', 'tom'].map((id) => office.receptionist(id)));
};
before(async () => {
  office = await open_exchange();
  await everybody_logs_in();
});
after(() => office?.close());

/// What must be the same of a kept call.
const standing = (kept) => ({
  state: kept.state,
  since: kept.since,
  holder: kept.holder,
  sender: kept.sender,
  slot: kept.slot,
  camped: kept.camped,
  deadline: kept.until,
  with: kept.with,
  consulted: kept.consulted?.leg,
  caller: kept.caller_leg,
  rings: kept.attempts.map(({ leg, to }) => [leg, to.endpoint]),
});

/// How often the journal says of each call that it is over.
const clears = () =>
  Object.fromEntries(
    office
      .query(
        "select id, count(*) as n from events where kind='call' and type='call_cleared' group by id",
      )
      .map(({ id, n }) => [id, n]),
  );

test('killed amidst calls in every state: the calls go on, and the next one goes on with them [B1.9][B2.1]', async (t) => {
  const made = await everything_at_once(t, office, pia, tom);
  const { calls, own, toms, phones } = made;
  t.diagnostic(`${Object.keys(calls).length} calls`);
  await all_is_heard(calls);
  const kept = office.kept_calls();
  assert.equal(Object.keys(kept).length, Object.keys(calls).length);
  const view = (id) => pia.call(id) ?? tom.call(id);
  const shown = Object.fromEntries(Object.keys(kept).map((id) => [id, view(id)]));
  assert.deepEqual(new Set(Object.values(kept).map((x) => x.state)), every_state);

  await office.die();
  // Nobody notices, and who calls now reaches a telephone.
  const faye = await calling(t, office.pbx, '+4577777777', 'Faye');
  const at_fallback = await faye.dial('7000');
  const at_tom = await until(() => toms.calls.find((x) => x.from_number === '+4577777777'), {
    what: 'the fallback',
  });
  await at_tom.answer();
  await hears(at_fallback, '102');
  await all_is_heard(calls);
  // What happens meanwhile is seen by nobody.
  await calls.waiting_gone.call.hang_up();
  await calls.talking_gone.call.hang_up();
  await calls.put_through_gone.at.hang_up();
  calls.ringing_rejected.at.reject(486);
  await calls.ringing_answered.at.answer();
  await becomes(calls.ringing_answered.at, 'ended');

  const began = Date.now();
  await office.serve();
  await everybody_logs_in();
  t.diagnostic(`logged in ${Date.now() - began} ms after the start`);
  const changed = ['waiting_gone', 'talking_gone', 'put_through_gone'];
  const back = ['ringing_rejected', 'ringing_answered'];
  const gone_on = Object.keys(calls).filter((x) => !changed.includes(x) && !back.includes(x));
  const is_shown = (name) => {
    const now = view(calls[name].id);
    return back.includes(name) ? now?.state === 'returning' : Boolean(now);
  };
  const on_a_desk = [...gone_on, ...back].filter((name) => shown[calls[name].id]);
  await until(() => on_a_desk.every(is_shown), { what: 'all calls on the desks' });
  await until(() => changed.every((x) => !pia.call(calls[x].id)), { what: 'no dead call' });
  const took = Date.now() - began;
  t.diagnostic(`every call shown as it is ${took} ms after the start of the process`);
  assert.ok(took < shown_within, `${took} ms`);

  const now = office.kept_calls();
  for (const name of gone_on) {
    const { id } = calls[name];
    assert.deepEqual(standing(now[id]), standing(kept[id]), name);
    assert.deepEqual(view(id), shown[id], name);
  }
  for (const name of back) {
    assert.equal(pia.call(calls[name].id).returned, 'unreachable', name);
    assert.equal(pia.call(calls[name].id).target.number, made.phones[name].number);
    await hears(calls[name].call, 'music');
  }
  await all_is_heard(calls);
  await hears(at_fallback, '102');

  // Those that ended meanwhile are closed, and it is said that nobody saw how.
  const ends = {
    waiting_gone: ['abandoned', 'lost'],
    talking_gone: ['connection_cleared', 'answered'],
    put_through_gone: ['connection_cleared', 'answered'],
  };
  for (const [name, [how, outcome]] of Object.entries(ends)) {
    const events = await office.story(calls[name].id);
    assert.deepEqual([events.at(-2).type, events.at(-1).outcome], [how, outcome], name);
    if (how === 'connection_cleared') assert.equal(events.at(-2).cause, 'link_lost', name);
  }
  await becomes(calls.put_through_gone.call, 'ended');

  await work_with(made);
  for (const { call } of Object.values(calls)) if (call.state !== 'ended') await call.hang_up();
  await at_fallback.hang_up();
  const all = [own, toms, ...Object.values(phones)].flatMap((x) => x.calls);
  await until(() => all.every((x) => x.state === 'ended'), { what: 'free phones' });
  await office.is_empty();
  const ids = Object.values(calls).map((x) => x.id);
  assert.deepEqual(clears(), Object.fromEntries(ids.map((id) => [id, 1])));
});

const every_state = new Set([
  ...['initiated', 'waiting', 'offered', 'talking', 'held', 'parked', 'transferring', 'returning'],
]);

/// Each call is taken to where it was going.
async function work_with({ calls, phones }) {
  const pia_does = (name, method) => pia.do(method, { call: calls[name].id });
  await pia_does('held', 'retrieve_call');
  await hears(calls.held.call, '101');
  await hears(calls.held.own, calls.held.call.party.number);
  await pia_does('held', 'end_call');
  await becomes(calls.held.call, 'ended');
  await pia_does('held_down', 'retrieve_call');
  await hears(calls.held_down.call, '101');
  await calls.held_key.own.resume();
  await pia.state(calls.held_key.id, 'talking');
  await hears(calls.held_key.call, '101');
  await pia_does('talking', 'end_call');
  await becomes(calls.talking.call, 'ended');
  await becomes(calls.talking.own, 'ended');

  await pia_does('consult_talking', 'complete_transfer');
  await hears(calls.consult_talking.call, '207');
  await becomes(calls.consult_talking.own, 'ended');
  await pia_does('consult_ringing', 'complete_transfer');
  await hears(calls.consult_ringing.call, 'ringing_tone');
  await calls.consult_ringing.at.answer();
  await hears(calls.consult_ringing.call, '206');
  await pia_does('swapped', 'cancel_consult');
  await becomes(calls.swapped.at, 'ended');
  await hears(calls.swapped.call, '101');
  await calls.conference.own.hang_up();
  await hears(calls.conference.call, '205');

  await pia_does('waiting', 'answer_call');
  await hears(calls.waiting.call, '101');
  await pia_does('internal_waiting', 'answer_call');
  await hears(calls.internal_waiting.call, '101');
  await calls.offered.at.answer();
  await tom.state(calls.offered.id, 'talking');
  await hears(calls.offered.call, '102');
  await pia_does('put_through', 'pull_back_call');
  await becomes(calls.put_through.at, 'ended');
  await hears(calls.put_through.call, '101');
  await calls.ringing.at.answer();
  await hears(calls.ringing.call, '211');
  await pia_does('parked', 'pick_up_call');
  await hears(calls.parked.call, '101');
  for (const name of ['returning', 'ringing_answered', 'ringing_rejected']) {
    await pia_does(name, 'answer_call');
    await hears(calls[name].call, '101');
  }
  await becomes(calls.returning.back, 'talking');
  await calls.internal.at.hang_up();
  await becomes(calls.internal.call, 'ended');
  await (await phones.camped.next_call()).answer();
  await hears(calls.camped.call, '214');
  await calls.outbound_ringing.call.answer();
  await hears(calls.outbound_ringing.own, 'outside');
  await pia_does('outbound', 'hold_call');
  await hears(calls.outbound.call, 'music');
  await pia_does('outbound', 'end_call');
  await becomes(calls.outbound.call, 'ended');
  await calls.direct_ringing.at.answer();
  await hears(calls.direct_ringing.call, '217');
}
