// A mail server as it stands at a site: Exim (Debian package exim4-daemon-light), with a folder and a port of its own.
// example.org is its own domain; anna and grey have mailboxes, grey is greylisted the first time.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../asterisk/until.mjs';
import { free_port } from '../free_port.mjs';

const login = { user: 'lone', password: 'hemmelig' };

const settings = (folder, port, certificates) => `
primary_hostname = mail.example.org
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/%slog
pid_file_path = ${folder}/spool/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
tls_certificate = ${certificates.certificate}
tls_privatekey = ${certificates.key}
acl_smtp_rcpt = recipients
acl_smtp_data = accept

begin acl
recipients:
  defer message = greylisted, try again later
        local_parts = grey
        condition = \${if exists{${folder}/spool/seen}{no}{\${run{/usr/bin/touch ${folder}/spool/seen}{yes}{yes}}}}
  deny  message = relay not permitted
        !domains = example.org
  require verify = recipient
  accept

begin routers
mailboxes:
  driver = accept
  domains = example.org
  local_parts = anna : grey
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  directory = ${folder}/box/$local_part_data
  maildir_format
  user = Debian-exim

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${login.user}}}{eq{$auth3}{${login.password}}}}}
  server_set_id = $auth2
  server_advertise_condition = \${if def:tls_in_cipher}
`;

export class Exim {
  login = login;

  async start(certificates) {
    this.folder = await mkdtemp(join(tmpdir(), 'exim-'));
    this.port = await free_port();
    const owner = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'Debian-exim'])));
    await chown(this.folder, ...owner);
    for (const name of ['spool', 'box']) {
      await mkdir(join(this.folder, name));
      await chown(join(this.folder, name), ...owner);
    }
    for (const file of [certificates.certificate, certificates.key]) await chown(file, ...owner);
    await chown(join(certificates.ca, '..'), ...owner);
    await writeFile(join(this.folder, 'exim.conf'), settings(this.folder, this.port, certificates), { mode: 0o644 });
    this.child = spawn('exim4', ['-C', join(this.folder, 'exim.conf'), '-bdf'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await until(() => this.#answers(), { what: 'Exim to answer' });
    return this;
  }
  #answers() {
    if (this.child.exitCode !== null) throw new Error(`exim4 ended with ${this.child.exitCode}`);
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  }
  /// What lies in somebody's mailbox, when there is as much as said.
  async mailbox(name, count) {
    const folder = join(this.folder, 'box', name, 'new');
    const files = () => readdir(folder).catch(() => []);
    await until(async () => (await files()).length >= count, { what: `${count} in the mailbox of ${name}` });
    return Promise.all((await files()).map((file) => readFile(join(folder, file), 'utf8')));
  }
  /// What Exim says of what it did.
  log() {
    return readFile(join(this.folder, 'spool', 'mainlog'), 'utf8');
  }
  async stop() {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null) await once(this.child, 'exit');
    await rm(this.folder, { recursive: true });
  }
}
