// Import of employees, from a real slapd.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { make_certificates } from '../../lab/mail/smtp_server.mjs';
import { ldif, Slapd } from '../../lab/ldap/slapd.mjs';

class Import {
  #lines = [];
  #waiting = [];
  constructor(options) {
    this.child = spawn(process.env.LDAP_PROBE, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdin.write(JSON.stringify(options) + '\n');
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.#lines.push(JSON.parse(line));
      this.#waiting.shift()?.();
    });
  }
  async next() {
    if (this.#lines.length === 0) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.#lines.shift();
  }
  again() {
    this.child.stdin.write('again\n');
    return this.next();
  }
  show(id) {
    this.child.stdin.write(`show ${id}\n`);
    return this.next();
  }
  close() {
    this.child.stdin.end();
    return new Promise((resolve) => this.child.once('exit', resolve));
  }
}

const dn = (i) => `uid=u${i},ou=people,dc=example,dc=org`;
const person = (i, more = {}) => ldif(dn(i), {
  objectClass: 'inetOrgPerson', uid: `u${i}`, cn: `Åse Nr. ${i}`, sn: `Nr. ${i}`, title: 'Sagsbehandler', ou: 'Økonomi', mail: `u${i}@example.org`,
  telephoneNumber: [`+45 86 ${String(100000 + i)}`, `${10000 + i}`], mobile: `+45 2${String(1000000 + i)}`, ...more,
});
const count = 20_000;
const counts = ({ entries, written, changed, removed, held_back }) => ({ entries, written, changed, removed, held_back });
let certificates;
before(async () => (certificates = await make_certificates('IP:127.0.0.1')));
after(() => certificates.remove());

async function house(t, entries, options = {}) {
  const slapd = await new Slapd().start(entries, certificates);
  const all = { url: slapd.url, start_tls: true, ca_file: certificates.ca, ...slapd.reader, ...options };
  const started = (more = {}) => {
    const one = new Import({ ...all, ...more });
    t.after(() => one.close());
    return one;
  };
  t.after(() => slapd.close());
  return { slapd, started };
}

test('[B2.8] 20,000 entries are imported; then only what changed is written, and each refusal is named', async (t) => {
  const malformed = ldif('uid=not an id,ou=people,dc=example,dc=org', { objectClass: 'inetOrgPerson', uid: 'not an id', cn: 'X', sn: 'X' });
  const all = Array.from({ length: count }, (_, i) => person(i, i === 7 ? { secretary: 'uid=U8, ou=people, dc=example,dc=org', description: ['løn', 'ferie'], displayName: 'Ase' } : {}));
  const { slapd, started } = await house(t, all.join('') + malformed);
  const hr = started();
  const first = await hr.next();
  assert.deepEqual(counts(first), { entries: count + 1, written: count, changed: count, removed: 0, held_back: 0 }, first.failed);
  const reason = { dn: 'uid=not an id,ou=people,dc=example,dc=org', reason: 'uid: id of 1-64 characters from letters, digits and ._:@+- expected, got "not an id"' };
  assert.deepEqual(first.refused, [reason]);
  assert.equal(first.health.id, 'ldap:hr');
  assert.equal(first.health.problem, `1 refused, first ${reason.dn}: ${reason.reason}`);
  assert.deepEqual(await hr.show('u7'), {
    id: 'u7', site: 'main', name: 'Åse Nr. 7', title: 'Sagsbehandler', department: 'Økonomi', groups: [],
    phones: [{ number: '+45 86 100007', kind: 'desk' }, { number: '10007', kind: 'desk' }, { number: '+45 21000007', kind: 'external' }],
    email: 'u7@example.org', alternate_names: ['Ase'], tasks: ['løn', 'ferie'], deputy: 'u8', imported_from: 'hr',
  });

  assert.deepEqual(counts(await hr.again()), { entries: count + 1, written: 0, changed: 0, removed: 0, held_back: 0 });

  const changes = Array.from({ length: 500 }, (_, i) => `dn: ${dn(i)}\nchangetype: modify\nreplace: title\ntitle: Chef ${i}\n\n`);
  const removals = Array.from({ length: 200 }, (_, i) => `dn: ${dn(1000 + i)}\nchangetype: delete\n\n`);
  await slapd.modify([...changes, ...removals].join(''));
  assert.deepEqual(counts(await hr.again()), { entries: count - 199, written: 500, changed: 500, removed: 200, held_back: 0 });
  assert.equal((await hr.show('u3')).title, 'Chef 3');
  assert.equal(await hr.show('u1000'), null);
});

test('[B2.8] when more than the limit would go, nobody goes, and it is said', async (t) => {
  const { slapd, started } = await house(t, Array.from({ length: 100 }, (_, i) => person(i)).join(''));
  const hr = started();
  await hr.next();
  const removed = (from, to) => slapd.modify(Array.from({ length: to - from }, (_, i) => `dn: ${dn(from + i)}\nchangetype: delete\n\n`).join(''));
  await removed(0, 11);
  const held = await hr.again();
  assert.deepEqual(counts(held), { entries: 89, written: 0, changed: 0, removed: 0, held_back: 11 });
  assert.equal(held.health.ok, false);
  assert.equal(held.health.problem, '11 employees are gone from the directory, more than 10: none is removed; raise ldap.removal_count to allow it once');
  assert.equal((await hr.show('u5')).name, 'Åse Nr. 5');
  await slapd.modify(`dn: ${dn(0)}\nchangetype: add\n` + person(0).split('\n').slice(1).join('\n'));
  const fine = await hr.again();
  assert.deepEqual([fine.removed, fine.health.ok, fine.health.problem], [10, true, '']);
});

test('[B2.8] who loses the id or the name there stays here, and what the service refuses is named with its entry', async (t) => {
  const { slapd, started } = await house(t, [0, 1, 2, 3].map((i) => person(i)).join(''), { filter: '(objectClass=inetOrgPerson)' });
  const hr = started();
  await hr.next();
  await slapd.modify([
    `dn: ${dn(1)}\nchangetype: modify\nreplace: telephoneNumber\ntelephoneNumber: ring\n\n`,
    `dn: ${dn(2)}\nchangetype: modify\nreplace: cn\ncn: Refused\n\n`,
    `dn: uid=copy,ou=people,dc=example,dc=org\nchangetype: add\nobjectClass: inetOrgPerson\nuid: copy\ncn: C\nsn: C\n\n`,
  ].join(''));
  const report = await hr.again();
  assert.deepEqual(report.refused, [
    { dn: dn(1), reason: 'telephone number expected, got "ring"' },
    { dn: dn(2), reason: 'params.name: another name expected, got "Refused"' },
  ]);
  assert.deepEqual([report.removed, report.changed], [0, 1]);
  // What was refused is tried again, and named again, at every import.
  assert.deepEqual((await hr.again()).refused, report.refused);
});

test('[B2.8] the certificate is verified, by STARTTLS and by ldaps, and a wrong login is said', async (t) => {
  const { slapd, started } = await house(t, person(1));
  assert.equal((await started().next()).changed, 1);
  assert.equal((await started({ url: slapd.tls_url, start_tls: false }).next()).changed, 1);
  for (const wrong of [{ ca_file: '' }, { ca_file: '', url: slapd.tls_url, start_tls: false }]) {
    const { failed, health } = await started(wrong).next();
    assert.match(failed, /^ldaps?:\/\/127\.0\.0\.1:\d+, (STARTTLS|login): /);
    assert.deepEqual([health.ok, health.problem], [false, failed]);
  }
  assert.match((await started({ password: 'wrong' }).next()).failed, /login: Invalid credentials/);
  assert.match((await started({ base: 'ou=nowhere,dc=example,dc=org' }).next()).failed, /search: No such object/);
  assert.match((await started({ url: 'ldap://127.0.0.1:1' }).next()).failed, /Can't contact LDAP server/);
  assert.match((await started({ token: 'wrong' }).next()).failed, /bad_credentials|credentials/);
});
