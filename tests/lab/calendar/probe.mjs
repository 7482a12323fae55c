// A calendar source of ours, run as a program: tests/gateways/calendar/calendar_probe.cpp.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Probe {
  #child;
  #waiting = new Map();
  #last = 0;

  constructor(options) {
    this.#child = spawn(process.env.CALENDAR_PROBE, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin.write(JSON.stringify({ allow_http: true, ...options }) + '\n');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const answer = JSON.parse(line);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  #ask(what) {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin.write(JSON.stringify({ id, ...what }) + '\n');
    });
  }

  /// `{reading}` or `{failure}`.
  read(what) {
    return this.#ask({ do: 'read', time_zone: 'Europe/Copenhagen', ...what });
  }
  write(what) {
    return this.#ask({ do: 'write', ...what });
  }
  erase(what) {
    return this.#ask({ do: 'erase', ...what });
  }
  close() {
    this.#child.stdin.end();
    return new Promise((resolve) => this.#child.once('exit', resolve));
  }
}

/// What somebody holds who reads again and again and puts each change in.
export class Reader {
  events = new Map();
  cursor = '';
  last;

  constructor(probe, asked) {
    Object.assign(this, { probe, asked });
  }

  async read(more = {}) {
    const { reading, failure } = await this.probe.read({ ...this.asked, cursor: this.cursor, ...more });
    if (failure) throw Object.assign(new Error(failure.text), failure);
    if (reading.whole) this.events.clear();
    for (const id of reading.gone) this.events.delete(id);
    for (const event of reading.events) this.events.set(event.id, event);
    this.cursor = reading.cursor;
    this.last = reading;
    return this;
  }

  held() {
    return [...this.events.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  /// The same calendar, read as a whole by somebody who holds nothing.
  async afresh() {
    return (await new Reader(this.probe, this.asked).read()).held();
  }
  named(title) {
    return this.held().filter((x) => x.title === title);
  }
}
