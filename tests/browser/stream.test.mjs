// The reader of the stream, against a scripted socket and a clock that the test turns.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { make_clock } from '../../gateways/websocket/wallboard/clock.js';
import { make_backoff, topics_of } from '../../gateways/websocket/wallboard/stream_parts.js';
import { make_world, service_start, topics } from './stream_world.mjs';

test('[B4.2] says hello, who it is, and what it wants; live once every topic has come', async () => {
  const w = make_world();
  w.stream.start({ token: 'secret' });
  assert.equal(w.socket.protocol, 'omstilling.v1');
  await w.greet();
  assert.deepEqual(w.last('authenticate').params, { token: 'secret' });
  assert.deepEqual(
    w.last('subscribe').params.topics,
    topics.map((topic) => ({ topic })),
  );
  await w.answers(topics.map((topic) => [topic, 'snapshot', 5]));
  w.snapshot('queues/a', 5, ['q']);
  w.snapshot('people/a', 5, ['p']);
  assert.equal(w.stream.state.phase, 'connecting');
  w.snapshot('health', 5, ['store']);
  assert.equal(w.stream.state.phase, 'live');
  assert.equal(w.stream.state.resumed, null);
});

test('[B4.2] resumes from where it was: replayed, with what had changed', async () => {
  const w = make_world();
  await w.go_live();
  await w.come_back();
  assert.deepEqual(w.last('subscribe').params.topics[0], {
    topic: 'queues/a',
    from: { epoch: 'e1', revision: 5 },
  });
  await w.answers([
    ['queues/a', 'replayed', 8],
    ['people/a', 'current', 5],
    ['health', 'current', 5],
  ]);
  assert.notEqual(w.stream.state.phase, 'live');
  w.delta('queues/a', 5, 6, ['y']);
  w.delta('queues/a', 6, 8, ['z'], ['x']);
  assert.equal(w.stream.state.phase, 'live');
  assert.equal(w.stream.state.resumed.outcome, 'replayed');
  assert.equal(w.stream.state.resumed.changes, 3);
});

test('[B4.2] resumes with nothing changed: current', async () => {
  const w = make_world();
  await w.go_live();
  await w.come_back();
  await w.answers(topics.map((topic) => [topic, 'current', 5]));
  assert.equal(w.stream.state.phase, 'live');
  assert.equal(w.stream.state.resumed.outcome, 'current');
});

test('[B4.2] resumes with a whole picture: snapshot, and the old picture stands until it is there', async () => {
  const w = make_world();
  await w.go_live();
  await w.come_back();
  await w.answers(topics.map((topic) => [topic, 'snapshot', 2, 'e2']));
  assert.equal(w.picture.items('queues/')[0].id, 'x');
  for (const topic of topics) w.snapshot(topic, 2, ['new'], 'e2');
  assert.equal(w.stream.state.resumed.outcome, 'snapshot');
  assert.equal(w.picture.items('queues/')[0].id, 'new');
});

test('[B4.3] a reader of several nodes goes on at the next one, from where it was', async () => {
  const w = make_world(['ws://a/ws', 'ws://b/ws', 'ws://c/ws']);
  await w.go_live();
  assert.equal(w.socket.url, 'ws://a/ws');
  await w.come_back();
  assert.equal(w.socket.url, 'ws://b/ws');
  assert.deepEqual(w.last('subscribe').params.topics[0].from, { epoch: 'e1', revision: 5 });
  await w.answers(topics.map((topic) => [topic, 'current', 5]));
  assert.equal(w.stream.state.phase, 'live');
  for (const next of ['c', 'a', 'b']) {
    w.socket.onclose({ reason: '' });
    await w.pass(120_000);
    assert.equal(w.sockets.some((x) => x.url === `ws://${next}/ws`), true);
  }
});

test('[B4.2] a gap in the deltas asks for what is missing', async () => {
  const w = make_world();
  await w.go_live();
  w.delta('queues/a', 7, 8, ['z']);
  assert.deepEqual(w.last('subscribe').params.topics, [
    { topic: 'queues/a', from: { epoch: 'e1', revision: 5 } },
  ]);
  w.delta('queues/a', 8, 9, ['later']); // while the answer is on its way
  assert.equal(w.socket.sent.filter((x) => x.method === 'subscribe').length, 2);
  await w.answers([['queues/a', 'replayed', 9]]);
  w.delta('queues/a', 5, 9, ['y', 'z', 'later']);
  assert.equal(w.picture.position('queues/a').revision, 9);
  assert.equal(w.stream.state.resumed, null, 'nothing was lost that people need to hear of');
});

test('[B4.2] a heartbeat with a later revision shows a gap', async () => {
  const w = make_world();
  await w.go_live();
  w.heartbeat({ 'queues/a': 5, 'people/a': 6 });
  assert.deepEqual(w.last('subscribe').params.topics, [
    { topic: 'people/a', from: { epoch: 'e1', revision: 5 } },
  ]);
});

test('[B4.2] after resync the snapshots that follow are taken', async () => {
  const w = make_world();
  await w.go_live();
  w.notify('resync', { reason: 'fell behind', topics: ['queues/a'] });
  w.snapshot('queues/a', 90, ['n']);
  w.delta('queues/a', 90, 91, ['o']);
  assert.equal(w.picture.position('queues/a').revision, 91);
  assert.equal(w.socket.sent.filter((x) => x.method === 'subscribe').length, 1);
});

test('[B2.1] two and a half heartbeats without a frame: unknown since the last one, and a new attempt', async () => {
  const w = make_world();
  await w.go_live();
  await w.pass(10_000);
  w.heartbeat();
  await w.pass(24_000);
  assert.equal(w.stream.silent_since(), null);
  await w.pass(1_100);
  assert.equal(w.stream.silent_since(), service_start + 10_000);
  assert.equal(w.stream.state.problem.reason, 'silent');
  assert.equal(w.sockets[0].closed, true);
  await w.pass(500);
  assert.equal(w.sockets.length, 2);
});

test('[B2.1] a short break keeps the picture; it is unknown only when nothing has come for long', async () => {
  const w = make_world();
  await w.go_live();
  w.socket.onclose({});
  assert.equal(w.stream.state.phase, 'waiting');
  assert.equal(w.stream.silent_since(), null);
  await w.pass(400);
  assert.equal(w.sockets.length, 1);
  await w.pass(100);
  await w.greet(); // says hello, but its topics never come
  await w.pass(25_000);
  assert.equal(w.stream.silent_since(), service_start);
});

test('a refused token ends the attempts and says why', async () => {
  const w = make_world();
  w.stream.start({ token: 'old' });
  w.socket.onopen();
  await w.reply('hello', { now: new Date(service_start).toISOString(), heartbeat_seconds: 10 });
  await w.reply('authenticate', null, {
    code: -32000,
    message: 'bad_credentials',
    data: { reason: 'bad_credentials' },
  });
  assert.equal(w.stream.state.phase, 'refused');
  assert.equal(w.stream.state.problem.reason, 'bad_credentials');
  await w.pass(120_000);
  assert.equal(w.sockets.length, 1);
});

test('[B4.2] a topic that may not be seen is left out, the others come', async () => {
  const w = make_world();
  w.stream.start({ token: 'x' });
  await w.greet();
  await w.reply('subscribe', null, {
    code: -32000,
    message: 'forbidden',
    data: { reason: 'forbidden', path: 'params.topics[1]' },
  });
  assert.deepEqual(w.last('subscribe').params.topics, [{ topic: 'queues/a' }, { topic: 'health' }]);
  await w.answers([
    ['queues/a', 'snapshot', 1],
    ['health', 'snapshot', 1],
  ]);
  w.snapshot('queues/a', 1, []);
  w.snapshot('health', 1, []);
  assert.equal(w.stream.state.phase, 'live');
  assert.deepEqual(w.stream.state.forbidden, ['people/a']);
});

test('a frame that is not JSON ends the connection, not the page', async () => {
  const w = make_world();
  await w.go_live();
  w.socket.onmessage({ data: '{half' });
  assert.equal(w.stream.state.phase, 'waiting');
});

test('[B4.2] dropping at random ends in the same picture as never dropping', async () => {
  let seed = 7;
  const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const w = make_world();
  await w.go_live();
  const truth = new Map([['x', { id: 'x', n: 0 }]]);
  const log = [];
  let revision = 5;
  const send = (x) => w.notify('delta', x);
  const send_all = () =>
    w.notify('snapshot', {
      topic: 'people/a',
      epoch: 'e1',
      revision,
      first: true,
      last: true,
      items: [...truth.values()],
    });
  let connected = true;
  for (let i = 0; i < 2000; i++) {
    const item = { id: `i${Math.floor(chance() * 40)}`, n: i };
    const remove = chance() < 0.2;
    if (remove) truth.delete(item.id);
    else truth.set(item.id, item);
    const step = {
      topic: 'people/a',
      after: revision,
      revision: ++revision,
      set: remove ? [] : [item],
      removed: remove ? [item.id] : [],
    };
    log.push(step);
    if (connected && chance() < 0.97) send(step); // some frames are simply lost
    if (
      connected &&
      w.last('subscribe').params.topics.length === 1 &&
      w.last('subscribe').answered !== true
    ) {
      w.last('subscribe').answered = true;
      const { from } = w.last('subscribe').params.topics[0];
      await w.answers([['people/a', 'replayed', revision]]);
      for (const x of log.filter((y) => y.revision > from.revision)) send(x);
    }
    if (connected && chance() < 0.02) {
      w.socket.onclose({});
      connected = false;
    } else if (!connected && chance() < 0.3) {
      await w.pass(16_000);
      await w.greet();
      const from = w.last('subscribe').params.topics.find((x) => x.topic === 'people/a').from;
      const whole = chance() < 0.3;
      await w.answers([
        ['queues/a', 'current', 5],
        ['people/a', whole ? 'snapshot' : 'replayed', revision],
        ['health', 'current', 5],
      ]);
      if (whole) send_all();
      else for (const x of log.filter((y) => y.revision > from.revision)) send(x);
      connected = true;
      assert.equal(w.stream.state.phase, 'live');
    }
  }
  if (!connected) {
    await w.pass(16_000);
    await w.greet();
    await w.answers([
      ['queues/a', 'current', 5],
      ['people/a', 'snapshot', revision],
      ['health', 'current', 5],
    ]);
    send_all();
  }
  w.heartbeat({ 'people/a': revision });
  if (w.picture.position('people/a').revision < revision) {
    const { from } = w.last('subscribe').params.topics[0];
    await w.answers([['people/a', 'replayed', revision]]);
    for (const x of log.filter((y) => y.revision > from.revision)) send(x);
  }
  const sorted = (list) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(sorted(w.picture.items('people/')), sorted(truth.values()));
});

test('waits grow, are never twice alike for a hall of screens, and have an end', () => {
  const waits = (random) => {
    const b = make_backoff(random);
    return Array.from({ length: 8 }, () => b.next());
  };
  assert.deepEqual(
    waits(() => 1),
    [500, 1000, 2000, 4000, 8000, 15000, 15000, 15000],
  );
  assert.deepEqual(
    waits(() => 0),
    [250, 500, 1000, 2000, 4000, 7500, 7500, 7500],
  );
});

test('asks only for what its rights show', () => {
  const sites = [{ id: 'a' }, { id: 'b' }];
  assert.deepEqual(topics_of({ sites, rights: ['read_queues'] }), ['queues/a', 'queues/b']);
  assert.deepEqual(topics_of({ sites, rights: [] }), []);
});

test('the clock follows the service, not the screen; a late frame does not pull it back', () => {
  let ticks = 1000;
  const clock = make_clock(() => ticks, 0);
  clock.sync(5_000_000);
  assert.equal(clock.now(), 5_000_000);
  ticks += 1000;
  clock.sync(5_000_900); // 100 ms under way
  assert.equal(clock.now(), 5_001_000);
  clock.sync(4_000_000); // the service's clock was set
  assert.equal(clock.now(), 4_000_000);
});
