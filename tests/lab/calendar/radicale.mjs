// A real CalDAV server, Radicale (Debian package radicale), with a folder and a port of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../asterisk/until.mjs';
import { free_port } from '../free_port.mjs';

export class Radicale {

  async start() {
    this.folder = await mkdtemp(join(tmpdir(), 'radicale-'));
    this.port = await free_port();
    this.url = `http://127.0.0.1:${this.port}`;
    await writeFile(join(this.folder, 'users'), 'anna:se&cret\n');
    return this.resume();
  }
  /// Answers again, with all that it held.
  async resume() {
    this.child = spawn('radicale', [
      '--config', '', '--server-hosts', `127.0.0.1:${this.port}`, '--auth-type', 'htpasswd',
      '--auth-htpasswd-filename', join(this.folder, 'users'), '--auth-htpasswd-encryption', 'plain', '--auth-delay', '0',
      '--storage-filesystem-folder', join(this.folder, 'collections'), '--logging-level', 'error',
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    await until(() => fetch(this.url).then(() => true, () => this.child.exitCode !== null && this.#ended()), { what: 'Radicale to answer' });
    return this;
  }
  #ended() {
    throw new Error(`radicale ended with ${this.child.exitCode}`);
  }
  /// Nobody answers until it is resumed.
  async pause() {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
  async close() {
    await this.pause();
    await rm(this.folder, { recursive: true });
  }
  get options() {
    return { kind: 'caldav', url: `${this.url}/anna`, user: 'anna', secret: 'se&cret' };
  }

  request(method, path, body, headers = {}) {
    const authorization = `Basic ${Buffer.from('anna:se&cret').toString('base64')}`;
    return fetch(`${this.url}${path}`, { method, body, headers: { authorization, ...headers } });
  }
  async make_calendar(path) {
    const answer = await this.request('MKCALENDAR', path);
    if (answer.status !== 201) throw new Error(`MKCALENDAR ${path}: ${answer.status}`);
  }
  /// As somebody's phone does it. `lines` are those of a VEVENT, or of several after each other.
  async put(path, ...events) {
    const uid = path.split('/').at(-1).replace('.ics', '');
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//phone//EN',
      ...events.flatMap((lines) => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');
    const answer = await this.request('PUT', path, text, { 'content-type': 'text/calendar; charset=utf-8' });
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
  }
  async remove(path) {
    const answer = await this.request('DELETE', path);
    if (!answer.ok) throw new Error(`DELETE ${path}: ${answer.status}`);
  }
}
