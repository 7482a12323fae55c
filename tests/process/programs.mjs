// The built programs, as children of a test: started, listened to, ended.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

const program = (name) => {
  const file = process.env[name.toUpperCase()];
  if (!file) throw new Error(`${name.toUpperCase()} names the ${name} to test`);
  return file;
};

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/// A folder that is gone when the file's tests are over.
export function temporary_folder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'omstilling-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/// Starts a program; `where` are words before it. `out` and `err` grow with what it writes.
export function start(name, args, { cwd, env = {}, input, where = [] } = {}) {
  const words = [...where, program(name), ...args];
  const child = spawn(words[0], words.slice(1), {
    cwd,
    env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C.UTF-8', ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  if (input !== undefined) child.stdin.end(input);
  children.add(child);
  const listeners = new Set();
  const running = { child, out: '', err: '', ended: null, started_at: Date.now() };
  const collect = (stream, where) =>
    stream.setEncoding('utf8').on('data', (text) => {
      running[where] += text;
      listeners.forEach((f) => f());
    });
  collect(child.stdout, 'out');
  collect(child.stderr, 'err');
  running.end = once(child, 'close').then(([code, signal]) => {
    children.delete(child);
    running.ended = { code, signal };
    listeners.forEach((f) => f());
    return running.ended;
  });
  /// The match of `pattern` in what is written to `where`, as soon as it stands there.
  running.says = (where, pattern, within = 30_000) =>
    new Promise((done, fail) => {
      const give_up = (why) =>
        fail(new Error(`${name} ${why} before ${pattern}:\n${running.out}${running.err}`));
      const timer = setTimeout(() => finish() || give_up('took too long'), within);
      const finish = () => void (clearTimeout(timer), listeners.delete(look));
      const look = () => {
        const found = running[where].match(pattern);
        if (!found && !running.ended) return;
        finish();
        found ? done(found) : give_up(`ended (${JSON.stringify(running.ended)})`);
      };
      listeners.add(look);
      look();
    });
  /// Sends the signal and waits for the end.
  running.stop = async (signal = 'SIGTERM', within = 20_000) => {
    const asked_at = Date.now();
    child.kill(signal);
    const end = await in_time(running.end, within, `${name} to end after ${signal}`);
    return { ...end, took: Date.now() - asked_at };
  };
  return running;
}

/// Runs a program to its end: {code, out, err}.
export async function run(name, args, options = {}) {
  const running = start(name, args, options);
  const { code } = await in_time(
    running.end,
    options.within ?? 60_000,
    `${name} ${args.join(' ')}`,
  );
  return { code, out: running.out, err: running.err };
}

/// The promise's value, or an error when it takes too long.
export function in_time(promise, within, what) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`waited ${within} ms for ${what}`)), within);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// Settings for sites without telephony, in `folder`; the store and the administrator's token come
/// to stand beside them.
export function write_settings(folder, sites, more = '') {
  const file = path.join(folder, 'omstilling.toml');
  const tables = sites.map(
    (id) => `[[site]]\nid = "${id}"\nname = "Site ${id}"\ntime_zone = "UTC"\npbx = "none"\n`,
  );
  writeFileSync(
    file,
    `organisation = "Process tests"\n[listen]\nport = 0\n[store]\npath = "${folder}/omstilling.db"\n${more}${tables.join('')}`,
  );
  return file;
}

/// omstillingd with these settings, once it serves; `address` is host:port.
export async function serve(settings) {
  const service = start('omstillingd', ['--config', settings]);
  const [, address] = await service.says('err', / serves on (\S+:\d+)\n/);
  return Object.assign(service, { address, ready_at: Date.now() });
}

/// omstillingctl as the local administrator of the service whose state is in `folder`.
export const administer = (address, folder, args, options) =>
  run(
    'omstillingctl',
    ['--server', `ws://${address}/ws`, '--token-file', path.join(folder, 'admin.token'), ...args],
    options,
  );

/// A table of employees for `employee import`: `count` of them at each site.
export function employee_table(sites, count) {
  const rows = sites.flatMap((site, s) =>
    Array.from(
      { length: count },
      (_, i) => `${site}-${i},${site},Person ${site} ${i},${s + 2}${String(i).padStart(3, '0')}`,
    ),
  );
  return `id,site,name,phones\n${rows.join('\n')}\n`;
}
