// Three nodes, each with the simulated PBX of its site and a hundred callers who wait. One is killed:
// the others' calls go on, those of the dead one's PBX are closed once, and its site takes new ones.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { becomes, lease, make_node, make_owners, shown_at, sites, slack } from './nodes.mjs';
import { temporary_folder } from './programs.mjs';
import { make_redis } from './redis.mjs';

const wanted = 100; // at each site
const folder = temporary_folder();
const nodes = {};
let redis;
let owner;
const own = () => sites.every((site, i) => owner(site) === 'abc'[i]);
const all = () => Object.values(nodes);

before(async () => {
  redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  owner = make_owners(redis);
  const start = async (calls_per_hour) => {
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      nodes[name] = make_node(folder, redis.url, name, sites[i], { calls_per_hour });
      await nodes[name].begin();
    }
    await becomes(own, 'each node owns its site');
  };
  // A simulated PBX knows the queues that are there when its node starts.
  await start(0);
  const session = await nodes.a.log_in();
  for (const [i, site] of sites.entries())
    await session.call('put_queue', { id: `q-${site}`, site, name: `Queue ${site}`, number: `${i + 7}000`, overflow: [] });
  await session.close();
  await Promise.all(all().map((x) => x.program.stop('SIGTERM')));
  await start(40_000);
});
after(async () => {
  for (const x of all()) x.program?.child.kill('SIGKILL');
  await redis.kill();
});

const calls_of = async (node, site) =>
  Object.values(await shown_at(node, `queue/q-${site}`)).filter((x) => x.kind === 'call');
/// How often the journal says of each of these calls that it is over.
function clears(site, ids) {
  const events = redis.ask('XRANGE', `omstilling:{${site}}:events`, '-', '+').map(([, fields]) => fields);
  const over = events.filter((x) => x[7] === 'call_cleared').map((x) => x[5]);
  return ids.map((id) => over.filter((x) => x === id).length);
}

test('[B4.3] a node is killed amidst three hundred calls', async (t) => {
  const { a, b, c } = nodes;
  const many = async () => {
    const counts = await Promise.all(sites.map(async (site) => (await calls_of(c, site)).length));
    return counts.every((x) => x >= wanted);
  };
  await becomes(many, `${wanted} callers at each site`, 60_000);
  const before_it = {};
  for (const site of sites) before_it[site] = (await calls_of(c, site)).map((x) => x.id);
  t.diagnostic(`${Object.values(before_it).flat().length} calls wait`);
  const killed = Date.now();
  await a.program.stop('SIGKILL');
  await becomes(() => ['b', 'c'].includes(owner('aarhus')), 'another owns it');
  await becomes(() => clears('aarhus', before_it.aarhus).every((x) => x === 1), 'the lost calls are closed');
  const took = Date.now() - killed;
  t.diagnostic(`the site is back after ${took} ms`);
  assert.ok(took < lease + slack, `${took} ms`);
  const is_new = (x) => !before_it.aarhus.includes(x.id);
  await becomes(async () => (await calls_of(c, 'aarhus')).some(is_new), 'new callers');
  assert.deepEqual(new Set(clears('aarhus', before_it.aarhus)), new Set([1]));
  for (const site of ['odense', 'vejle']) {
    // Whoever does not wait any more has given up, and the journal says so.
    const shown = new Set((await calls_of(b, site)).map((x) => x.id));
    const gone = before_it[site].filter((id) => !shown.has(id));
    assert.deepEqual(clears(site, gone), gone.map(() => 1), site);
    assert.ok(gone.length < before_it[site].length, `${site}: calls go on`);
  }
});
