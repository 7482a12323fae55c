// Nodes that share a Redis and three sites, for tests that take them from each other.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { administer, employee_table, start, write_settings } from './programs.mjs';
import { items_of, log_in, make_dice, observe } from './session.mjs';
import { make_writer } from './writer.mjs';

export const sites = ['aarhus', 'odense', 'vejle'];
export const lease = 3_000;
export const slack = 3_000; // beyond the lease, until its sites are there again
export const people = 30;
export const pass = (ms) => new Promise((done) => setTimeout(done, ms));

/// Waits until it holds; how long that took.
export async function becomes(condition, what, within = 20_000) {
  const begun = Date.now();
  while (!(await condition())) {
    assert.ok(Date.now() < begun + within, `${what} within ${within} ms`);
    await pass(20);
  }
  return Date.now() - begun;
}

/// A node that is to own this site while it lives; `where` it runs is words before its program.
export function make_node(folder, redis_url, name, prefers, { where = [], address = '127.0.0.1', lease_ms = lease, calls_per_hour = 0 } = {}) {
  const state = path.join(folder, name);
  mkdirSync(state, { recursive: true });
  const more = `kind = "redis"\nurl = "${redis_url}"\npatience_ms = 1000\n[node]\nname = "${name}"\nlease_seconds = ${lease_ms / 1000}\nprefers = ["${prefers}"]\n`;
  const settings = write_settings(state, sites, more);
  if (calls_per_hour) {
    const table = `[simulator]\ncalls_per_hour = ${calls_per_hour}\n`;
    const text = readFileSync(settings, 'utf8').replaceAll('pbx = "none"', 'pbx = "simulator"');
    writeFileSync(settings, text.replace('[[site]]', `${table}[[site]]`));
  }
  const node = { name, prefers, state };
  node.begin = async () => {
    node.program = start('omstillingd', ['--config', settings, '--address', address], { where });
    [, node.address] = await node.program.says('err', / serves on (\S+:\d+)\n/);
  };
  node.admin = () => ({ token: readFileSync(path.join(state, 'admin.token'), 'utf8').trim() });
  node.log_in = () => log_in(node.address, node.admin());
  return node;
}

/// Who owns each site, by the leases.
export const make_owners = (redis) => (site) => {
  const meta = redis.ask('HGETALL', `omstilling:{${site}}:meta`);
  return Number(meta.until ?? 0) > Date.now() ? meta.holder : '';
};

export async function import_people(folder, node) {
  const table = path.join(folder, 'people.csv');
  writeFileSync(table, employee_table(sites, people));
  const imported = await administer(node.address, node.state, ['employee', 'import', table]);
  assert.equal(imported.out, `${sites.length * people} employees imported, 0 lines refused\n`, imported.err);
}

export async function shown_at(node, topic) {
  const reader = await observe(node.address, node.admin(), [topic]);
  await reader.until(reader.whole, topic);
  const items = items_of(reader.picture, topic);
  await reader.session.close();
  return items;
}
/// What each node shows of the site, once all show the same.
export async function shown_everywhere(site, nodes) {
  let all;
  await becomes(async () => {
    all = await Promise.all(nodes.map((x) => shown_at(x, `people/${site}`).catch(() => null)));
    const texts = all.map((x) => JSON.stringify(x));
    return texts[0] !== 'null' && texts.every((x) => x === texts[0]);
  }, `all nodes show the same of ${site}`);
  return all[0];
}
export const is_well = async (node, part) => (await shown_at(node, 'health'))[part]?.ok ?? false;

/// Changes at a site by one writer.
export function make_changes(t, site) {
  const ids = Array.from({ length: people }, (_, i) => `${site}-${i}`);
  const name = `w${site}${Math.floor(Math.random() * 1e9)}`;
  return make_writer(name, ids, false, make_dice(t), ['timeout', 'try_later', 'storage_unavailable']);
}
const answered = (writer) => writer.commands.filter((x) => x.revision !== null).length;
export async function enough(writer, count) {
  const wanted = answered(writer) + count;
  await becomes(() => answered(writer) >= wanted, 'changes are answered');
}
/// What was left open is asked again, with its own key, until everything is answered.
export async function settle(writer, node) {
  await writer.stop();
  for (let i = 0; i < 10 && writer.unanswered().length; i++) {
    writer.begin(await node.log_in());
    await writer.stop();
  }
  assert.equal(writer.unanswered().length, 0);
}
/// What the journal of the site says of statuses, in order.
export function status_events(redis, site) {
  return redis
    .ask('XRANGE', `omstilling:{${site}}:events`, '-', '+')
    .map(([id, fields]) => ({
      number: Number.parseInt(id, 10),
      at: Number(fields[1]),
      type: fields[7],
      who: fields[5],
      ...JSON.parse(fields[9]),
    }))
    .filter((x) => x.type === 'status_changed');
}

/// Every answered change is there, once.
export function check_events(redis, writer, site) {
  const by_number = new Map(status_events(redis, site).map((x) => [x.number, x]));
  for (const x of writer.commands) {
    const event = by_number.get(x.revision);
    assert.deepEqual([event?.who, event?.to], [x.employee, x.params.type], x.key);
  }
  const revisions = writer.commands.map((x) => x.revision);
  assert.equal(new Set(revisions).size, revisions.length, 'none twice');
}

