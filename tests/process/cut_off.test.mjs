// Nodes in network namespaces of their own, cut off from Redis and from their clients: both ways, one
// way, flapping. The test runs in a namespace too, so that nothing of the machine's own network is
// touched. Who may not make namespaces (root may) cannot run it, and is told so.

import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import {
  becomes, check_events, enough, import_people, is_well, make_changes, make_node, make_owners, pass,
  settle, shown_everywhere, sites, slack,
} from './nodes.mjs';
import { temporary_folder } from './programs.mjs';
import { make_redis } from './redis.mjs';

const lease = 6_000; // long enough that the others call a site unknown before it is theirs

if (process.env.IN_NAMESPACE) {
  in_namespace();
} else {
  const name = 'the nodes are cut off in namespaces of their own';
  const refused = why_not();
  test(name, { skip: refused }, () => {
    const inside = spawnSync(
      'unshare',
      ['--net', '--', process.execPath, '--test', import.meta.filename],
      { stdio: 'inherit', env: { ...process.env, IN_NAMESPACE: 'yes', NODE_TEST_CONTEXT: undefined } },
    );
    assert.equal(inside.status, 0);
  });
}

/// Why no namespaces can be made here; false when they can.
function why_not() {
  const space = `omstilling-probe-${process.pid}`;
  const steps = `ip link set lo up && ip netns add ${space} && ip link add probe type veth peer name line netns ${space}`;
  const done = spawnSync('unshare', ['--net', '--', 'sh', '-ec', steps], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'del', space]);
  return done.status === 0 ? false : `no network namespaces: ${done.error ?? done.stderr.trim()}`;
}

function in_namespace() {
  const run = (...words) => {
    const done = spawnSync(words[0], words.slice(1), { encoding: 'utf8' });
    assert.equal(done.status, 0, `${words.join(' ')}: ${done.stderr}`);
  };
  const folder = temporary_folder();
  const mark = process.pid; // other runs of the test have namespaces too
  const nodes = {};
  let redis;
  let owner;

  /// A namespace with one line to here. `net` is the line's address without its last part.
  function make_place(name, net) {
    const space = `omstilling-${mark}-${name}`;
    const here = `to-${name}`;
    run('ip', 'netns', 'add', space);
    run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', 'line', 'netns', space);
    run('ip', 'address', 'add', `${net}.1/24`, 'dev', here);
    run('ip', 'link', 'set', here, 'up');
    const there = (...words) => run('ip', '-n', space, ...words);
    there('address', 'add', `${net}.2/24`, 'dev', 'line');
    there('link', 'set', 'line', 'up');
    there('link', 'set', 'lo', 'up');
    const nobody = '02:00:00:00:00:99';
    return {
      space,
      address: `${net}.2`,
      cut: () => run('ip', 'link', 'set', here, 'down'),
      /// What it sends is lost; what is sent to it arrives.
      mute: () => there('neigh', 'replace', `${net}.1`, 'lladdr', nobody, 'dev', 'line', 'nud', 'permanent'),
      /// What is sent to it is lost; what it sends arrives.
      deafen: () => run('ip', 'neigh', 'replace', `${net}.2`, 'lladdr', nobody, 'dev', here, 'nud', 'permanent'),
      mend() {
        run('ip', 'link', 'set', here, 'up');
        spawnSync('ip', ['-n', space, 'neigh', 'del', `${net}.1`, 'dev', 'line']);
        spawnSync('ip', ['neigh', 'del', `${net}.2`, 'dev', here]);
      },
      end: () => run('ip', 'netns', 'del', space),
    };
  }

  before(async () => {
    run('ip', 'link', 'set', 'lo', 'up');
    const port = 6379; // of this namespace alone
    redis = make_redis(path.join(folder, 'redis'), { port, more: ['--bind', '0.0.0.0', '--protected-mode', 'no'] });
    await redis.serves();
    owner = make_owners(redis);
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      const place = make_place(name, `10.99.${i + 1}`);
      const url = `redis://10.99.${i + 1}.1:${port}`;
      const where = ['ip', 'netns', 'exec', place.space];
      nodes[name] = make_node(folder, url, name, sites[i], { where, address: place.address, lease_ms: lease });
      nodes[name].place = place;
      await nodes[name].begin();
    }
    await becomes(() => sites.every((site, i) => owner(site) === 'abc'[i]), 'each node owns its site');
    await import_people(folder, nodes.b);
  });
  after(async () => {
    for (const x of Object.values(nodes)) x.program?.child.kill('SIGKILL');
    for (const x of Object.values(nodes)) x.place.end();
    await redis?.kill();
  });

  const cuts = {
    'both ways': (x) => x.cut(),
    'so that nothing it says arrives': (x) => x.mute(),
    'so that it hears nothing': (x) => x.deafen(),
  };
  for (const [how, cut] of Object.entries(cuts))
    test(`[B4.3] a node is cut off ${how}: others go on with its site, it does nothing, and comes back`, async (t) => {
      const { a, b, c } = nodes;
      const writer = make_changes(t, 'aarhus');
      writer.begin(await c.log_in());
      await enough(writer, 30);
      const begun = Date.now();
      cut(a.place);
      await becomes(async () => !(await is_well(b, 'site:aarhus')), 'unknown at the others');
      t.diagnostic(`unknown after ${Date.now() - begun} ms`);
      await becomes(() => ['b', 'c'].includes(owner('aarhus')), 'another owns it');
      assert.ok(Date.now() - begun < lease + slack, `${Date.now() - begun} ms`);
      await settle(writer, c);
      await becomes(() => is_well(b, 'site:aarhus'), 'known again');
      a.place.mend();
      await becomes(() => owner('aarhus') === 'a', 'it is given its site back', 60_000);
      check_events(redis, writer, 'aarhus');
      await shown_everywhere('aarhus', [a, b, c]);
    });

  test('[B4.3] a line that comes and goes: never two owners, nothing is lost', async (t) => {
    const { a, b, c } = nodes;
    const writer = make_changes(t, 'aarhus');
    writer.begin(await c.log_in());
    for (let i = 0; i < 8; i++) {
      await pass(200 + 150 * i);
      [a.place.cut, a.place.mute, a.place.deafen][i % 3]();
      await pass(300 + 300 * i);
      a.place.mend();
    }
    await becomes(() => owner('aarhus') === 'a', 'it is given its site back', 60_000);
    await settle(writer, c);
    check_events(redis, writer, 'aarhus');
    await shown_everywhere('aarhus', [a, b, c]);
  });
}
