// The console and the desktop around it: locking the PC, notifications, start at login, hotkeys that
// work while another window has the keyboard.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { in_time, temporary_folder } from '../process/programs.mjs';
import { open_buses } from './buses.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
let buses, display, house, lone, desk;
before(async () => {
  house = new office(folder);
  display = await open_display();
  buses = await open_buses();
  await house.open();
  desk = await house.watch('lone', ['desk/lone', 'settings/lone', 'people/raadhuset', 'watchlist/lone']);
  lone = open_console();
  await lone.shows('Igangværende opkald');
});
after(async () => {
  await lone?.stop();
  await house?.close();
  await buses?.close();
  await display?.close();
});

const open_console = () =>
  new console_program(display, folder, { server: house.server, user: 'lone', env: buses.env });
const set = (members) => house.as('lone', 'set_settings', members);
const mine = () => items(desk, 'people/raadhuset').find((x) => x.id === 'lokj').phones[0];
const disturbed = (wanted) =>
  desk.until(() => mine().do_not_disturb === wanted, `do not disturb ${wanted}`);

test('[S16.8] locking the PC puts the own phone on do not disturb, unlocking takes it off', async () => {
  await set({ dnd_at_lock: true });
  await buses.lock();
  await disturbed(true);
  await lone.shows('Forstyr ikke');
  await buses.unlock();
  await disturbed(false);
  await lone.hides('Forstyr ikke'); // the console knows of it, not the service alone
});

test('[S16.8] what was on before the lock stays on after it', async () => {
  await house.as('lone', 'set_phone', { employee: 'lokj', phone: mine().id, do_not_disturb: true });
  await lone.shows('Forstyr ikke');
  await buses.lock();
  await buses.unlock();
  // A change made afterwards shows that nothing came between.
  await house.as('lone', 'set_status', { employee: 'lokj', type: 'meeting' });
  await desk.until(
    () => items(desk, 'people/raadhuset').find((x) => x.id === 'lokj').status.type === 'meeting',
    'the status',
  );
  assert.equal(mine().do_not_disturb, true);
  await house.as('lone', 'clear_status', { employee: 'lokj' });
});

test('[S16.8] a PC that is locked while the service is away is set when it is back', async () => {
  await house.as('lone', 'set_phone', { employee: 'lokj', phone: mine().id, do_not_disturb: false });
  await disturbed(false);
  await house.close();
  await lone.shows(/^Ingen forbindelse til tjenesten/);
  await buses.lock();
  await house.open();
  desk = await house.watch('lone', ['desk/lone', 'settings/lone', 'people/raadhuset', 'watchlist/lone']);
  await disturbed(true);
  await buses.unlock();
  await disturbed(false);
});

test('[S16.9] starting the program clears do not disturb, when that is chosen', async () => {
  await set({ dnd_off_at_start: true });
  await house.as('lone', 'set_phone', { employee: 'lokj', phone: mine().id, do_not_disturb: true });
  await disturbed(true);
  await lone.stop();
  lone = open_console();
  await disturbed(false);
  await lone.shows('Igangværende opkald');
});

test('[S16.7] the program starts when the user logs in to the PC, once that is chosen', async () => {
  const file = path.join(folder, 'config', 'autostart', 'omstilling-console.desktop');
  assert.ok(!existsSync(file));
  await set({ start_at_login: true });
  await lone.until(() => existsSync(file), 'writes the autostart entry');
  assert.match(readFileSync(file, 'utf8'), /^Exec="[^"]+" "--server" "ws:/m);
  await set({ start_at_login: false });
  await lone.until(() => !existsSync(file), 'takes the autostart entry away');
});

test('[S17.2] a watched change is told by the desktop too', async () => {
  await house.as('lone', 'add_watch', {
    employees: ['boli'],
    condition: { kind: 'person_status', status_type: 'lunch' },
  });
  const told = in_time(buses.notified(/Notify.*Bo Lindholm.*Frokost/), 20_000, 'the notification');
  await house.as('henrik', 'set_status', { employee: 'boli', type: 'lunch' });
  await told;
});

test('[S16.11] [S16.13] a global hotkey answers and ends while another window has the keyboard', async () => {
  await set({
    hotkeys: [
      { action: 'answer', keys: 'Ctrl+Alt+A', active: true },
      { action: 'hang_up', keys: 'Ctrl+Alt+H', active: true },
    ],
    hotkeys_allowed: true,
  });
  // One caller and no more, so that a key that is pressed too often takes nobody else.
  await house.as('lone', 'choose_queue', { queue: 'borgerservice' });
  const at_pia = await house.watch('pia', ['desk/pia']);
  await house.as('pia', 'answer_call');
  const hers = () => items(at_pia, 'desk/pia').find((x) => x.state === 'talking');
  await at_pia.until(hers, 'Pia talks with a caller');
  await house.as('pia', 'transfer_call', { call: hers().id, queue: 'borgerservice' });
  await lone.until(() => lone.control('answer').enabled, 'the caller in the queue');
  const has_call = () =>
    items(desk, 'desk/lone').some((x) => x.state === 'talking' && x.holder === 'lone');
  // The grab follows the settings a moment later: the key is pressed until it is taken.
  let answered = false;
  const pressing = (async () => {
    while (!answered) await display.key('ctrl+alt+a');
  })();
  await desk.until(has_call, 'answered').finally(() => (answered = true));
  await pressing;
  await lone.until(() => lone.control('end').enabled, 'the call in hand');
  await display.key('ctrl+alt+h');
  await desk.until(() => !has_call(), 'ended');
});

test('[S22.2] a password that is to be remembered is kept by the desktop, and the next start logs in by itself', async () => {
  await lone.stop();
  await buses.open_keyring(folder);
  const at_login = () =>
    new console_program(display, folder, { server: house.server, env: buses.env });
  lone = at_login();
  await lone.has('##password');
  await lone.press('remember me');
  await lone.until(() => lone.control('remember me').on, 'ticked');
  await lone.press('##password');
  await lone.until(() => lone.control('##password').on, 'types the password');
  await lone.type('fjordby-lone');
  await lone.key('Return');
  await lone.shows('Igangværende opkald');
  await in_time(buses.remembers(house.server, 'lone'), 20_000, 'the password in the keyring');
  await lone.stop();
  lone = at_login();
  await lone.shows('Igangværende opkald');
  assert.doesNotMatch(
    readFileSync(path.join(folder, 'config', 'omstilling', 'console.json'), 'utf8'),
    /fjordby-lone/,
  );
});
