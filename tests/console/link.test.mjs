// The console tells the truth: the service goes away, comes back, moves, and the window follows by
// itself.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
let display, house, lone, desk;
/// Where the service's name leads.
const names = path.join(folder, 'hosts');
const lead_to = (address) => writeFileSync(names, `${address} omstilling.test\n`);
const topics = ['desk/lone', 'queue/hovednummer', 'people/raadhuset'];
before(async () => {
  lead_to('127.0.0.1');
  house = new office(folder);
  display = await open_display();
  await house.open();
  lone = new console_program(display, folder, {
    server: `ws://omstilling.test:${house.port}/ws`,
    user: 'lone',
    env: { LD_PRELOAD: 'libnss_wrapper.so', NSS_WRAPPER_HOSTS: names },
  });
  desk = await house.watch('lone', topics);
  await lone.shows('Igangværende opkald');
});
after(async () => {
  await lone?.stop();
  await house?.close();
  await display?.close();
});

async function works_again() {
  desk = await house.watch('lone', topics);
  await lone.hides(/^Ingen forbindelse til tjenesten/);
  await lone.until(() => lone.control('answer')?.enabled, 'can answer');
  await lone.key('F2');
  await desk.until(
    () => items(desk, 'desk/lone').some((x) => x.state === 'talking'),
    'answers a call',
  );
  await lone.until(() => lone.control('end')?.enabled, 'shows it');
  await lone.key('F4');
  await desk.until(() => !items(desk, 'desk/lone').some((x) => x.kind === 'call'), 'ends it');
}

test('[B2.1] the service is killed and away for ten seconds: unknown since, refused, and back by itself', async () => {
  await house.close('SIGKILL');
  const banner = await lone.shows(/^Ingen forbindelse til tjenesten siden \d+:\d\d\.$/);
  assert.ok(banner);
  await lone.shows(/^Ukendt siden \d+:\d\d$/);
  assert.equal(lone.control('answer').enabled, false);
  const lamps = lone.screen.texts.filter((x) => /^Ukendt/.test(x.whole));
  assert.ok(lamps.length > 10, `${lamps.length} lamps say that they do not know`);
  // The window counts the seconds itself, so its own clock says when ten are over.
  const gone_at = Date.now();
  await lone.until(() => Date.now() - gone_at > 10_000, 'has waited ten seconds', 30_000);
  await house.open();
  await works_again();
});

test('the service moves to another address: the name leads there', async () => {
  await house.close();
  await lone.shows(/^Ingen forbindelse til tjenesten/);
  await house.open({ address: '127.0.0.2' });
  lead_to('127.0.0.2');
  await works_again();
});
