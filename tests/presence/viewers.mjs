// Those who look at the service: each keeps all that it is ever sent, as it came.

import { in_time } from '../process/programs.mjs';
import { open_session } from '../process/session.mjs';

export class viewer {
  /// `login`: {user, password}, {token} or null, for who only asks pages that everybody may.
  constructor(name, sees, login) {
    Object.assign(this, { name, sees, login, received: [], last: new Map(), waiting: new Set() });
  }

  keep(kind, text, topic) {
    this.received.push({ kind, text, topic });
  }

  async open(address) {
    this.address = address;
    const session = await open_session(address, {
      on_notice: (method, params) => {
        if (params.revision !== undefined) this.last.set(params.topic, params.revision);
        this.waiting.forEach((look) => look());
      },
    });
    session.socket.on('message', (bytes) => {
      const frame = JSON.parse(bytes);
      this.keep(frame.method ?? (frame.error ? 'error' : 'result'), String(bytes), frame.params?.topic);
    });
    await session.call('authenticate', this.login);
    this.session = session;
    return session;
  }

  /// The topics of these that it may have, with what was answered; each is asked for by itself.
  async subscribe(topics, from) {
    const open = new Map();
    for (const topic of topics)
      await this.session
        .call('subscribe', { topics: [{ topic, from: from?.(topic) }] })
        .then(({ topics: [answer] }) => open.set(topic, answer))
        .catch((error) => {
          if (!error.data) throw error;
        });
    return open;
  }

  /// The answer, which may be a refusal.
  ask = (method, params) => this.session.call(method, params).catch((error) => error);

  /// Until it was shown this revision of the topic.
  until(topic, revision) {
    const reached = new Promise((done) => {
      const look = () => {
        if ((this.last.get(topic) ?? -1) < revision) return;
        this.waiting.delete(look);
        done();
      };
      this.waiting.add(look);
      look();
    });
    return in_time(reached, 20_000, `${topic} at ${revision} for ${this.name}`);
  }

  until_received(what, condition) {
    const found = new Promise((done) => {
      const look = () => {
        if (!this.received.some(condition)) return;
        this.waiting.delete(look);
        done();
      };
      this.waiting.add(look);
      look();
    });
    return in_time(found, 20_000, `${what} for ${this.name}`);
  }

  /// Asks for a page with its own login, and keeps status, fields and body.
  async get(path) {
    const { user, password, token } = this.login ?? {};
    const headers = token
      ? { authorization: `Bearer ${token}` }
      : user
        ? { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
        : {};
    const answer = await fetch(`http://${this.address}${path}`, { headers });
    const body = await answer.text();
    this.keep(`GET ${path}`, JSON.stringify([...answer.headers]) + body);
    return { status: answer.status, body };
  }
}
