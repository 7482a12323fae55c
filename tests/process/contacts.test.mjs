// Phone books with the running service: live in every client, private where they are, in and out as
// files by omstillingctl, there after a kill.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { administer, run, serve, temporary_folder, write_settings } from './programs.mjs';
import { items_of, log_in, observe } from './session.mjs';

const folder = temporary_folder();
const file = (name) => path.join(folder, name);
const fixture = (name) =>
  new URL(`../services/contacts/files/${name}`, import.meta.url).pathname;
const settings = write_settings(folder, ['aarhus', 'odense']);
const password = 'a long password';
const logins = {
  pia: { user: 'pia', password }, // privileged, at the first site
  tom: { user: 'tom', password }, // privileged, at the second
  anna: { user: 'anna', password }, // an employee at the second
};
let service;

const ctl = (args, options) => administer(service.address, folder, args, options);
const ctl_as = (name, args) =>
  run('omstillingctl', [
    ...['--server', `ws://${service.address}/ws`, '--user', name],
    ...['--password-file', file('password'), ...args],
  ]);

async function seeing(who, topic, frames = []) {
  const reader = await observe(service.address, who, [topic]);
  reader.session.socket.on('message', (bytes) => frames.push(String(bytes)));
  await reader.until(reader.whole, 'the picture');
  reader.items = () => items_of(reader.picture, topic);
  reader.named = (name) => Object.values(reader.items()).find((x) => x.name === name);
  return reader;
}

before(async () => {
  service = await serve(settings);
  writeFileSync(file('password'), `${password}\n`);
  const add = async (name, site, role) => {
    const done = await ctl(
      [...['user', 'add', name, '--site', site, '--role', role], ...['--full-name', `Fru ${name}`]].concat(
        ['--new-password-file', file('password')],
      ),
    );
    assert.equal(done.code, 0, done.err);
  };
  await add('pia', 'aarhus', 'privileged');
  await add('tom', 'odense', 'privileged');
  await add('anna', 'odense', 'employee');
});
after(() => service?.stop());

test('S0.8 S15.5: a change of the shared phone book is live in clients of every site', async () => {
  const readers = await Promise.all(
    Object.values(logins).map((who) => seeing(who, 'phonebook/shared')),
  );
  const [pia, tom] = readers;
  const made = await pia.session.call('put_contact', {
    shared: true,
    name: 'Taxa 4x35',
    numbers: [{ type: 'main', number: '35 35 35 35' }],
  });
  for (const reader of readers)
    await reader.until(() => reader.items()[made.contact]?.version === 1, 'the contact');
  const edit = (session, name) =>
    session.call('put_contact', {
      ...{ shared: true, id: made.contact, name, expected_version: 1 },
      numbers: [{ type: 'main', number: '35 35 35 35' }],
    });
  const both = await Promise.allSettled([
    edit(tom.session, 'Toms Taxa'),
    edit(pia.session, 'Pias Taxa'),
  ]);
  const lost = both.filter((x) => x.status === 'rejected');
  assert.equal(lost.length, 1);
  assert.equal(lost[0].reason.data.reason, 'stale_revision');
  const winner = both[0].status === 'fulfilled' ? ['Fru tom', 'Toms Taxa'] : ['Fru pia', 'Pias Taxa'];
  assert.equal(lost[0].reason.data.who, winner[0]);
  for (const reader of readers)
    await reader.until(() => reader.items()[made.contact].name === winner[1], 'the winner');
  await assert.rejects(
    readers[2].session.call('remove_contact', { shared: true, id: made.contact }),
    /shared_phone_book/,
  );
  await tom.session.call('remove_contact', { shared: true, id: made.contact });
  for (const reader of readers)
    await reader.until(() => !reader.items()[made.contact], 'it to be gone');
  await Promise.all(readers.map((reader) => reader.session.close()));
});

test('S0.9 S15.1: a private contact is in no frame to anybody else', async () => {
  const frames = [];
  const others = await Promise.all([
    seeing(logins.tom, 'phonebook/shared', frames),
    seeing(logins.tom, 'phonebook/tom', frames),
    seeing(logins.pia, 'people/odense', frames),
  ]);
  const anna = await seeing(logins.anna, 'phonebook/anna');
  const { contact } = await anna.session.call('put_contact', {
    name: 'Hemmelig Holm',
    numbers: [{ type: 'home', number: '99887766' }],
  });
  await anna.until(() => anna.items()[contact], 'her contact');
  const tom = await log_in(service.address, logins.tom);
  tom.socket.on('message', (bytes) => frames.push(String(bytes)));
  for (const [method, params] of [
    ['subscribe', { topics: [{ topic: 'phonebook/anna' }] }],
    ['remove_contact', { id: contact }],
    ['put_contact', { id: contact, name: 'x', numbers: [], expected_version: 9 }],
    ['put_contact', { shared: true, id: contact, name: 'x', numbers: [] }],
  ])
    await assert.rejects(tom.call(method, params));
  // What comes after it has come to all: nothing of it is still on its way.
  await tom.call('put_contact', { shared: true, name: 'Slut', numbers: [] });
  await others[0].until(() => others[0].named('Slut'), 'the last change');
  assert.ok(frames.length > 4);
  assert.deepEqual(
    frames.filter((text) => /Hemmelig|99887766/.test(text)),
    [],
  );
  await Promise.all([...others.map((x) => x.session), anna.session, tom].map((x) => x.close()));
});

test('B2.8: files of Outlook, Google and Apple go in, with a report by line, and not twice', async () => {
  const outlook = fixture('outlook_english.csv');
  const dry = await ctl(['contact', 'import', outlook, '--shared', '--dry-run']);
  assert.equal(dry.code, 3, dry.err);
  assert.match(dry.out, /^3 contacts are fit to be imported, 3 refusals\n$/);
  const first = await ctl(['contact', 'import', outlook, '--shared']);
  assert.equal(first.code, 3, first.err);
  assert.equal(first.out, '3 contacts added, 0 changed, 0 there already, 3 refusals\n');
  assert.match(first.err, /outlook_english\.csv:5: Business Phone: a phone number expected/);
  assert.match(first.err, /"Home Street" is not used, of 1 contacts/);
  const again = await ctl(['contact', 'import', outlook, '--shared']);
  assert.equal(again.out, '0 contacts added, 0 changed, 3 there already, 3 refusals\n');
  for (const [name, count] of [
    ['google.csv', 2],
    ['apple.vcf', 2],
  ]) {
    const done = await ctl_as('pia', ['contact', 'import', fixture(name), '--shared']);
    assert.match(done.out, new RegExp(`^${count} contacts added`), done.err);
  }
  writeFileSync(file('more.csv'), 'name;company;number 1\nTaxa 4x35;Taxa;35353535\n');
  const more = await ctl(['contact', 'import', file('more.csv'), '--shared']);
  assert.equal(more.code, 0, more.err);
  assert.equal(more.out, '0 contacts added, 1 changed, 0 there already, 0 refusals\n');
  const list = await ctl(['contact', 'list']);
  assert.match(list.out, /Søren Bjørn Østergaard +Ærø Færge A\/S +\+45 20 30 40 50/);
});

test('B2.8: what is exported comes in again as it was, into one\'s own book', async () => {
  const plain = (items) =>
    Object.values(items)
      .map(({ id, shared, version, changed_at, changed_by, ...rest }) => rest)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const shared = await seeing(logins.pia, 'phonebook/shared');
  for (const [name, ...more] of [['out.csv'], ['out.vcf'], ['new.vcf', '--vcard', '4.0']]) {
    const out = await ctl(['contact', 'export', file(name), ...more]);
    assert.equal(out.code, 0, out.err);
    const done = await ctl_as('pia', ['contact', 'import', file(name), '--mine']);
    assert.equal(done.code, 0, done.err);
    const own = await seeing(logins.pia, 'phonebook/pia');
    assert.deepEqual(plain(own.items()), plain(shared.items()));
    for (const id of Object.keys(own.items()))
      await own.session.call('remove_contact', { id });
    await own.session.close();
  }
  assert.match(readFileSync(file('new.vcf'), 'utf8'), /VERSION:4.0/);
  await shared.session.close();
});

test('B2.8: what cannot be done is said, by exit status too', async () => {
  const refused = await ctl_as('anna', ['contact', 'import', fixture('version4.vcf'), '--shared']);
  assert.equal(refused.code, 3, refused.err);
  assert.match(refused.out, /^0 contacts added/);
  assert.match(refused.err, /version4\.vcf:1: .*shared_phone_book/);
  for (const [code, args] of [
    [2, ['contact', 'import', fixture('apple.vcf')]],
    [2, ['contact', 'import', fixture('apple.vcf'), '--mine', '--shared']],
    [2, ['contact', 'import', fixture('apple.vcf'), '--mine']], // whose?
    [2, ['contact', 'import', file('none.csv'), '--shared']],
    [2, ['contact', 'import', file('password'), '--shared']],
    [2, ['contact', 'export', file('out.txt')]],
    [2, ['contact', 'export', '/nowhere/out.csv']],
  ]) {
    const done = await ctl(args);
    assert.equal(done.code, code, `${args.join(' ')}: ${done.err}`);
    assert.notEqual(done.err, '');
  }
});

test('S0.8 S0.9: phone books are there after the service was killed', async () => {
  const whole = async (who, topic) => {
    const reader = await seeing(who, topic);
    await reader.session.close();
    return reader.items();
  };
  const both = async () => [
    await whole(logins.pia, 'phonebook/shared'),
    await whole(logins.anna, 'phonebook/anna'),
  ];
  const held = await both();
  assert.ok(Object.keys(held[0]).length > 6);
  assert.equal(Object.keys(held[1]).length, 1);
  await service.stop('SIGKILL');
  service = await serve(settings);
  assert.deepEqual(await both(), held);
});
