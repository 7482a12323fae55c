// Several nodes with the same settings on one Redis: one runs the service, the others stand by.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { administer, employee_table, start, temporary_folder, write_settings } from './programs.mjs';
import { make_redis } from './redis.mjs';
import { log_in, make_dice, observe } from './session.mjs';
import { make_writer } from './writer.mjs';

const site = 'aarhus';
const lease = 3_000;
const slack = 3_000; // beyond the lease, until the service is there again
const people = 30;
const folder = temporary_folder();
const nodes = {};
let redis;

/// A node that stands by. `serves` is where it serves, once it does.
function make_node(name) {
  const state = path.join(folder, name);
  mkdirSync(state, { recursive: true });
  const more = `kind = "redis"\nurl = "${redis.url}"\npatience_ms = 1000\n[node]\nname = "${name}"\nlease_seconds = ${lease / 1000}\n`;
  const settings = write_settings(state, [site], more);
  const node = { name, state };
  node.begin = () => {
    node.program = start('omstillingd', ['--config', settings]);
    return node.program.says('err', new RegExp(`node ${name} stands by`));
  };
  node.serves = async () => {
    [, node.address] = await node.program.says('err', / serves on (\S+:\d+)\n/);
    return node.address;
  };
  node.admin = () => ({ token: readFileSync(path.join(state, 'admin.token'), 'utf8').trim() });
  node.has_served = () => / serves on /.test(node.program.err);
  nodes[name] = node;
  return node;
}
const statuses = async (node) => {
  const reader = await observe(node.address, node.admin(), [`people/${site}`]);
  const all = new Map(reader.picture.items(`people/${site}`).map((x) => [x.id, x.status.note]));
  await reader.session.close();
  return all;
};

before(async () => {
  redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  const [a, b] = [make_node('a'), make_node('b')];
  await a.begin();
  await a.serves();
  await b.begin();
  const table = path.join(folder, 'people.csv');
  writeFileSync(table, employee_table([site], people));
  const imported = await administer(a.address, a.state, ['employee', 'import', table]);
  assert.equal(imported.code, 0, imported.err);
});
after(async () => {
  for (const x of Object.values(nodes)) x.program.child.kill('SIGKILL');
  await redis.kill();
});

/// Changes by one writer on the node that serves; they go on at the next with `begin`.
function make_changes(t) {
  const ids = Array.from({ length: people }, (_, i) => `${site}-${i}`);
  return make_writer(`w${t.name.length}`, ids, false, make_dice(t));
}
async function enough(writer, count) {
  const answered = () => writer.commands.filter((x) => x.revision !== null).length;
  const wanted = answered() + count;
  const begun = Date.now();
  while (answered() < wanted) {
    assert.ok(Date.now() < begun + 20_000, 'changes are answered');
    await new Promise((done) => setTimeout(done, 5));
  }
}
/// The newest answered change of each person stands.
async function check_all(node, writer) {
  const kept = await statuses(node);
  const newest = new Map(writer.commands.map((x) => [x.employee, x]));
  for (const [employee, x] of newest) assert.equal(kept.get(employee), x.key, employee);
}

test('[B4.3] one serves, the other stands by', async () => {
  assert.equal(nodes.b.has_served(), false);
  assert.equal((await statuses(nodes.a)).size, people);
});

test('[B4.3] killed under a stream of changes: the other goes on within the lease and three seconds, with all of it', async (t) => {
  const { a, b } = nodes;
  const writer = make_changes(t);
  writer.begin(await log_in(a.address, a.admin()));
  await enough(writer, 100);
  const killed = Date.now();
  await a.program.stop('SIGKILL');
  await b.serves();
  const took = Date.now() - killed;
  t.diagnostic(`${took} ms`);
  assert.ok(took < lease + slack, `${took} ms`);
  await writer.stop();
  writer.begin(await log_in(b.address, b.admin()));
  await enough(writer, 30);
  await writer.stop();
  await check_all(b, writer);
});

test('a clean stop hands over at once', async (t) => {
  const { a, b } = nodes;
  await a.begin();
  const asked = Date.now();
  const [end] = await Promise.all([b.program.stop('SIGTERM'), a.serves()]);
  const took = Date.now() - asked;
  t.diagnostic(`${took} ms`);
  assert.equal(end.code, 0);
  assert.ok(took < lease, `${took} ms: not by the lease's end`);
  assert.equal((await statuses(a)).size, people);
});

test('paused for longer than its lease, it writes nothing more, and ends when it goes on', async (t) => {
  const { a, b } = nodes;
  await b.begin();
  const writer = make_changes(t);
  const session = await log_in(a.address, a.admin());
  writer.begin(session);
  await enough(writer, 50);
  a.program.child.kill('SIGSTOP');
  // What it hears only when it goes on, and must not do then.
  const late = session.call('set_status', { employee: `${site}-0`, type: 'vacation', note: 'late' });
  await b.serves();
  await assert.rejects(Promise.all([late, Promise.resolve(a.program.child.kill('SIGCONT'))]));
  const end = await a.program.end;
  assert.equal(end.code, 75);
  assert.match(a.program.err, /this node ends at once, another goes on/);
  await writer.stop();
  writer.begin(await log_in(b.address, b.admin()));
  await enough(writer, 30);
  await writer.stop();
  await check_all(b, writer);
  assert.ok(![...(await statuses(b)).values()].includes('late'));
});

test('cut off from Redis it ends before its lease does; whoever has it back first goes on', async (t) => {
  const { a, b } = nodes;
  await a.begin();
  const begun = Date.now();
  redis.running.child.kill('SIGSTOP');
  const end = await b.program.end;
  const took = Date.now() - begun;
  t.diagnostic(`${took} ms`);
  assert.equal(end.code, 75);
  assert.equal(a.has_served(), false);
  redis.running.child.kill('SIGCONT');
  await a.serves();
  assert.equal((await statuses(a)).size, people);
});

test('who has a login has it on each node', async () => {
  const { a, b } = nodes;
  await b.begin();
  const admin = await log_in(a.address, a.admin());
  await admin.call('put_user', {
    id: 'mette', site, name: 'Mette', password: 'hemmeligt kodeord', roles: ['receptionist'], queues: [],
  });
  await a.program.stop('SIGKILL');
  await b.serves();
  const session = await log_in(b.address, { user: 'mette', password: 'hemmeligt kodeord' });
  assert.equal(session.greeting.user, 'mette');
  await session.close();
});
