// A gateway of ours, run as a program: tests/gateways/people_probe.cpp.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Probe {
  #child;
  #waiting = new Map();
  #last = 0;

  /// `{open: 'mail' | 'sms' | 'lookup', ...}`
  constructor(options) {
    this.#child = spawn(process.env.PEOPLE_PROBE, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child.stdin.write(JSON.stringify(options) + '\n');
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const { id, ...answer } = JSON.parse(line);
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
  }
  ask(what) {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin.write(JSON.stringify({ id, ...what }) + '\n');
    });
  }
  close() {
    this.#child.stdin.end();
    return new Promise((resolve) => this.#child.once('exit', resolve));
  }
}
