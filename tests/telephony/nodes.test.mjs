// Two nodes, two sites, each with an Asterisk of its own. The node of one site is killed amidst calls: the
// other takes the site with them, and nobody on the telephone notices.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start_asterisk } from '../lab/asterisk/asterisk.mjs';
import { becomes, hears, logged_in } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { make_redis } from '../process/redis.mjs';
import { exchange, talking_caller, waiting_caller } from './exchange.mjs';

const lease = 3_000;
const slack = 3_000;
const folder = mkdtempSync(path.join(tmpdir(), 'omstilling-'));
const made = {};
let redis;
let a;
let b;

const site_of = (id, pbx, number) => `[[site]]
id = "${id}"
name = "Site ${id}"
pbx = "asterisk"
outside_prefix = "0"
presented_number = "${number}"
[[site.asterisk]]
url = "${pbx.ari_url}"
user = "${pbx.ari_user}"
password = "${pbx.ari_password}"
`;
const settings_of = (state, name, prefers) => `organisation = "Telephony tests"
[listen]
port = 0
[store]
kind = "redis"
url = "${redis.url}"
path = "${state}/omstilling.db"
[node]
name = "${name}"
prefers = ["${prefers}"]
lease_seconds = ${lease / 1000}
${site_of('hq', made.first, '7000')}${site_of('aarhus', made.second, '7100')}`;
const owner = (site) => redis.ask('HGET', `omstilling:{${site}}:meta`, 'holder');

before(async () => {
  redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  made.first = await start_asterisk({ name: 'office' });
  made.second = await start_asterisk({ name: 'second' });
  const node = (pbx, name, prefers) => {
    const state = mkdtempSync(path.join(folder, `${name}-`));
    return new exchange(pbx, state, undefined, undefined, settings_of(state, name, prefers));
  };
  a = node(made.first, 'a', 'hq');
  b = node(made.second, 'b', 'aarhus');
  await Promise.all([a.serve(), b.serve()]);
  await until(() => owner('hq') === 'a' && owner('aarhus') === 'b', { what: 'a site for each', within: 30_000 });
  await a.furnish();
});
after(async () => {
  await Promise.allSettled([a?.close(), b?.close()]);
  await redis?.kill();
});

test('[B4.3] [B1.9] a node dies amidst calls: the other has them as they are within the lease and three seconds', async (t) => {
  const pia = await a.receptionist('pia');
  const [own] = await logged_in(t, made.first, '101');
  own.auto_answers = true;
  await pia.sees(() => pia.lamp('pia') === 'idle', 'her lamp');
  const talks = await talking_caller(t, a, pia, own, '+4520304050');
  const waits = await waiting_caller(t, a, pia, '+4520304051', 'Vera');
  await hears(talks.call, '101');
  await hears(waits.call, 'music');
  const shown = pia.call(talks.id);

  const killed = Date.now();
  await a.die();
  const there = await b.receptionist_at('pia');
  await there.sees(
    () => owner('hq') === 'b' && there.call(talks.id)?.state === 'talking' && there.call(waits.id),
    'both calls at the other node', 20_000);
  const linked = async () => (await b.health()).items.find((x) => x.id === 'pbx:hq')?.ok;
  await until(linked, { what: 'the link to the site', within: 20_000 });
  const took = Date.now() - killed;
  t.diagnostic(`${took} ms`);
  assert.ok(took < lease + slack, `${took} ms`);
  assert.equal(there.call(talks.id).since, shown.since);
  await hears(talks.call, '101');
  await hears(waits.call, 'music');

  // She goes on working there.
  await there.do('hold_call', { call: talks.id });
  await hears(talks.call, 'music');
  await there.do('retrieve_call', { call: talks.id });
  await hears(talks.call, '101');

  // The node comes back, and is given its site with the call that goes on.
  await a.serve();
  await until(() => owner('hq') === 'a', { what: 'the site back', within: 30_000 });
  await there.sees(() => there.call(talks.id)?.state === 'talking', 'the call');
  await hears(talks.call, '101');
  await there.do('end_call', { call: talks.id });
  await becomes(talks.call, 'ended');
  await there.do('answer_call', { call: waits.id });
  await hears(waits.call, '101');
  await waits.call.hang_up();
  await there.sees(() => !there.call(waits.id), 'no call');
});
