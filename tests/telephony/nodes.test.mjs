// Two nodes, two sites, each with an Asterisk of its own and a line between the two. Callers are put through
// to the other site. Then the node of one site is killed amidst calls: the other takes the site with them, and
// nobody on the telephone notices.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { free_udp_port, start_asterisk } from '../lab/asterisk/asterisk.mjs';
import { becomes, hears, logged_in } from '../lab/asterisk/expect.mjs';
import { until } from '../lab/asterisk/until.mjs';
import { make_redis } from '../process/redis.mjs';
import { items_of, observe } from '../process/session.mjs';
import { exchange, talking_caller, waiting_caller } from './exchange.mjs';

const lease = 3_000;
const slack = 3_000;
const folder = mkdtempSync(path.join(tmpdir(), 'omstilling-'));
const made = {};
let redis;
let a;
let b;

const site_of = (id, pbx, number, other, numbers) => `[[site]]
id = "${id}"
name = "Site ${id}"
pbx = "asterisk"
outside_prefix = "0"
presented_number = "${number}"
[[site.asterisk]]
url = "${pbx.ari_url}"
user = "${pbx.ari_user}"
password = "${pbx.ari_password}"
[[site.trunk]]
site = "${other}"
endpoint = "PJSIP/{number}@${other}"
numbers = ["${numbers}"]
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
${site_of('hq', made.first, '7000', 'aarhus', '3')}${site_of('aarhus', made.second, '7100', 'hq', '2')}`;
const owner = (site) => redis.ask('HGET', `omstilling:{${site}}:meta`, 'holder');

before(async () => {
  redis = make_redis(path.join(folder, 'redis'));
  await redis.serves();
  const [here, there] = [await free_udp_port(), await free_udp_port()];
  const lines = (site, port) => ({ lines: [{ site, port }] });
  made.first = await start_asterisk({ name: 'office', sip_port: here, ...lines('aarhus', there) });
  const second = { name: 'second', sip_port: there, phones: ['301', '302'], ...lines('hq', here) };
  made.second = await start_asterisk(second);
  const node = (pbx, name, prefers) => {
    const state = mkdtempSync(path.join(folder, `${name}-`));
    return new exchange(pbx, state, undefined, undefined, settings_of(state, name, prefers));
  };
  a = node(made.first, 'a', 'hq');
  b = node(made.second, 'b', 'aarhus');
  await Promise.all([a.serve(), b.serve()]);
  await until(() => owner('hq') === 'a' && owner('aarhus') === 'b', { what: 'a site for each', within: 30_000 });
  await a.furnish();
  // A queue that nobody serves: who lands in it is lost.
  const queue = { id: 'south', site: 'aarhus', name: 'Aarhus', number: '7100', priority: 1 };
  await a.administer('put_queue', { ...queue, greeting: '', overflow: [] });
  const vera = { id: 'vera', site: 'aarhus', name: 'Vera Holm', groups: [] };
  await a.administer('put_employee', { ...vera, phones: [{ number: '301' }] });
});
after(async () => {
  await Promise.allSettled([a?.close(), b?.close()]);
  await redis?.kill();
});

const people_at = async (node, id, topic) => {
  const reader = await observe(node.address, { token: node.token() }, [topic]);
  await until(() => items_of(reader.picture, topic)[id], { what: id });
  return { lamp: () => items_of(reader.picture, topic)[id].lamp_state, reader };
};

test('[B4.3] [S0.4] [S0.5] [B1.2] put through to another site: rung by the line, back when not taken, pulled back, followed', async (t) => {
  const pia = await a.receptionist('pia');
  const [own] = await logged_in(t, made.first, '101');
  const [veras] = await logged_in(t, made.second, '301');
  own.auto_answers = true;
  const vera = await people_at(a, 'vera', 'people/aarhus'); // as the node of the other site shows her
  const lamp = (wanted) => until(() => vera.lamp() === wanted, { what: `her lamp ${wanted}` });
  await lamp('idle');
  const carl = await talking_caller(t, a, pia, own, '+4520304050');

  // Busy, and nobody: back to Pia, and nobody waits at the other site.
  await pia.do('transfer_call', { employee: 'vera' });
  const rings = await veras.next_call();
  assert.equal(rings.from_number, '+4520304050', 'she sees who calls');
  await lamp('alerting');
  assert.equal(pia.call(carl.id).target.name, 'Vera Holm');
  rings.reject(486);
  const back = async (reason, within) => {
    const own_phone = await own.next_call({ within });
    await pia.state(carl.id, 'returning');
    assert.equal(pia.call(carl.id).returned, reason);
    await own_phone.answer();
    await pia.state(carl.id, 'talking');
    await hears(carl.call, '101');
  };
  await back('busy');
  await pia.do('transfer_call', { employee: 'vera' });
  const unheard = await veras.next_call();
  await back('no_answer', 30_000); // it rings for twenty seconds
  await becomes(unheard, 'ended');
  assert.equal((await made.second.channels()).length, 0, 'nobody waits there');
  await pia.do('transfer_call', { number: '399' });
  await back('unreachable');

  // Pulled back while it rings, and while they talk; dialled as a number it is the same line.
  await pia.do('transfer_call', { number: '301' });
  const dialled = await veras.next_call();
  await pia.do('pull_back_call');
  await becomes(dialled, 'ended');
  await own.next_call();
  await pia.state(carl.id, 'talking');
  await pia.do('transfer_call', { employee: 'vera' });
  const talks = await veras.next_call();
  await talks.answer();
  await hears(carl.call, '301');
  await hears(talks, '+4520304050');
  await lamp('busy');
  await pia.do('pull_back_call');
  await becomes(talks, 'ended');
  await own.next_call();
  await hears(carl.call, '101');
  await lamp('idle');

  // Asked first, then put through; it ends everywhere when he hangs up.
  await pia.do('consult_call', { employee: 'vera' });
  const asked = await veras.next_call();
  assert.equal(asked.from_number, '101');
  await asked.answer();
  await pia.do('complete_transfer');
  await hears(carl.call, '301');
  await carl.call.hang_up();
  await becomes(asked, 'ended');
  await lamp('idle');
  await until(
    async () => (await Promise.all([made.first, made.second].map((x) => x.channels()))).flat().length === 0,
    { what: 'no channels anywhere' });
  await vera.reader.session.close();
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
