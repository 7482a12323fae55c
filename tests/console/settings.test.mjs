// Area 16 by keyboard and mouse: the settings page, what the service keeps of it, and that another
// PC of the same user follows at once.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
let displays, house, lone, other, desk;
before(async () => {
  house = new office(folder);
  displays = [await open_display(), await open_display()];
  await house.open();
  const home = path.join(folder, 'other');
  mkdirSync(home);
  const login = { server: house.server, user: 'lone' };
  lone = new console_program(displays[0], folder, login);
  other = new console_program(displays[1], home, login);
  desk = await house.watch('lone', ['desk/lone', 'settings/lone']);
  await lone.shows('Igangværende opkald');
  await other.shows('Igangværende opkald');
});
after(async () => {
  await lone?.stop();
  await other?.stop();
  await house?.close();
  for (const one of displays ?? []) await one.close();
});

/// What the service says, as soon as it says so; on failure what the window shows as well.
const sees = (condition, what) => lone.beside(desk.until(condition, what));
const kept = () => items(desk, 'settings/lone')[0];
const own_desk = () => items(desk, 'desk/lone').find((x) => x.id === 'lone');
const calls = () => items(desk, 'desk/lone').filter((x) => x.kind === 'call');
const keeps = (member, value) =>
  sees(() => kept()[member] === value, `keeps ${member} as ${JSON.stringify(value)}`);
const is_switched = (at, id, on) =>
  at.until(() => at.control(id)?.on === on, `${id} is ${on ? 'on' : 'off'}`);
/// Switches to and fro; the service keeps each, and both windows show it.
async function switches(id, member, { from, inverse = false }) {
  for (const value of [!from, from]) {
    await lone.press(id);
    await keeps(member, value);
    for (const at of [lone, other]) await is_switched(at, id, value !== inverse);
  }
}
async function take(dropdown, value) {
  await lone.press(dropdown);
  await lone.press(`${dropdown}:${value}`);
}

test('[S16.1] Ctrl+, opens the page; name and phones are filled in', async () => {
  for (const at of [lone, other]) {
    await at.key('ctrl+comma');
    await at.shows('Indstillinger');
    const name = await at.shows('Navn');
    assert.match(at.line_of(name), /Navn Lone Kjærgaard/);
    await at.has('call phone', 'Bordtelefon 2001');
    await at.has('sms phone', 'Mobil +4510200101');
    await at.shows('sat automatisk');
  }
  assert.equal(kept().call_phone, '');
  assert.equal(own_desk().phone, '2001');
});

test('[S16.2] another of the own phones is chosen for calls, and rings from then on', async () => {
  await take('call phone', '+4510200101');
  await keeps('call_phone', '+4510200101');
  await sees(() => own_desk().phone === '+4510200101', 'the mobile rings for her calls');
  await other.has('call phone', 'Mobil +4510200101');
  await take('call phone', 'automatic');
  await keeps('call_phone', '');
  await sees(() => own_desk().phone === '2001', 'the desk phone rings again');
});

test('[S16.2] and one for text messages, which no desk phone can send', async () => {
  await lone.press('sms phone');
  await lone.has('sms phone:+4510200101');
  assert.equal(lone.control('sms phone:2001'), undefined);
  await lone.press('sms phone:+4510200101');
  await keeps('sms_phone', '+4510200101');
});

test('[S16.3] the address of the desk phone is locked; what is no address says so and is not sent', async () => {
  await lone.press('address');
  await lone.type('10.20.4.999');
  await lone.press('lock address');
  await lone.shows('Det er ikke en IP-adresse; den skrives som 10.20.4.31.');
  assert.equal(lone.control('lock address').on, false);
  await lone.press('address');
  await lone.until(() => lone.control('address')?.on, 'types in the field');
  await lone.key('ctrl+a');
  await lone.type('10.20.4.31');
  await lone.key('Return');
  await keeps('locked_address', '10.20.4.31');
  await is_switched(lone, 'lock address', true);
  await lone.hides(/^Det er ikke en IP-adresse/);
  // A refusal of the first would have come before the second was kept.
  assert.equal(lone.text(/^Ikke gemt|^Indstillinger:$/), undefined);
  await other.has('address', '10.20.4.31');
  await lone.press('lock address');
  await keeps('locked_address', '');
  await is_switched(lone, 'lock address', false);
});

test('[S16.4] with a headset or without', () => switches('headset', 'headset', { from: true }));

test('[S16.5] the queue to watch', async () => {
  await take('queue', 'borgerservice');
  await sees(() => own_desk().chosen_queue === 'borgerservice', 'works from the other queue');
  await lone.key('Escape');
  await lone.shows('Venter i Borgerservice');
  await lone.key('ctrl+comma');
  await take('queue', 'hovednummer');
  await sees(() => own_desk().chosen_queue === 'hovednummer', 'works from the main number');
  await lone.key('Escape');
  await lone.shows('Venter i Hovednummer');
});

test('[S16.6] [S22.3] switchboard mode off shows the ordinary client, on every PC; on brings it back', async () => {
  await lone.key('ctrl+comma');
  await lone.press('switchboard');
  await keeps('switchboard', false);
  for (const at of [lone, other]) {
    await is_switched(at, 'switchboard', false);
    await at.key('Escape');
    await at.has('tab colleagues', 'Kolleger');
    assert.equal(at.text('Venter i Hovednummer'), undefined);
  }
  await lone.press('settings');
  await lone.press('switchboard');
  await keeps('switchboard', true);
  await lone.key('Escape');
  for (const at of [lone, other]) await at.shows('Venter i Hovednummer');
  for (const at of [lone, other]) {
    await at.key('ctrl+comma');
    await is_switched(at, 'switchboard', true);
  }
});

test('[S16.7] start at login is kept', () =>
  switches('start at login', 'start_at_login', { from: false }));
test('[S16.8] do not disturb while the PC is locked is kept', () =>
  switches('dnd at lock', 'dnd_at_lock', { from: false }));
test('[S16.9] do not disturb off at the start is kept', () =>
  switches('dnd off at start', 'dnd_off_at_start', { from: false }));

test('[S16.10] without callback calls nothing is dialled, and the window says why', async () => {
  await lone.press('callback');
  await keeps('callback_calls', false);
  await is_switched(lone, 'callback', true);
  await lone.key('Escape', 'ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.type('4109');
  await lone.key('Return');
  await lone.shows('callback-opkald er slået fra i indstillingerne');
  assert.deepEqual(calls(), []);
  await lone.key('Escape');
  await lone.hides('callback-opkald er slået fra i indstillingerne');
  await lone.key('ctrl+comma');
  await lone.press('callback');
  await keeps('callback_calls', true);
  await is_switched(lone, 'callback', false);
});

const combination = (action, keys) =>
  lone.until(() => lone.control(`hotkey:${action}`)?.text === keys, `${action} has ${keys}`);
async function record(action, keys) {
  await lone.press(`hotkey:${action}`);
  await lone.press('edit hotkey', 'Rediger genvejstast');
  await lone.shows('Tryk tasterne');
  await lone.key(keys);
}

test('[S16.11] [S16.12] a hotkey is recorded, and in force only when it is active and approved', async () => {
  await record('answer', 'ctrl+alt+a');
  await combination('answer', 'Ctrl+Alt+A');
  await lone.shows('ikke godkendt endnu');
  await is_switched(lone, 'active:answer', true);
  assert.deepEqual(kept().hotkeys, []);
  await lone.press('approve hotkeys');
  await sees(() => kept().hotkeys.length === 1, 'keeps the hotkey');
  assert.deepEqual(kept().hotkeys, [{ action: 'answer', keys: 'Ctrl+Alt+A', active: true }]);
  await lone.hides('ikke godkendt endnu');
  await other.until(() => other.control('hotkey:answer')?.text === 'Ctrl+Alt+A', 'follows');
  await lone.press('active:answer');
  await is_switched(lone, 'active:answer', false);
  assert.equal(kept().hotkeys[0].active, true);
  await lone.press('approve hotkeys');
  await sees(() => !kept().hotkeys[0].active, 'keeps it as not active');
});

test('[S16.12] it takes Ctrl or Alt and one other key', async () => {
  await record('hang up', 'shift+h');
  await lone.shows('Hold Ctrl eller Alt nede sammen med tasten.');
  await lone.key('Escape');
  await lone.has('edit hotkey', 'Rediger genvejstast');
  await combination('hang up', '');
});

test('[S16.11] keys that have another meaning are named, and none stands twice', async () => {
  await record('hang up', 'ctrl+k');
  await combination('hang up', 'Ctrl+K');
  await lone.shows('Bruges af omstillingsbordet: Søg');
  await record('hang up', 'ctrl+alt+a');
  await combination('hang up', 'Ctrl+Alt+A');
  await lone.shows('Står også ved Besvar');
  await lone.shows('Står også ved Læg på');
  assert.equal(lone.control('approve hotkeys').enabled, false);
  await record('hang up', 'ctrl+shift+F9');
  await combination('hang up', 'Ctrl+Shift+F9');
  await lone.hides(/^Står også ved/);
  await lone.key('ctrl+Return');
  await sees(() => kept().hotkeys.length === 2, 'keeps both');
  assert.deepEqual(kept().hotkeys[1], { action: 'hang_up', keys: 'Ctrl+Shift+F9', active: true });
});

test('[S16.13] keyboard shortcuts are allowed as a whole', () =>
  switches('allow hotkeys', 'hotkeys_allowed', { from: false }));

test('[B4.5] the words turn English at once, on every PC, and Danish again', async () => {
  await lone.press('language:en');
  await keeps('words', 'en');
  for (const at of [lone, other]) {
    await at.shows('Settings');
    await at.has('switchboard', 'Switchboard');
    await at.hides('Indstillinger');
  }
  await lone.press('language:da');
  for (const at of [lone, other]) await at.has('switchboard', 'Omstillingsbord');
});

test('the colours turn dark, on every PC, and light again', async () => {
  const [sun, moon] = ['\uf185', '\uf186'];
  const offers = async (at, sign) => {
    await at.key('Escape');
    await at.until(() => {
      const shade = at.control('shade');
      return shade && at.words_in(shade) === sign;
    }, 'offers the other colours');
    await at.key('ctrl+comma');
  };
  await lone.press('theme:dark');
  await keeps('theme', 'dark');
  for (const at of [lone, other]) await offers(at, sun);
  await lone.press('theme:light');
  await keeps('theme', 'light');
  for (const at of [lone, other]) await offers(at, moon);
});

test('[B4.5] the text grows by mouse and by key, and what is around it with it', async () => {
  const height = (at, wanted) =>
    at.until(() => at.control('back')?.h === wanted, `a button is ${wanted} high`);
  await height(lone, 32);
  await lone.press('text size:125');
  await keeps('text_size', 1.25);
  for (const at of [lone, other]) await height(at, 40);
  await lone.key('ctrl+equal');
  await keeps('text_size', 1.5);
  for (const at of [lone, other]) await height(at, 48);
  await lone.key('ctrl+minus');
  await keeps('text_size', 1.25);
  for (const at of [lone, other]) await height(at, 40);
  await lone.key('ctrl+minus');
  await keeps('text_size', 1);
  for (const at of [lone, other]) await height(at, 32);
});
