// One working session on a real Asterisk: a SIPp caller, SIP phones, and a receptionist who does
// all of it in her window.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { becomes, hears } from '../lab/asterisk/expect.mjs';
import { run_sipp } from '../lab/asterisk/sipp.mjs';
import { temporary_folder } from '../process/programs.mjs';
import { has_in_order, open_exchange, phones_of, types } from '../telephony/exchange.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';

const number = '+4520304050';
const folder = temporary_folder();
let office, display, desk, lone;
before(async () => {
  office = await open_exchange({ name: 'console' });
  display = await open_display();
  desk = await office.receptionist('pia');
  lone = new console_program(display, folder, {
    server: `ws://${office.address}/ws`,
    user: 'pia',
    password: 'pia-password',
  });
  await lone.shows('Igangværende opkald');
});
after(async () => {
  await lone?.stop();
  await display?.close();
  await office?.close();
});

test('[S1.1] [S1.6] [S1.4] [S0.4] [B1.1] [B1.2] answered by key, found by four letters, not answered, back with its reason, asked first, handed over', async (t) => {
  const [own_phone, anna, bo] = await phones_of(t, office, 'pia', 'anna', 'bo');
  const caller = run_sipp({
    pbx: office.pbx,
    calls: [{ number, did: '7000', patience_ms: 60_000, talk_ms: 60_000 }],
  });
  await lone.until(() => lone.control('answer')?.enabled, 'a caller');
  const { id } = desk.waiting[0];

  await lone.key('F2');
  const first = await own_phone.next_call();
  await desk.state(id, 'talking');
  await lone.shows('»Hovedkontoret, goddag«');

  await lone.key('ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.type('bran');
  await lone.until(
    () => lone.control('person anna') && !lone.control('person bo'),
    'finds Anna alone',
  );
  await lone.key('Return');
  const at_anna = await anna.next_call();
  await becomes(at_anna, 'ringing');
  await becomes(first, 'ended');
  await lone.shows(/ → Anna Brandt$/);

  // Nobody takes it: her own phone rings again, and the window says why.
  await lone.shows('Retur fra Anna Brandt: svarede ikke', 60_000);
  await lone.key('F2');
  const again = await own_phone.next_call();
  await desk.state(id, 'talking');
  await becomes(again, 'talking');

  await lone.key('ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.type('lindh');
  await lone.until(
    () => lone.control('person bo') && !lone.control('person anna'),
    'finds Bo alone',
  );
  await lone.key('F7');
  const at_bo = await bo.next_call();
  await at_bo.answer();
  await lone.shows(/^Spørger Bo Lindholm: i samtale/);
  await hears(at_bo, '101');
  await lone.key('F7');
  await becomes(again, 'ended');
  await desk.sees(() => desk.call(id)?.transferred, 'handed over');
  await at_bo.hang_up();

  const { outcomes } = await caller;
  assert.equal(outcomes.get(number).outcome, 'answered_and_ended_by_them');
  const story = await office.story(id);
  has_in_order(story, ['queued', 'established', 'transferred', 'recalled', 'established', 'held', 'transferred']);
  assert.equal(types(story).at(-1), 'call_cleared');
  await office.is_empty();
});
