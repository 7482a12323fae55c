// Areas 8, 10, 13, 14, 20 and 21 by keyboard and mouse: who is who and how each one is, and who may
// change it. The colleague who changes things meanwhile does it over the protocol.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
const minute = 60_000;
let displays, house, lone, pia, desk;
before(async () => {
  house = new office(folder);
  displays = [await open_display(), await open_display()];
  await house.open();
  lone = new console_program(displays[0], folder, { server: house.server, user: 'lone' });
  desk = await house.watch('lone', ['desk/lone', 'people/raadhuset', 'people/havnegade']);
  await lone.has('person anbr');
});
after(async () => {
  await lone?.stop();
  await pia?.stop();
  await house?.close();
  for (const one of displays ?? []) await one.close();
});

/// What the service says, as soon as it says so; on failure what the window shows as well.
const sees = (condition, what) => lone.beside(desk.until(condition, what));
const everybody = () => [...items(desk, 'people/raadhuset'), ...items(desk, 'people/havnegade')];
const person = (id) => everybody().find((x) => x.id === id);
const calls = () => items(desk, 'desk/lone').filter((x) => x.kind === 'call');

const middle = (x) => [Math.round(x.x + x.w / 2), Math.round(x.y + x.h / 2)];
const row = (id, at = lone) => at.control(`person ${id}`);
const listed = () =>
  lone.screen.controls
    .filter((x) => x.id.startsWith('person '))
    .map((x) => x.id.slice('person '.length))
    .sort();
/// What stands in somebody's line below the head of this name.
function cell(id, head) {
  const line = row(id);
  const top = lone.control(`sort ${head}`);
  return line && top ? lone.words_in({ x: top.x, y: line.y, w: top.w - 10, h: line.h }) : '';
}
const reads = (id, head, wanted) =>
  lone.until(() => wanted.test(cell(id, head)), `${head} of ${id} reads ${wanted}, which is: ${cell(id, head)}`);
const lists = (...wanted) =>
  lone.until(() => listed().join() === wanted.sort().join(), `lists ${wanted} and nobody else`);
const right_click = async (id, at = lone) => {
  const line = await at.has(`person ${id}`);
  await at.display.click(...middle(line), 3);
};
const card = () => lone.words_in(lone.control('card of the person') ?? { x: 0, y: 0, w: 0, h: 0 });
const card_reads = (wanted) => lone.until(() => wanted.test(card()), `the card reads ${wanted}`);
const approve = async () => {
  await lone.press('approve');
  await lone.until(() => !lone.control('approve'), 'closes the form');
};
/// The mouse where it keeps no list from being sorted anew.
const leave = () => displays[0].move(960, 20);

const set_phone = (employee, phone, change) =>
  house.as('henrik', 'set_phone', { employee, phone, ...change });
const set_status = (employee, type, more = {}) =>
  house.as('henrik', 'set_status', { employee, type, ...more });
const clear_status = (employee) => house.as('henrik', 'clear_status', { employee });

test('[S8.1] all employees are there, each with the lamp of the phone', async () => {
  assert.equal(everybody().length, 11);
  await lists(...everybody().map((x) => x.id));
  for (const one of everybody()) {
    assert.equal(row(one.id).text, one.name);
    assert.equal(one.lamp_state, 'idle');
    assert.equal(cell(one.id, 'phone'), 'Ledig', one.name);
  }
});

test('[S8.2] do not disturb', async () => {
  await set_phone('anbr', '4109', { do_not_disturb: true });
  await reads('anbr', 'phone', /^Forstyr ikke$/);
  await set_phone('anbr', '4109', { do_not_disturb: false });
  await reads('anbr', 'phone', /^Ledig$/);
});

test('[S8.2] [B2.4] fixed forwarding, with where it leads', async () => {
  await set_phone('boli', '4107', { forwarding: [{ type: 'immediate', to: '4126' }] });
  await reads('boli', 'phone', /^Viderest\. → 4126$/);
  await set_phone('boli', '4107', { forwarding: [] });
  await reads('boli', 'phone', /^Ledig$/);
});

test('[S8.2] busy, with since when', async () => {
  await house.as('pia', 'dial_call', { employee: 'ahka' });
  await reads('ahka', 'phone', /^Optaget \d+:\d\d$/);
  await reads('piwi', 'phone', /^Optaget \d+:\d\d$/);
  await house.as('pia', 'end_call', {});
  await reads('ahka', 'phone', /^Ledig$/);
});

test('[S8.2] ringing', async () => {
  await house.as('pia', 'dial_call', { employee: 'hisv' });
  await reads('hisv', 'phone', /^Ringer \d+:\d\d$/);
  await house.as('pia', 'end_call', {});
  await reads('hisv', 'phone', /^Ledig$/);
  await reads('piwi', 'phone', /^Ledig$/);
});

test('[S8.2] pause, of a receptionist', async () => {
  await house.as('pia', 'set_agent_state', { state: 'not_ready' });
  await reads('piwi', 'phone', /^Pause \d+:\d\d$/);
  await house.as('pia', 'set_agent_state', { state: 'ready' });
  await reads('piwi', 'phone', /^Ledig$/);
});

test('[S8.3] the person status, with its end', async () => {
  for (const [type, word] of [
    ['sick', 'Syg'],
    ['gone_home', 'Gået hjem'],
    ['meeting', 'Møde'],
  ]) {
    await set_status('dosa', type);
    await reads('dosa', 'status', new RegExp(`${word}$`));
  }
  await set_status('dosa', 'meeting', { for_seconds: 3600 });
  await reads('dosa', 'status', /Møde \| til .*\d\d:\d\d$/);
  await clear_status('dosa');
  await reads('dosa', 'status', /Ledig$/);
});

test('[S10.1] [S10.2] [S10.3] [S10.4] of the chosen one: start, end, remaining time, actions, note', async () => {
  const until = new Date(Date.now() + 44.5 * minute);
  await set_status('anbr', 'meeting', {
    until: until.toISOString(),
    note: 'Byrådssalen, bank på',
    start_actions: [{ kind: 'set_do_not_disturb' }],
    stop_actions: [{ kind: 'clear_do_not_disturb' }],
  });
  await lone.press('person anbr');
  await card_reads(/Anna Brandt/);
  await card_reads(/Møde/);
  const clock = (x) => new Date(x).toISOString().slice(11, 16);
  const { since } = person('anbr').status;
  await card_reads(new RegExp(`(\\S+ )?${clock(since)}–(\\S+ )?${clock(until)}`));
  await card_reads(/45 min\. tilbage/);
  await card_reads(/Start \| Forstyr ikke til/);
  await card_reads(/Slut \| Forstyr ikke fra/);
  await card_reads(/Beskrivelse \| Byrådssalen, bank på/);
  await reads('anbr', 'phone', /^Forstyr ikke$/);
  await clear_status('anbr');
  await lone.until(() => !/Byrådssalen/.test(card()), 'the note is gone');
  await reads('anbr', 'phone', /^Ledig$/);
});

test('[S13.1] [S12.1] [S12.2] [S12.3] the card: status, and each phone as it is set', async () => {
  await lone.press('person boli');
  await card_reads(/Bo Lindholm/);
  await card_reads(/Byggesagsbehandler \| Byggesag · 1\. sal/);
  await card_reads(/Ledig \| siden/);
  await card_reads(/ 4107 \| Bordtelefon · primær/);
  await card_reads(/ \+4510370041 \|[^|]*\| Ekstern · Viser ikke status/);
  await set_phone('boli', '4107', { do_not_disturb: true });
  await card_reads(/ 4107 \| Bordtelefon · primær · Forstyr ikke/);
  await set_phone('boli', '4107', { do_not_disturb: false });
  await card_reads(/ 4107 \| Bordtelefon · primær \|/);
});

test('[S13.2] by right-click the status of another is changed', async () => {
  await right_click('hisv');
  await lone.press('change status', 'Skift status …');
  await lone.press('sick');
  await approve();
  await sees(() => person('hisv').status.type === 'sick', 'Hilde is sick');
  await reads('hisv', 'status', /Syg$/);
});

test('[S13.2] [S14.7] Ctrl+P and the keys on the form do the same', async () => {
  await lone.press('person hisv');
  await lone.key('ctrl+p', '4', 'Return');
  await sees(() => person('hisv').status.type === 'lunch', 'Hilde is at lunch');
  await lone.key('ctrl+p', '1', 'Return');
  await sees(() => person('hisv').status.type === 'available', 'Hilde is back');
});

test('[S13.3] by right-click the phone of another is changed', async () => {
  await right_click('hisv');
  await lone.press('change phone', 'Skift telefon …');
  await lone.press('dnd');
  await approve();
  await sees(() => person('hisv').phones[0].do_not_disturb, 'do not disturb');
  await reads('hisv', 'phone', /^Forstyr ikke$/);
});

test('[S13.3] Ctrl+T and the keys on the form do the same', async () => {
  await lone.key('ctrl+t');
  await lone.has('##always');
  await lone.key('space', 'Tab');
  await lone.until(() => lone.control('##always')?.on, 'types in the first field');
  await lone.type('4126');
  await lone.key('Return');
  await sees(() => person('hisv').forwarded_to === '4126', 'forwarded');
  assert.equal(person('hisv').phones[0].do_not_disturb, false);
  await reads('hisv', 'phone', /^Viderest\. → 4126$/);
  await set_phone('hisv', '4133', { forwarding: [] });
  await reads('hisv', 'phone', /^Ledig$/);
});

test('[S13.4] without the right there is neither entry nor button nor key, and the service refuses', async () => {
  pia = new console_program(displays[1], folder, { server: house.server, user: 'pia' });
  await right_click('anbr', pia);
  await pia.has('message', 'Skriv besked');
  const shown = () => pia.screen.controls.map((x) => x.id);
  assert.deepEqual(shown().filter((x) => x.startsWith('change ')), []);
  // What the two keys opened would swallow the third.
  await pia.key('Escape', 'ctrl+p', 'ctrl+t', 'ctrl+o');
  await pia.has('when free');
  assert.deepEqual(shown().filter((x) => x.startsWith('change ')), []);
  await pia.key('Escape');
  const forbidden = (failure) => failure.data?.reason === 'forbidden';
  await assert.rejects(
    house.as('pia', 'set_status', { employee: 'anbr', type: 'sick' }),
    forbidden,
  );
  await assert.rejects(
    house.as('pia', 'set_phone', { employee: 'anbr', phone: '4109', do_not_disturb: true }),
    forbidden,
  );
  await pia.stop();
});

test('[S14.1] [S14.3] Alt+S sets the own status, with a length', async () => {
  await lone.key('alt+s');
  await lone.shows('Skift egen status');
  await lone.press('meeting');
  await lone.press('30 min');
  await approve();
  await sees(() => person('lokj').status.type === 'meeting', 'a meeting');
  const { since, until } = person('lokj').status;
  assert.equal(Date.parse(until) - Date.parse(since), 30 * minute);
  await reads('lokj', 'status', /Møde \| til .*\d\d:\d\d$/);
});

test('[S14.1] [S14.2] the own status with a fixed end', async () => {
  await lone.key('alt+s');
  await lone.press('lunch');
  await lone.press('until a time');
  await lone.until(() => lone.control('##until')?.on, 'types in the time');
  const end = new Date(Math.ceil(Date.now() / minute) * minute + 30 * minute);
  await lone.type(end.toISOString().slice(11, 16));
  await lone.key('Return');
  await sees(() => person('lokj').status.type === 'lunch', 'lunch');
  const off = Date.parse(person('lokj').status.until) - end.getTime();
  assert.ok(Math.abs(off) < 5_000, `${off} ms beside the end`);
});

test('[S14.1] and ends it', async () => {
  await lone.key('alt+s', '1', 'Return');
  await sees(() => person('lokj').status.type === 'available', 'available');
});

test('[S20.1] by person status: everybody who is sick, and nobody else', async () => {
  await leave();
  await set_status('ahka', 'sick');
  await set_status('cami', 'sick');
  await set_status('heno', 'vacation');
  await lone.has('status vacation', 'Ferie  1');
  await lone.has('status sick', 'Syg  2');
  await lone.press('status sick');
  await lists('ahka', 'cami');
  await set_status('rath', 'sick');
  await lists('ahka', 'cami', 'rath');
  await lone.press('status vacation');
  await lists('ahka', 'cami', 'rath', 'heno');
  await lone.press('status all');
  await lists(...everybody().map((x) => x.id));
  for (const id of ['ahka', 'cami', 'heno', 'rath']) await clear_status(id);
});

test('[S21.1] by place, and by group', async () => {
  await lone.press('site havnegade');
  await lists('cami', 'dosa', 'idkl');
  await lone.press('place all');
  await lists(...everybody().map((x) => x.id));
  await lone.press('place more');
  await lone.press('group Teknik');
  await lists('ahka', 'hisv');
  await lone.press('place all');
  await lists(...everybody().map((x) => x.id));
});

/// A caller in hand, carried to somebody with the mouse.
async function carry(at, who) {
  await at.until(() => at.control('answer')?.enabled, 'a call that can be answered');
  await at.key('F2');
  const mine = () => calls().find((x) => x.state === 'talking' && !x.transferred);
  await sees(mine, 'a call in hand');
  const { id } = mine();
  await at.shows(/^I samtale · /);
  await at.display.drag(middle(await at.has(`call ${id}`)), middle(await at.has(`person ${who}`)));
  const taken = (x) => x.id === id && x.transferred && x.talking_to?.employee === who;
  await sees(() => calls().some(taken), `${who} talks with the caller`);
}

test('[S8.6] the caller in hand is carried to a person with the mouse', () => carry(lone, 'anbr'));

test('[S8.6] and so in a window where a person takes two lines', async () => {
  const narrow = new console_program(displays[1], folder, {
    server: house.server,
    user: 'lone',
    size: '1280x720',
  });
  await carry(narrow, 'ahka').finally(() => narrow.stop());
});
