// The service keeps everything in Redis, and either dies at any moment. What it had answered for
// stands.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  administer,
  employee_table,
  serve,
  temporary_folder,
  write_settings,
} from './programs.mjs';
import { free_port } from '../lab/free_port.mjs';
import { make_redis, make_sentinel } from './redis.mjs';
import { log_in, make_dice } from './session.mjs';
import { make_writer } from './writer.mjs';

const site = 'aarhus';
const kills = Number(process.env.KILLS ?? 50);
const pass = (ms) => new Promise((done) => setTimeout(done, ms));

/// A service with 30 people and three writers who keep it busy. It ends with the test, also one that
/// failed.
async function make_office(t, folder, keys) {
  const settings = write_settings(folder, [site], `kind = "redis"\n${keys}`);
  const office = { folder, service: await serve(settings), lost_answers: 0 };
  const table = path.join(folder, 'people.csv');
  writeFileSync(table, employee_table([site], 30));
  const imported = await administer(office.service.address, folder, ['employee', 'import', table]);
  assert.deepEqual([imported.code, imported.out], [0, '30 employees imported, 0 lines refused\n']);
  const admin = { token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() };
  const ids = Array.from({ length: 30 }, (_, i) => `${site}-${i}`);
  t.after(async () => {
    await office.service.stop('SIGKILL');
    await Promise.allSettled([office.stop()]);
  });
  return Object.assign(office, {
    writers: [],
    async begin(dice) {
      if (!office.writers.length)
        office.writers = [0, 1, 2].map((i) =>
          make_writer(`hasty${i}`, ids.slice(10 * i, 10 * i + 10), false, dice),
        );
      for (const x of office.writers) x.begin(await log_in(office.service.address, admin));
    },
    async stop() {
      await Promise.all(office.writers.map((x) => x.stop()));
      office.lost_answers += office.writers.flatMap((x) => x.unanswered()).length;
    },
    async kill_service() {
      await office.service.stop('SIGKILL');
      await office.stop();
      office.service = await serve(settings);
    },
    answered: () => office.writers.flatMap((x) => x.commands).filter((x) => x.revision).length,
    async go_on(more) {
      const enough = office.answered() + more;
      const begun = Date.now();
      while (office.answered() < enough) {
        assert.ok(Date.now() < begun + 30_000, 'changes are answered again');
        await pass(5);
      }
    },
  });
}

/// Every answered command has its receipt and its event, once, and nothing stands beside them.
function check_kept(redis, sent) {
  const key = (name) => `omstilling:{${site}}:${name}`;
  // By key; what was asked stands before the result, and both are JSON.
  const revisions = new Map(
    Object.entries(redis.ask('HGETALL', key('receipts'))).map(([field, text]) => [
      field.split('\0')[1],
      JSON.parse(text.slice(text.lastIndexOf('{"revision"'))).revision,
    ]),
  );
  assert.equal(revisions.size, sent.length);
  const events = redis
    .ask('XRANGE', key('events'), '-', '+')
    .map(([id, fields]) => ({
      number: Number.parseInt(id, 10),
      id: fields[5],
      type: fields[7],
      ...JSON.parse(fields[9]),
    }))
    .filter((x) => x.type === 'status_changed' && x.from !== x.to);
  const by_number = new Map(events.map((x) => [x.number, x]));
  for (const x of sent) {
    assert.equal(revisions.get(x.key), x.revision, x.key);
    const event = by_number.get(x.revision);
    assert.deepEqual([event?.id, event?.to], [x.employee, x.params.type], x.key);
  }
  assert.equal(events.length, sent.length);
  const rows = new Map();
  const flat = redis.ask('HGETALL', key('rows'));
  for (const [field, text] of Object.entries(flat)) rows.set(field, JSON.parse(text));
  assert.ok(rows.size >= 30);
}

const sent_by = (office) => office.writers.flatMap((x) => x.commands);

test('the service and Redis are killed at random moments under a stream of changes: every answered change stands, none twice', async (t) => {
  const dice = make_dice(t);
  const folder = temporary_folder();
  const redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  const office = await make_office(t, folder, `url = "${redis.url}"\n`);
  let killed_redis = 0;
  await office.begin(dice);
  for (let i = 0; i < kills; i++) {
    await pass(dice.below(150)); // to the random moment
    if (dice.below(2)) {
      killed_redis += 1;
      await redis.kill();
      redis.start();
      await office.go_on(10);
    } else {
      await office.kill_service();
      await office.begin(dice);
    }
  }
  await office.stop();
  await office.begin(dice); // what the last kill left unanswered
  await office.stop();
  assert.equal(office.writers.flatMap((x) => x.unanswered()).length, 0);
  assert.equal((await office.service.stop('SIGTERM')).code, 0);
  await redis.serves();
  check_kept(redis, sent_by(office));
  t.diagnostic(
    `${sent_by(office).length} changes, ${killed_redis} kills of Redis, ` +
      `${kills - killed_redis} of the service, ${office.lost_answers} answers lost`,
  );
  assert.ok(office.lost_answers > 0, 'kills under load');
  await redis.kill();
});

test('the log of Redis is torn inside a change: what is acknowledged after that stands', async (t) => {
  const dice = make_dice(t);
  const folder = temporary_folder();
  const redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  const office = await make_office(t, folder, `url = "${redis.url}"\n`);
  await office.begin(dice);
  for (let i = 0; i < 3; i++) {
    await office.go_on(20);
    await redis.kill();
    // Half a change more, as a kill leaves it when it comes in the middle of a write.
    const logs = path.join(folder, 'redis', 'appendonlydir');
    const log = path.join(logs, readdirSync(logs).find((x) => x.endsWith('.incr.aof')));
    const written = readFileSync(log);
    const change = written.subarray(written.lastIndexOf('*1\r\n$5\r\nMULTI\r\n'));
    appendFileSync(log, change.subarray(0, 40 + dice.below(change.length - 40)));
    redis.start();
  }
  await office.go_on(20);
  await office.stop();
  assert.equal((await office.service.stop('SIGTERM')).code, 0);
  check_kept(redis, sent_by(office));
  await redis.kill();
});

test('the master is killed under its sentinel: the service follows, every answered change stands', async (t) => {
  const dice = make_dice(t);
  const folder = temporary_folder();
  const ports = [await free_port(), await free_port(), await free_port()];
  const more = ['--repl-diskless-sync-delay', '0'];
  const first = make_redis(path.join(folder, 'first'), { port: ports[0], more });
  await first.serves();
  const replica = [...more, '--replicaof', `127.0.0.1 ${ports[0]}`];
  const second = make_redis(path.join(folder, 'second'), { port: ports[1], more: replica });
  await second.until((x) => x[3] === 'connected', 'ROLE');
  const sentinel = make_sentinel(path.join(folder, 'sentinel'), ports[2], ports[0]);
  const office = await make_office(
    t,
    folder,
    `sentinels = ["127.0.0.1:${ports[2]}"]\nmaster = "office"\n` +
      'wait_replicas = 1\nwait_ms = 30000\npatience_ms = 30000\n',
  );
  const both = [first, second];
  const rounds = Math.ceil(kills / 10);
  await office.begin(dice);
  for (let i = 0; i < rounds; i++) {
    await office.go_on(20);
    await pass(dice.below(100));
    const master = both[i % 2];
    const next = ports[(i + 1) % 2];
    await master.kill();
    const name = ['SENTINEL', 'get-master-addr-by-name', 'office'];
    await sentinel.until((x) => x[1] === `${next}`, ...name);
    master.start();
    await office.go_on(20);
  }
  await office.stop();
  assert.equal((await office.service.stop('SIGTERM')).code, 0);
  check_kept(both[rounds % 2], sent_by(office));
  t.diagnostic(`${sent_by(office).length} changes, ${rounds} failovers`);
  await Promise.all(both.map((x) => x.kill()));
});

test('/readyz says what Redis does not promise', async () => {
  const folder = temporary_folder();
  const redis = make_redis(path.join(folder, 'redis'), { more: ['--appendfsync', 'everysec'] });
  await redis.serves();
  const service = await serve(
    write_settings(folder, [site], `kind = "redis"\nurl = "${redis.url}"\n`),
  );
  const page = await fetch(`http://${service.address}/readyz`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /store_settings.*appendfsync everysec/s);
  assert.match(service.err, /appendfsync everysec/);
  await service.stop();
  await redis.kill();
});
