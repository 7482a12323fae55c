// Areas 1 to 4 by keyboard and mouse: a receptionist's window on a display, the service, and a
// simulated PBX whose people do as tests/console/office says.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const text_of_the_pbx = 'Hovednummer, tast 3: Byggesag';

const folder = temporary_folder();
let display, house, lone, desk;
before(async () => {
  house = new office(folder);
  display = await open_display();
  await house.open();
  lone = new console_program(display, folder, { server: house.server });
  desk = await house.watch('lone', ['desk/lone', 'queue/hovednummer', 'people/raadhuset']);
});
after(async () => {
  await lone?.stop();
  await house?.close();
  await display?.close();
});

/// What the service says, as soon as it says so; on failure what the window shows as well.
const sees = (condition, what) => lone.beside(desk.until(condition, what));
const calls = () => items(desk, 'desk/lone').filter((x) => x.kind === 'call');
const one = (state) => calls().find((x) => x.state === state);
const becomes = (state) => sees(() => one(state), `a call ${state}`).then(() => one(state));
const none_left = () => sees(() => calls().length === 0, 'no call on the desk');
const person = (id) => items(desk, 'people/raadhuset').find((x) => x.id === id);

/// A caller in hand, answered by key.
async function answered() {
  await lone.until(() => lone.control('answer')?.enabled, 'a call that can be answered');
  await lone.key('F2');
  const mine = () => calls().find((x) => x.state === 'talking' && x.holder === 'lone');
  await sees(mine, 'a call in hand');
  await lone.until(() => lone.control('end')?.enabled, 'shows the call');
  return mine();
}

async function choose(words) {
  await lone.key('ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.type(words);
}

test('[S22.2] logs in with user name and password, typed as soon as the window is there', async () => {
  await lone.has('##user');
  await lone.type('lone');
  await lone.key('Tab');
  await lone.type('fjordby-lone');
  await lone.key('Return');
  await lone.shows('Igangværende opkald');
  await lone.shows('Lone Kjærgaard');
});

test('[S3.1] [S3.2] calls waiting in the chosen queue, longest first, with what the PBX says of them', async () => {
  const all = () =>
    items(desk, 'queue/hovednummer')
      .filter((x) => x.kind === 'call' && x.state === 'waiting')
      .sort((a, b) => a.waiting_since.localeCompare(b.waiting_since));
  await sees(() => all().length >= 8, 'eight callers');
  const row = await lone.shows(new RegExp(`^${text_of_the_pbx}`));
  const first = lone.screen.texts.find((x) => x.y < row.y && x.x === row.x && row.y - x.y < 24);
  assert.equal(first.whole, all()[0].caller.name);
  await lone.shows('Venter i Hovednummer');
});

test('[S1.1] [S2.1] [S2.2] F2 answers the one that has waited longest; origin and greeting stand there', async () => {
  const call = await answered();
  assert.equal(call.holder, 'lone');
  const title = await lone.shows('Igangværende opkald');
  const origin = await lone.until(
    () => lone.screen.texts.find((x) => x.whole === text_of_the_pbx && x.y - title.y < 140),
    'shows where the call comes from',
  );
  assert.ok(origin);
  await lone.shows('»Fjordby Kommune, goddag«');
});

test('[S1.5] F3 holds, and F3 again retrieves', async () => {
  await lone.key('F3');
  await becomes('held');
  await lone.shows(/^På hold/);
  await lone.key('F3');
  await becomes('talking');
  await lone.shows(/^I samtale/);
});

test('[S1.6] [S1.4] [S4.1] [S0.3] letters find the person, Enter puts the caller through, and the list says that she took it', async () => {
  await choose('bran');
  await lone.shows('4109');
  await lone.until(() => !lone.text('Ahmet Kaya'), 'shows only those found');
  await lone.key('Return');
  const call = await becomes('transferring');
  assert.equal(call.target.employee, 'anbr');
  await lone.shows(new RegExp(`${call.caller.name} → Anna Brandt`));
  await becomes('talking');
  await lone.shows('Besvaret');
});

test('[S4.2] [S0.5] a double-click pulls the call back, answered as it is', async () => {
  await lone.double_click(/ → Anna Brandt$/);
  await sees(() => calls().some((x) => !x.transferred), 'is hers again');
  await lone.until(() => lone.control('end')?.enabled, 'the call is in hand');
  await lone.until(() => !lone.text(/ → Anna Brandt$/), 'leaves the list');
});

test('[S1.2] F4 ends the call', async () => {
  await becomes('talking');
  await lone.key('F4');
  await none_left();
  await lone.until(() => !lone.control('end').enabled, 'nothing to end');
});

test('[S1.3] [S1.7] a number in the field is dialled on Enter, the own phone first', async () => {
  await choose('37 00 14 52');
  await lone.shows('37001452');
  await lone.key('Return');
  // Whether somebody outside answers is left to chance.
  await sees(() => calls().length === 1, 'dials');
  assert.equal(calls()[0].direction, 'outbound');
  assert.equal(calls()[0].called, '37001452');
  await lone.until(() => lone.control('end')?.enabled, 'can be ended');
  await lone.key('Escape');
  await lone.key('F4');
  await none_left();
});

test('[S8.5] a double-click on a person calls her when no call is in hand', async () => {
  await lone.double_click('Ahmet Kaya');
  const call = await becomes('talking');
  assert.equal(call.direction, 'internal');
  assert.equal(call.caller.employee, 'ahka');
  await lone.key('F4');
  await none_left();
});

test('[S8.6] a double-click on a person puts the caller in hand through to her', async () => {
  await answered();
  await lone.double_click('Anna Brandt');
  await sees(
    () => calls().some((x) => x.transferred && x.talking_to?.employee === 'anbr'),
    'Anna talks with the caller',
  );
  await sees(() => person('anbr').lamp_state === 'busy', 'her lamp');
});

test('[S0.4] [B1.2] a rejected transfer comes back with its reason, and brings the person to the front', async () => {
  await answered();
  await choose('thorsen');
  await lone.shows('4150');
  await lone.key('Return');
  await lone.shows(/^Retur fra Rasmus Thorsen: /);
  await lone.key('F2');
  await sees(
    () => calls().some((x) => x.returned && x.state === 'talking' && x.holder === 'lone'),
    'hers again',
  );
  await lone.until(
    () => lone.words_in({ x: 1400, y: 100, w: 520, h: 120 }).includes('Rasmus Thorsen'),
    'the card shows whom it was meant for',
  );
});

test('[S4.3] sent into a queue, the call is followed there', async () => {
  await becomes('talking');
  await lone.until(() => lone.control('end')?.enabled, 'shows the call');
  await lone.key('ctrl+u');
  await sees(() => calls().some((x) => x.transferred && x.state === 'waiting'), 'in the queue');
  await lone.shows('I kø');
});

test('[B1.1] F7 asks first, F3 swaps, F7 hands over', async () => {
  const call = await answered();
  await choose('kaya');
  await lone.shows('4126');
  await lone.key('F7');
  await sees(
    () => calls().some((x) => x.id === call.id && x.consultation === 'connected'),
    'asks Ahmet',
  );
  await lone.shows(/^Spørger Ahmet Kaya: i samtale/);
  await lone.key('F3');
  await sees(
    () => calls().some((x) => x.id === call.id && x.consultation === 'hold'),
    'talks with the caller meanwhile',
  );
  await lone.key('F7');
  await sees(
    () => calls().some((x) => x.id === call.id && x.transferred && x.talking_to?.employee === 'ahka'),
    'handed over',
  );
  await lone.key('Escape');
});

test('[B1.3] F8 parks; the slot is shown, and the call is taken back from it', async () => {
  const call = await answered();
  await lone.key('F8');
  await sees(() => calls().some((x) => x.id === call.id && x.state === 'parked'), 'parked');
  await lone.shows(/^Parkeret/);
});

test('[B1.6] of two who answer the same call one gets it, and the other is told who', async () => {
  await lone.until(() => lone.control('answer')?.enabled, 'a call that can be answered');
  const [first] = items(desk, 'queue/hovednummer')
    .filter((x) => x.kind === 'call' && x.state === 'waiting')
    .sort((a, b) => a.waiting_since.localeCompare(b.waiting_since));
  // The window stands still while Pia is quicker: what it shows when the key comes is old.
  lone.program.child.kill('SIGSTOP');
  await lone.key('F2');
  await house.as('pia', 'answer_call', { call: first.id });
  lone.program.child.kill('SIGCONT');
  await lone.until(() => lone.text('Pia Winther tog opkaldet') || one('talking'), 'told, or answers');
  const hers = calls().find((x) => x.id === first.id);
  assert.ok(!hers || hers.holder === 'pia', 'one has it, and that is Pia');
});
