// A site with two PBXs: each has its own callers and phones, and one may go without the other.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { start_asterisk } from '../lab/asterisk/asterisk.mjs';
import { becomes, calling, hears, logged_in } from '../lab/asterisk/expect.mjs';
import { open_exchange, site } from './exchange.mjs';

let office;
let second;
before(async () => {
  second = await start_asterisk({ name: 'second' });
  office = await open_exchange({ beside: second });
});
after(async () => {
  await office?.close();
  await second?.stop();
});

test('two PBXs at one site: both work, and one goes on without the other [B2.1][B4.3]', async (t) => {
  const [pia, tom] = [await office.receptionist('pia'), await office.receptionist('tom')];
  const [pias] = await logged_in(t, office.pbx, '101');
  const [toms] = await logged_in(t, second, '102');
  pias.auto_answers = toms.auto_answers = true;
  await pia.sees(() => pia.lamp('pia') === 'idle' && pia.lamp('tom') === 'idle', 'both lamps');

  const at_first = await (await calling(t, office.pbx, '+4520304050')).dial('7000');
  const at_second = await (await calling(t, second, '+4520304051')).dial('7000');
  const waits = (number) => pia.waiting.find((x) => x.caller.number === number);
  await pia.sees(() => waits('+4520304050') && waits('+4520304051'), 'both callers');
  await pia.do('answer_call', { call: waits('+4520304050').id });
  await tom.do('answer_call', { call: waits('+4520304051').id });
  await hears(at_first, '101');
  await hears(at_second, '102');

  await second.kill();
  await pia.sees(() => pia.lamp('tom') === 'unknown', 'a lamp that is unknown', 5_000);
  const { items } = await office.health();
  assert.match(items.find((x) => x.id === `pbx:${site}`).problem, /^http.*: /);
  await pia.do('hold_call');
  await hears(at_first, 'music');
  await pia.do('retrieve_call');
  await hears(at_first, '101');

  await second.start();
  await pia.sees(() => tom.calls.length === 0, 'the call that died closed');
  await pia.do('end_call');
  await becomes(at_first, 'ended');
});
