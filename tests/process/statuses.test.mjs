// Kinds of status, templates and being told, over WebSocket with the running service: who may, who
// sees what, and what is there after a restart.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { administer, employee_table, serve, temporary_folder, write_settings } from './programs.mjs';
import { items_of, log_in, observe } from './session.mjs';

const folder = temporary_folder();
const file = (name) => path.join(folder, name);
const settings = write_settings(folder, ['aarhus']);
const password = 'a long password';
const mette = { user: 'mette', password }; // an employee, aarhus-1
const bodil = { user: 'bodil', password }; // privileged, aarhus-2
let service;
let hall; // a wallboard

const court = {
  site: 'aarhus',
  id: 'in_court',
  label_da: 'I retten',
  label_en: 'In court',
  activity: 'appointment',
  basic: 'closed',
  public_alias: 'away',
};
const meeting = (name, for_seconds, more) => ({
  name,
  type: 'meeting',
  note: 'Mødelokale 2',
  for_seconds,
  start_actions: [{ kind: 'set_forwarding', to: '2002' }],
  ...more,
});

async function seeing(who, ...topics) {
  const reader = await observe(service.address, who, topics);
  await reader.until(reader.whole, 'the picture');
  reader.items = (topic = topics[0]) => items_of(reader.picture, topic);
  return reader;
}

async function refuses(session, method, params, reason, right) {
  await assert.rejects(session.call(method, params), (error) => {
    assert.equal(error.data?.reason, reason, error.message);
    if (right) assert.match(error.message, new RegExp(right));
    return true;
  });
}

const events = (type) =>
  execFileSync(
    'sqlite3',
    [file('omstilling.db'), `SELECT id, asked_by FROM events WHERE type = '${type}' ORDER BY number`],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n');

before(async () => {
  service = await serve(settings);
  const ctl = async (args, options) => {
    const done = await administer(service.address, folder, args, options);
    assert.equal(done.code, 0, done.err);
    return done.out.trim();
  };
  writeFileSync(file('people.csv'), employee_table(['aarhus'], 4));
  await ctl(['employee', 'import', file('people.csv')]);
  const add_user = (name, role, employee) =>
    ctl(
      ['user', 'add', name, '--site', 'aarhus', '--role', role, '--employee', employee].concat([
        '--new-password-file',
        '-',
      ]),
      { input: `${password}\n` },
    );
  await add_user('mette', 'employee', 'aarhus-1');
  await add_user('bodil', 'privileged', 'aarhus-2');
  hall = { token: await ctl(['token', 'add', 'hall']) };
});

after(async () => assert.equal((await service.stop()).code, 0));

test('S13.4 S19.3: an unprivileged employee changes neither others nor what is for all', async () => {
  const { call, close } = await log_in(service.address, mette);
  const session = { call };
  const other = { employee: 'aarhus-2' };
  const people = 'others_person_status';
  const phones = 'others_phone_status';
  await refuses(session, 'set_status', { ...other, type: 'lunch' }, 'forbidden', people);
  await refuses(session, 'clear_status', other, 'forbidden', people);
  const set_phone = { ...other, phone: '2002', do_not_disturb: true };
  await refuses(session, 'set_phone', set_phone, 'forbidden', phones);
  const right = 'global_templates';
  await refuses(session, 'put_template', meeting('M', 60, { global: true }), 'forbidden', right);
  await refuses(session, 'remove_template', { id: 'g1', global: true }, 'forbidden', right);
  await refuses(session, 'put_status_type', court, 'forbidden', right);
  await refuses(session, 'remove_status_type', { site: 'aarhus', id: 'busy' }, 'forbidden', right);
  await close();
  const board = await log_in(service.address, hall);
  await refuses(board, 'put_template', meeting('M', 60), 'forbidden', 'own_status');
  await board.close();
});

test('S19.1 S19.2: templates of her own, several of one kind, which nobody else reads', async () => {
  const reader = await seeing(mette, 'templates/mette');
  const { call } = reader.session;
  const half = await call('put_template', meeting('Møde, 30 min', 1800));
  await call('put_template', meeting('Møde, 1 time', 3600));
  assert.equal(half.kept_template, 't1');
  await reader.until(() => Object.keys(reader.items()).length === 2, 'both templates');
  const { t1, t2 } = reader.items();
  assert.deepEqual([t1.kind, t1.type, t2.type], ['template', 'meeting', 'meeting']);
  assert.deepEqual([t1.for_seconds, t2.for_seconds, t2.global], [1800, 3600, false]);
  const other = await log_in(service.address, bodil);
  const topics = [{ topic: 'templates/mette' }];
  await refuses(other, 'subscribe', { topics }, 'forbidden');
  await refuses(other, 'remove_template', { id: 't1' }, 'unknown_template');
  await call('remove_template', { id: 't1' });
  await reader.until(() => !reader.items().t1, 'one to be gone');
  await Promise.all([other.close(), reader.session.close()]);
});

test('S14.1 S19.3 B2.3: kinds and templates of the site reach all, each as she may see it', async () => {
  const topic = 'statuses/aarhus';
  const [colleague, wallboard] = await Promise.all([seeing(mette, topic), seeing(hall, topic)]);
  assert.equal(colleague.items().sick.label_da, 'Syg');
  const boss = await log_in(service.address, bodil);
  await boss.call('put_status_type', court);
  const made = await boss.call(
    'put_template',
    meeting('Retten', 7200, { type: 'in_court', global: true }),
  );
  assert.equal(made.kept_template, 'g1');
  for (const reader of [colleague, wallboard])
    await reader.until(() => reader.items().in_court && reader.items().g1, 'both');
  assert.equal(colleague.items().in_court.public_alias, 'away');
  assert.equal(colleague.items().g1.note, 'Mødelokale 2');
  assert.deepEqual(wallboard.items().g1.start_actions, []);
  assert.equal(wallboard.items().g1.note, '');
  await boss.call('remove_status_type', { site: 'aarhus', id: 'busy' });
  await colleague.until(() => !colleague.items().busy, 'the kind to be gone');
  assert.equal(colleague.items().meeting.public_alias, 'away');
  const remove = (id) => refuses(boss, 'remove_status_type', { site: 'aarhus', id }, 'wrong_state');
  await remove('available');
  await remove('away');
  const sessions = [boss, colleague.session, wallboard.session];
  await Promise.all(sessions.map((session) => session.close()));
});

test('S13.2 S13.3 B4.4: she is told who changed her status and her phone', async () => {
  const reader = await seeing(mette, 'watchlist/mette');
  const boss = await log_in(service.address, bodil);
  const popups = () => Object.values(reader.items()).filter((x) => x.kind === 'popup');
  await reader.session.call('set_status', { employee: 'aarhus-1', type: 'lunch' });
  await boss.call('set_status', { employee: 'aarhus-1', type: 'sick' });
  await reader.until(() => popups().length === 1, 'the first pop-up');
  assert.deepEqual(
    [popups()[0].reason, popups()[0].by, popups()[0].status.type],
    ['status_by_other', 'bodil', 'sick'],
  );
  await boss.call('set_phone', { employee: 'aarhus-1', phone: '2001', do_not_disturb: true });
  await reader.until(() => popups().length === 2, 'the second pop-up');
  assert.deepEqual([popups()[1].reason, popups()[1].by], ['phone_by_other', 'bodil']);
  assert.deepEqual(events('change_told'), ['mette|bodil', 'mette|bodil']);
  await reader.session.call('dismiss_popup', { popup: popups()[0].id });
  await reader.until(() => popups().length === 1, 'one to be dismissed');
  await Promise.all([boss.close(), reader.session.close()]);
});

test('S17.1 S18.1: a watch goes by itself at its end', async () => {
  const reader = await seeing(mette, 'watchlist/mette');
  const watches = () => Object.values(reader.items()).filter((x) => x.kind === 'watch');
  const watch = (until) =>
    reader.session.call('add_watch', {
      employees: ['aarhus-3'],
      condition: { kind: 'any_change' },
      until,
    });
  await assert.rejects(watch('2020-01-01T00:00:00Z'), /params\.until: a time after now/);
  await watch(new Date(Date.now() + 1500).toISOString());
  await reader.until(() => watches().length === 1, 'the watch');
  await reader.until(() => watches().length === 0, 'its end');
  await reader.session.close();
});

test('S19.1 S19.3: all of it is there after the service was killed', async () => {
  const topics = ['templates/mette', 'statuses/aarhus', 'watchlist/mette'];
  const whole = async () => {
    const reader = await seeing(mette, ...topics);
    await reader.session.close();
    return topics.map((topic) => reader.items(topic));
  };
  const held = await whole();
  assert.deepEqual(Object.keys(held[0]), ['t2']);
  assert.ok(held[1].in_court && held[1].g1 && !held[1].busy);
  assert.equal(Object.values(held[2])[0].reason, 'phone_by_other');
  await service.stop('SIGKILL');
  service = await serve(settings);
  assert.deepEqual(await whole(), held);
  const boss = await log_in(service.address, bodil);
  await refuses(boss, 'put_template', meeting('Optaget', 60, { type: 'busy' }), 'invalid_params');
  await boss.close();
});
