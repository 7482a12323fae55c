// A real SMTP server, aiosmtpd (Debian package python3-aiosmtpd), as a child on a loopback port.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('smtp_server.py', import.meta.url));

/// An authority of our own, and a server's certificate from it, for `alternative` names as OpenSSL writes them.
export async function make_certificates(alternative = 'DNS:localhost') {
  const name = 'lab server';
  const folder = await mkdtemp(join(tmpdir(), 'omstilling-mail-'));
  const file = (x) => join(folder, x);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3'];
  await run('openssl', ['req', '-x509', ...key, '-subj', '/CN=Lab authority', '-keyout', file('ca.key'), '-out', file('ca.pem')]);
  await run('openssl', [
    'req', '-x509', ...key, '-subj', `/CN=${name}`, '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-addext', `subjectAltName=${alternative}`,
    '-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', file('server.key'), '-out', file('server.pem'),
  ]).catch(() => make_by_request(file, name, alternative));
  return { ca: file('ca.pem'), certificate: file('server.pem'), key: file('server.key'), remove: () => rm(folder, { recursive: true }) };
}

/// OpenSSL 3.0 has no `req -CA`.
async function make_by_request(file, name, alternative) {
  await run('openssl', ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`,
    '-addext', `subjectAltName=${alternative}`, '-keyout', file('server.key'), '-out', file('server.csr')]);
  await run('openssl', ['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-days', '3',
    '-copy_extensions', 'copy', '-out', file('server.pem')]);
}

export class SmtpServer {
  taken = [];
  connections = 0;
  #waiting = [];

  /// `{tls, certificate, key, user, password, port, idle}`
  static async start(options = {}) {
    const one = new SmtpServer();
    one.child = spawn('/usr/bin/python3', [program, JSON.stringify({ tls: 'none', ...options })], { stdio: ['pipe', 'pipe', 'inherit'] });
    one.child.stdin.on('error', () => {});
    one.port = await new Promise((resolve, reject) => {
      one.child.once('exit', (code) => reject(new Error(`the SMTP server ended with ${code}`)));
      createInterface({ input: one.child.stdout }).on('line', (line) => {
        const what = JSON.parse(line);
        if (what.port) resolve(what.port);
        else if (what.connected) ++one.connections;
        else one.taken.push(what);
        one.#waiting.splice(0).forEach((x) => x());
      });
    });
    return one;
  }
  /// Until so many messages were taken.
  async has(count) {
    while (this.taken.length < count) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.taken;
  }
  async close() {
    this.child.stdin.end();
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }
}
