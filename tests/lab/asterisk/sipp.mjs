// Callers by the thousand: SIPp on the trunk, with what became of each call.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const scenario = fileURLToPath(new URL('caller_load.xml', import.meta.url));

/// Places the calls, `rate` a second: each of {number, did, patience_ms, talk_ms}, with a `number` of
/// its own. Gives {code, outcomes, errors}: by number, {call_id, outcome, status}, where outcome is
/// answered_and_ended_by_us, answered_and_ended_by_them, given_up, refused or lost. No caller() may be
/// in use at the same time, for SIPp takes the port.
export async function run_sipp({ pbx, calls, rate = 10, within = 120_000 }) {
  const folder = mkdtempSync(path.join(pbx.run, 'sipp-'));
  const file = (name) => path.join(folder, name);
  const lines = calls.map(({ number, did, patience_ms = 30_000, talk_ms = 1_000 }) =>
    [number, did, patience_ms, talk_ms, ''].join(';'),
  );
  writeFileSync(file('calls.csv'), ['SEQUENTIAL', ...lines, ''].join('\n'));
  const options = {
    '-sf': scenario,
    '-inf': file('calls.csv'),
    '-i': '127.0.0.1',
    '-p': pbx.trunk_uac_port,
    '-m': calls.length,
    '-r': rate,
    '-timeout': `${Math.ceil(within / 1000)}s`,
    '-log_file': file('outcomes'),
    '-error_file': file('errors'),
  };
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'sipp', `127.0.0.1:${pbx.sip_port}`],
      ...Object.entries(options).flat().map(String),
      ...['-trace_logs', '-trace_err', '-nostdin', '-aa'],
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const [code] = await once(child, 'exit');
  if (code === 127) throw new Error('SIPp is missing: scripts/setup --tests installs it');
  const read = (name) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  const outcomes = new Map();
  for (const line of read('outcomes').split('\n').filter(Boolean)) {
    const [number, call_id, outcome, status] = line.trim().split(';');
    outcomes.set(number, { call_id, outcome, status: Number(status) });
  }
  // The waits that found nothing stand there too.
  const errors =
    read('errors').match(/(Aborting call|Dead call|Overload|Error)[^']*('[^']*')?/g) ?? [];
  rmSync(folder, { recursive: true, force: true });
  return { code, outcomes, errors };
}
