// What `./run` promises: a living office that ends as it should and goes on from where it was.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demo_arguments, open_demo } from './demo.mjs';
import { run, temporary_folder } from './programs.mjs';
import { items_of, log_in, observe } from './session.mjs';

const sum = (queues, name) => queues.reduce((total, queue) => total + queue[name], 0);

/// A reader of everything that `who` may see of all sites.
async function observe_all(address, who) {
  const asking = await log_in(address, who);
  const sites = asking.greeting.sites.map((site) => site.id);
  await asking.close();
  const topics = sites.flatMap((site) => [`people/${site}`, `queues/${site}`]);
  const reader = await observe(address, who, topics);
  await reader.until(reader.whole, 'the picture');
  return Object.assign(reader, {
    sites,
    queues: () => reader.picture.items('queues/'),
    people: () => reader.picture.items('people/'),
  });
}

const administrator = (state) => ({
  token: readFileSync(path.join(state, 'admin.token'), 'utf8').trim(),
});

const ask = (state, sql) =>
  JSON.parse(
    execFileSync('sqlite3', ['-json', path.join(state, 'omstilling.db'), sql], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }) || '[]',
  );

test('[B3.5] the demo office of --for 30s lives, ends by itself, and has calls of every kind', async (t) => {
  const state = temporary_folder();
  const demo = await open_demo(state, ['--for', '30s', '--fresh']);
  const reader = await observe_all(demo.address, { token: demo.token });
  assert.equal(reader.sites.length, 2);
  assert.equal(reader.queues().length, 4);
  assert.equal(reader.people().length, 121);
  // Figures move, and people do.
  for (const figure of ['offered', 'answered']) {
    const before = sum(reader.queues(), figure);
    await reader.until(() => sum(reader.queues(), figure) > before, `${figure} to move`);
  }
  const lamps = () => new Set(reader.people().map((x) => x.lamp_state));
  await reader.until(() => lamps().size > 2, 'lamps of several kinds');
  const { code } = await demo.end;
  assert.equal(code, 0, demo.err);
  const last = demo.out.trimEnd().split('\n').at(-1);
  t.diagnostic(last);
  const totals = last.match(
    /^offered=(\d+) answered=(\d+) transferred=(\d+) returned=(\d+) abandoned=(\d+)$/,
  );
  assert.ok(totals, last);
  assert.ok(
    totals.slice(1).every((n) => Number(n) > 0),
    last,
  );
  assert.equal(reader.failure, null);
  assert.equal((await reader.session.closed).code, 1001);
});

test('[B3.5] Ctrl-C and SIGTERM end the demo within 5 s; the next start goes on from there; --fresh begins anew', async (t) => {
  const state = temporary_folder();
  let demo = await open_demo(state, ['--fresh']);
  let reader = await observe_all(demo.address, administrator(state));
  const figures = ['offered', 'answered', 'abandoned'];
  await reader.until(() => sum(reader.queues(), 'answered') >= 3, 'answered calls', 60_000);
  const by_hand = () => reader.people().some((x) => x.status.source === 'manual');
  await reader.until(by_hand, 'a status set by hand');

  await t.test('a second service on the same folder is refused, --fresh or not', async () => {
    const { token } = administrator(state);
    for (const more of [[], ['--fresh']]) {
      const second = await run('omstillingd', demo_arguments(state, more), { cwd: state });
      assert.equal(second.code, 1);
      assert.match(
        second.err,
        /^omstillingd: storage_unavailable: \S+\/omstilling\.db: another running service has it \(process \d+\): stop that one, or give this one a file of its own\n$/,
      );
    }
    // The first has lost nothing by it.
    assert.ok(ask(state, 'SELECT count(*) AS n FROM events')[0].n > 0);
    assert.equal(administrator(state).token, token);
  });

  await t.test('a port in use is refused', async () => {
    const port = demo.address.split(':')[1];
    const second = await run(
      'omstillingd',
      demo_arguments(temporary_folder(), ['--port', port]),
      {},
    );
    assert.equal(second.code, 1);
    // The log, which another thread writes, may come after it.
    const why = `omstillingd: internal: cannot listen on 127.0.0.1:${port}: Address already in use`;
    assert.ok(second.err.split('\n').includes(why), second.err);
  });

  for (const signal of ['SIGINT', 'SIGTERM']) {
    const end = await demo.stop(signal);
    assert.equal(end.code, 0, demo.err);
    assert.ok(end.took < 5_000, `${signal}: ${end.took} ms`);
    await reader.session.closed;
    assert.match(
      demo.out,
      /\noffered=\d+ answered=\d+ transferred=\d+ returned=\d+ abandoned=\d+\n$/,
    );
    const before = reader;
    demo = await open_demo(state);
    reader = await observe_all(demo.address, administrator(state));
    const then = Object.fromEntries(before.people().map((x) => [x.id, x]));
    // Those apart who changed while nobody looked: after our last picture, and since the start.
    const meanwhile = new Set(
      before.sites.flatMap((site) => {
        const { revision } = before.picture.position(`people/${site}`);
        const sql = `SELECT DISTINCT id FROM events WHERE site = '${site}' AND number > ${revision}`;
        return ask(state, sql).map((x) => x.id);
      }),
    );
    // The telephones of the demo end with it, and what follows from a call with them.
    const of_telephone = ({ status }) => ['device', 'agent'].includes(status.source);
    const same = reader
      .people()
      .filter((x) => !meanwhile.has(x.id) && !of_telephone(x) && !of_telephone(then[x.id]));
    assert.equal(reader.people().length, 121);
    assert.ok(same.length > 60, `${same.length} unchanged people`);
    for (const x of same)
      assert.deepEqual([x.id, x.name, x.status], [x.id, then[x.id].name, then[x.id].status]);
    for (const site of before.sites) {
      const old = items_of(before.picture, `queues/${site}`);
      for (const [id, queue] of Object.entries(items_of(reader.picture, `queues/${site}`)))
        for (const figure of figures) {
          const more = queue[figure] - old[id][figure];
          assert.ok(more >= 0 && more < 30, `${id}: ${figure} ${old[id][figure]}, then +${more}`);
        }
    }
    t.diagnostic(
      `${signal}: ended in ${end.took} ms; ${same.length} people as before; ` +
        figures
          .map((x) => `${x} ${sum(before.queues(), x)} -> ${sum(reader.queues(), x)}`)
          .join(', '),
    );
  }

  const answered = sum(reader.queues(), 'answered');
  assert.equal((await demo.stop('SIGTERM')).code, 0);
  demo = await open_demo(state, ['--fresh']);
  reader = await observe_all(demo.address, administrator(state));
  assert.ok(sum(reader.queues(), 'answered') < answered);
  assert.equal(reader.people().length, 121);
  assert.deepEqual(
    reader.sites.map((site) => reader.picture.position(`people/${site}`).epoch),
    ['1', '1'],
  );
  assert.equal((await demo.stop('SIGINT')).code, 0);
});
