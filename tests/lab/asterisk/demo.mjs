#!/usr/bin/env node
// The demo office's telephones: an Asterisk for each site, with the people and callers who use it. What the
// office consists of is read from standard input, as `omstillingd --demo --describe` prints it.

import path from 'node:path';
import { text } from 'node:stream/consumers';
import { start_asterisk } from './asterisk.mjs';
import { write_counts, write_environment } from './environment.mjs';
import { run_office } from './office.mjs';

const calls_per_hour = 200; // at each site

const [state] = process.argv.slice(2);
if (!state || state.startsWith('-')) {
  process.stderr.write('usage: omstillingd --demo --describe | tests/lab/asterisk/demo.mjs DIR\n');
  process.exit(2);
}
const asked_to_end = new Promise((done) => {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, done);
});
const { sites } = JSON.parse(await text(process.stdin));
const running = [];
for (const { id, employees, receptionists, queues } of sites) {
  const pbx = await start_asterisk({
    name: id,
    phones: [...employees, ...receptionists],
    queues,
    state: path.join(state, id),
  });
  const dids = queues.map((x) => x.number);
  const office = await run_office({ pbx, employees, receptionists, dids, calls_per_hour });
  running.push({ pbx, office });
  process.stdout.write(`--asterisk ${id}=${write_environment(pbx).file}\n`);
}
process.stdout.write('ready\n');
await asked_to_end;
for (const { pbx, office } of running) {
  await office.stop();
  await pbx.stop();
  process.stdout.write(`${pbx.name}: ${write_counts(office.counts)}`);
}
