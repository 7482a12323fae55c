// Many employees: start to ready, memory each, and the time of one change from command to wallboard.
//
//   scripts/build release omstillingd omstillingctl && node bench/scale.mjs [employees] [changes a second] [seconds]

import { spawn, execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { log_in } from '../tests/process/session.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = (name) => path.join(root, 'build/release/apps', name, name);
const employees = Number(process.argv[2] ?? 100_000);
const rate = Number(process.argv[3] ?? 1_000);
const seconds = Number(process.argv[4] ?? 10);
// Beside the checkout, not in a memory file system: the disk is part of what is measured.
const folder = mkdtempSync(path.join(root, 'var-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const settings = path.join(folder, 'omstilling.toml');
writeFileSync(
  settings,
  `organisation = "Bench"\n[listen]\nport = 0\n[store]\npath = "${folder}/omstilling.db"\n[[site]]\nid = "hq"\nname = "HQ"\n`,
);

const figure = (name, value) => console.log(`${name.padEnd(44)} ${value}`);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const milliseconds = (x) => `${x.toFixed(2)} ms`;

/// Starts the service; resolves when its store is ready and it serves.
async function start() {
  const begun = performance.now();
  const child = spawn(program('omstillingd'), ['--config', settings], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((done, fail) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (more) => {
      text += more;
      const found = text.match(/ serves on (\S+:\d+)\n/);
      if (found) done(found[1]);
    });
    child.on('exit', () => fail(new Error(text)));
  });
  while ((await fetch(`http://${address}/readyz`)).status !== 200);
  return { child, address, ready: performance.now() - begun };
}

const stop = (service) =>
  new Promise((done) => {
    service.child.removeAllListeners('exit').on('exit', done);
    service.child.kill('SIGTERM');
  });

const resident = (service) => Number(readFileSync(`/proc/${service.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
const cpu_seconds = (service) => {
  const fields = readFileSync(`/proc/${service.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/// The disk's own price for a small durable write, which no store can undercut.
function disk_limit() {
  const file = openSync(path.join(folder, 'limit'), 'w');
  const times = [];
  const page = Buffer.alloc(4096, 1);
  for (let i = 0; i < 500; ++i) {
    const begun = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  return times.sort((a, b) => a - b);
}

function table() {
  const rows = ['id,site,name,title,department,location,groups,phones'];
  for (let i = 0; i < employees; ++i)
    rows.push(`e${i},hq,Medarbejder Nummer ${i},Sagsbehandler,Borgerservice,Rådhuset,Borgerkontakt;Ledelse,${1_000_000 + i}`);
  const file = path.join(folder, 'employees.csv');
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

/// `rate` statuses a second for `seconds`: from sending the command to the wallboard's frame with it.
async function measure_changes(service) {
  const token = { token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() };
  const administrator = await log_in(service.address, token);
  // A session may have 32 commands in flight: many desks share the load, as in life.
  const desks = await Promise.all(Array.from({ length: 32 }, () => log_in(service.address, token)));
  const { secret } = await administrator.call('add_token', { id: 'wallboard', name: 'Bench' });
  const sent = new Map();
  const shown = [];
  let arrived = 0;
  let snapshot_done;
  const whole = new Promise((done) => (snapshot_done = done));
  const wallboard = await log_in(service.address, { token: secret }, {
    on_notice: (method, params) => {
      const now = performance.now();
      if (method === 'snapshot') {
        arrived += params.items.length;
        if (params.last) snapshot_done();
      }
      if (method === 'delta')
        for (const item of params.set) {
          const begun = sent.get(item.id);
          if (begun !== undefined) shown.push(now - begun);
          sent.delete(item.id);
        }
    },
  });
  const asked = performance.now();
  await wallboard.call('subscribe', { topics: [{ topic: 'people/hq' }] });
  await whole;
  figure(`picture of ${arrived} people to a new reader`, milliseconds(performance.now() - asked));

  const answered = [];
  const cpu_before = cpu_seconds(service);
  const begun = performance.now();
  const total = rate * seconds;
  const types = ['meeting', 'lunch', 'busy'];
  let asked_for = 0;
  const answers = [];
  while (asked_for < total) {
    // Evenly spread, as many as are due by now.
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * rate) + 1);
    for (; asked_for < due; ++asked_for) {
      const id = `e${(asked_for * 7919) % employees}`;
      const at = performance.now();
      sent.set(id, at);
      answers.push(
        desks[asked_for % desks.length].call('set_status', { employee: id, type: types[asked_for % 3], note: 'bench' }).then(() => answered.push(performance.now() - at)),
      );
    }
    await new Promise((done) => setImmediate(done));
  }
  await Promise.all(answers);
  while (shown.length < total) await new Promise((done) => setImmediate(done));
  const took = (performance.now() - begun) / 1000;
  const cpu = cpu_seconds(service) - cpu_before;
  for (const list of [shown, answered]) list.sort((a, b) => a - b);
  figure('changes', `${total} in ${took.toFixed(1)} s`);
  figure('command to wallboard, median / p99', `${milliseconds(quantile(shown, 0.5))} / ${milliseconds(quantile(shown, 0.99))}`);
  figure('command to answer, median / p99', `${milliseconds(quantile(answered, 0.5))} / ${milliseconds(quantile(answered, 0.99))}`);
  figure('CPU of the service a change', `${((cpu / total) * 1e6).toFixed(0)} µs`);
  for (const session of [administrator, wallboard, ...desks]) session.close();
  return quantile(shown, 0.5);
}

console.log(`${employees} employees, ${rate} changes a second for ${seconds} s`);
const limit = disk_limit();
figure('4 KiB write + fdatasync, median / p99', `${milliseconds(quantile(limit, 0.5))} / ${milliseconds(quantile(limit, 0.99))}`);

let service = await start();
const empty = resident(service);
figure('empty: ready after, memory', `${(service.ready / 1000).toFixed(2)} s, ${(empty / 1024).toFixed(0)} MiB`);
const import_begun = performance.now();
execFileSync(program('omstillingctl'), ['--server', `ws://${service.address}/ws`, '--token-file', path.join(folder, 'admin.token'), 'employee', 'import', table()], { stdio: ['ignore', 'ignore', 'inherit'] });
figure('import', `${((performance.now() - import_begun) / 1000).toFixed(1)} s`);
await stop(service);

service = await start();
figure('start to ready', `${(service.ready / 1000).toFixed(2)} s`);
const full = resident(service);
figure('memory an employee', `${(((full - empty) * 1024) / employees).toFixed(0)} bytes`);
const median = await measure_changes(service);
figure('command to wallboard against the disk alone', `${(median / quantile(limit, 0.5)).toFixed(1)} times`);
await stop(service);
process.exit(0);
