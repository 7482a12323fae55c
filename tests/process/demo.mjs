// The demo office, as `./run` starts it, in a folder of its own.

import { fileURLToPath } from 'node:url';
import { start } from './programs.mjs';

const office = fileURLToPath(new URL('../../etc/demo', import.meta.url));

/// The arguments that make omstillingd the demo office kept in `state`.
export const demo_arguments = (state, more = []) => [
  '--demo',
  '--state',
  state,
  '--office',
  office,
  ...(more.includes('--port') ? [] : ['--port', '0']),
  ...more,
];

/// The demo office once it has introduced itself: with the wallboard's address and token.
export async function open_demo(state, more = []) {
  const demo = start('omstillingd', demo_arguments(state, more));
  const [, url, address, token] = await demo.says(
    'out',
    /Wallboard +((?:http:\/\/)(\S+?)\/)#token=(\S+)\n/,
    60_000,
  );
  await demo.says('out', /Ctrl-C ends it/);
  return Object.assign(demo, { url, address, token });
}
