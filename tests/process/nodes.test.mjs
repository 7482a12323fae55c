// Several nodes with the same settings on one Redis: each owns a site, every one shows all.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import {
  becomes, check_events, enough, import_people, is_well, lease, make_changes, make_node, make_owners,
  pass, people, settle, shown_at, shown_everywhere, sites, slack, status_events,
} from './nodes.mjs';
import { temporary_folder } from './programs.mjs';
import { make_redis } from './redis.mjs';
import { items_of, log_in, observe } from './session.mjs';

const folder = temporary_folder();
const nodes = {};
const all = () => Object.values(nodes);
let redis;
let owner;
const own = () => sites.every((site, i) => owner(site) === 'abc'[i]);

before(async () => {
  redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  owner = make_owners(redis);
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    nodes[name] = make_node(folder, redis.url, name, sites[i]);
    await nodes[name].begin();
  }
  await becomes(own, 'each node owns its site');
  await import_people(folder, nodes.b);
});
after(async () => {
  for (const x of all()) x.program?.child.kill('SIGKILL');
  await redis.kill();
});

test('[B4.3] each node owns its site, and every node shows all of them', async () => {
  assert.deepEqual(sites.map(owner), ['a', 'b', 'c']);
  for (const site of sites) assert.equal(Object.keys(await shown_everywhere(site, all())).length, people);
  for (const node of Object.values(nodes))
    for (const site of sites) await becomes(() => is_well(node, `site:${site}`), `${site} is well`);
  for (const node of all()) {
    const ready = async () => (await fetch(`http://${node.address}/readyz`)).status === 200;
    await becomes(ready, `${node.name} is ready`);
  }
});

test('[B4.3] what is asked at one node is done at the owner of the site, and seen at all', async () => {
  const session = await nodes.c.log_in();
  for (const site of sites) {
    const done = await session.call('set_status', { employee: `${site}-3`, type: 'meeting', note: 'here' });
    assert.ok(done.revision > 0);
    assert.equal((await shown_everywhere(site, all()))[`${site}-3`].status.note, 'here');
  }
  await assert.rejects(session.call('set_status', { employee: 'nobody', type: 'meeting' }));
  await session.close();
});

test('[B4.3] a change at one node is at a reader of another within a second', async (t) => {
  const reader = await observe(nodes.b.address, nodes.b.admin(), ['people/aarhus']);
  const session = await nodes.a.log_in();
  const times = [];
  for (let i = 0; i < 50; i++) {
    const begun = performance.now();
    await session.call('set_status', { employee: 'aarhus-5', type: i % 2 ? 'meeting' : 'lunch', note: `n${i}` });
    await reader.until(
      () => items_of(reader.picture, 'people/aarhus')['aarhus-5'].status.note === `n${i}`,
      'the change', 5_000);
    times.push(performance.now() - begun);
  }
  times.sort((x, y) => x - y);
  t.diagnostic(`median ${times[25].toFixed(1)} ms, longest ${times[49].toFixed(1)} ms`);
  assert.equal(reader.failure, null);
  await reader.session.close();
  await session.close();
});

test('[B4.3] who has a login has it at each node', async () => {
  const admin = await nodes.a.log_in();
  await admin.call('put_user', {
    id: 'mette', site: 'odense', name: 'Mette', password: 'hemmeligt kodeord', roles: ['receptionist'], queues: [],
  });
  await admin.close();
  for (const node of Object.values(nodes))
    await becomes(async () => {
      const session = await log_in(node.address, { user: 'mette', password: 'hemmeligt kodeord' }).catch(() => null);
      await session?.close();
      return session?.greeting.user === 'mette';
    }, `mette logs in at ${node.name}`);
});

test('[B4.3] a node is killed under a stream of changes: its site is back within the lease and three seconds, with every change once', async (t) => {
  const { a, b, c } = nodes;
  const writer = make_changes(t, 'aarhus');
  const reader = await observe(b.address, b.admin(), ['people/aarhus', 'people/odense']);
  writer.begin(await c.log_in());
  await enough(writer, 100);
  const killed = Date.now();
  await a.program.stop('SIGKILL');
  await becomes(() => ['b', 'c'].includes(owner('aarhus')), 'another owns it');
  await settle(writer, c);
  t.diagnostic(`answered again after ${Date.now() - killed} ms`);
  writer.begin(await c.log_in());
  await enough(writer, 1);
  assert.ok(Date.now() - killed < lease + slack, `${Date.now() - killed} ms`);
  await enough(writer, 50);
  await settle(writer, b);
  check_events(redis, writer, 'aarhus');
  const kept = await shown_everywhere('aarhus', [b, c]);
  const newest = new Map(writer.commands.map((x) => [x.employee, x]));
  for (const [employee, x] of newest) assert.equal(kept[employee].status.note, x.key, employee);
  await reader.until(
    () => JSON.stringify(items_of(reader.picture, 'people/aarhus')) === JSON.stringify(kept),
    'a reader that stayed sees it too');
  await reader.session.close();
});

test('[B4.3] who comes back is given its site back, and shows all', async () => {
  const { a } = nodes;
  await a.begin();
  await becomes(own, 'each node owns its site', 30_000);
  for (const site of sites) assert.equal(Object.keys(await shown_everywhere(site, all())).length, people);
});

test('[B4.3] a node is killed with statuses that end by themselves: each ends once at the next owner, none early', async () => {
  const { a, b, c } = nodes;
  const session = await c.log_in();
  const set = [];
  for (let i = 0; i < people; i++) {
    const employee = `aarhus-${i}`;
    const asked = { employee, type: 'meeting', note: 'timed', for_seconds: 1 + (i % 8) };
    set.push({ employee, ...(await session.call('set_status', asked)) });
  }
  await a.program.stop('SIGKILL');
  const is_over = async () =>
    Object.values(await shown_at(b, 'people/aarhus')).every((x) => x.status.note !== 'timed');
  await becomes(is_over, 'all of them are over');
  const events = status_events(redis, 'aarhus');
  for (const x of set) {
    const own = events.filter((event) => event.who === x.employee && event.number >= x.revision);
    assert.deepEqual(own.map((event) => event.to), ['meeting', 'available'], x.employee);
    assert.ok(own[1].at >= Date.parse(own[0].until), `${x.employee}: early`);
  }
  await session.close();
  await a.begin();
  await becomes(own, 'each node owns its site', 30_000);
});

test('[B4.3] a clean stop hands over at once', async (t) => {
  const { a } = nodes;
  const asked = Date.now();
  const stopped = a.program.stop('SIGTERM');
  await becomes(() => ['b', 'c'].includes(owner('aarhus')), 'another owns it');
  const took = Date.now() - asked;
  t.diagnostic(`${took} ms`);
  assert.equal((await stopped).code, 0);
  assert.ok(took < lease, `${took} ms: not by the lease's end`);
  await a.begin();
  await becomes(own, 'each node owns its site', 30_000);
});

test('[B4.3] paused for longer than its lease: what it does late is refused, its site unknown meanwhile, and it goes on as one of them', async (t) => {
  const { a, b, c } = nodes;
  const session = await a.log_in();
  const writer = make_changes(t, 'aarhus');
  writer.begin(await c.log_in());
  await enough(writer, 30);
  a.program.child.kill('SIGSTOP');
  // What it hears only when it goes on, and must not do then.
  const late = session.call('set_status', { employee: 'aarhus-0', type: 'vacation', note: 'late' });
  await becomes(() => ['b', 'c'].includes(owner('aarhus')), 'another owns it');
  await settle(writer, c);
  a.program.child.kill('SIGCONT');
  const outcome = await late.then(() => 'done', (failure) => failure.data?.reason ?? 'closed');
  t.diagnostic(`asked late: ${outcome}`);
  const note = (await shown_everywhere('aarhus', [b, c]))['aarhus-0'].status.note;
  assert.equal(note === 'late', outcome === 'done');
  await becomes(own, 'it is given its site back', 30_000);
  check_events(redis, writer, 'aarhus');
  await shown_everywhere('aarhus', all());
});

test('[B4.3] Redis hangs: nobody acts when the leases are over, and all go on when it is back', async (t) => {
  const { a, b } = nodes;
  const session = await a.log_in();
  redis.running.child.kill('SIGSTOP');
  await becomes(async () => !(await is_well(b, 'site:aarhus')), 'unknown at the others');
  await pass(lease);
  const refused = await session
    .call('set_status', { employee: 'aarhus-1', type: 'lunch' })
    .then(() => 'done', (failure) => failure.data?.reason);
  t.diagnostic(`asked meanwhile: ${refused}`);
  assert.notEqual(refused, 'done');
  redis.running.child.kill('SIGCONT');
  await becomes(own, 'each node owns its site', 30_000);
  await becomes(() => is_well(b, 'site:aarhus'), 'known again', 30_000);
  const done = await session.call('set_status', { employee: 'aarhus-1', type: 'meeting', note: 'back' });
  assert.ok(done.revision > 0);
  assert.equal((await shown_everywhere('aarhus', all()))['aarhus-1'].status.note, 'back');
});
