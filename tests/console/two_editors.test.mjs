// Two consoles, each on a desktop of its own, change the same contact at the same time.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { temporary_folder } from '../process/programs.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items, office } from './office.mjs';

const folder = temporary_folder();
let house, reader;
const editors = [];
const contact = () => items(reader, 'phonebook/shared').find((x) => x.name === 'Salgsafdelingen');
before(async () => {
  house = new office(folder);
  await house.open();
  reader = await house.watch('lone', ['phonebook/shared']);
  await house.as('henrik', 'put_contact', {
    shared: true,
    name: 'Salgsafdelingen',
    company: 'Nordfjord',
    numbers: [{ type: 'main', number: '37005520' }],
    keywords: [],
  });
  for (const user of ['lone', 'henrik']) {
    const home = path.join(folder, user);
    mkdirSync(home);
    const display = await open_display();
    editors.push({
      display,
      program: new console_program(display, home, { server: house.server, user }),
    });
  }
  for (const { program } of editors) {
    await program.has('phone book');
    await program.key('ctrl+b');
    await program.has('phone book back');
  }
});
after(async () => {
  await Promise.all(editors.map((x) => x.program.stop()));
  await house?.close();
  await Promise.all(editors.map((x) => x.display.close()));
});

const middle = (x) => [Math.round(x.x + x.w / 2), Math.round(x.y + x.h / 2)];
async function fill({ program, display }, id, words) {
  await display.click(...middle(await program.has(id)));
  await program.until(() => program.control(id)?.on, `types in ${id}`);
  await program.key('ctrl+a');
  await program.type(words);
  await program.until(() => program.control(id)?.text === words, `has ${words} in ${id}`);
}
async function open_form(editor) {
  const { program } = editor;
  await program.until(
    () => program.control('card of the contact')?.text === 'Salgsafdelingen',
    'has the contact',
  );
  await program.key('alt+e');
  await program.has('##contact name');
}
const approve = ({ program }) => program.press('approve');

test('[S15.1] [S15.5] of two editors the second is shown what the first wrote, and loses nothing of either', async () => {
  const [lone, henrik] = editors;
  await Promise.all(editors.map(open_form));
  await fill(lone, '##contact title', 'Vagt');
  await fill(henrik, '##contact company', 'Nordfjord Byggemarked');
  await approve(henrik);
  await henrik.program.until(() => !henrik.program.control('approve'), 'keeps it');
  await lone.program.has('take theirs');
  await lone.program.shows(/Henrik Nowak/);
  await lone.program.shows(/Nordfjord → Nordfjord Byggemarked/);
  assert.equal(contact().title ?? '', '', 'nothing was written over');
  assert.equal(lone.program.control('##contact title').text, 'Vagt', 'and hers still stands');
  await lone.program.press('take theirs');
  await lone.program.until(
    () =>
      !lone.program.control('take theirs') &&
      lone.program.control('##contact company')?.text === 'Nordfjord Byggemarked',
    'takes it',
  );
  await fill(lone, '##contact title', 'Vagt');
  await approve(lone);
  await lone.program.until(() => !lone.program.control('approve'), 'keeps it');
  await reader.until(() => contact()?.title === 'Vagt', 'both changes');
  assert.equal(contact().company, 'Nordfjord Byggemarked');
  await henrik.program.shows(/Vagt/);
});

test('[S15.1] who deletes what another changes tells the other so, whose words are not lost', async () => {
  const [lone, henrik] = editors;
  await Promise.all(editors.map(open_form));
  await fill(henrik, '##contact title', 'Nat');
  await lone.program.press('delete contact');
  await reader.until(() => !contact(), 'gone');
  await henrik.program.shows(/slettet imens/);
  assert.equal(henrik.program.control('##contact title').text, 'Nat');
  assert.equal(contact(), undefined, 'nothing came back by itself');
  await approve(henrik);
  await reader.until(() => contact()?.title === 'Nat', 'a new one, as the form said');
});
