// Changes without end, each with a key of its own, for tests that kill what they are asked of.

import assert from 'node:assert/strict';

const types = ['busy', 'meeting', 'lunch', 'course', 'away', 'works_from_home'];
const pass = (ms) => new Promise((done) => setTimeout(done, ms));

/// Sets statuses of its own people, several commands on their way at a time, one a person. Each
/// command has a key, which is also the note of the status. Its people with a time limit are set
/// again only once that has passed. What is refused for one of `not_now` is as good as unanswered.
export function make_writer(name, employees, timed, dice, not_now = []) {
  const commands = []; // all that were sent, in order
  const latest = new Map(); // by employee
  let stopped = true;
  let session = null;

  const is_free = (employee) => {
    const x = latest.get(employee);
    return !x || (x.revision !== null && (!timed || Date.now() > x.ends_before));
  };

  async function send(x) {
    x.tries += 1;
    try {
      const { revision } = await session.call('set_status', x.params);
      // Asked twice, answered alike.
      if (x.revision !== null) assert.equal(revision, x.revision, x.key);
      Object.assign(x, { revision, ends_before: Date.now() + 1000 * (x.params.for_seconds ?? 0) });
    } catch (failure) {
      const later = not_now.includes(failure.data?.reason);
      if (failure.data && !later) throw failure; // refused, not lost
      if (later) await pass(50);
    }
  }

  function next() {
    const employee = dice.pick(employees.filter(is_free));
    if (!employee) return null;
    const n = commands.length;
    const key = `${name}-${n}`;
    const x = { key, employee, tries: 0, revision: null, ends_before: 0 };
    x.params = { employee, type: types[n % types.length], note: key, idempotency_key: key };
    // Not the type that is there already.
    if (latest.get(employee)?.params.type === x.params.type)
      x.params.type = types[(n + 1) % types.length];
    if (timed) x.params.for_seconds = 1 + dice.below(2);
    commands.push(x);
    latest.set(employee, x);
    return x;
  }

  async function work() {
    while (!stopped) {
      const x = next();
      if (x) await send(x);
      else await pass(5); // until somebody's time has passed
    }
  }

  return {
    commands,
    unanswered: () => commands.filter((x) => x.revision === null),
    /// Goes on: what was not answered first, with its own key, and something that was.
    begin(with_session) {
      session = with_session;
      stopped = false;
      const answered = commands.filter((x) => x.revision !== null);
      const again = commands.filter((x) => x.revision === null);
      if (answered.length) again.push(dice.pick(answered));
      this.working = Promise.all(again.map(send)).then(() =>
        Promise.all(Array.from({ length: timed ? 3 : 4 }, work)),
      );
    },
    stop() {
      stopped = true;
      return this.working;
    },
  };
}
