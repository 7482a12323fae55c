// The service dies at any moment, without a word. What it had answered for stands.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  administer,
  employee_table,
  serve,
  temporary_folder,
  write_settings,
} from './programs.mjs';
import { log_in, make_dice, observe } from './session.mjs';
import { make_writer } from './writer.mjs';

const site = 'aarhus';
const people = `people/${site}`;
const kills = Number(process.env.KILLS ?? 50);
/// A deadline that passed is not late within this.
const slack_ms = 3_000;

const pass = (ms) => new Promise((done) => setTimeout(done, ms));

/// What a person may be shown with: the last answered command or any sent after it, and nothing
/// when one of these may have run out.
function allowed(commands) {
  const last = commands.findLastIndex((x) => x.revision !== null);
  const open = commands.slice(Math.max(last, 0));
  const notes = open.map((x) => x.key);
  if (last < 0 || open.some((x) => x.params.for_seconds)) notes.push('');
  return notes;
}

test('[B1.6] [S14.3] killed at 50 moments under a stream of changes: every answered change stands, none twice, due timers fire at once and in order', async (t) => {
  const dice = make_dice(t);
  const folder = temporary_folder();
  const settings = write_settings(folder, [site]);
  let service = await serve(settings);
  const table = path.join(folder, 'people.csv');
  writeFileSync(table, employee_table([site], 50));
  const imported = await administer(service.address, folder, ['employee', 'import', table]);
  assert.deepEqual([imported.code, imported.out], [0, '50 employees imported, 0 lines refused\n']);
  const admin = { token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() };

  const ids = Array.from({ length: 50 }, (_, i) => `${site}-${i}`);
  const writers = [0, 1, 2].map((i) =>
    make_writer(`hasty${i}`, ids.slice(10 * i, 10 * i + 10), false, dice),
  );
  writers.push(make_writer('timed', ids.slice(30), true, dice));
  const runs = [service]; // with started_at, ready_at, killed_at
  let lost_answers = 0;

  const begin = async () => {
    for (const writer of writers) writer.begin(await log_in(service.address, admin));
  };
  await begin();
  for (let i = 0; i < kills; i++) {
    await pass(dice.below(300)); // to the random moment
    service.killed_at = Date.now();
    await service.stop('SIGKILL');
    await Promise.all(writers.map((x) => x.stop()));
    lost_answers += writers.flatMap((x) => x.unanswered()).length;
    if (i % 5 === 0) await pass(third_deadline(writers.at(-1)) - Date.now());
    service = await serve(settings);
    runs.push(service);
    const reader = await observe(service.address, admin, [people]);
    await reader.until(reader.whole, 'the picture');
    const overdue = (x) => x.status.until && Date.parse(x.status.until) <= service.ready_at;
    await reader.until(
      () => !reader.picture.items(people).some(overdue),
      'timers that came due meanwhile',
      slack_ms,
    );
    const sent = group(writers.flatMap((x) => x.commands));
    for (const x of reader.picture.items(people)) {
      const notes = allowed(sent.get(x.id) ?? []);
      assert.ok(
        notes.includes(x.status.note),
        `kill ${i}: ${x.id} shows "${x.status.note}", one of ${JSON.stringify(notes)} expected`,
      );
    }
    assert.equal(reader.failure, null);
    await reader.session.close();
    await begin();
  }
  await Promise.all(writers.map((x) => x.stop()));
  assert.equal(writers.flatMap((x) => x.unanswered()).length, 0);
  assert.equal((await service.stop('SIGTERM')).code, 0);

  const sent = writers.flatMap((x) => x.commands);
  const ask = (sql) =>
    JSON.parse(
      execFileSync('sqlite3', ['-json', `${folder}/omstilling.db`, sql], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      }) || '[]',
    );
  const events = ask(
    "SELECT number, at, id, body, asked_by FROM events WHERE type = 'status_changed' ORDER BY number",
  )
    .map((x) => ({ ...x, ...JSON.parse(x.body) }))
    .filter((x) => x.from !== x.to); // a new employee's first

  // None twice, and none beside: an event for each key, which the receipt names.
  const receipts = new Map(
    ask('SELECT key, result FROM receipts').map((x) => [x.key, JSON.parse(x.result).revision]),
  );
  const by_number = new Map(events.map((x) => [x.number, x]));
  assert.equal(receipts.size, sent.length);
  for (const x of sent) {
    assert.equal(receipts.get(x.key), x.revision, x.key);
    const event = by_number.get(x.revision);
    assert.deepEqual([event?.id, event?.to], [x.employee, x.params.type], x.key);
  }
  assert.equal(new Set(receipts.values()).size, sent.length);
  assert.equal(events.filter((x) => x.to !== 'available').length, sent.length);
  for (const [employee, commands] of group(sent)) {
    const revisions = commands.map((x) => x.revision);
    assert.deepEqual(
      revisions,
      [...revisions].sort((a, b) => a - b),
      `in the order sent: ${employee}`,
    );
  }

  // Timers: never early, and those that came due while nobody was there first, in their order.
  const ends = []; // {number, at, deadline, overdue_in}
  const held = new Map();
  for (const x of events) {
    const before = held.get(x.id);
    held.set(x.id, x);
    if (x.to !== 'available') continue;
    const deadline = Date.parse(before.until);
    assert.ok(x.at >= deadline, `event ${x.number} is early`);
    const run = runs.findLastIndex((one) => one.started_at <= x.at);
    const due_from = Math.max(deadline, runs[run].ready_at);
    assert.ok(x.at <= due_from + slack_ms, `event ${x.number} is ${x.at - due_from} ms late`);
    ends.push({ ...x, deadline, overdue_in: deadline < runs[run].started_at ? run : null });
  }
  let together = 0;
  for (const [run, overdue] of group(
    ends.filter((x) => x.overdue_in !== null),
    'overdue_in',
  )) {
    const deadlines = overdue.map((x) => x.deadline);
    assert.deepEqual(
      deadlines,
      [...deadlines].sort((a, b) => a - b),
      `in order of deadline after kill ${run}`,
    );
    if (overdue.length > 1) together += 1;
  }
  t.diagnostic(
    `${sent.length} changes, ${lost_answers} answers lost, ${ends.length} timers, ` +
      `${ends.filter((x) => x.overdue_in !== null).length} of them due while nobody was there ` +
      `(several in ${together} starts)`,
  );
  assert.ok(lost_answers >= kills, 'kills under load');
  assert.ok(together >= kills / 10, 'several timers due in one downtime');
});

/// When three of the writer's timers will have come due.
function third_deadline({ commands }) {
  const now = Date.now();
  const ahead = commands.map((x) => x.ends_before).filter((x) => x > now);
  return ahead.sort()[2] ?? now;
}

function group(list, by = 'employee') {
  const result = new Map();
  for (const x of list) result.set(x[by], [...(result.get(x[by]) ?? []), x]);
  return result;
}
