// Areas 10, 11, 13, 14 and 17-21 in several consoles at once: plans, templates and kinds of status as
// they are made and met, why somebody is as she is, the filters, and what is told to whom. Two more
// sit at their own windows, made narrow: Pia, who may change nobody else, and Bo, who has no
// switchboard.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { administer, temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const zone = 'Europe/Copenhagen'; // of both places, and of the computers there
const folder = temporary_folder();
let displays, house, lone, pia, bo, desk;

function open_console(display, user, size) {
  const home = path.join(folder, user);
  mkdirSync(home, { recursive: true });
  return new console_program(display, home, { server: house.server, user, size, env: { TZ: zone } });
}
const open_lone = () => open_console(displays[0], 'lone', '1920x1080');

before(async () => {
  house = new office(folder);
  displays = [];
  for (let i = 0; i < 3; ++i) displays.push(await open_display());
  await house.open();
  lone = open_lone();
  pia = open_console(displays[1], 'pia', '560x900');
  bo = open_console(displays[2], 'bo', '560x900');
  desk = await house.watch('lone', ['people/raadhuset', 'people/havnegade', 'watchlist/lone']);
  await lone.has('person anbr');
  for (const one of [pia, bo]) await one.shows('Min status');
});
after(async () => {
  for (const one of [lone, pia, bo]) await one?.stop();
  await house?.close();
  for (const one of displays ?? []) await one.close();
});

/// What the service says, as soon as it says so; on failure what the window shows as well.
const sees = (condition, what) => lone.beside(desk.until(condition, what));
const everybody = () => [...items(desk, 'people/raadhuset'), ...items(desk, 'people/havnegade')];
const person = (id) => everybody().find((x) => x.id === id);
const is_now = (id, type) => sees(() => person(id).status.type === type, `${id} is ${type}`);
const as_henrik = (method, employee, more) => house.as('henrik', method, { employee, ...more });

const listed = () =>
  lone.screen.controls
    .filter((x) => x.id.startsWith('person '))
    .map((x) => x.id.slice('person '.length))
    .sort();
const lists = (...wanted) =>
  lone.until(() => listed().join() === wanted.sort().join(), `lists ${wanted} and nobody else`);
/// In the list that has dropped down: the choice with this number beside it.
const counts = (id, number) =>
  lone.until(() => {
    const row = lone.control(id);
    // Behind the list stand the people; its numbers end at its right edge.
    const is_beside = (x) =>
      x.y >= row.y && x.y + x.h <= row.y + row.h && Math.abs(x.x + x.w - row.x - row.w + 14) < 4;
    return row && lone.screen.texts.some((x) => is_beside(x) && x.whole === String(number));
  }, `counts ${number} of ${id}`);
async function open_menu(at, id) {
  const { x, y, w, h } = await at.has(`person ${id}`);
  await at.display.click(Math.round(x + w / 2), Math.round(y + h / 2), 3);
}
async function approve(at) {
  await at.press('approve');
  await at.until(() => !at.control('approve'), 'closes the form');
}
/// Into a field, in the place of what stands there.
async function write(at, field, text) {
  await at.press(field);
  await at.until(() => at.control(field)?.on, `types in ${field}`);
  await at.key('ctrl+a');
  await at.type(text);
  await at.has(field, text);
}

/// The day after today there: as it is written in a form, and which one of the week, from Monday on.
function tomorrow() {
  const at = new Date(Date.now() + 24 * 3_600_000);
  const part = (what) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...what }).format(at);
  const [day, month, year] = part({ day: '2-digit', month: '2-digit', year: 'numeric' }).split('/');
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return { written: `${day}-${month}-${year}`, weekday: days.indexOf(part({ weekday: 'short' })) };
}
const day_words = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'];

test('[S14.4] [S11.1] a plan of every week stands in Mine planer, and in the agenda that others see', async () => {
  const { written, weekday } = tomorrow();
  await pia.key('alt+s');
  await pia.press('lunch', 'Frokost');
  await pia.press('from to', 'Fra – til …');
  await write(pia, '##from day', written);
  await write(pia, '##from time', '12:00');
  await write(pia, '##to time', '12:30');
  await pia.press('weekly', 'Hver uge');
  await pia.until(() => pia.control(`day ${weekday + 1}`)?.on, 'repeats on that day of the week');
  const sentence = `hver ${day_words[weekday]} 12:00–12:30`;
  await pia.shows(sentence);
  await approve(pia);

  await pia.press('tab ahead', /Mine planer/);
  await pia.has(/^agenda /, 'Frokost');
  await pia.press('plans', 'Planer');
  await pia.has(/^plan /, sentence);
  await pia.shows(/^næste .*12:00$/);
  await pia.key('Escape');

  await lone.press('person piwi');
  const line = await lone.has(/^agenda /, 'Frokost');
  assert.match(lone.words_in(line), /^12:00–12:30 \|/);
});

test('[S14.4] it is left out once, and deleted', async () => {
  await pia.press('plans');
  const next = await pia.shows(/^næste .*12:00$/);
  await pia.press(/^skip plan /);
  await pia.until(
    () => pia.text(/^næste .*12:00$/) && !pia.text(next.whole),
    'the next one is a week later',
  );
  await pia.press(/^remove plan /);
  await pia.shows('Intet er planlagt.');
  await pia.key('Escape');
  await pia.shows('Intet forude.');
  await lone.shows('Intet forude.');
});

test('[S19.1] [S19.2] two templates of one kind; each is put on with two clicks', async () => {
  await lone.key('ctrl+comma');
  await lone.press('section:templates');
  for (const [name, length] of [
    ['Udvalg', '1 h'],
    ['Kort samtale', '15 min'],
  ]) {
    await lone.press('new template');
    await write(lone, '##template name', name);
    await lone.press('meeting');
    await lone.press(length);
    await lone.press('dnd on');
    await approve(lone);
    await lone.shows(name);
  }
  await lone.key('Escape');
  for (const [name, seconds] of [
    ['Udvalg', 3600],
    ['Kort samtale', 900],
  ]) {
    await open_menu(lone, 'hisv');
    await lone.press(/^template /, name);
    const long = () => {
      const { type, since, until } = person('hisv').status;
      return type === 'meeting' && Date.parse(until) - Date.parse(since) === seconds * 1000;
    };
    await sees(long, `a meeting of ${seconds} s`);
    await sees(() => person('hisv').phones[0].do_not_disturb, 'do not disturb');
  }
  await as_henrik('clear_status', 'hisv');
  await is_now('hisv', 'available');
});

test('[S19.3] a global template is there for everybody, and nobody but its maker can change it', async () => {
  await lone.key('ctrl+p');
  await lone.press('course');
  await lone.press('1 h');
  await lone.press('save template');
  await write(lone, '##template name', 'Kursus i huset');
  await lone.press('global');
  await approve(lone);
  await is_now('hisv', 'course');
  await as_henrik('clear_status', 'hisv');

  await bo.press('tab ahead');
  await bo.press(/^template /, 'Kursus i huset');
  await is_now('boli', 'course');
  await bo.press('end status');
  await is_now('boli', 'available');
  assert.equal(bo.control(/^template /, 'Kort samtale'), undefined); // Lone's own
});

test('[S19.3] a kind of status made in the settings stands in a form that is open elsewhere', async () => {
  await bo.key('alt+s');
  await bo.has('meeting');
  assert.equal(bo.control('in_the_field'), undefined);
  await lone.key('ctrl+comma');
  await lone.press('section:templates');
  await lone.press('new type raadhuset');
  await write(lone, '##label da', 'I marken');
  await write(lone, '##label en', 'In the field');
  await lone.press('means travel');
  await lone.press('basic closed');
  await approve(lone);
  await lone.key('Escape');
  await bo.press('in_the_field', 'I marken');
  await approve(bo);
  await is_now('boli', 'in_the_field');
  await lone.has('status in_the_field', 'I marken  1');
  await bo.press('end status');
  await is_now('boli', 'available');
});

test('[B2.2] Hvorfor? shows the chain: what is set by hand, the plan below it, the call below both', async () => {
  const here = (hours) => {
    const at = new Date(Date.now() + hours * 3_600_000);
    return new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
      .format(at)
      .replace(' ', 'T');
  };
  await as_henrik('put_plan', 'anbr', { type: 'course', starts: here(-1), ends: here(2) });
  await is_now('anbr', 'course');
  await as_henrik('set_status', 'anbr', { type: 'meeting', for_seconds: 3600, note: 'Byrådssalen' });
  await house.as('pia', 'dial_call', { employee: 'anbr' });
  await sees(() => person('anbr').lamp_state === 'busy', 'Anna talks');
  await lone.press('person anbr');
  await lone.press('why', 'Hvorfor?');
  const chain = () =>
    lone.screen.controls
      .filter((x) => x.id.startsWith('claim '))
      .sort((a, b) => a.y - b.y)
      .map((x) => `${x.on ? '* ' : ''}${x.text}`);
  const is_chain = (...wanted) =>
    lone.until(
      () => chain().length === wanted.length && wanted.every((x, i) => x.test(chain()[i])),
      `shows the chain ${wanted}`,
    );
  const span = '(\\S+ )?\\d\\d:\\d\\d–(\\S+ )?\\d\\d:\\d\\d$';
  const call = /^Telefon: I telefon, siden \d\d:\d\d$/;
  await is_chain(
    new RegExp(`^\\* Manuelt: Møde, ${span}`),
    new RegExp(`^Plan: Kursus, ${span}`),
    call,
  );
  await lone.shows('Byrådssalen');
  // What is on top goes, and what was below it is in force again, in the card that is open.
  await as_henrik('clear_status', 'anbr');
  await is_chain(new RegExp(`^\\* Plan: Kursus, ${span}`), call);
  await house.as('pia', 'end_call', {});
  await is_chain(new RegExp(`^\\* Plan: Kursus, ${span}`));
  await lone.key('Escape');
});

test('[S20.1] [S21.1] status, place and group hold together, each with its count', async () => {
  const sick = ['ahka', 'cami', 'rath'];
  for (const id of sick) await as_henrik('set_status', id, { type: 'sick' });
  await as_henrik('set_status', 'heno', { type: 'vacation' });
  await lone.has('status vacation', 'Ferie  1');
  await lone.has('status sick', 'Syg  3');
  await lone.press('status sick');
  await lists(...sick);
  await lone.has('site raadhuset', 'Rådhuset  2');
  await lone.has('site havnegade', 'Havnegade  1');
  await lone.press('site raadhuset');
  await lists('ahka', 'rath');
  await lone.press('place more');
  await counts('group Ledelse', 1);
  await counts('group Teknik', 1);
  await lone.press('group Ledelse');
  await lists('rath');
  await lone.key('Escape');
  await lone.has('status all', 'Alle  2');
  await lone.has('status vacation', 'Ferie  1');
  await lone.has('status sick', 'Syg  1');
  await lone.has('site havnegade', 'Havnegade  0');
  await as_henrik('set_status', 'heno', { type: 'sick' });
  await lists('rath', 'heno');
});

test('[S20.1] [S21.1] a saved view is found again after the console is started anew', async () => {
  await lone.press('views more');
  await lone.press('save view');
  await write(lone, '##view name', 'Syge ledere');
  await approve(lone);
  await lone.has('views more');
  await lone.stop();
  lone = open_lone();
  await lone.has('person anbr');
  assert.equal(listed().length, 11);
  await lone.press('views more');
  await lone.press('view Syge ledere', 'Syge ledere');
  await lists('rath', 'heno');
  await lone.has('status sick', 'Syg  2');
  assert.ok(lone.control('status sick').on);
  assert.ok(lone.control('site raadhuset').on);
  await lone.key('Escape');
  await lone.press('status all');
  await lone.press('place all');
  await lists(...everybody().map((x) => x.id));
  for (const id of ['ahka', 'cami', 'rath', 'heno']) await as_henrik('clear_status', id);
});

test('[S21.2] groups come from the administration, and the open filter follows', async () => {
  await lone.press('place more');
  await counts('group Ledelse', 2);
  assert.equal(lone.control('group Beredskab'), undefined);
  const table = path.join(folder, 'people.csv');
  writeFileSync(
    table,
    'id,site,name,title,department,location,groups,phones\n' +
      'heno,raadhuset,Henrik Nowak,Afdelingsleder,Byggesag,1. sal,Beredskab;Byggesag,4101\n',
  );
  const done = await administer(house.address, folder, ['employee', 'import', table]);
  assert.equal(done.code, 0, done.err);
  await counts('group Beredskab', 1);
  await counts('group Ledelse', 1);
  await lone.press('group Beredskab');
  await lists('heno');
  await lone.press('group Beredskab');
  await lone.key('Escape');
  await lists(...everybody().map((x) => x.id));
});

test('[S21.2] in the console nobody changes them, and the service refuses even who may change others', async () => {
  const { id, site, name, phones: held } = person('heno');
  const phones = held.map(({ number, kind }) => ({ number, kind }));
  const asked = { id, site, name, groups: ['Ledelse'], phones };
  for (const user of ['lone', 'henrik'])
    await assert.rejects(
      house.as(user, 'put_employee', asked),
      (failure) => failure.data?.reason === 'forbidden',
    );
  assert.deepEqual(person('heno').groups, ['Beredskab', 'Byggesag']);
});

test('[S13.2] [S13.3] who is changed by another is told so at the own window, and by whom', async () => {
  await open_menu(lone, 'boli');
  await lone.press('change status', 'Skift status …');
  await lone.press('sick');
  await approve(lone);
  await bo.shows('Lone Kjærgaard ændrede din status');
  await bo.press('end status', 'Ledig');
  await is_now('boli', 'available');
  await bo.hides('Lone Kjærgaard ændrede din status');
  await open_menu(lone, 'boli');
  await lone.press('change phone', 'Skift telefon …');
  await lone.press('dnd');
  await approve(lone);
  await bo.shows('Lone Kjærgaard ændrede din telefon');
  await bo.press('close popup');
  await bo.hides('Lone Kjærgaard ændrede din telefon');
});

test('[S17.2] what happened while the console was closed is told as such at the next start', async () => {
  await lone.press('person hisv');
  await lone.key('ctrl+o');
  await approve(lone);
  await sees(() => items(desk, 'watchlist/lone').length === 1, 'the watch is kept');
  await lone.stop();
  await as_henrik('set_status', 'hisv', { type: 'lunch' });
  await sees(() => items(desk, 'watchlist/lone').some((x) => x.kind === 'popup'), 'a pop-up');
  lone = open_lone();
  await lone.shows('Hilde Svarer Ikke: Frokost');
  await lone.shows(/^mens du var væk, .*\d\d:\d\d · Frokost · du overvåger: enhver ændring$/);
  await as_henrik('set_status', 'hisv', { type: 'sick' });
  // What happens now is not told as missed.
  await lone.shows('Hilde Svarer Ikke: Syg');
  await lone.shows(/^Syg · du overvåger: enhver ændring$/);
});
