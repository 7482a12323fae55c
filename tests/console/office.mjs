// The office of tests/console/office on the simulated PBX, and what stands in the service beside the
// console that is tested.

import { fileURLToPath } from 'node:url';
import { demo_arguments } from '../process/demo.mjs';
import { start } from '../process/programs.mjs';
import { items_of, log_in, observe } from '../process/session.mjs';

const folder_of_office = fileURLToPath(new URL('office', import.meta.url));

export class office {
  constructor(folder) {
    this.folder = folder;
    this.port = '0';
  }

  /// Starts the service; the second time goes on from what was kept, at the same address.
  async open({ address } = {}) {
    const words = demo_arguments(this.folder, ['--port', this.port]);
    if (address) words.push('--address', address);
    words[words.indexOf('--office') + 1] = folder_of_office;
    this.service = start('omstillingd', words);
    const [, listens, token] = await this.service.says(
      'out',
      /Wallboard +http:\/\/(\S+?)\/#token=(\S+)\n/,
      60_000,
    );
    await this.service.says('out', /Ctrl-C ends it/);
    this.address = listens;
    this.token = token;
    this.port = this.address.split(':').at(-1);
    this.server = `ws://${this.address}/ws`;
  }

  async close(signal = 'SIGINT') {
    const end = await this.service.stop(signal);
    this.sessions = {};
    return end;
  }

  /// Somebody else at work, over the protocol.
  async session(user) {
    this.sessions ??= {};
    this.sessions[user] ??= await log_in(this.address, { user, password: `fjordby-${user}` });
    return this.sessions[user];
  }
  async as(user, method, params) {
    return (await this.session(user)).call(method, params);
  }

  /// What a user's topics hold, read beside the console: what the service really did.
  async watch(user, topics) {
    return observe(this.address, { user, password: `fjordby-${user}` }, topics);
  }
}

export const items = (reader, topic) => Object.values(items_of(reader.picture, topic));
