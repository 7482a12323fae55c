// No message to a viewer ever holds what its audience may not see. Viewers of every role, and tokens
// of every audience, read all they may while a mixed day goes on; all that they are sent is searched.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { serve, temporary_folder, write_settings } from '../process/programs.mjs';
import { items_of, log_in, observe } from '../process/session.mjs';
import { all, day_steps, people } from './day_steps.mjs';
import { viewer } from './viewers.mjs';

const folder = temporary_folder();
const password = 'a long password';
const logins = {
  adam: ['administrator'],
  paul: ['privileged'],
  rita: ['receptionist'],
  rita_privileged: ['receptionist', 'privileged'],
  emma: ['employee'],
  erik: ['employee'],
};
const audience_of = (roles) => (roles.includes('employee') ? 'colleague' : 'reception');
const topics = [
  'people/aarhus',
  'queues/aarhus',
  'queue/main',
  'statuses/aarhus',
  'health',
  ...people.map((id) => `presence/${id}`),
  ...Object.keys(logins).flatMap((user) =>
    ['desk', 'watchlist', 'settings', 'templates'].map((kind) => `${kind}/${user}`),
  ),
];

let service;
let admin;
let viewers;
const by_name = (name) => viewers.find((x) => x.name === name);
const secrets = day_steps.flatMap((step) =>
  Object.entries(step.secrets ?? {}).map(([word, sees]) => ({ word, sees, own: step.own })),
);

before(async () => {
  service = await serve(write_settings(folder, ['aarhus']));
  const token = readFileSync(path.join(folder, 'admin.token'), 'utf8').trim();
  admin = await log_in(service.address, { token });
  await admin.call('put_queue', { id: 'main', site: 'aarhus', name: 'Main', number: '7000' });
  for (const [id, roles] of Object.entries(logins))
    await admin.call('put_user', {
      id,
      site: 'aarhus',
      name: id,
      password,
      roles,
      queues: roles.includes('receptionist') ? ['main'] : [],
      ...(id === 'emma' ? { employee: 'emma' } : {}),
    });
  const tokens = [];
  for (const sees of [undefined, ...all]) {
    const id = `token_${sees ?? 'plain'}`;
    const { secret } = await admin.call('add_token', { id, name: id, sees });
    tokens.push(new viewer(id, sees ?? 'public', { token: secret }));
  }
  viewers = [
    ...Object.entries(logins).map(
      ([user, roles]) => new viewer(user, audience_of(roles), { user, password }),
    ),
    ...tokens,
  ];
  for (const x of viewers) await x.open(service.address);
});

after(async () => assert.equal((await service.stop()).code, 0));

/// Asks for what is refused: the refusals are searched too.
async function ask_for_refusals(x) {
  for (const employee of [...people, 'nobody']) {
    await x.ask('set_status', { employee, type: 'nothing', expected_revision: 0 });
    await x.ask('set_phone', { employee, phone: '9', do_not_disturb: true });
    await x.ask('dial_call', { employee, number: '1' });
    await x.ask('add_watch', { employees: [employee, 'nobody'], condition: { kind: 'any_change' } });
  }
  for (const watch of ['w1', 'w2', 'p1']) {
    await x.ask('remove_watch', { watch });
    await x.ask('dismiss_popup', { popup: watch });
  }
  await x.ask('subscribe', { topics: [{ topic: 'people/nowhere' }] });
  await x.ask('nonsense', {});
}

async function read_pages(readers) {
  for (const x of readers)
    for (const who of people)
      for (const page of ['', '/freebusy', '/freebusy.ics']) {
        const { status } = await x.get(`/presence/${who}${page}`);
        assert.equal(status, 200, `${x.name}: /presence/${who}${page}`);
      }
}

/// Words for what an alias hides, as they would stand in a frame, in PIDF or in a calendar. What
/// types there are, everybody may know.
const hidden_types = /"type":"(sick|vacation|meeting|lunch|course)"|<rpid:(other|vacation|meeting|lunch|appointment)\b|<dm:note/;
const own_topic = /^(desk|watchlist|settings|templates)\/(.*)$/;

/// What is wrong with what this viewer was sent.
function leaks_to(x) {
  const wrong = [];
  for (const { kind, text, topic } of x.received) {
    // Of herself everybody may know all.
    if (topic === `presence/${x.name}`) continue;
    const owner = own_topic.exec(topic)?.[2];
    if (owner && owner !== x.name) wrong.push(`${x.name} got ${topic}: ${text}`);
    const is_own = (own) => own !== undefined && own === owner && own === x.name;
    for (const { word, sees, own } of secrets)
      if (!sees.includes(x.sees) && text.includes(word) && !is_own(own))
        wrong.push(`${x.name} (${x.sees}) got ${word} by ${kind}: ${text}`);
    const found = x.sees !== 'reception' && !topic?.startsWith('statuses/') && hidden_types.exec(text);
    const is_shown_note = found && found[0] === '<dm:note' && x.sees === 'colleague';
    if (found && !is_shown_note && !is_own('emma'))
      wrong.push(`${x.name} (${x.sees}) got ${found[0]} by ${kind}: ${text}`);
    if (x.sees === 'public' && /tel:|<dm:device|"forwarded_to":"\d|"phones":\[\{/.test(text))
      wrong.push(`${x.name} got phones by ${kind}: ${text}`);
  }
  return wrong;
}

test('[B2.3] [B4.1] no message to a viewer holds what its audience may not see', async () => {
  const opened = new Map();
  for (const x of viewers) opened.set(x.name, await x.subscribe(topics));
  const may_have = (name, topic) => assert.ok(opened.get(name).has(topic), `${topic} for ${name}`);
  for (const x of viewers) may_have(x.name, 'people/aarhus');
  for (const user of ['emma', 'paul', 'rita', 'adam']) may_have(user, `watchlist/${user}`);
  may_have('rita', 'queue/main');
  may_have('rita', 'desk/rita');

  const begun = new Map();
  const tokens = ['token_public', 'token_colleague', 'token_reception'].map(by_name);
  for (const step of day_steps) {
    const { revision } = await by_name(step.by).session.call(step.method, step.params);
    assert.ok(revision > 0, `${step.method} changed nothing`);
    if (step.method === 'put_employee') continue; // not all are there yet
    if (begun.size === 0) for (const x of viewers) begun.set(x.name, new Map(x.last));
    await read_pages(tokens);
  }
  await by_name('emma').until_received(
    'her own pop-up',
    ({ kind, text }) => kind === 'popup' && text.includes('overrun'),
  );
  for (const x of viewers) await ask_for_refusals(x);
  await read_pages(viewers);

  const { revision } = await by_name('paul').session.call('set_status', {
    employee: 'anna',
    type: 'available',
  });
  for (const x of viewers) await x.until('people/aarhus', revision);

  // Once more from nothing, and from where each was: snapshots and replays.
  for (const x of viewers) {
    await x.open(service.address);
    await x.subscribe(topics);
    await x.open(service.address);
    const at = (topic) => {
      const [epoch, held] = [opened.get(x.name).get(topic)?.epoch, begun.get(x.name).get(topic)];
      return epoch && held !== undefined ? { epoch, revision: held } : undefined;
    };
    const again = await x.subscribe(topics, at);
    assert.equal(again.get('people/aarhus').outcome, 'replayed', x.name);
  }
  const stranger = new viewer('a stranger', 'public', null);
  stranger.address = service.address;
  for (const page of ['/healthz', '/readyz', '/metrics']) await stranger.get(page);
  for (const who of people) assert.equal((await stranger.get(`/presence/${who}`)).status, 401);

  assert.deepEqual([...viewers, stranger].flatMap(leaks_to), []);

  // The control: who may see a word did, by the stream and by a page, so the search had something
  // to find.
  const lacking = [];
  for (const { word, sees } of secrets)
    for (const audience of sees)
      if (!viewers.some((x) => x.sees === audience && x.received.some(({ text }) => text.includes(word))))
        lacking.push(`${word} for ${audience}`);
  assert.deepEqual(lacking, []);
  const got = (name, pattern) => by_name(name).received.some(({ text }) => pattern.test(text));
  assert.ok(got('token_reception', /<rpid:other>sick/) && got('token_reception', /<dm:note>zq_note_secret_1/));
  assert.ok(got('token_reception', /<dm:device/) && got('token_colleague', /<dm:note>zq_note_shown_4/));
  assert.ok(got('token_public', /<rpid:away/) && got('token_public', /FBTYPE=BUSY-UNAVAILABLE/));
  assert.ok(got('rita', /"method":"popup".*zq_note_secret_1/));
  assert.ok(got('emma', /"method":"popup".*"away"/) && got('emma', /zq_note_secret_8/));
  for (const kind of ['snapshot', 'delta', 'error', 'result'])
    assert.ok(viewers.every((x) => x.received.some((y) => y.kind === kind)), kind);
});

test('[B2.3] [B4.1] who is no longer privileged finds nothing of it in her watch list', async () => {
  const paul = by_name('paul');
  const reader = await observe(service.address, paul.login, ['watchlist/paul']);
  await reader.until(reader.whole, 'the watch list');
  const list = () => JSON.stringify(items_of(reader.picture, 'watchlist/paul'));
  assert.match(list(), /zq_note_secret/);
  await admin.call('put_user', { id: 'paul', site: 'aarhus', name: 'paul', roles: ['employee'], queues: [] });
  // What she saw rested on a right that is gone: she has to log in again.
  assert.equal((await reader.session.closed).code, 1008);
  const again = new viewer('paul', 'colleague', paul.login);
  await again.open(service.address);
  assert.ok((await again.subscribe(topics)).has('watchlist/paul'));
  await ask_for_refusals(again);
  await read_pages([again]);
  assert.deepEqual(leaks_to(again), []);
});
