// The service with a real directory and a real mail server.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ldif, Slapd } from '../lab/ldap/slapd.mjs';
import { SmtpServer } from '../lab/mail/smtp_server.mjs';
import { serve, temporary_folder, write_settings } from '../process/programs.mjs';
import { log_in, observe } from '../process/session.mjs';

const count = 300;
const dn = (i) => `uid=u${i},ou=people,dc=example,dc=org`;
const mailbox = (i) => ['anna', 'nobody', 'cut', 'hold'][i] ?? `u${i}`;
const person = (i) => ldif(dn(i), {
  objectClass: 'inetOrgPerson', uid: `u${i}`, cn: `Åse Nr${i}`, sn: `Nr${i}`, title: 'Sagsbehandler', ou: 'Økonomi',
  mail: `${mailbox(i)}@example.org`, telephoneNumber: `${10000 + i}`,
});
const interval = 2;
const soon = 30_000; // an import takes less than a second; the machine may be busy

let slapd;
let smtp;
let settings;
let service;
const folder = temporary_folder();

before(async () => {
  [slapd, smtp] = await Promise.all([
    new Slapd().start(Array.from({ length: count }, (_, i) => person(i)).join('')),
    SmtpServer.start(),
  ]);
  writeFileSync(path.join(folder, 'secret'), 'læser\n');
  settings = write_settings(folder, ['hq'], `[mail]
host = "127.0.0.1"
port = ${smtp.port}
security = "none"
from = "omstilling@example.org"
[[ldap]]
id = "hr"
name = "Personnel"
site = "hq"
url = "${slapd.url}"
start_tls = false
bind_dn = "${slapd.reader.bind_dn}"
secret_file = "${folder}/secret"
base = "ou=people,dc=example,dc=org"
interval_seconds = ${interval}
[[ldap.phones]]
attribute = "telephoneNumber"
`);
  service = await serve(settings);
});
after(async () => {
  await service.stop();
  await slapd.close();
  await smtp.close();
});

const administrator = () => ({ token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() });
const mette = { user: 'mette', password: 'hemmeligt kodeord' };
const item = (reader, topic, id) => reader.picture.items(topic).find((x) => x.id === id);

test('[B2.8] employees come from the directory, follow it, and keep what was added here', async (t) => {
  const reader = await observe(service.address, administrator(), ['people/hq', 'health']);
  t.after(() => reader.session.close());
  const call = reader.session.call;
  const anna = () => item(reader, 'people/hq', 'u0');
  const health = () => item(reader, 'health', 'ldap:hr');
  const remove = (from, to) => slapd.modify(Array.from({ length: to - from }, (_, i) => `dn: ${dn(from + i)}\nchangetype: delete\n\n`).join(''));

  await t.test('all of them', async () => {
    await reader.until(() => reader.picture.items('people/hq').length === count, 'everybody', soon);
    await reader.until(() => health()?.ok && health().problem === '', 'a good health', soon);
    assert.deepEqual([anna().name, anna().title, anna().email, anna().phones[0].number], ['Åse Nr0', 'Sagsbehandler', 'anna@example.org', '10000']);
    const { hits } = await call('search', { text: 'aase nr17' });
    assert.equal(hits[0]?.employee, 'u17');
    assert.equal((await call('read_imported', { import: 'hr' })).employees.length, count);
  });
  await t.test('a local field stays when the directory changes another', async () => {
    const { name, title, department, location } = anna();
    await call('put_employee', { id: 'u0', site: 'hq', name, title, department, location, groups: ['ledelse'], email: 'anna@example.org', tasks: ['løn'], phones: [{ number: '10000' }, { number: '777' }] });
    await slapd.modify(`dn: ${dn(0)}\nchangetype: modify\nreplace: title\ntitle: Chef\n\n`);
    await reader.until(() => anna().title === 'Chef', 'the new title', soon);
    assert.deepEqual([anna().groups, anna().tasks, anna().phones.map((x) => x.number)], [['ledelse'], ['løn'], ['10000', '777']]);
  });
  await t.test('who goes there goes here, but not too many at once', async () => {
    await remove(290, 300);
    await reader.until(() => reader.picture.items('people/hq').length === count - 10, 'ten fewer', soon);
    await remove(200, 220);
    await reader.until(() => health().problem.startsWith('20 employees are gone from the directory, more than 14'), 'the warning', soon);
    assert.equal(health().ok, false);
    assert.equal(reader.picture.items('people/hq').length, count - 10);
  });
  await t.test('while the directory is away everybody stays, and it is said', async () => {
    await slapd.modify(`dn: cn=reader,dc=example,dc=org\nchangetype: modify\nreplace: userPassword\nuserPassword: another\n\n`);
    await reader.until(() => health().problem.includes('Invalid credentials'), 'the failure', soon);
    assert.equal(reader.picture.items('people/hq').length, count - 10);
  });
});

test('[S5.4][S7.1] an e-mail arrives once, is refused, or may have arrived: each is said', async (t) => {
  const admin = await log_in(service.address, administrator());
  await admin.call('put_user', { id: 'mette', site: 'hq', name: 'Mette', password: mette.password, roles: ['receptionist'], queues: [] });
  await admin.close();
  const reader = await observe(service.address, mette, ['messages/mette']);
  t.after(() => reader.session.close());
  const send = (i) => reader.session.call('send_message', { channel: 'email', receiver: `u${i}`, subject: `Ring til Åkjær ${i}`, text: 'Han ringede kl. 11.' }).then((x) => x.message);
  const sent = (id, state) => reader.until(() => item(reader, 'messages/mette', id)?.state === state, `${id} to be ${state}`, soon);

  const fine = await send(0);
  await sent(fine, 'sent');
  const refused = await send(1);
  await sent(refused, 'failed');
  assert.match(item(reader, 'messages/mette', refused).problem, /550 5\.1\.1 no such user here/);
  const cut = await send(2);
  await sent(cut, 'maybe_sent');
  assert.deepEqual((await smtp.has(2)).map((x) => [x.to[0], x.headers.subject]), [
    ['anna@example.org', 'Ring til Åkjær 0'],
    ['cut@example.org', 'Ring til Åkjær 2'],
  ]);
});

test('[S5.4][S7.1] killed between giving an e-mail away and its answer, the service says maybe and sends no second', async () => {
  let reader = await observe(service.address, mette, ['messages/mette']);
  const before = smtp.taken.length;
  const { message } = await reader.session.call('send_message', { channel: 'email', receiver: 'u3', subject: 'Holdt', text: 'x' });
  await smtp.has(before + 1); // it has it, and will never answer
  await service.stop('SIGKILL');
  service = await serve(settings);
  reader = await observe(service.address, mette, ['messages/mette']);
  await reader.until(() => item(reader, 'messages/mette', message)?.state === 'maybe_sent', 'maybe sent', soon);
  // One that is sent afterwards overtakes nothing that might still go out.
  const { message: next } = await reader.session.call('send_message', { channel: 'email', receiver: 'u5', subject: 'Efter', text: 'x' });
  await reader.until(() => item(reader, 'messages/mette', next)?.state === 'sent', 'the next one', soon);
  assert.deepEqual(smtp.taken.slice(before).map((x) => x.headers.subject), ['Holdt', 'Efter']);
  await reader.session.close();
});
