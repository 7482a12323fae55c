// Every kind of transfer, and what may fail at each of its points: each ends where it is stated,
// and nothing is left in Asterisk. Writes the table, which stands in docs/failures.md.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { until } from '../lab/asterisk/until.mjs';
import { open_exchange } from './exchange.mjs';
import { line, wanted_events, where_it_is } from './failure_ends.mjs';
import { lane } from './failure_lane.mjs';
import { rows } from './failure_rows.mjs';
import { free_numbers } from './seats.mjs';

const folder = new URL('../../', import.meta.url);
const head = `# What becomes of a caller when a transfer fails

Made by \`./test -R asterisk.failures\`, which does each line with real telephones and fails when one ends
otherwise. *She* is the receptionist. *His line*: what the caller's telephone saw; in a call that she dials, hers. *Journal*: what is
kept from there on, without the ringing. *Outcome*: of the whole call, ended at last by hanging up where nothing else did it.

| transfer | where it is | what fails | the caller | his line | journal | outcome |
|---|---|---|---|---|---|---|
`;
const text_of = ({ kind, point, name, end, line, seen }) =>
  `| ${[kind, point, name, end.text, line, seen.journal, seen.outcome].join(' | ')} |`;

let office;
before(async () => {
  office = await open_exchange({ name: 'failures' });
  const { number, ...other } = { ...office.queue, id: 'other', name: 'Other', priority: 1 };
  await office.administer('put_queue', { ...other, number: '7001' });
  const half = free_numbers.length / 2;
  const pairs = free_numbers.slice(0, half).map((own, i) => [own, free_numbers[half + i]]);
  const lanes = await lane.open_all(office, pairs);
  // Those that ring out take longest and go first.
  const left = [...rows].sort((a, b) => Boolean(b.slow) - Boolean(a.slow));
  await Promise.all(
    lanes.map(async (x) => {
      for (let row; (row = left.shift()); ) {
        row.seen = { journal: '', outcome: '' };
        await run_row(x, row).catch((failure) => (row.failure = failure));
      }
      await x.leave();
    }),
  );
});
after(() => office?.close());

const line_of = (call) => {
  if (!call) return line.none;
  if (call.state !== 'ended') return line.open;
  if (call.final_status !== 200) return String(call.final_status);
  return call.ended_by === 'us' ? line.hung_up : line.let_go;
};

async function run_row(x, row) {
  await x.clear();
  await row.reach(x);
  if (row.before) await row.before(x[row.whose]);
  if (row.name === 'the target phone is not registered') await x.lamp_of_target('offline');
  const known = x.id ? (await x.events()).length : 0;
  await row.ring?.(x);
  if (row.kind === 'dial' && row.whose === 'target') x.own_call = await x.own.next_call();
  if (row.whose && !row.before) {
    const rings = await x[row.whose].next_call();
    x[`${row.whose}_call`] = rings;
    await until(() => rings.state === 'ringing', { what: 'a phone that rings' });
    await row.after?.(rings);
  }
  await row.happens?.(x);
  const all = await has_ended(x, row);
  await finish(x);
  row.seen = {
    journal: all.slice(known).join(', ') || '-',
    outcome: (await x.events()).at(-1).replace('call_cleared ', ''),
  };
}

/// As soon as all is as the row states; the journal until then.
async function has_ended(x, row) {
  let seen;
  let events;
  const is_so = async () => {
    const legs = await x.legs();
    const telephone = line_of(row.kind === 'dial' ? x.own.call : x.call);
    seen = `${where_it_is(x.view, legs, x)} [${legs}] ${telephone}`;
    if (seen !== `${row.end.text} [${row.end.legs}] ${row.line}`) return false;
    events = await x.events();
    return wanted_events(row).every((wanted) => events.some((e) => e.startsWith(wanted)));
  };
  const within = row.slow ? 45_000 : 25_000;
  await until(is_so, { what: `'${row.end.text}'`, within }).catch(async (failure) => {
    failure.message = `it is '${seen}' after ${await x.events()}\n${failure.message}`;
    throw failure;
  });
  return events;
}

/// Whatever goes on still is ended by hanging up, and then nothing is left.
async function finish(x) {
  if (x.call?.state === 'talking') await x.call.hang_up();
  if (x.view?.holder === x.desk.id) await x.do('end_call').catch(() => {}); // it has just ended
  await until(async () => (await x.legs()).length === 0, { what: 'nothing left in Asterisk' });
  const is_over = async () => (await x.events()).at(-1).startsWith('call_cleared');
  await until(is_over, { what: 'the end in the journal' });
}

/// The rows of a kind are as stated.
function are_as_stated(t, kind) {
  const wrong = [];
  for (const row of rows.filter((x) => x.kind === kind)) {
    t.diagnostic(text_of(row));
    const name = `${kind}, ${row.point}, ${row.name}`;
    const outcome = row.outcome ?? 'answered';
    if (row.failure) wrong.push(`${name}: ${row.failure.stack}`);
    else if (row.seen.outcome !== outcome) wrong.push(`${name}: its outcome is not ${outcome}`);
  }
  assert.equal(wrong.length, 0, wrong.join('\n\n'));
}

for (const kind of new Set(rows.map((x) => x.kind)))
  test(`${kind}: whoever fails, the caller ends where it is stated, with the reason [B1.2][B1.9]`, (t) =>
    are_as_stated(t, kind));

test('when all transfers have failed nothing is left in Asterisk and in the store [B1.9]', () =>
  office.is_empty());

test('the table in the documents is what was seen [B1.2]', () => {
  const table = `${head}${rows.map(text_of).join('\n')}\n`;
  mkdirSync(new URL('build/', folder), { recursive: true });
  writeFileSync(new URL('build/failures.md', folder), table);
  const kept = readFileSync(new URL('docs/failures.md', folder), 'utf8');
  assert.ok(kept === table, 'cp build/failures.md docs/failures.md');
});
