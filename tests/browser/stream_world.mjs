// A reader of the stream with a scripted socket, and a clock that the test turns.

import { make_clock } from '../../gateways/websocket/wallboard/clock.js';
import { make_picture } from '../../gateways/websocket/wallboard/picture.js';
import { make_stream } from '../../gateways/websocket/wallboard/stream.js';

export const service_start = Date.parse('2025-11-24T09:42:00Z');
const rights = ['read_people', 'read_queues', 'read_health'];
export const topics = ['queues/a', 'people/a', 'health'];
// Lets promises that are already settled go on; no time passes.
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

export function make_world(urls = ['ws://x/ws']) {
  let now = 0;
  let timers = [];
  const sockets = [];
  const env = {
    monotonic: () => now,
    set_timer: (f, ms) => {
      const timer = { f, at: now + ms };
      timers.push(timer);
      return timer;
    },
    clear_timer: (timer) => {
      timers = timers.filter((x) => x !== timer);
    },
    random: () => 1,
    open_socket(url, protocol) {
      const socket = {
        url,
        protocol,
        sent: [],
        closed: false,
        send(text) {
          this.sent.push(JSON.parse(text));
        },
        close() {
          this.closed = true;
        },
      };
      sockets.push(socket);
      return socket;
    },
  };
  const picture = make_picture();
  const clock = make_clock(env.monotonic, 0);
  const stream = make_stream({ urls, picture, clock, env, on_change() {} });
  const world = {
    stream,
    picture,
    clock,
    sockets,
    get socket() {
      return sockets.at(-1);
    },
    last: (method) => world.socket.sent.filter((x) => x.method === method).at(-1),
    notify: (method, params) =>
      world.socket.onmessage({ data: JSON.stringify({ jsonrpc: '2.0', method, params }) }),
    async reply(method, result, error) {
      const { id } = world.last(method);
      world.socket.onmessage({
        data: JSON.stringify({ jsonrpc: '2.0', id, ...(error ? { error } : { result }) }),
      });
      await settle();
    },
    async pass(ms) {
      for (const end = now + ms; ;) {
        const next = timers.filter((x) => x.at <= end).sort((a, b) => a.at - b.at)[0];
        now = next ? Math.max(now, next.at) : end;
        if (!next) return;
        timers = timers.filter((x) => x !== next);
        next.f();
        await settle();
      }
    },
    heartbeat: (revisions = {}) =>
      world.notify('heartbeat', {
        now: new Date(service_start + now).toISOString(),
        topics: revisions,
      }),
    snapshot: (topic, revision, ids, epoch = 'e1') =>
      world.notify('snapshot', {
        topic,
        epoch,
        revision,
        first: true,
        last: true,
        items: ids.map((id) => ({ id })),
      }),
    delta: (topic, after, revision, set, removed = []) =>
      world.notify('delta', {
        topic,
        after,
        revision,
        set: set.map((id) => ({ id })),
        removed,
      }),
    answers: (list) =>
      world.reply('subscribe', {
        topics: list.map(([topic, outcome, revision, epoch = 'e1']) => ({
          topic,
          outcome,
          revision,
          epoch,
        })),
      }),
    async greet() {
      world.socket.onopen();
      await world.reply('hello', {
        server: 's',
        protocol: 'omstilling.v1',
        now: new Date(service_start + now).toISOString(),
        heartbeat_seconds: 10,
      });
      await world.reply('authenticate', {
        name: 'w',
        rights,
        organisation: 'O',
        sites: [{ id: 'a', name: 'A', time_zone: 'UTC' }],
      });
    },
    async go_live() {
      stream.start({ token: 'secret' });
      await world.greet();
      await world.answers(topics.map((topic) => [topic, 'snapshot', 5]));
      for (const topic of topics) world.snapshot(topic, 5, ['x']);
    },
    async come_back() {
      world.socket.onclose({});
      await world.pass(500);
      await world.greet();
    },
  };
  return world;
}
