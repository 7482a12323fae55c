// A reader whose connection drops again and again, beside one whose never does.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { make_picture } from '../../gateways/websocket/wallboard/picture.js';
import {
  administer,
  employee_table,
  in_time,
  serve,
  temporary_folder,
  write_settings,
} from './programs.mjs';
import { items_of, log_in, make_dice, observe } from './session.mjs';

const sites = ['nord', 'syd', 'oest', 'vest'];
const topics = sites.map((site) => `people/${site}`);
const wanted_deltas = 2_000;

/// Sets one status after the other, as fast as they are acknowledged, until told to stop; then the
/// revision of the last.
async function keep_changing(session, site, dice, is_over) {
  const types = ['busy', 'meeting', 'lunch', 'course', 'away'];
  let last = 0;
  for (let n = 0; !is_over(); n++) {
    const employee = `${site}-${dice.below(20)}`;
    const status = { employee, type: dice.pick(types), note: `change ${n}` };
    const { revision } =
      dice.below(10) > 0
        ? await session.call('set_status', status)
        : await session.call('clear_status', { employee });
    last = Math.max(last, revision);
  }
  return last;
}

/// Reads all topics, is cut off at random, and goes on from where it was, again and again.
async function drop_and_resume(address, who, dice, outcomes, is_over) {
  const picture = make_picture();
  const from = (topic) => {
    const position = picture.position(topic);
    // Now and then as after a start of the service without the old numbering.
    return position && dice.below(12) === 0 ? { ...position, epoch: 'another' } : position;
  };
  let drops = 0;
  let deltas = 0;
  for (;;) {
    const reader = await observe(address, who, topics, { picture, from });
    for (const x of reader.outcomes) outcomes[x.outcome] += 1;
    if (is_over()) return { reader, drops, deltas };
    // Sometimes at once, so that a snapshot or a replay is torn.
    const enough = dice.pick([0, 0, 1, 5, 20, 40]);
    await reader.until(() => is_over() || reader.deltas >= enough, `${enough} deltas`);
    assert.equal(reader.failure, null);
    deltas += reader.deltas;
    drops += 1;
    await reader.session.drop();
  }
}

test('[B4.2] a client that drops its connection at random throughout 2,000 deltas ends with the picture of one that never did', async (t) => {
  const dice = make_dice(t);
  const folder = temporary_folder();
  const service = await serve(write_settings(folder, sites));
  const table = path.join(folder, 'people.csv');
  writeFileSync(table, employee_table(sites, 20));
  assert.equal((await administer(service.address, folder, ['employee', 'import', table])).code, 0);
  const admin = { token: readFileSync(path.join(folder, 'admin.token'), 'utf8').trim() };

  const steady = await observe(service.address, admin, topics);
  await steady.until(steady.whole, 'the whole picture');
  const outcomes = { current: 0, replayed: 0, snapshot: 0 };

  let settled = false;
  const droppers = [1, 2, 3].map(() =>
    drop_and_resume(service.address, admin, dice, outcomes, () => settled),
  );
  let enough = false;
  const setters = await Promise.all(sites.map(() => log_in(service.address, admin)));
  const changing = sites.map((site, i) => keep_changing(setters[i], site, dice, () => enough));
  await Promise.race([
    steady.until(() => steady.deltas >= wanted_deltas, `${wanted_deltas} deltas`, 100_000),
    Promise.all(droppers), // where one fails
  ]);
  enough = true;
  const last = await Promise.all(changing);
  const complete = ({ picture }) =>
    topics.every((topic, i) => picture.position(topic)?.revision >= last[i]);
  await steady.until(() => complete(steady), 'the last change');
  settled = true;
  const ends = await in_time(Promise.all(droppers), 30_000, 'the last resume');

  // What a newcomer gets is the truth.
  const fresh = await observe(service.address, admin, topics);
  await fresh.until(fresh.whole, 'the whole picture');
  for (const [i, { reader, drops, deltas }] of ends.entries()) {
    await reader.until(() => reader.whole() && complete(reader), 'the last change');
    assert.equal(reader.failure, null);
    for (const topic of topics) {
      assert.deepEqual(items_of(reader.picture, topic), items_of(fresh.picture, topic), topic);
      assert.deepEqual(reader.picture.position(topic), fresh.picture.position(topic), topic);
    }
    assert.ok(drops >= 20, `${drops} drops`);
    t.diagnostic(`client ${i}: ${drops} drops, ${deltas} deltas`);
  }
  for (const topic of topics)
    assert.deepEqual(items_of(steady.picture, topic), items_of(fresh.picture, topic), topic);

  // Nothing happens any more: whoever comes back now is told that nothing was missed.
  const { reader } = ends[0];
  await reader.session.drop();
  const again = await observe(service.address, admin, topics, {
    picture: reader.picture,
    from: (topic) => reader.picture.position(topic),
  });
  for (const x of again.outcomes) outcomes[x.outcome] += 1;
  assert.deepEqual(
    again.outcomes.map((x) => x.outcome),
    topics.map(() => 'current'),
  );
  t.diagnostic(`${steady.deltas} deltas; resumed: ${JSON.stringify(outcomes)}`);
  for (const [outcome, count] of Object.entries(outcomes))
    assert.ok(count > 0, `none was ${outcome}`);
  assert.equal((await service.stop('SIGINT')).code, 0);
});
