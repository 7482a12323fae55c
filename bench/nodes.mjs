// Several nodes on one Redis: start, memory, and the time of one change from its command at one node to a
// wallboard at another, with what it costs Redis. Each size on the command line is measured anew.
//
//   scripts/build release omstillingd omstillingctl && node bench/nodes.mjs [nodes] [sites] [employees ...]

import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, fdatasyncSync, mkdtempSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = (name) => path.join(root, 'build/release/apps', name, name);
process.env.OMSTILLINGD = program('omstillingd');
process.env.OMSTILLINGCTL = program('omstillingctl');
const { start } = await import('../tests/process/programs.mjs');
const { make_redis } = await import('../tests/process/redis.mjs');
const { log_in } = await import('../tests/process/session.mjs');

const node_count = Number(process.argv[2] ?? 4);
const site_count = Number(process.argv[3] ?? 100);
const sizes = process.argv.slice(4).map(Number);
if (!sizes.length) sizes.push(10_000, 50_000, 100_000);
const rate = 200;
const seconds = 10;

const figure = (name, value) => console.log(`${name.padEnd(52)} ${value}`);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const ms = (x) => `${x.toFixed(1)} ms`;
const pass = (time) => new Promise((done) => setTimeout(done, time));
const resident = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const sum = (all) => all.reduce((x, y) => x + y, 0);

function disk_limit(folder) {
  const file = openSync(path.join(folder, 'limit'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 500 }, () => {
    const begun = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - begun;
  });
  closeSync(file);
  return quantile(times.sort((a, b) => a - b), 0.5);
}

async function measure(employees) {
  console.log(`\n${employees} employees, ${site_count} sites, ${node_count} nodes, ${rate} changes a second for ${seconds} s`);
  const folder = mkdtempSync(path.join(root, 'var-bench-'));
  const disk = disk_limit(folder);
  const redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  const info = (field) => Number(execFileSync('redis-cli', ['-s', path.join(folder, 'redis/redis.sock'), 'INFO'], { encoding: 'utf8' }).match(new RegExp(`^${field}:(\\d+)`, 'm'))[1]);
  const sites = Array.from({ length: site_count }, (_, i) => `site${i}`);
  const settings_of = (state, more) =>
    `organisation = "Bench"\n[listen]\nport = 0\n[store]\npath = "${state}/omstilling.db"\n${more}` +
    sites.map((id) => `[[site]]\nid = "${id}"\nname = "${id}"\ntime_zone = "UTC"\npbx = "none"\n`).join('');
  const nodes = Array.from({ length: node_count }, (_, i) => ({ name: `n${i}`, state: path.join(folder, `n${i}`) }));
  for (const [i, x] of nodes.entries()) {
    mkdirSync(x.state);
    const own = sites.filter((_, n) => n % node_count === i);
    const shared = `kind = "redis"\nurl = "${redis.url}"\n[node]\nname = "${x.name}"\nprefers = ${JSON.stringify(own)}\n`;
    writeFileSync(path.join(x.state, 'omstilling.toml'), settings_of(x.state, shared));
  }
  const admin = (x) => ({ token: readFileSync(path.join(x.state, 'admin.token'), 'utf8').trim() });
  const begin = async () => {
    const begun = performance.now();
    for (const x of nodes) x.program = start('omstillingd', ['--config', path.join(x.state, 'omstilling.toml')]);
    for (const x of nodes) [, x.address] = await x.program.says('err', / serves on (\S+:\d+)\n/, 120_000);
    const shows_all = async (x) => {
      const parts = await (await fetch(`http://${x.address}/readyz`)).json();
      return Array.isArray(parts) && sites.every((id) => parts.some((part) => part.id === `site:${id}` && part.ok && !part.problem));
    };
    for (const x of nodes) while (!(await shows_all(x))) await pass(100);
    return (performance.now() - begun) / 1000;
  };
  const ctl = (...words) => execFileSync(program('omstillingctl'), words, { stdio: ['ignore', 'ignore', 'inherit'] });
  const csv = path.join(folder, 'employees.csv');
  const import_at = (address, token_file) => ctl('--server', `ws://${address}/ws`, '--token-file', token_file, 'employee', 'import', csv);
  const head = 'id,site,name,title,department,location,groups,phones';
  const row = (i) => `e${i},${sites[i % site_count]},Medarbejder Nummer ${i},Sagsbehandler,Borgerservice,Rådhuset,Borgerkontakt;Ledelse,${1_000_000 + i}`;
  const write_rows = (from, count) => writeFileSync(csv, [head, ...Array.from({ length: count }, (_, i) => row(from + i))].join('\n') + '\n');
  /// By one service on SQLite, whose store is then moved.
  const fill = async () => {
    const state = path.join(folder, 'one');
    mkdirSync(state);
    writeFileSync(path.join(state, 'omstilling.toml'), settings_of(state, ''));
    const one = start('omstillingd', ['--config', path.join(state, 'omstilling.toml')]);
    const [, address] = await one.says('err', / serves on (\S+:\d+)\n/, 120_000);
    write_rows(0, employees);
    import_at(address, path.join(state, 'admin.token'));
    await one.stop('SIGTERM', 60_000);
    ctl('move', '--from', `sqlite:${path.join(state, 'omstilling.db')}`, '--to', redis.url);
    for (const x of nodes) copyFileSync(path.join(state, 'admin.token'), path.join(x.state, 'admin.token'));
    rmSync(state, { recursive: true });
  };
  const cpu_of = (pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  };
  const cpu = () => sum(nodes.map((x) => cpu_of(x.program.child.pid)));
  /// For five seconds no more than a tenth of a core each.
  const rest = async () => {
    for (let before = cpu(); ; before = cpu()) {
      await pass(5_000);
      if (cpu() - before < 0.5 * node_count) return;
    }
  };
  const stop = () => Promise.all(nodes.map((x) => x.program.stop('SIGTERM', 60_000)));

  figure('empty: every node shows every site after', `${(await begin()).toFixed(1)} s`);
  const empty = sum(nodes.map((x) => resident(x.program.child.pid)));
  await stop();
  redis.ask('FLUSHALL'); // where nothing is, the store of one service can be moved to
  await fill();
  const begun = performance.now();
  figure('start: every node shows every site after', `${(await begin()).toFixed(1)} s`);
  await rest();
  figure('search knows everybody, all at rest after', `${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const full = nodes.map((x) => resident(x.program.child.pid));
  figure('memory of a node', `${(sum(full) / node_count).toFixed(0)} MiB`);
  figure('memory an employee and node', `${(((sum(full) - empty) * 1048576) / node_count / employees).toFixed(0)} bytes`);
  figure('memory an employee in Redis', `${(info('used_memory') / employees).toFixed(0)} bytes`);

  const [asker, reader] = [nodes[1], nodes[2 % node_count]];
  const sent = new Map();
  const shown = [];
  const watch = await log_in(reader.address, admin(reader), {
    on_notice: (method, params) => {
      if (method !== 'delta') return;
      for (const item of params.set) {
        if (sent.has(item.id)) shown.push(performance.now() - sent.get(item.id));
        sent.delete(item.id);
      }
    },
  });
  const asked = performance.now();
  await watch.call('subscribe', { topics: sites.filter((_, i) => i % node_count === 0).map((id) => ({ topic: `people/${id}` })) });
  figure('subscribed to the sites of another node after', ms(performance.now() - asked));
  const desks = await Promise.all(Array.from({ length: 16 }, () => log_in(asker.address, admin(asker))));
  const traffic = () => ({ commands: info('total_commands_processed'), bytes: info('total_net_input_bytes') });
  const since = async (work) => {
    const [begun, used, at] = [traffic(), cpu(), performance.now()];
    await work();
    const [ended, took] = [traffic(), (performance.now() - at) / 1000];
    return { commands: (ended.commands - begun.commands) / took, bytes: (ended.bytes - begun.bytes) / took, cpu: (cpu() - used) / took, took };
  };
  const idle = await since(() => pass(5_000));
  figure('idle: CPU of a node; Redis commands and bytes a second', `${((100 * idle.cpu) / node_count).toFixed(1)} %; ${idle.commands.toFixed(0)}, ${idle.bytes.toFixed(0)}`);
  const total = rate * seconds;
  const answered = [];
  const answers = [];
  const busy = await since(async () => {
    const begun = performance.now();
    for (let n = 0; n < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - begun) / 1000) * rate) + 1);
      for (; n < due; ++n) {
        // Somebody of a site of the first node; asked at the second, seen at the third.
        const site = node_count * (n % Math.ceil(site_count / node_count));
        const id = `e${(site + site_count * ((n * 7919) % Math.floor(employees / site_count))) % employees}`;
        const at = performance.now();
        sent.set(id, at);
        answers.push(desks[n % 16].call('set_status', { employee: id, type: ['meeting', 'lunch', 'busy'][n % 3], note: `bench ${n}` }).then(() => answered.push(performance.now() - at)));
      }
      await pass(2);
    }
    await Promise.all(answers);
  });
  await pass(1_000);
  for (const list of [shown, answered]) list.sort((a, b) => a - b);
  figure('command at one node to answer, median / p99', `${ms(quantile(answered, 0.5))} / ${ms(quantile(answered, 0.99))}`);
  figure('command to a wallboard at a third, median / p99', `${ms(quantile(shown, 0.5))} / ${ms(quantile(shown, 0.99))}`);
  figure('against a 4 KiB write + fdatasync in the same run', `${(quantile(shown, 0.5) / disk).toFixed(0)} times (${disk.toFixed(3)} ms)`);
  const a_change = (what) => ((busy[what] - idle[what]) * busy.took) / total;
  figure('CPU of all nodes a change, beyond idle', ms(1000 * a_change('cpu')));
  figure('Redis commands and bytes a change, beyond idle', `${a_change('commands').toFixed(1)}, ${a_change('bytes').toFixed(0)}`);
  write_rows(employees, 1_000);
  const imported = performance.now();
  import_at(asker.address, path.join(asker.state, 'admin.token'));
  figure('import at one node, for all: rows a second', (1_000_000 / (performance.now() - imported)).toFixed(0));
  await stop();
  await redis.kill();
  rmSync(folder, { recursive: true, force: true });
}

for (const employees of sizes) await measure(employees);
process.exit(0);
