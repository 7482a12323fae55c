// A real directory, OpenLDAP's slapd (Debian packages slapd and ldap-utils), with a folder and ports of its own.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../asterisk/until.mjs';
import { free_port } from '../free_port.mjs';

function run(program, args, input = '') {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 1 << 26 }, (error, out, err) => (error ? reject(new Error(`${program}: ${error.message} ${err}`)) : resolve(out)));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('close', () => {});
    socket.unref();
  }).finally(() => {});
}

/// `values` of one entry as LDIF; UTF-8 goes as base64.
export function ldif(dn, values) {
  const line = (name, value) => (/^[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*$/.test(value) ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`);
  const all = Object.entries(values).flatMap(([name, x]) => [x].flat().map((value) => line(name, value)));
  return [line('dn', dn), ...all, '', ''].join('\n');
}

export class Slapd {
  root = 'dc=example,dc=org';
  admin = ['cn=admin,dc=example,dc=org', 'hemmelig'];

  /// Starts with these entries, as LDIF.
  async start(entries, { certificate, key } = {}) {
    this.folder = await mkdtemp(join(tmpdir(), 'omstilling-slapd-'));
    await mkdir(join(this.folder, 'data'));
    const config = join(this.folder, 'slapd.conf');
    await writeFile(config, [
      ...['core', 'cosine', 'inetorgperson'].map((x) => `include /etc/ldap/schema/${x}.schema`),
      'modulepath /usr/lib/ldap', 'moduleload back_mdb', `pidfile ${this.folder}/pid`,
      ...(certificate ? [`TLSCertificateFile ${certificate}`, `TLSCertificateKeyFile ${key}`] : []),
      // Whoever does not page gets 500 entries at most, as in most houses.
      'sizelimit size=500 size.prtotal=unlimited',
      'database mdb', `suffix "${this.root}"`, `directory ${this.folder}/data`, 'maxsize 1073741824', 'dbnosync',
      `rootdn "${this.admin[0]}"`, `rootpw ${this.admin[1]}`, 'index objectClass eq', 'index uid eq',
      'access to attrs=userPassword by anonymous auth by * none', 'access to * by users read by anonymous auth', '',
    ].join('\n'));
    const top = ldif(this.root, { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' }) +
      ldif(`ou=people,${this.root}`, { objectClass: 'organizationalUnit', ou: 'people' }) +
      ldif(`cn=reader,${this.root}`, { objectClass: ['organizationalRole', 'simpleSecurityObject'], cn: 'reader', userPassword: 'læser' });
    await run('/usr/sbin/slapadd', ['-q', '-f', config], top + entries);
    [this.port, this.tls_port] = [await free_port(), await free_port()];
    const urls = `ldap://127.0.0.1:${this.port}${certificate ? ` ldaps://127.0.0.1:${this.tls_port}` : ''}`;
    this.child = spawn('/usr/sbin/slapd', ['-d', '0', '-h', urls, '-f', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    await until(() => answers(this.port), { what: 'slapd to answer' });
    return this;
  }
  /// By address: libldap takes `localhost` for the name of the host.
  get url() {
    return `ldap://127.0.0.1:${this.port}`;
  }
  get tls_url() {
    return `ldaps://127.0.0.1:${this.tls_port}`;
  }
  get reader() {
    return { bind_dn: `cn=reader,${this.root}`, password: 'læser' };
  }
  /// Changes, as LDIF with `changetype`.
  modify(changes) {
    return run('ldapmodify', ['-x', '-H', `ldap://127.0.0.1:${this.port}`, '-D', this.admin[0], '-w', this.admin[1]], changes);
  }
  async close() {
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
    await rm(this.folder, { recursive: true });
  }
}
