// Areas 5, 6, 7, 9, 12 and 15 by keyboard and mouse: the phone books, one's own calls, the history
// of who calls, and messages. The colleague who changes things meanwhile does it over the protocol.

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
  desk = await house.watch('lone', [
    'desk/lone',
    'people/raadhuset',
    'phonebook/shared',
    'phonebook/lone',
    'log/lone',
    'messages/lone',
    'promises/lone',
    'message_book/raadhuset',
  ]);
  await lone.has('person anbr');
});
after(async () => {
  await lone?.stop();
  await house?.close();
  await display?.close();
});

const sees = (condition, what) => lone.beside(desk.until(condition, what));
const middle = (x) => [Math.round(x.x + x.w / 2), Math.round(x.y + x.h / 2)];
// What she sent on stays on her desk for a while: what is in hand is another matter.
const in_hand = () => calls().filter((x) => x.holder === 'lone');
const calls = () => items(desk, 'desk/lone').filter((x) => x.kind === 'call');
const log = () => items(desk, 'log/lone').filter((x) => x.kind === 'log_entry');
const messages = () => items(desk, 'messages/lone').filter((x) => x.kind === 'message');
const promises = () => items(desk, 'promises/lone');
const book = (name) => items(desk, `phonebook/${name}`);
const row = (begin) => lone.screen.controls.find((x) => x.kind === 'row' && x.id.startsWith(begin));
const written = () => lone.control('##message')?.text ?? '';
const double_click = async (id) => display.double_click(...middle(await lone.has(id)));

async function answered() {
  await lone.until(() => lone.control('answer')?.enabled, 'a call that can be answered');
  await lone.key('F2');
  const mine = () => in_hand().find((x) => x.state === 'talking');
  await sees(mine, 'a call in hand');
  await lone.until(() => lone.control('end')?.enabled, 'shows the call');
  return mine();
}
async function ended() {
  await lone.until(() => lone.control('end')?.enabled, 'shows the call');
  await lone.key('F4');
  await sees(() => in_hand().length === 0, 'no call in hand');
  // The lists below move up.
  await lone.until(() => !lone.control('end')?.enabled, 'shows no call');
}
async function choose(words, id) {
  await lone.key('ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.key('ctrl+a');
  await lone.type(words);
  await lone.until(() => lone.control(`person ${id}`)?.on, `finds ${words}`);
  await lone.key('Escape');
  await lone.until(() => lone.control('##search').text === '', 'shows all again');
}
/// Types into the field with this id.
async function fill(id, words) {
  await display.click(...middle(await lone.has(id)));
  await lone.until(() => lone.control(id)?.on, `types in ${id}`);
  await lone.key('ctrl+a');
  await lone.type(words);
  await lone.until(() => lone.control(id)?.text === words, `has ${words} in ${id}`);
}
async function phone_book(open) {
  if (Boolean(lone.control('phone book back')) !== open) await lone.key('ctrl+b');
  await lone.until(() => Boolean(lone.control('phone book back')) === open, 'turns the page');
}

test('[S15.1] a private contact is made by key, and is hers alone', async () => {
  await phone_book(true);
  await lone.key('alt+n');
  await lone.has('##contact name');
  await fill('##contact name', 'Murer Skov');
  await fill('##contact company', 'Skov ApS');
  await fill('##contact address', 'Havnevej 3');
  await fill('##number 0', '37001894');
  await lone.has('##number 1');
  await fill('##number 1', '37001895');
  await lone.press('approve');
  await lone.until(() => !lone.control('approve'), 'keeps it');
  await sees(() => book('lone').length === 1, 'the contact');
  const [made] = book('lone');
  assert.equal(made.company, 'Skov ApS');
  assert.deepEqual(
    made.numbers.map((x) => x.number),
    ['37001894', '37001895'],
  );
  assert.equal(book('shared').some((x) => x.name === 'Murer Skov'), false);
  const pia = await house.watch('pia', ['phonebook/shared', 'phonebook/pia']);
  assert.equal(items(pia, 'phonebook/pia').length, 0);
});

test('[S15.5] [S0.8] a shared contact reaches everybody at once', async () => {
  const { contact } = await house.as('henrik', 'put_contact', {
    shared: true,
    name: 'Salgsafdelingen Byg',
    company: 'Nordfjord Byggemarked',
    numbers: [{ type: 'main', number: '37005520' }],
    keywords: ['trælast'],
  });
  await lone.has(`contact shared/${contact}`);
  await assert.rejects(
    house.as('bo', 'put_contact', { shared: true, name: 'Nej', numbers: [], keywords: [] }),
    /forbidden|right/,
  );
});

test('[S15.2] every field is searched', async () => {
  for (const [words, name] of [
    ['havnevej', 'Murer Skov'],
    ['trael', 'Salgsafdelingen Byg'],
    ['370018', 'Murer Skov'],
  ]) {
    await fill('##contacts', words);
    await lone.until(
      () =>
        lone.screen.controls
          .filter((x) => x.id.startsWith('contact '))
          .map((x) => x.text)
          .join() === name,
      `finds only ${name} for ${words}`,
    );
  }
});

test('[S15.1] two editors: who is second sees what the first one wrote', async () => {
  await fill('##contacts', 'skov');
  await lone.key('alt+e');
  await lone.has('##contact name');
  const [mine] = book('lone');
  await house.as('lone', 'put_contact', { ...whole(mine), company: 'Skov og Søn' });
  await lone.has('take theirs');
  await lone.shows(/Skov ApS → Skov og Søn/);
  await lone.press('take theirs');
  await lone.until(
    () =>
      !lone.control('take theirs') && lone.control('##contact company')?.text === 'Skov og Søn',
    'takes it',
  );
  await fill('##contact title', 'Mester');
  await lone.press('approve');
  await lone.until(() => !lone.control('approve'), 'keeps it');
  await sees(() => book('lone')[0].title === 'Mester', 'the change');
  assert.equal(book('lone')[0].company, 'Skov og Søn');
});

function whole({ id, shared, name, company, title, address, email, numbers, keywords, note }) {
  return { id, shared, name, company, title, address, email, numbers, keywords, note };
}

test('[S15.3] Enter calls the first number', async () => {
  await fill('##contacts', 'skov');
  await lone.key('Return');
  await sees(() => calls().some((x) => x.caller.number.endsWith('37001894')), 'calls it');
  await phone_book(false);
  await ended();
});

test('[S15.4] an SMS is written from the phone book', async () => {
  await phone_book(true);
  await fill('##contacts', 'skov');
  await lone.until(() => lone.control('card of the contact')?.text === 'Murer Skov', 'chosen');
  await lone.key('ctrl+j');
  await lone.until(() => lone.control('##message')?.on, 'writes');
  await lone.type('Vi ringer i morgen');
  await lone.key('ctrl+j');
  await sees(() => messages().some((x) => x.text === 'Vi ringer i morgen'), 'the message');
  const sent = messages().find((x) => x.text === 'Vi ringer i morgen');
  assert.equal(sent.channel, 'sms');
  assert.ok(sent.to.endsWith('37001894') || sent.to.endsWith('37001895'));
  await lone.until(() => !lone.control('##message') || lone.control('phone book back'), 'closes');
  await phone_book(false);
});

test('[S15.1] a contact is deleted, and gone from the list', async () => {
  await phone_book(true);
  await fill('##contacts', 'skov');
  await lone.key('alt+e');
  await lone.press('delete contact');
  await sees(() => book('lone').length === 0, 'gone');
  await lone.until(() => !row('contact own/'), 'leaves the list');
  await phone_book(false);
});

test('[S12.1] [S12.2] [S12.3] the card tells of phones, and a press writes to her', async () => {
  await choose('lindholm', 'boli');
  await lone.shows('Telefoner');
  await lone.until(() => lone.text(/4107/), 'the number');
});

test('[S9.1] [S9.3] a call is in the log at once, with its name', async () => {
  const call = await answered();
  await ended();
  await sees(() => log().some((x) => x.id === call.id), 'the call in the log');
  const line = await lone.has(`log ${call.id}`);
  assert.match(line.text, /^Indgående/);
  assert.match(line.text, new RegExp(call.caller.name || call.caller.number));
});

test('[S9.2] a number that a phone book knows has its name in the log', async () => {
  await house.as('lone', 'dial_call', { number: '37005520' });
  await sees(() => calls().length === 1, 'the call');
  const [call] = calls();
  await ended();
  await sees(() => log().some((x) => x.id === call.id), 'in the log');
  assert.equal(log().find((x) => x.id === call.id).with.name, 'Salgsafdelingen Byg');
});

test('[S9.1] Enter calls the row, by key alone', async () => {
  await lone.key('alt+7');
  await lone.key('Home');
  await lone.key('Return');
  await sees(() => calls().length === 1, 'the call');
  await lone.key('Escape');
  await ended();
});

test('[S6.1] [S6.2] the history tells who talked with the caller before', async () => {
  const call = await answered();
  await ended();
  await house.as('lone', 'dial_call', { number: call.caller.number });
  await sees(() => calls().length === 1, 'the same caller again');
  await lone.has(`past ${call.id}`);
  assert.match(lone.control(`past ${call.id}`).text, /Talte med .*Lone Kjærgaard/);
  await double_click(`past ${call.id}`);
  await ended();
});

test('[B1.8] the way of that call stands in plain words', async () => {
  const last = log().toSorted((a, b) => b.at.localeCompare(a.at))[0];
  await display.click(...middle(await lone.has(`log ${last.id}`)), 3);
  await lone.press('story');
  await lone.has('close detail');
  await lone.shows(/talte|ventede|ringede/);
  await lone.key('Escape');
  await lone.until(() => !lone.control('close detail'), 'closes');
});

test('[S5.1] [S5.2] [S5.3] a message is made of the call; a template is picked and made the default', async () => {
  const put = (name, text) =>
    house.as('lone', 'put_message_template', { name, channel: 'sms', text });
  await put('Ring', '{caller} {number} ringede. {me}');
  await put('Haster', 'HASTER: {caller} til {first_name}');
  const call = await answered();
  await choose('lindholm', 'boli');
  await lone.until(() => written().includes(call.caller.number), 'writes the number');
  await lone.press(/^template /, 'Haster');
  await lone.until(() => written().startsWith('HASTER: '), 'takes the template');
  assert.match(written(), / til Bo$/);
  const chip = await lone.has(/^template /, 'Ring');
  await display.click(...middle(chip), 3);
  await sees(
    () => items(desk, 'messages/lone').some((x) => x.kind === 'message_defaults' && x.sms),
    'the default',
  );
});

test('[S5.4] [S7.1] it is sent by key, and stands among the sent messages', async () => {
  const text = written();
  await lone.key('ctrl+j');
  await sees(() => messages().some((x) => x.text === text), 'the message');
  const sent = messages().find((x) => x.text === text);
  assert.equal(sent.employee, 'boli');
  await lone.press('log messages');
  const line = await lone.has(`message ${sent.id}`);
  assert.match(line.text, /Bo Lindholm/);
  await lone.press('log calls');
});

test('[S5.4] a call back that is asked for is a promise, and is closed', async () => {
  await lone.until(() => lone.control('call back before')?.enabled, 'it is about a call');
  await lone.press(/^template /, 'Ring');
  await lone.until(() => written() !== '', 'writes again');
  await lone.key('ctrl+l');
  await lone.until(() => lone.control('call back before')?.text.match(/inden \d/), 'a deadline');
  await lone.key('ctrl+j');
  await sees(() => promises().length === 1, 'the promise');
  assert.equal(promises()[0].owner, 'boli');
  await lone.press('log promises');
  await lone.press(`close promise ${promises()[0].id}`);
  await sees(() => promises().every((x) => x.state === 'closed'), 'closed');
  await lone.press('log calls');
  await ended();
});

test('[S5.5] a double-click on a call in any list begins a message about it', async () => {
  await lone.until(() => row('waiting '), 'somebody waits');
  await display.double_click(...middle(row('waiting ')));
  await sees(() => in_hand().some((x) => x.state === 'talking'), 'answered');
  const [call] = in_hand();
  await lone.until(() => written().includes(call.caller.number), 'writes of the caller');
  await double_click(`call ${call.id}`);
  await lone.until(() => written().includes(call.caller.number), 'still writes of the caller');
  await ended();
});

test('[B2.6] what is searched for stands in its groups, contacts too, and Enter calls', async () => {
  await lone.key('ctrl+k');
  await lone.until(() => lone.control('##search')?.on, 'types in the search field');
  await lone.type('salgsafd');
  await lone.shows('Telefonbog');
  await lone.until(() => row('hit shared/'), 'finds the contact');
  await lone.key('Return');
  await sees(() => calls().some((x) => x.caller.number.endsWith('37005520')), 'calls it');
  await lone.key('Escape');
  await ended();
});
