// The operator console with very many employees: how long a frame takes while they change and the
// list is scrolled, what an idle window costs, and its memory.
//
//   scripts/build release omstillingd omstilling-console && node bench/console.mjs [employees] [changes a second] [seconds]

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { open_display } from '../tests/console/display.mjs';
import { log_in } from '../tests/process/session.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = process.env.BUILD ?? 'release';
const program = (name) => path.join(root, 'build', build, 'apps', name, name);
const service_program = process.env.OMSTILLINGD ?? program('omstillingd');
const console_program = process.env.OMSTILLING_CONSOLE ?? program('omstilling-console');
const employees = Number(process.argv[2] ?? 100_000);
const rate = Number(process.argv[3] ?? 1_000);
const seconds = Number(process.argv[4] ?? 20);
const folder = mkdtempSync(path.join(root, 'var-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const figure = (name, value) => console.log(`${name.padEnd(52)} ${value}`);
const quantile = (list, q) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};
const times = (list) =>
  `median ${quantile(list, 0.5).toFixed(2)} ms, p99 ${quantile(list, 0.99).toFixed(2)} ms`;
const cpu_seconds = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};
const memory = (pid, name) =>
  Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const ended = (child) => new Promise((done) => child.once('exit', done));

writeFileSync(
  path.join(folder, 'omstilling.toml'),
  `organisation = "Bench"\n[listen]\nport = 0\n[store]\npath = "${folder}/omstilling.db"\n[[site]]\nid = "hq"\nname = "HQ"\n`,
);
const service = spawn(service_program, ['--config', path.join(folder, 'omstilling.toml')], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const address = await new Promise((done) => {
  let text = '';
  service.stderr.setEncoding('utf8').on('data', (more) => {
    text += more;
    const found = text.match(/ serves on (\S+:\d+)\n/);
    if (found) done(found[1]);
  });
});
const token = { token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() };
const desks = await Promise.all(Array.from({ length: 32 }, () => log_in(address, token)));

// As many commands at a time as a session may have in flight.
async function all_of(count, order) {
  let next = 0;
  const work = async (desk) => {
    while (next < count) await order(desk, next++);
  };
  await Promise.all(desks.flatMap((desk) => Array.from({ length: 16 }, () => work(desk))));
}
await all_of(employees, (desk, i) =>
  desk.call('put_employee', {
    id: `e${i}`,
    site: 'hq',
    name: `Medarbejder Nummer ${i}`,
    title: 'Sagsbehandler',
    department: 'Borgerservice',
    groups: ['Borgerkontakt'],
    phones: [{ number: `${1_000_000 + i}` }],
  }),
);
await desks[0].call('put_queue', { id: 'main', site: 'hq', name: 'Hovednummer', number: '9', overflow: [] });
await desks[0].call('put_user', {
  id: 'lone',
  site: 'hq',
  name: 'Lone',
  password: 'bench-password',
  roles: ['receptionist'],
  employee: 'e0',
  queues: ['main'],
});
writeFileSync(path.join(folder, 'password'), 'bench-password\n');

const display = await open_display();
function open_console(name) {
  const home = path.join(folder, name);
  mkdirSync(home);
  const child = spawn(
    console_program,
    ['--server', `ws://${address}/ws`, '--user', 'lone', '--password-file', path.join(folder, 'password')]
      .concat(['--size', '1920x1080', '--describe', '--frames', path.join(home, 'frames.json')]),
    {
      env: { ...process.env, DISPLAY: display.name, HOME: home, XDG_CONFIG_HOME: home, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const live = new Promise((done) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more) => {
      text = (text + more).slice(-200_000);
      if (text.includes('Medarbejder Nummer')) done();
    });
  });
  return { child, live, frames: () => JSON.parse(readFileSync(path.join(home, 'frames.json'), 'utf8')) };
}

const begun = performance.now();
let window = open_console('idle');
await window.live;
figure(`window with ${employees} people, from start to picture`, `${(performance.now() - begun).toFixed(0)} ms`);
await pause(5_000);
const idle_from = cpu_seconds(window.child.pid);
const idle_for = 30;
await pause(idle_for * 1000);
figure('idle, CPU of one core', `${(((cpu_seconds(window.child.pid) - idle_from) / idle_for) * 100).toFixed(2)} %`);
figure('idle, resident memory', `${memory(window.child.pid, 'VmRSS').toFixed(0)} MiB`);
window.child.kill('SIGTERM');
await ended(window.child);

window = open_console('busy');
await window.live;
const from = performance.now();
let asked = 0;
const types = ['meeting', 'lunch', 'busy'];
const answers = [];
const scrolling = (async () => {
  await display.move(900, 500);
  while (performance.now() - from < seconds * 1000) await display.xdotool('click', '--repeat', 20, '--delay', 15, 5);
})();
const cpu_from = cpu_seconds(window.child.pid);
while (performance.now() - from < seconds * 1000) {
  const due = Math.floor(((performance.now() - from) / 1000) * rate) + 1;
  for (; asked < due; ++asked)
    answers.push(
      desks[asked % desks.length]
        .call('set_status', { employee: `e${(asked * 7919) % employees}`, type: types[asked % 3] })
        .catch(() => {}),
    );
  await new Promise((done) => setImmediate(done));
}
await Promise.all([...answers, scrolling]);
const took = (performance.now() - from) / 1000;
figure('changes a second, really', (asked / took).toFixed(0));
figure('busy, CPU of one core', `${(((cpu_seconds(window.child.pid) - cpu_from) / took) * 100).toFixed(0)} %`);
figure('busy, largest memory', `${memory(window.child.pid, 'VmHWM').toFixed(0)} MiB`);
window.child.kill('SIGTERM');
await ended(window.child);
const { drawing, whole, shown, spared } = window.frames();
figure('making the picture', times(drawing));
figure('with lighting it (no graphics card here)', times(whole));
figure('frames lit / as the one before', `${shown} / ${spared}`);
service.kill('SIGTERM');
await ended(service);
await display.close();
process.exit(0);
