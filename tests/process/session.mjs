// A session of the protocol (JSON-RPC 2.0 over WebSocket, omstilling.v1), and the picture it holds.

import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import { make_picture } from '../../gateways/websocket/wallboard/picture.js';
import { in_time } from './programs.mjs';

const { WebSocket } = createRequire(new URL('../browser/package.json', import.meta.url))('ws');

export class refused extends Error {
  constructor(error) {
    super(error.message);
    Object.assign(this, { code: error.code, data: error.data });
  }
}

/// Opens a session. `on_notice(method, params)` is told every notification.
export async function open_session(address, { on_notice = () => {} } = {}) {
  const socket = new WebSocket(`ws://${address}/ws`, 'omstilling.v1', { perMessageDeflate: false });
  const calls = new Map();
  let next_id = 1;
  const session = { socket, last: null };
  session.closed = new Promise((done) => {
    socket.on('close', (code, reason) => {
      for (const call of calls.values()) call.fail(new Error(`closed with ${code} ${reason}`));
      calls.clear();
      done({ code, reason: String(reason) });
    });
  });
  socket.on('error', () => {}); // a close follows
  socket.on('message', (bytes) => {
    const frame = JSON.parse(bytes);
    session.last = frame;
    if (frame.method) return on_notice(frame.method, frame.params);
    const call = calls.get(frame.id);
    calls.delete(frame.id);
    frame.error ? call?.fail(new refused(frame.error)) : call?.done(frame.result);
  });
  /// The answer to one request; `refused` is thrown when it is an error.
  session.call = (method, params = {}) =>
    in_time(
      new Promise((done, fail) => {
        if (socket.readyState !== WebSocket.OPEN) return fail(new Error('closed'));
        const id = next_id++;
        calls.set(id, { done, fail });
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      }),
      30_000,
      `the answer to ${method}`,
    );
  session.close = () => (socket.close(), session.closed);
  session.drop = () => (socket.terminate(), session.closed);
  await in_time(
    Promise.race([
      new Promise((done) => socket.once('open', done)),
      session.closed.then(() => Promise.reject(new Error(`nobody answers at ${address}`))),
    ]),
    20_000,
    `a session with ${address}`,
  );
  return session;
}

export async function log_in(address, who, options) {
  const session = await open_session(address, options);
  await session.call('hello', { client: 'process tests' });
  session.greeting = await session.call('authenticate', who);
  return session;
}

/// A reader of topics and its picture, which may be one of an earlier session: `from` says where each
/// topic goes on. A frame that does not follow the one before is its `failure`.
export async function observe(address, who, topics, { picture = make_picture(), from } = {}) {
  const waiting = new Set();
  const reader = { picture, deltas: 0, failure: null };
  const fail = (why) => (reader.failure ??= new Error(why));
  const on_notice = (method, params) => {
    // A pop-up is a step of its topic like any other.
    if (method === 'popup') return on_notice('delta', { ...params, set: [params.item] });
    if (method === 'delta') {
      reader.deltas += 1;
      const held = picture.position(params.topic)?.revision;
      if (!picture.is_arriving(params.topic) && held !== params.after)
        fail(`${params.topic}: a delta after ${params.after} came at ${held}`);
      if (picture.delta(params) === 'gap') fail(`${params.topic}: a gap`);
    } else if (method === 'snapshot') {
      if (picture.snapshot(params) === 'gap') fail(`${params.topic}: a torn snapshot`);
    } else if (method === 'resync' && params.reason !== 'begun anew') {
      fail(`fell behind: ${params.reason}`);
    }
    for (const look of waiting) look();
  };
  const session = await log_in(address, who, { on_notice });
  session.closed.then(() => waiting.forEach((look) => look(true)));
  /// Resolves as soon as `condition` holds of the picture.
  reader.until = (condition, what, within = 30_000) => {
    let look;
    const held = new Promise((done, give_up) => {
      look = (closed) => {
        if (reader.failure) give_up(reader.failure);
        else if (condition()) done();
        else if (closed) give_up(new Error(`closed before ${what}`));
      };
      waiting.add(look);
      look();
    });
    return in_time(held, within, what).finally(() => waiting.delete(look));
  };
  for (const topic of topics) picture.drop_arriving(topic);
  const asked = topics.map((topic) => ({ topic, from: from?.(topic) ?? undefined }));
  const { topics: outcomes } = await session.call('subscribe', { topics: asked });
  const whole = () => topics.every((topic) => picture.has(topic) && !picture.is_arriving(topic));
  return Object.assign(reader, { session, outcomes, whole });
}

/// The picture of one topic as {id: item}.
export const items_of = (picture, topic) =>
  Object.fromEntries(
    picture
      .items(topic)
      .map((item) => [item.id, item])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/// A seeded source of chance: whole numbers below `n`. The seed is printed, and may be given.
export function make_dice(t) {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`SEED=${seed}`);
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, pick: (list) => list[below(list.length)] };
}
