// A scripted stream for the tests of the page: serves the wallboard's files and fonts as the
// service does, and speaks its protocol from what a test puts into it.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { WebSocketServer } from 'ws';

const wallboard = fileURLToPath(new URL('../../gateways/websocket/wallboard/', import.meta.url));
const fonts = process.env.FONTS ?? '/usr/share/fonts/opentype/inter/';
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.otf': 'font/otf',
  '.po': 'text/plain; charset=utf-8',
};

async function serve_file(request, response) {
  const { pathname } = new URL(request.url, 'http://x');
  const name = pathname === '/' ? 'index.html' : path.normalize(pathname).replace(/^\/+/, '');
  const file = name.startsWith('fonts/')
    ? path.join(fonts, name.slice(6))
    : path.join(wallboard, name);
  try {
    const body = await readFile(file);
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/// `office`: {organisation, sites, rights, items: {topic: [item]}}; `now`: the service's time at
/// the start; `login`: (params) -> problem or null.
export async function start_server(options) {
  const { office, heartbeat_seconds = 30, login = () => null } = options;
  const started = performance.now();
  const now = () => options.now + (performance.now() - started);
  const topics = new Map(); // topic -> {epoch, revision, items, deltas}
  for (const [topic, items] of Object.entries(office.items))
    topics.set(topic, {
      epoch: 'e1',
      revision: 1,
      items: new Map(items.map((x) => [x.id, x])),
      deltas: [],
    });
  const sessions = new Set();
  const log = [];
  let mute = false;
  let refuse_connections = false;
  let chunk_size = options.chunk_size ?? 50;

  const http = createServer(serve_file);
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has('omstilling.v1') ? 'omstilling.v1' : false),
  });
  http.on('upgrade', (request, socket, head) => {
    if (refuse_connections || request.url !== '/ws') return socket.destroy();
    sockets.handleUpgrade(request, socket, head, serve_session);
  });

  function serve_session(socket) {
    const session = { socket, topics: new Set() };
    sessions.add(session);
    const send = (x) => !mute && socket.send(JSON.stringify({ jsonrpc: '2.0', ...x }));
    session.notify = (method, params) => send({ method, params });
    const beat = setInterval(
      () => session.topics.size && send_heartbeat(session),
      heartbeat_seconds * 1000,
    );
    socket.on('close', () => {
      clearInterval(beat);
      sessions.delete(session);
    });
    socket.on('message', (text) => {
      const { id, method, params } = JSON.parse(text);
      log.push({ method, params });
      const problem = (data) => send({ id, error: { code: -32000, message: data.reason, data } });
      if (method === 'hello')
        return send({
          id,
          result: {
            server: 'scripted',
            protocol: 'omstilling.v1',
            now: iso(now()),
            heartbeat_seconds,
          },
        });
      if (method === 'authenticate') {
        const refused = login(params);
        if (refused) return problem(refused);
        const { organisation, sites, rights } = office;
        return send({
          id,
          result: { name: 'wall', sees: 'reception', rights, organisation, sites },
        });
      }
      if (method === 'subscribe') return subscribe(session, params.topics, send, id, problem);
      problem({ reason: 'unknown_method', path: 'method' });
    });
  }

  function subscribe(session, asked, send, id, problem) {
    const index = asked.findIndex(({ topic }) => !topics.has(topic));
    if (index >= 0)
      return problem({ reason: 'unknown_topic', path: `params.topics[${index}].topic` });
    const after_answer = [];
    const results = asked.map(({ topic, from }) => {
      const held = topics.get(topic);
      session.topics.add(topic);
      const outcome = resume(held, from);
      const { epoch, revision } = held;
      if (outcome === 'snapshot') after_answer.push(() => send_snapshot(session, topic));
      if (outcome === 'replayed')
        for (const delta of held.deltas.filter((x) => x.revision > from.revision))
          after_answer.push(() => session.notify('delta', delta));
      return { topic, outcome, epoch, revision };
    });
    send({ id, result: { topics: results } });
    for (const step of after_answer) step();
  }

  function resume(held, from) {
    if (!from || from.epoch !== held.epoch) return 'snapshot';
    if (from.revision === held.revision) return 'current';
    return held.deltas.some((x) => x.after <= from.revision) ? 'replayed' : 'snapshot';
  }

  function send_snapshot(session, topic) {
    const { epoch, revision, items } = topics.get(topic);
    const all = [...items.values()];
    for (let at = 0; at === 0 || at < all.length; at += chunk_size)
      session.notify('snapshot', {
        topic,
        epoch,
        revision,
        first: at === 0,
        last: at + chunk_size >= all.length,
        items: all.slice(at, at + chunk_size),
      });
  }

  function send_heartbeat(session) {
    const revisions = Object.fromEntries(
      [...session.topics].map((x) => [x, topics.get(x).revision]),
    );
    session.notify('heartbeat', { now: iso(now()), topics: revisions });
  }

  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${http.address().port}/`,
    log,
    now,
    topics,
    sessions,
    /// Changes items of a topic and tells everybody who reads it, unless `lost`.
    change(topic, set, { removed = [], lost = false } = {}) {
      const held = topics.get(topic);
      const after = held.revision;
      held.revision += set.length + removed.length;
      for (const item of set) held.items.set(item.id, item);
      for (const id of removed) held.items.delete(id);
      const delta = { topic, after, revision: held.revision, set, removed };
      held.deltas.push(delta);
      if (lost) return;
      for (const session of sessions) if (session.topics.has(topic)) session.notify('delta', delta);
    },
    item: (topic, id) => topics.get(topic).items.get(id),
    heartbeat: () => sessions.forEach(send_heartbeat),
    resync(topic) {
      for (const session of sessions) {
        session.notify('resync', { reason: 'slow reader', topics: [topic] });
        send_snapshot(session, topic);
      }
    },
    /// A new numbering, as after a start without the old log.
    new_epoch(topic) {
      Object.assign(topics.get(topic), { epoch: 'e2', deltas: [] });
    },
    fall_silent: (value = true) => (mute = value),
    refuse: (value = true) => (refuse_connections = value),
    drop: () => sessions.forEach((session) => session.socket.terminate()),
    async stop() {
      sessions.forEach((session) => session.socket.terminate());
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}

export const iso = (instant) => new Date(instant).toISOString();
