// Callers by the thousand: SIPp on the trunk, with what became of each call; and phones by the
// dozen.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { free_udp_port } from './asterisk.mjs';
import { new_phone } from './phone.mjs';

const scenario = (name) => fileURLToPath(new URL(name, import.meta.url));

const start_sipp = (folder, options, more) =>
  spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'sipp'],
      ...Object.entries(options).flat().map(String),
      ...['-i', '127.0.0.1', '-trace_logs', '-trace_err', '-nostdin', '-aa', ...more],
    ],
    { cwd: folder, stdio: 'ignore' },
  );

/// Places the calls, `rate` a second: each of {number, did, patience_ms, talk_ms}, with a `number`
/// of its own. Gives {code, outcomes, errors}: by number, {call_id, outcome, status}, where outcome
/// is answered_and_ended_by_us, answered_and_ended_by_them, given_up, refused or lost; or dropped,
/// when a message met SIPp between two steps of its scenario, and it ended the call. No caller()
/// may be in use at the same time, for SIPp takes the port.
export async function run_sipp({ pbx, calls, rate = 10, within = 120_000 }) {
  const folder = mkdtempSync(path.join(pbx.run, 'sipp-'));
  const file = (name) => path.join(folder, name);
  const lines = calls.map(({ number, did, patience_ms = 30_000, talk_ms = 1_000 }) =>
    [number, did, patience_ms, talk_ms, ''].join(';'),
  );
  writeFileSync(file('calls.csv'), ['SEQUENTIAL', ...lines, ''].join('\n'));
  const options = {
    '-sf': scenario('caller_load.xml'),
    '-inf': file('calls.csv'),
    '-p': pbx.trunk_uac_port,
    '-m': calls.length,
    '-l': calls.length,
    '-r': rate,
    '-timeout': `${Math.ceil(within / 1000)}s`,
    '-log_file': file('outcomes'),
    '-error_file': file('errors'),
  };
  const child = start_sipp(folder, options, [`127.0.0.1:${pbx.sip_port}`]);
  const [code] = await once(child, 'exit');
  if (code === 127) throw new Error('SIPp is missing: scripts/setup --tests installs it');
  const read = (name) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  const outcomes = new Map();
  for (const line of read('outcomes').split('\n').filter(Boolean)) {
    const [number, call_id, outcome, status] = line.trim().split(';');
    outcomes.set(number, { call_id, outcome, status: Number(status) });
  }
  for (const [, n] of read('errors').matchAll(/Aborting call on .*Call-Id '(\d+)-/g)) {
    const { number } = calls[n - 1];
    if (!outcomes.has(number)) outcomes.set(number, { call_id: '', outcome: 'dropped', status: 0 });
  }
  // The waits that found nothing stand there too.
  const errors =
    read('errors').match(/(Aborting call|Dead call|Overload|Error)[^']*('[^']*')?/g) ?? [];
  rmSync(folder, { recursive: true, force: true });
  return { code, outcomes, errors };
}

/// Phones, each {number, does, talk_ms}, that SIPp plays: one `answers` after 200 ms of ringing,
/// `rings` only, or is `busy`; after `talk_ms`, if given, it hangs up. They do so until stop(),
/// which gives what each saw: {caller, number, what, at}, where what is ringing, answered or ended,
/// and `at` a clock in ms.
export async function sipp_phones({ pbx, phones }) {
  const folder = mkdtempSync(path.join(pbx.run, 'sipp-'));
  const lines = phones.map(({ number, does = 'answers', talk_ms = 0 }) =>
    [number, does, talk_ms, ''].join(';'),
  );
  writeFileSync(path.join(folder, 'phones.csv'), ['SEQUENTIAL', ...lines, ''].join('\n'));
  const port = await free_udp_port();
  const options = {
    '-sf': scenario('phone_load.xml'),
    '-inf': 'phones.csv',
    '-p': port,
    '-log_file': 'seen',
    '-error_file': 'errors',
  };
  const child = start_sipp(folder, options, ['-infindex', 'phones.csv', '0']);
  const ended = once(child, 'exit');
  const logins = [];
  for (const { number } of phones) {
    const login = await new_phone({ pbx, number, silent: true });
    // It logs in for SIPp, where the calls then go.
    Object.defineProperty(login, 'contact', { value: `sip:${number}@127.0.0.1:${port}` });
    const status = await login.register();
    if (status !== 200) throw new Error(`phone ${number} may not log in: ${status}`);
    logins.push(login);
  }
  const stop = async () => {
    if (child.killed) return [];
    child.kill('SIGKILL');
    await ended;
    for (const login of logins) await login.close({ abruptly: true });
    const seen = readFileSync(path.join(folder, 'seen'), 'utf8')
      .split('\n')
      .filter((line) => /^[^#].*;/.test(line))
      .map((line) => line.split(';'))
      .map(([caller, number, what, at]) => ({ caller, number, what, at: Number(at) }));
    rmSync(folder, { recursive: true, force: true });
    return seen;
  };
  return { stop };
}
