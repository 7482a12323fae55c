// Fifty calls a second: what the telephones saw of each is what the journal says of it.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { run_sipp, sipp_phones } from '../lab/asterisk/sipp.mjs';
import { log_in, make_dice } from '../process/session.mjs';
import { open_exchange } from './exchange.mjs';
import { employ, employ_receptionist, free_numbers } from './seats.mjs';

const rate = Number(process.env.RATE ?? 50);
const seconds = Number(process.env.SECONDS ?? 30);

/// Who hangs up at the moment of the answer may be either: answered, as the phone saw it, or gone.
/// Of phones that answer at the same moment all but one are hung up after so long.
const crossing_ms = 500;

const agents = free_numbers.slice(0, 12);
const rung_together = free_numbers.slice(12, 16);
const overflow_target = '222';
const talkers = ['225', '226', '227', '228']; // the last two hang up themselves
const patient = '229'; // nobody answers it
const busy = '230';

/// What callers do: how often of a hundred, whom they call, how long they wait for an answer, and
/// how long for the end. A queue answers at once, with music, so there the second counts from the
/// beginning.
const ways = [
  { share: 32, did: '7000', patience: [5000, 5000], talk: [300, 5000] },
  { share: 10, did: '7001', patience: [5000, 5000], talk: [300, 5000] },
  { share: 12, did: '7002', patience: [5000, 5000], talk: [500, 4000] },
  { share: 12, did: '7003', patience: [5000, 5000], talk: [800, 3000] },
  ...talkers.map((number) => ({
    share: 5,
    did: `7${number}`,
    patience: [5000, 5000],
    talk: [500, 2500],
  })),
  { share: 7, did: `7${patient}`, patience: [500, 3000], talk: [500, 500] },
  { share: 7, did: `7${busy}`, patience: [5000, 5000], talk: [300, 2500] },
];

let office;
before(async () => {
  const queues = [
    { number: '7002', name: 'Late' },
    { number: '7003', name: 'Closed' },
  ];
  office = await open_exchange({ name: 'load', queues });
  const queue = (id, number, more) =>
    office.administer('put_queue', { ...office.queue, id, name: id, number, priority: 1, ...more });
  await queue('main', '7000', { offering: 'longest_idle', priority: 10 });
  await queue('together', '7001', { offering: 'ring_all' });
  await queue('late', '7002', { overflow: [{ reason: 'max_wait', limit: 1, to: 'main' }] });
  const closed = { reason: 'no_operator', limit: 0, to: overflow_target };
  await queue('closed', '7003', { overflow: [closed] });
  for (const number of [overflow_target, ...talkers, patient, busy]) await employ(office, number);
  const work = async (number, ...its_queues) => {
    const user = await employ_receptionist(office, number, its_queues);
    const session = await log_in(office.address, { user, password: `${user}-password` });
    await session.call('set_agent_state', { state: 'ready' });
  };
  for (const number of agents) await work(number, 'main');
  for (const number of rung_together) await work(number, 'together');
});
after(() => office?.close());

function calls_by_chance(t) {
  const dice = make_dice(t);
  const between = ([low, high]) => low + dice.below(high - low + 1);
  const all = ways.flatMap((way) => Array(way.share).fill(way));
  return Array.from({ length: rate * seconds }, (_, i) => {
    const { did, patience, talk } = dice.pick(all);
    const number = `+45${60_000_000 + i}`;
    return { number, did, patience_ms: between(patience), talk_ms: between(talk) };
  });
}

/// Seconds of CPU that a process has used.
function cpu_of(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/// By caller: what the phones saw, as {number, ms} for each answer.
function talks_of(seen) {
  const talks = new Map();
  for (const { caller, number, what, at } of seen) {
    const all = talks.get(caller) ?? talks.set(caller, []).get(caller);
    if (what === 'answered') all.push({ number, began: at, ms: Infinity });
    const ended = what === 'ended' && all.findLast((x) => x.number === number);
    if (ended) ended.ms = at - ended.began;
  }
  return talks;
}

/// By caller: the events of each of its calls.
function journal_of() {
  const calls = new Map();
  for (const { id, type, body } of office.query(
    `select id, type, body from events where kind='call' order by number`,
  )) {
    if (!calls.has(id)) calls.set(id, []);
    calls.get(id).push({ type, ...JSON.parse(body) });
  }
  const by_caller = new Map();
  for (const events of calls.values()) {
    const { number } = events[0].caller ?? events[0].calling ?? {};
    by_caller.set(number, [...(by_caller.get(number) ?? []), events]);
  }
  return by_caller;
}

/// How the call went by the telephones: who talked with the caller, and who hung up.
function as_the_phones_saw({ outcome }, talks) {
  const long = talks.filter((x) => x.ms > crossing_ms);
  const talked = long.map((x) => x.number);
  return {
    outcome: long.length > 0 ? 'answered' : 'abandoned',
    talked,
    ended_by: outcome === 'answered_and_ended_by_them' ? talked.at(-1) : 'caller',
    is_close: long.length < talks.length,
  };
}

/// The same by the journal.
function as_the_journal_says(events, caller) {
  const cleared = events.findLast((x) => x.type === 'connection_cleared');
  return {
    outcome: events.at(-1).outcome,
    talked: events.filter((x) => x.type === 'established').map((x) => x.device.number),
    ended_by: !cleared || cleared.device.number === caller ? 'caller' : cleared.device.number,
  };
}

/// What the journal says is one of what the phones may have seen.
const may_be = ({ outcome, talked }, talks) =>
  talked.every((x) => talks.some((y) => y.number === x)) &&
  outcome === (talked.length > 0 ? 'answered' : 'abandoned');

const count = (list) => {
  const counts = {};
  for (const x of list) counts[x] = (counts[x] ?? 0) + 1;
  return JSON.stringify(counts);
};

test(`${rate} calls a second for ${seconds} s: each ends in the journal as the telephones saw it end, none is missing, none is doubled [B1.9]`, async (t) => {
  const { pbx } = office;
  const pids = [office.service.child.pid, Number(readFileSync(path.join(pbx.run, 'asterisk.pid')))];
  const phones = await sipp_phones({
    pbx,
    phones: [
      ...[...agents, ...rung_together, overflow_target].map((number) => ({ number })),
      ...talkers.map((number, i) => ({ number, talk_ms: i < 2 ? 0 : 1000 })),
      { number: patient, does: 'rings' },
      { number: busy, does: 'busy' },
    ],
  });
  t.after(phones.stop);
  const calls = calls_by_chance(t);
  const before_them = pids.map(cpu_of);
  const began = Date.now();
  const { outcomes } = await run_sipp({ pbx, calls, rate });
  const took = (Date.now() - began) / 1000;
  await office.is_empty(20_000);
  const used = pids.map((pid, i) => cpu_of(pid) - before_them[i]);
  const talks = talks_of(await phones.stop());
  const journal = journal_of();

  const wrong = [];
  const close = [];
  for (const { number, did } of calls) {
    const seen = outcomes.get(number);
    const kept = journal.get(number) ?? [];
    if (!seen || kept.length !== 1) {
      wrong.push(`${number} to ${did}: ${seen?.outcome}, and ${kept.length} in the journal`);
      continue;
    }
    const { is_close, ...by_phones } = as_the_phones_saw(seen, talks.get(number) ?? []);
    const by_journal = as_the_journal_says(kept[0], number);
    if (seen.outcome === 'dropped') by_journal.ended_by = by_phones.ended_by;
    if (is_close) close.push(number);
    const is_right = is_close
      ? may_be(by_journal, talks.get(number))
      : isDeepStrictEqual(by_phones, by_journal);
    const facts = [seen, by_phones, by_journal, kept[0].map((x) => x.type)];
    if (!is_right) wrong.push(`${number} to ${did}: ${JSON.stringify(facts)}`);
  }
  t.diagnostic(`the callers: ${count([...outcomes.values()].map((x) => x.outcome))}`);
  t.diagnostic(`the journal: ${count([...journal.values()].map(([x]) => x.at(-1).outcome))}`);
  const overflowed = [...journal.values()].filter(([x]) => x.some((e) => e.type === 'overflowed'));
  t.diagnostic(`overflowed: ${overflowed.length}; hung up while answering: ${close.length}`);
  const each = used.map((x) => ((1000 * x) / calls.length).toFixed(2));
  t.diagnostic(
    `${calls.length} calls in ${took.toFixed(1)} s; CPU: omstillingd ${used[0].toFixed(1)} s, Asterisk ${used[1].toFixed(1)} s; ` +
      `a call: ${each[0]} ms and ${each[1]} ms; ratio ${(used[0] / used[1]).toFixed(2)}`,
  );

  assert.equal(wrong.length, 0, `${wrong.length} differ:\n${wrong.slice(0, 20).join('\n')}`);
  assert.equal(journal.size, calls.length);
  const dropped = [...outcomes.values()].filter((x) => x.outcome === 'dropped');
  const unsure = close.length + dropped.length;
  assert.ok(unsure < calls.length / 6, `of ${unsure} calls the telephones do not know enough`);
});
