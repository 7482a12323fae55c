// A real Asterisk for tests: of its own, on this machine's loopback only, gone when the test is.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { write_configuration } from './configuration.mjs';
import { fact_sources, until } from './until.mjs';
import { free_port } from '../free_port.mjs';

const run_file = promisify(execFile);
const ari_user = 'omstilling';
const ari_password = 'lab-secret';
export const phone_password = 'phone-secret';

const numbers_between = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i));

/// The phones of a lab unless a test says otherwise: the reception's and the employees'.
export const usual_phones = [...numbers_between(101, 106), ...numbers_between(201, 240)];

const running = new Set();
process.on('exit', () => {
  for (const pbx of running) pbx.end_at_once();
});

export async function free_udp_port() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

/// The command that starts the Asterisk below `root`. Its C library is newer than the machine's, so it
/// is started by its own loader; the name it is started under is what `core restart` starts again.
function write_command(root, run) {
  const triplet = readdirSync(path.join(root, 'usr/lib')).find((folder) =>
    existsSync(path.join(root, 'usr/lib', folder, 'asterisk/modules')),
  );
  const libraries = path.join(root, 'usr/lib', triplet);
  const loader = readdirSync(libraries).find((file) => /^ld-linux-.*\.so\.\d$/.test(file));
  const command = path.join(run, 'asterisk');
  writeFileSync(
    command,
    `#!/bin/sh
exec "${libraries}/${loader}" --argv0 "$0" --library-path "${libraries}:${root}/usr/lib" \\
  "${root}/usr/sbin/asterisk" -C "${run}/etc/asterisk.conf" "$@"
`,
    { mode: 0o755 },
  );
  return { command, modules: path.join(libraries, 'asterisk/modules') };
}

/// Folders of tests that ended too suddenly to clean up; they begin with the test's process id.
function remove_abandoned(runs) {
  for (const folder of existsSync(runs) ? readdirSync(runs) : [])
    if (!existsSync(`/proc/${folder.split('-')[0]}`))
      rmSync(path.join(runs, folder), { recursive: true, force: true });
}

function new_folder(runs, name) {
  remove_abandoned(runs);
  for (let count = 0; ; count += 1) {
    const run = path.join(runs, `${process.pid}-${name}${count || ''}`);
    if (!existsSync(run)) return run;
  }
}

/// Starts an Asterisk that knows the phones: numbers, or {number, name}. It is ready when this returns.
/// `queues`, {number, name}, are main numbers besides those of the shipped dialplan. `lines`,
/// {site, port}, lead to other sites' Asterisks, which listen to SIP at that port; its own is `sip_port`.
/// With a folder `state` it lives there, and the folder stays, else in one that is gone after stop().
export async function start_asterisk({
  name = 'lab',
  phones = usual_phones,
  queues = [],
  lines = [],
  sip_port,
  state,
} = {}) {
  const fetched = execFileSync(fileURLToPath(new URL('fetch', import.meta.url)), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const root = fetched.trim();
  const run = state ? path.resolve(state) : new_folder(path.join(path.dirname(root), 'run'), name);
  // The kernel's limit on the name of a socket, which asterisk.ctl is.
  if (run.length > 90)
    throw new Error(`${run}: too long a name for Asterisk, choose another folder`);
  mkdirSync(run, { recursive: true, mode: 0o700 });
  const { command, modules } = write_command(root, run);
  const ports = {
    sip_port: sip_port ?? (await free_udp_port()),
    http_port: await free_port(),
    trunk_uac_port: await free_udp_port(),
    trunk_uas_port: await free_udp_port(),
  };
  const values = {
    NAME: name,
    ROOT: root,
    MODULES: modules,
    SIP_PORT: ports.sip_port,
    HTTP_PORT: ports.http_port,
    AMI_PORT: await free_port(),
    TRUNK_UAC_PORT: ports.trunk_uac_port,
    TRUNK_UAS_PORT: ports.trunk_uas_port,
    PASSWORD: ari_password,
    PHONE_PASSWORD: phone_password,
  };
  const named = phones.map((phone) =>
    typeof phone === 'object' ? phone : { number: phone, name: `Phone ${phone}` },
  );
  write_configuration(run, { values, phones: named, queues, lines });
  const pbx = make_pbx({ name, run, command, keeps_folder: Boolean(state), ...ports });
  running.add(pbx);
  fact_sources.add(pbx.facts);
  await pbx.start();
  return pbx;
}

function make_pbx({ name, run, command, keeps_folder, ...ports }) {
  let child = null;
  const log = (file) => path.join(run, 'log', file);
  const tail = (file) =>
    existsSync(log(file)) ? readFileSync(log(file), 'utf8').split('\n').slice(-15).join('\n') : '';

  const pbx = {
    name,
    run,
    ...ports,
    ari_url: `http://127.0.0.1:${ports.http_port}/ari`,
    ari_user,
    ari_password,
    /// Called by stop(): what lives with this PBX, such as its phones.
    companions: new Set(),
  };

  pbx.start = async () => {
    const out = openSync(log('stdout'), 'a');
    // The kernel ends it with this process, also when this process is killed.
    child = spawn('setpriv', ['--pdeathsig', 'KILL', command, '-f'], {
      cwd: run,
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    const mine = child;
    child.once('exit', () => child === mine && (child = null));
    const is_up = async () => {
      if (child !== mine)
        throw new Error(`Asterisk ${name} ended at its start:\n${tail('stdout')}`);
      return (await pbx.cli('core waitfullybooted').catch(() => '')).includes('fully booted');
    };
    await until(is_up, { what: `Asterisk ${name} to start`, within: 20_000 });
  };

  /// What Asterisk's own command line answers.
  pbx.cli = async (text) => (await run_file(command, ['-rx', text])).stdout;

  const signal = async (name, within) => {
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill(name);
    if (name === 'SIGKILL') return ended;
    const timer = setTimeout(() => child?.kill('SIGKILL'), within);
    await ended;
    clearTimeout(timer);
  };
  pbx.runs = () => child !== null;
  /// Ends it as a power cut does.
  pbx.kill = () => signal('SIGKILL');
  /// Freezes it: its sockets stay open and nothing answers.
  pbx.pause = () => child.kill('SIGSTOP');
  pbx.resume = () => child.kill('SIGCONT');
  /// Starts it again, ending it before if it runs; registrations are kept.
  pbx.restart = async () => {
    await signal('SIGTERM', 5_000);
    await pbx.start();
  };
  const remove_folder = () => keeps_folder || rmSync(run, { recursive: true, force: true });
  pbx.end_at_once = () => {
    child?.kill('SIGKILL');
    remove_folder();
  };
  pbx.stop = async () => {
    child?.kill('SIGCONT');
    await signal('SIGTERM', 3_000);
    for (const close of pbx.companions) await close({ abruptly: true });
    fact_sources.delete(pbx.facts);
    running.delete(pbx);
    remove_folder();
  };

  /// An order over ARI: {status, body}.
  pbx.ari = async (method, resource, body) => {
    const answer = await fetch(`${pbx.ari_url}/${resource}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${ari_user}:${ari_password}`).toString('base64')}`,
        'content-type': 'application/json',
        connection: 'close',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
  pbx.channels = async () => (await pbx.ari('GET', 'channels')).body;
  pbx.bridges = async () => (await pbx.ari('GET', 'bridges')).body;
  /// Whether calls to this phone can reach it.
  pbx.reaches = async (number) =>
    (await pbx.ari('GET', `endpoints/PJSIP/${number}`)).body.state === 'online';

  pbx.facts = () => [`the end of Asterisk ${name}'s log:`, ...tail('full').split('\n')];
  return pbx;
}
