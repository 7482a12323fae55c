// The service, or its link, dies at any moment while a command is carried out: it was carried out, or
// it was not, and what is shown is what is heard.

import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { hears } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { make_dice } from '../process/session.mjs';
import { phones_of, talking_caller, types, waiting_caller } from './exchange.mjs';
import { open_over_wire } from './wire.mjs';

const rounds = Number(process.env.ROUNDS ?? 12);
/// A command and its orders take some ms.
const longest_ms = 15;

let office;
let wire;
let pia;
before(async () => {
  [office, wire] = await open_over_wire();
  pia = await office.receptionist('pia');
});
after(async () => {
  await office?.close();
  wire?.close();
});

const heard_in = {
  waiting: 'music',
  offered: 'music',
  parked: 'music',
  held: 'music',
  returning: 'music',
  transferring: 'ringing_tone',
  talking: '101',
};

/// Where a command leads.
const goal_of = {
  answer: 'talking',
  hold: 'held',
  end: undefined,
  park: 'parked',
  transfer: 'transferring',
  consult: 'held',
  retrieve: 'talking',
  pull_back: 'talking',
};

/// A caller whom the move is about, and what is done.
const moves = {
  answer: async (t, own, number) => ({
    ...(await waiting_caller(t, office, pia, number)),
    does: ['answer_call'],
  }),
  ...Object.fromEntries(
    Object.entries({
      hold: ['hold_call'],
      end: ['end_call'],
      park: ['park_call'],
      transfer: ['transfer_call', { employee: 'anna' }],
      consult: ['consult_call', { employee: 'anna' }],
    }).map(([name, does]) => [
      name,
      async (t, own, number) => ({ ...(await talking_caller(t, office, pia, own, number)), does }),
    ]),
  ),
  retrieve: async (t, own, number) => {
    const made = await talking_caller(t, office, pia, own, number);
    await pia.do('hold_call');
    await hears(made.call, 'music');
    return { ...made, does: ['retrieve_call'] };
  },
  pull_back: async (t, own, number) => {
    const made = await talking_caller(t, office, pia, own, number);
    await pia.do('transfer_call', { employee: 'anna' });
    await hears(made.call, 'ringing_tone');
    return { ...made, does: ['pull_back_call'] };
  },
};

/// The caller hears what the state says, and Pia's phone is in the call if it says so.
async function is_consistent({ id, call }, own) {
  const live = () => own.calls.filter((x) => x.state !== 'ended').length;
  const agrees = () => {
    const kept = office.kept_calls()[id];
    if (!kept) return call.state === 'ended' && live() === 0;
    const rings = kept.attempts.filter((x) => x.to.endpoint === '101').length;
    const parts = (kept.other?.who.endpoint === '101' ? 1 : 0) + rings;
    const heard = call.hears();
    return heard.size === 1 && heard.has(heard_in[kept.state]) && live() === parts;
  };
  await until(agrees, { what: `agreement on ${id}` });
  const shown = () => pia.call(id)?.state === office.kept_calls()[id]?.state;
  await until(shown, { what: `${id} shown` });
}

/// Rounds of a command and an interruption at some moment of it.
async function interrupted(t, interrupt) {
  const dice = make_dice(t);
  const outcomes = {};
  const [own, anna] = await phones_of(t, office, 'pia', 'anna');
  for (let round = 0; round < rounds; round += 1) {
    const name = Object.keys(moves)[round % Object.keys(moves).length];
    const made = await moves[name](t, own, `+4530${String(round).padStart(6, '0')}`);
    const [method, params] = made.does;
    const answer = pia.do(method, { call: made.id, ...params }).catch((failure) => failure);
    const moment = dice.below(longest_ms);
    await pause(moment);
    await interrupt();
    const was_told = !((await answer) instanceof Error);
    try {
      // What was answered for is done, whatever became of its orders.
      const is_done = () => office.kept_calls()[made.id]?.state === goal_of[name];
      if (was_told) await until(is_done, { what: `${made.id} ${goal_of[name]}` });
      await is_consistent(made, own);
    } catch (failure) {
      failure.message = `${name}, ${moment} ms: ${failure.message}`;
      throw failure;
    }
    const state = office.kept_calls()[made.id]?.state ?? 'gone';
    const outcome = `${name} ${was_told ? 'done' : 'unanswered'}: ${state}`;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    await made.call.hang_up();
    await office.is_empty();
    await until(() => [...own.calls, ...anna.calls].every((x) => x.state === 'ended'), {
      what: 'free phones',
    });
    own.seen = own.calls.filter((x) => !x.outgoing).length;
    const ends = types(office.journal(made.id)).filter((x) => x === 'call_cleared');
    assert.equal(ends.length, 1, made.id);
  }
  t.diagnostic(JSON.stringify(outcomes));
}

test('killed at any moment of a command, the next service agrees with the telephones [B1.9]', (t) =>
  interrupted(t, async () => {
    await office.die();
    await office.serve();
    pia = await office.receptionist('pia');
  }));

test('cut off at any moment of a command, all agree once the link is back [B1.9][B2.1]', (t) =>
  interrupted(t, async () => {
    wire.cut();
    await pia.lights('pia', 'unknown');
    wire.mend();
    await pia.sees(() => pia.lamp('pia') !== 'unknown', 'the link again');
  }));
