#!/usr/bin/env node
// Keeps an Asterisk running for people and for ./run.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { start_asterisk, usual_phones } from './asterisk.mjs';
import { write_counts, write_environment } from './environment.mjs';
import { run_office } from './office.mjs';

const usage = `usage: tests/lab/asterisk/up.mjs --state DIR [--phones LIST | --phones-file FILE] [--office FILE]

Starts a real Asterisk 22 on this machine's loopback, prints its address and passwords as KEY=VALUE
lines, also to DIR/asterisk.env, and keeps it running until SIGTERM or Ctrl-C.

  --state DIR          where it keeps its files; registrations outlive a restart
  --phones LIST        numbers such as 101-106,201-240, which is the default
  --phones-file FILE   number,name on each line
  --office FILE        people who use it, as JSON: {"employees": ["201"], "receptionists": ["101"],
                       "dids": ["7000"], "queues": [{"number": "7002", "name": "Library"}],
                       "calls_per_hour": 120, "seed": 1}. Each is optional; queues are main numbers
                       besides 7000 and 7001
  --help               this text
`;

function refuse(why) {
  process.stderr.write(`up: ${why}, see --help\n`);
  process.exit(2);
}

function read_options() {
  const options = {};
  for (const name of ['state', 'phones', 'phones-file', 'office'])
    options[name] = { type: 'string' };
  options.help = { type: 'boolean', short: 'h' };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

const numbers_of = (list) =>
  list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    if (!(first <= last)) refuse(`--phones has '${part}'`);
    return Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
  });

const phones_of = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.trim().split(','))
    .map(([number, name]) => ({ number, name: name || `Phone ${number}` }));

const options = read_options();
if (options.help) {
  process.stdout.write(usage);
  process.exit();
}
if (!options.state) refuse('--state is missing');
const { queues, ...people } = options.office
  ? JSON.parse(readFileSync(options.office, 'utf8'))
  : {};
let phones = usual_phones;
if (options.phones) phones = numbers_of(options.phones);
if (options['phones-file']) phones = phones_of(options['phones-file']);

const asked_to_end = new Promise((done) => {
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, done);
});
const pbx = await start_asterisk({ name: 'office', phones, queues, state: options.state });
const office = options.office ? await run_office({ pbx, ...people }) : null;
process.stdout.write(write_environment(pbx).text);

await asked_to_end;
await office?.stop();
await pbx.stop();
if (office) process.stdout.write(write_counts(office.counts));
