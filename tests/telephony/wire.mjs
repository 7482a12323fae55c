// The wire between the service and its Asterisk, for a test to cut.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { open_exchange } from './exchange.mjs';

/// A TCP proxy to this port: cut() breaks all connections, and until mend() no new one comes to be;
/// silence() lets nothing through any more, as when the cable between two switches is pulled, and
/// nobody is told. `tried` counts the connections that were asked for.
export async function open_wire(port) {
  const ends = new Set();
  let is_cut = false;
  let is_silent = false;
  const join = (from, to) => {
    from.on('data', (bytes) => is_silent || to.write(bytes));
    from.on('error', () => {}); // a close follows
    from.on('close', () => {
      ends.delete(from);
      if (!is_silent) to.destroy();
    });
    ends.add(from);
  };
  const wire = { tried: 0 };
  const server = createServer((near) => {
    wire.tried += 1;
    if (is_cut) return near.destroy();
    const far = connect({ port, host: '127.0.0.1' });
    join(near, far);
    return join(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    is_cut = true;
    for (const end of ends) end.destroy();
  };
  return Object.assign(wire, {
    url: `http://127.0.0.1:${server.address().port}/ari`,
    cut,
    silence: () => (is_silent = true),
    /// What was silent is gone for good; new connections work.
    mend: () => {
      if (is_silent) cut();
      is_cut = is_silent = false;
    },
    close: () => {
      cut();
      server.close();
    },
  });
}

/// An office whose way to its PBX is a wire: [office, wire].
export async function open_over_wire() {
  let wire;
  const road = async (pbx) => {
    wire = await open_wire(Number(new URL(pbx.ari_url).port));
    return wire.url;
  };
  return [await open_exchange({ road }), wire];
}
