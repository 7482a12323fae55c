// The wallboard of the living demo office, in a browser.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { open_demo } from './demo.mjs';
import { temporary_folder } from './programs.mjs';
import { log_in, observe } from './session.mjs';

/// Until the receptionists have begun.
async function some_answered(demo) {
  const who = { token: demo.token };
  const asking = await log_in(demo.address, who);
  const topics = asking.greeting.sites.map((site) => `queues/${site.id}`);
  const reader = await observe(demo.address, who, topics);
  const answered = () => reader.picture.items('queues/').some((queue) => queue.answered > 1);
  await reader.until(answered, 'answered calls', 60_000);
  await Promise.all([reader.session.close(), asking.close()]);
}

const page_test = fileURLToPath(new URL('../browser/real_service.test.mjs', import.meta.url));

test('[B3.5] the wallboard at the address that is printed shows the office move', async () => {
  const demo = await open_demo(temporary_folder(), ['--fresh']);
  await some_answered(demo);
  const { NODE_TEST_CONTEXT: _, ...env } = process.env; // else its output is not for people
  const looking = spawn(process.execPath, ['--test', '--test-reporter=spec', page_test], {
    env: { ...env, OMSTILLING_URL: demo.url, OMSTILLING_TOKEN: demo.token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  looking.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  looking.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const [code] = await once(looking, 'close');
  assert.equal(code, 0, said);
  assert.match(said, /pass 1\n/, said);
  const end = await demo.stop('SIGINT');
  assert.equal(end.code, 0, demo.err);
});
