// Areas 17 and 18 by keyboard and mouse: whom to watch and for what, the list, and what pops up. The
// colleagues who change meanwhile do it over the protocol.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
let display, house, lone, desk;
before(async () => {
  house = new office(folder);
  display = await open_display();
  await house.open();
  lone = new console_program(display, folder, { server: house.server, user: 'lone' });
  desk = await house.watch('lone', ['watchlist/lone', 'people/raadhuset']);
  await lone.has('person anbr');
});
after(async () => {
  await lone?.stop();
  await house?.close();
  await display?.close();
});

/// What the service says, as soon as it says so; on failure what the window shows as well.
const sees = (condition, what) => lone.beside(desk.until(condition, what));
const of_kind = (kind) => items(desk, 'watchlist/lone').filter((x) => x.kind === kind);
const watches = () => of_kind('watch');
const popups = () => of_kind('popup');
const watch_of = (id) => watches().find((x) => x.employee === id);
const set_status = (employee, type) => house.as('henrik', 'set_status', { employee, type });
const set_dnd = (employee, phone, on) =>
  house.as('henrik', 'set_phone', { employee, phone, do_not_disturb: on });

/// What stands in a row of the list, once it does.
const list_reads = (id, wanted) =>
  lone.until(() => {
    const row = lone.control(id);
    return row && wanted.test(lone.words_in(row));
  }, `${id} in the list reads ${wanted}`);
/// What stands in the pop-ups over the list of people, the newest lowest.
const popped = () =>
  lone.screen.controls
    .filter((x) => x.id === 'close popup')
    .map((x) => lone.words_in({ x: x.x + x.w - 380, y: x.y - 72, w: 390, h: 110 }));
const pops_up = (...wanted) =>
  lone.until(
    () => popped().length === wanted.length && wanted.every((x) => popped().some((y) => x.test(y))),
    `shows pop-ups with ${wanted}`,
  );
async function open_form(id) {
  // Two clicks on one person shortly after each other would dial her.
  if (!lone.control(`person ${id}`)?.on) await lone.press(`person ${id}`);
  await lone.key('ctrl+o');
  await lone.has('when free');
}
async function approve() {
  await lone.press('approve');
  await lone.until(() => !lone.control('approve'), 'closes the form');
}

test('[S18.1] [S17.1] one status of a person is watched, and stands in the list', async () => {
  await lone.shows('Du overvåger ingen.');
  await open_form('anbr');
  await lone.press('person status');
  await lone.press('type sick');
  await approve();
  await sees(() => watch_of('anbr'), 'a watch');
  assert.deepEqual(watch_of('anbr').condition, { kind: 'person_status', status_type: 'sick' });
  assert.equal(watch_of('anbr').once, false);
  await list_reads(`watch ${watch_of('anbr').id}`, /Anna Brandt \| Ledig .*\| status: Syg/);
});

test('[S17.1] the list follows person status and phone status', async () => {
  const id = `watch ${watch_of('anbr').id}`;
  await set_status('anbr', 'meeting');
  await list_reads(id, /Anna Brandt \| Møde \|/);
  await set_dnd('anbr', '4109', true);
  await list_reads(id, /Anna Brandt \| Møde · Forstyr ikke \|/);
  await set_dnd('anbr', '4109', false);
  await list_reads(id, /Anna Brandt \| Møde \|/);
  await sees(() => watch_of('anbr').lamp_state === 'idle', 'all three changes');
  assert.deepEqual(popups(), []);
});

test('[S17.2] only what is watched for pops up, and Esc puts it away', async () => {
  await set_status('anbr', 'sick');
  await pops_up(/Anna Brandt: Syg/);
  await sees(() => popups().length === 1, 'one pop-up');
  await list_reads(`told ${popups()[0].id}`, /Anna Brandt: Syg/);
  await lone.key('Escape');
  await sees(() => popups().length === 0, 'put away');
  await pops_up();
});

test('[S17.1] a watch is taken off the list', async () => {
  await lone.press(`stop watching ${watch_of('anbr').id}`);
  await sees(() => watches().length === 0, 'the watch is gone');
  await lone.shows('Du overvåger ingen.');
});

test('[S18.1] once, when the phone is free', async () => {
  await house.as('pia', 'dial_call', { employee: 'ahka' });
  await sees(
    () => items(desk, 'people/raadhuset').find((x) => x.id === 'ahka').lamp_state === 'busy',
    'Ahmet is in a call',
  );
  await open_form('ahka');
  await lone.press('when free', 'Sig til når ledig');
  await sees(() => watch_of('ahka'), 'a watch');
  assert.deepEqual(watch_of('ahka').condition, { kind: 'phone_status', phone_lamp: 'idle' });
  await list_reads(`watch ${watch_of('ahka').id}`, /telefon: Ledig · én gang/);
  await house.as('pia', 'end_call', {});
  await pops_up(/Ahmet Kaya er ledig nu/);
  await sees(() => watches().length === 0, 'the watch is over');
  await lone.press('close popup');
  await sees(() => popups().length === 0, 'put away');
});

test('[S18.1] Alt+O does so without a form', async () => {
  await house.as('pia', 'dial_call', { employee: 'ahka' });
  await sees(
    () => items(desk, 'people/raadhuset').find((x) => x.id === 'ahka').lamp_state === 'busy',
    'Ahmet is in a call',
  );
  await lone.press('person ahka');
  await lone.key('alt+o');
  await sees(() => watch_of('ahka')?.once, 'a watch');
  assert.equal(lone.control('approve'), undefined);
  await house.as('pia', 'end_call', {});
  await pops_up(/Ahmet Kaya er ledig nu/);
  await lone.key('Escape');
  await pops_up();
  await sees(() => watches().length === 0 && popups().length === 0, 'all is over');
});

test('[S18.1] one status, once, until a time', async () => {
  const end = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 30 * 60_000);
  const clock = end.toISOString().slice(11, 16);
  await open_form('ahka');
  await lone.press('person status');
  await lone.press('type lunch');
  await lone.press('once');
  await lone.press('until a time');
  await lone.until(() => lone.control('##until')?.on, 'types in the time');
  await lone.type(clock);
  await lone.key('Return');
  await sees(() => watch_of('ahka'), 'a watch');
  const off = Date.parse(watch_of('ahka').until) - end.getTime();
  assert.ok(Math.abs(off) < 5_000, `${off} ms beside the end`);
  const words = new RegExp(`status: Frokost · én gang · til (\\S+ )?${clock}`);
  await list_reads(`watch ${watch_of('ahka').id}`, words);
  await set_status('ahka', 'lunch');
  await pops_up(/Ahmet Kaya: Frokost/);
  await sees(() => watches().length === 0, 'it was for once');
  await lone.key('Escape');
  await pops_up();
  await house.as('henrik', 'clear_status', { employee: 'ahka' });
});

test('[S18.1] any one state of the phone, each time', async () => {
  await open_form('ahka');
  await lone.press('phone status');
  await lone.press('lamp do_not_disturb');
  await approve();
  await sees(() => watch_of('ahka'), 'a watch');
  for (let time = 0; time < 2; ++time) {
    await set_dnd('ahka', '4126', true);
    await pops_up(/Ahmet Kaya: Forstyr ikke/);
    await lone.key('Escape');
    await pops_up();
    await set_dnd('ahka', '4126', false);
  }
  await lone.press(`stop watching ${watch_of('ahka').id}`);
  await sees(() => watches().length === 0, 'the watch is gone');
});

test('[S18.2] [S18.3] any change of several people, the second found by name', async () => {
  await lone.press('person boli');
  await lone.key('ctrl+o');
  await lone.press('##more people');
  await lone.type('thorsen');
  await lone.has('more rath');
  await lone.key('Return', 'Return');
  await sees(() => watch_of('boli') && watch_of('rath'), 'two watches');
  for (const one of watches()) assert.equal(one.condition.kind, 'any_change');
  await list_reads(`watch ${watch_of('rath').id}`, /Rasmus Thorsen .*\| enhver ændring/);
  await set_dnd('boli', '4107', true);
  await pops_up(/Bo Lindholm: Forstyr ikke/);
  await set_status('rath', 'gone_home');
  await pops_up(/Bo Lindholm: Forstyr ikke/, /Rasmus Thorsen: Gået hjem/);
});

test('[S17.2] Esc puts the newest away first, and a pop-up can end the watching', async () => {
  await lone.key('Escape');
  await pops_up(/Bo Lindholm: Forstyr ikke/);
  await lone.press('stop watch', 'Stop overvågning');
  await sees(() => !watch_of('boli') && watch_of('rath'), 'Bo is not watched any more');
  await pops_up();
  await sees(() => popups().length === 0, 'put away');
});
