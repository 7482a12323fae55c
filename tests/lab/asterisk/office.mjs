// People for a PBX to serve: employees who answer by chance, receptionists who answer when their screen
// says so, somebody outside who is called, and callers with patience.

import { readFileSync } from 'node:fs';
import { caller, new_phone, outside } from './phone.mjs';

const seconds = 1_000;

/// Chances that are the same for the same seed.
function make_chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (low, high) => low + next() * (high - low),
    happens: (share) => next() < share,
    one_of: (list) => list[Math.floor(next() * list.length)],
    /// The time to the next of so many events an hour.
    gap: (per_hour) => (-Math.log(1 - next()) * 3_600 * seconds) / per_hour,
  };
}

/// Numbers that belong to nobody, with names.
const read_people = () =>
  readFileSync(new URL('../../../etc/demo/callers.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.match(/^([^,]*),"?(.*?)"?$/))
    .map(([, number, name]) => ({ number, name }));

/// Runs until its stop() is called; `counts` says what has become of the callers. Employees and
/// receptionists are numbers of phones, `dids` the numbers that are called from outside.
export async function run_office({
  pbx,
  employees = [],
  receptionists = [],
  dids = [],
  calls_per_hour = 120,
  seed = 1,
}) {
  const chance = make_chance(seed);
  const people = read_people();
  const timers = new Set();
  const callers = new Set();
  const counts = { called: 0, answered: 0, given_up: 0, refused: 0, ended_by_us: 0 };
  const later = (delay, act) => {
    const timer = setTimeout(() => timers.delete(timer) && act(), delay);
    timers.add(timer);
  };

  const answer_by_chance = (call) => {
    if (call.party.is_talking) return call.reject(486);
    call.ring();
    if (chance.happens(0.15)) return; // nobody is there
    later(chance.between(2, 9) * seconds, async () => {
      if (chance.happens(0.1)) return call.reject(486);
      await call.answer();
      later(chance.between(10, 60) * seconds, () => call.hang_up());
    });
  };

  /// Waits as long as its patience lasts, and talks as long as there is something to say.
  const follow = (call, patience, talk) => {
    const has_company = [...call.hears()].some(
      (name) => name !== 'music' && name !== 'ringing_tone',
    );
    if (call.state === 'ended') {
      counts[call.final_status === 200 ? 'answered' : 'refused'] += 1;
    } else if (patience <= 0 || talk <= 0) {
      counts[talk <= 0 ? 'ended_by_us' : 'given_up'] += 1;
      call.hang_up();
    } else {
      const [waited, talked] = has_company ? [0, 1] : [1, 0];
      later(seconds, () => follow(call, patience - waited, talk - talked));
    }
  };
  const call_in = async () => {
    later(chance.gap(calls_per_hour), call_in);
    const who = await caller({ pbx, ...chance.one_of(people), silent: true });
    callers.add(who);
    who.on_ended = () => callers.delete(who) && who.close();
    counts.called += 1;
    const call = await who.dial(chance.one_of(dids));
    follow(call, chance.between(30, 180), chance.between(20, 120));
  };

  const parties = [];
  for (const number of employees)
    parties.push(await new_phone({ pbx, number, on_call: answer_by_chance }));
  for (const number of receptionists)
    parties.push(await new_phone({ pbx, number, auto_answers: true }));
  for (const phone of parties) {
    const status = await phone.register();
    if (status !== 200) throw new Error(`phone ${phone.number} may not log in: ${status}`);
  }
  parties.push(await outside({ pbx, on_call: answer_by_chance, silent: true }));
  if (dids.length > 0 && calls_per_hour > 0) later(chance.gap(calls_per_hour), call_in);

  return {
    counts,
    stop: async () => {
      timers.forEach(clearTimeout);
      timers.clear();
      await Promise.all([...parties, ...callers].map((party) => party.close()));
    },
  };
}
