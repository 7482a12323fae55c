// The console in pictures, for whoever wants to see what it looks like: a folder of PNG files, made
// by one command (`./test --screenshots DIR`). The service is the demo office; the window is worked
// by keys, as a receptionist works it.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { renameSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { in_time, start } from '../process/programs.mjs';
import { log_in, observe } from '../process/session.mjs';
import { console_program } from './console.mjs';
import { open_display } from './display.mjs';
import { items } from './office.mjs';

const [into, only = ''] = process.argv.slice(2);
if (!into) {
  console.error('usage: screenshots.mjs FOLDER [what the names of the pictures begin with]');
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), 'omstilling-pictures-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const [long_named, long_name] = ['jupe', 'Anne-Sofie Bjerregaard-Thorvaldsen Østergaard'];

/// The demo office, in which whoever is asked answers and callers have patience: a picture must not
/// depend on chance. Nobody but Lone takes calls at the town hall.
function make_office() {
  const office = path.join(folder, 'office');
  cpSync(fileURLToPath(new URL('../../etc/demo', import.meta.url)), office, { recursive: true });
  const file = path.join(office, 'office.toml');
  let text = readFileSync(file, 'utf8');
  const put = (before, after) => {
    if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
    text = text.replace(before, after);
  };
  put('answers = 0.72', 'answers = 1');
  put('rejects = 0.05', 'rejects = 0');
  put('ring_seconds = { from = 2, to = 12 }', 'ring_seconds = { from = 1, to = 3 }');
  put('talk_seconds = { from = 20, to = 150 }', 'talk_seconds = { from = 600, to = 900 }');
  put('impatient = 0.08', 'impatient = 0');
  put('patience_seconds = { from = 10, to = 90 }', 'patience_seconds = { from = 900, to = 900 }');
  put('answers = 0.97', 'answers = 1');
  put('own_calls_per_hour = 150', 'own_calls_per_hour = 400');
  // Who rejects calls nobody either, and would else be busy when a picture wants him undisturbed.
  put('always_reject = ["rath"', 'always_reject = ["kros", "rath"');
  put('queue = "hovednummer"\nweight = 5', 'queue = "hovednummer"\nweight = 20');
  put('by_hand = ["lone"]', 'by_hand = ["lone", "rikke", "asta", "esben", "kim"]');
  writeFileSync(file, text);
  const employees = path.join(office, 'employees.csv');
  const people = readFileSync(employees, 'utf8');
  writeFileSync(employees, people.replace(/^(jupe,\w+,)[^,]+/m, `$1${long_name}`));
  const callers = path.join(office, 'callers.csv');
  const without_name = /^[^,]*,\n/gm;
  writeFileSync(callers, readFileSync(callers, 'utf8').replace(without_name, ''));
  return office;
}

/// A zone in which it is morning now: a picture shows an office at work.
function hours_to_morning() {
  const late = (new Date().getUTCHours() + 24 - 10) % 24;
  return late <= 12 ? -late : 24 - late;
}
const morning = () => `MOR${-hours_to_morning()}`;

async function open_service(office) {
  const service = start('omstillingd', [
    ...['--demo', '--state', path.join(folder, 'state'), '--office', office, '--port', '0'],
  ]);
  const [, address] = await service.says('out', /Wallboard +http:\/\/(\S+?)\//, 60_000);
  await service.says('out', /Ctrl-C ends it/);
  const sessions = {};
  const as = async (user, method, params) => {
    sessions[user] ??= await log_in(address, { user, password: `fjordby-${user}` });
    return sessions[user].call(method, params);
  };
  const watch_as = (user, topics) =>
    observe(address, { user, password: `fjordby-${user}` }, topics);
  return { service, address, as, watch_as, server: `ws://${address}/ws` };
}

const numbers = new Set(); // of windows that belong to somebody

/// A console whose window is photographed.
class model extends console_program {
  constructor(display, house, name, options) {
    const home = path.join(folder, name);
    mkdirSync(home, { recursive: true });
    super(display, home, {
      server: house.server,
      more: ['--picture', path.join(home, 'picture.png')],
      env: { TZ: morning() },
      ...options,
    });
    this.house = house;
    this.home = home;
    this.name = name;
    this.look = { width: 0, height: 0, scale: 1, theme: 'light' };
  }

  set(members) {
    return this.house.as(this.name, 'set_settings', members);
  }

  /// Its number on the display: the one that no other console has.
  async window() {
    if (this.number) return this.number;
    const { stdout } = await this.display.xdotool('search', '--name', '^Omstilling$');
    this.number = stdout.trim().split('\n').find((x) => !numbers.has(x));
    numbers.add(this.number);
    return this.number;
  }

  /// The number is free for the next window.
  stop() {
    numbers.delete(this.number);
    return super.stop();
  }

  /// As soon as everything stands where it belongs in a window of that size.
  async shape(width, height, { scale = 1, theme = this.look.theme } = {}) {
    this.look = { width, height, scale, theme };
    await this.set({ text_size: scale, theme });
    await this.display.xdotool('windowsize', await this.window(), width, height);
    await this.rest_mouse();
    const near = (x, edge) => x > edge - 80 * scale && x <= edge;
    await this.until(() => {
      const all = [...this.screen.texts, ...this.screen.controls];
      const right = Math.max(...all.map((x) => x.x + x.w));
      const bottom = Math.max(...all.map((x) => x.y + x.h));
      return this.screen.colours === theme && near(right, width) && near(bottom, height);
    }, `fills ${width}x${height}, ${theme}`);
  }

  /// Where it points at nothing.
  rest_mouse() {
    return this.display.move(2, 2);
  }

  async keep(name) {
    if (!name.startsWith(only)) return;
    await this.rest_mouse();
    const listening = watch(this.home);
    const there = new Promise((done) =>
      listening.on('change', (_, file) => file === 'picture.png' && done()),
    );
    this.program.child.kill('SIGUSR1');
    await in_time(there, 20_000, `the picture ${name}`).finally(() => listening.close());
    const file = path.join(into, `${name}.png`);
    renameSync(path.join(this.home, 'picture.png'), file);
    console.log(file);
  }

  /// The same view in one window after the other; back to the first size at the end.
  async keep_all(name, shapes) {
    const before = this.look;
    for (const [width, height, options = {}] of shapes) {
      const { scale = 1, theme = 'light' } = options;
      await this.shape(width, height, { scale, theme });
      const how = `${theme === 'light' ? '' : `-${theme}`}${scale === 1 ? '' : `-x${scale}`}`;
      await this.keep(`${name}-${width}x${height}${how}`);
    }
    await this.shape(before.width, before.height, before);
  }

  async choose(words) {
    await this.key('ctrl+k');
    await this.until(() => this.control('##search')?.on, 'types in the search field');
    await this.type(words);
    await this.until(
      () =>
        this.screen.controls.some((x) => x.id.startsWith('person ') && x.on && x.text === words),
      `finds ${words}`,
    );
  }
  async choose_and_show_all(words) {
    await this.choose(words);
    await this.key('Escape');
    await this.until(() => this.control('##search').text === '', 'shows all again');
  }

  /// Opens by key, keeps the picture, and closes.
  async keep_open(key, id, name, shapes) {
    await this.key(key);
    await this.until(() => this.control(id), `opens ${name}`);
    await this.keep_all(name, shapes);
    await this.key('Escape');
    await this.until(() => !this.control(id), `closes ${name}`);
  }
}

const sizes = [[1280, 720], [1366, 768], [1440, 900], [1600, 900], [1920, 1080]];
const themes = [[1920, 1080, { theme: 'dark' }], [1920, 1080, { theme: 'contrast' }]];
const large = [[3840, 2160, { scale: 2 }]];
const small_and_large = [[1280, 720], [1920, 1080]];

async function keep_login(display, house) {
  const shown = new model(display, house, 'lone', { size: '480x600' });
  await shown.rest_mouse();
  await shown.has('##user');
  await shown.keep('login-480x600');
  await shown.type('lone');
  await shown.key('Tab');
  await shown.type('wrong');
  await shown.key('Return');
  await shown.shows('Forkert brugernavn eller adgangskode');
  await shown.keep('login-error-480x600');
  await shown.stop();
}

async function keep_employee(display, house) {
  const hotkeys = [{ action: 'answer', keys: 'Ctrl+Alt+A', active: true }];
  await house.as('henrik', 'set_settings', { hotkeys, hotkeys_allowed: true });
  const shown = new model(display, house, 'henrik', { user: 'henrik', size: '420x760' });
  await shown.shows('Min status');
  await shown.shape(420, 760);
  await shown.keep_all('employee', [[420, 760], [1280, 720], [420, 760, { theme: 'dark' }]]);
  return shown; // it keeps its hotkey
}

class desk_of_lone {
  constructor(house, reader) {
    this.house = house;
    this.reader = reader;
  }
  calls() {
    return items(this.reader, 'desk/lone').filter((x) => x.kind === 'call');
  }
  until(look, what) {
    return this.reader.until(() => look(this.calls()), what);
  }
}

const mine = (x) => x.holder === 'lone' && !x.transferred;

async function answer(shown, desk) {
  const before = new Set(desk.calls().map((x) => x.id));
  await shown.until(() => shown.control('answer')?.enabled, 'a call that can be answered');
  await shown.key('F2');
  await desk.until(
    (all) => all.some((x) => mine(x) && x.state === 'talking' && !before.has(x.id)),
    'answered',
  );
  await shown.until(
    () => shown.control('end')?.enabled && shown.text(/^I samtale ·/),
    'shows the call',
  );
}

async function transfer_to(shown, desk, name) {
  await shown.choose(name);
  await shown.key('Return');
  await desk.until(
    (all) => all.some((x) => x.transferred && (x.talking_to ?? x.target)?.name === name),
    `transferred to ${name}`,
  );
  await shown.key('Escape');
  await shown.until(() => shown.control('##search').text === '', 'shows all again');
}

const in_half_an_hour = () => new Date(Date.now() + 48 * 60_000).toISOString();

/// Somebody in a meeting with a silent phone: the one whom callers want.
async function disturb_not(house, employee) {
  await house.as('henrik', 'set_status', {
    employee,
    type: 'meeting',
    note: 'Byggemøde på havnen. Må forstyrres ved akut.',
    until: in_half_an_hour(),
    start_actions: [{ kind: 'set_do_not_disturb' }],
    stop_actions: [{ kind: 'clear_do_not_disturb' }],
  });
}

async function busy_morning(shown, house, desk) {
  const watched = { kije: 'lunch', boko: 'gone_home', jupe: 'sick', rath: 'course' };
  for (const [employee, status_type] of Object.entries(watched))
    await house.as('lone', 'add_watch', {
      employees: [employee],
      condition: { kind: 'person_status', status_type },
    });
  await answer(shown, desk);
  await transfer_to(shown, desk, 'Bodil Kowalski');
  await desk.until((all) => all.some((x) => x.transferred && x.state === 'talking'), 'taken');
  await answer(shown, desk);
  await shown.key('F8');
  await desk.until((all) => all.some((x) => x.state === 'parked'), 'parked');
  await answer(shown, desk);
  await shown.key('F3');
  await desk.until((all) => all.some((x) => x.state === 'held'), 'on hold');
  await answer(shown, desk);
  await transfer_to(shown, desk, 'Ole Laursen');
  await answer(shown, desk);
  await disturb_not(house, 'kros');
  await shown.choose_and_show_all('Kristian Hansen Østergaard');
  await shown.shows('Forstyr ikke');
}

async function keep_desk(display, house) {
  const hotkeys = [
    { action: 'answer', keys: 'Ctrl+Alt+A', active: true },
    { action: 'hang_up', keys: 'Ctrl+Alt+H', active: true },
  ];
  const shown = new model(display, house, 'lone', { user: 'lone' });
  await shown.shows('Igangværende opkald');
  await shown.set({ hotkeys, hotkeys_allowed: true });
  await house.as('lone', 'choose_queue', { queue: 'hovednummer' });
  const desk = new desk_of_lone(house, await house.watch_as('lone', ['desk/lone']));
  await shown.shape(1920, 1080);
  await shown.until(() => shown.control('answer')?.enabled, 'a waiting call');
  await shown.keep_all('idle', small_and_large);

  await busy_morning(shown, house, desk);
  await shown.keep_all('busy-morning', [...sizes, ...themes, ...large]);

  // Ole never answers: his call is back in the queue, and he in front.
  await shown.shows(/^Retur fra Ole Laursen: /, 60_000);
  await shown.key('ctrl+k');
  await shown.until(() => shown.control('##search')?.on, 'types in the search field');
  await shown.type('an borger');
  await shown.shows(/^alle felter/);
  await shown.keep_all('search', [...small_and_large, [1600, 900]]);
  await shown.key('ctrl+a');
  await shown.type('37 00 14 52');
  await shown.shows(/^Ingen fundet\. /);
  await shown.keep('search-number-1920x1080');
  await shown.key('Escape');
  await shown.choose_and_show_all('Kristian Hansen Østergaard');

  await shown.keep_open('shift+F10', 'camp on', 'person-menu', small_and_large);
  await shown.keep_open('ctrl+p', 'cancel', 'status-form', small_and_large);
  await shown.keep_open('ctrl+t', 'cancel', 'phone-form', small_and_large);
  await shown.keep_open('ctrl+o', 'cancel', 'watch-form', small_and_large);
  await shown.keep_open('ctrl+n', 'cancel', 'note-form', small_and_large);
  await shown.keep_open('F1', 'close help', 'help', [...small_and_large, themes[0]]);
  await shown.key('ctrl+b');
  await shown.has('phone book back');
  await shown.keep('phone-book-1920x1080');
  await shown.key('Escape');
  await shown.shows('Igangværende opkald');

  await shown.choose('Asta Overgaard');
  await shown.key('F7');
  await shown.shows('Spørger Asta Overgaard: i samtale');
  await shown.key('Escape');
  await shown.until(() => shown.control('##search').text === '', 'shows all again');
  await shown.keep_all('attended', small_and_large);
  await shown.key('F4');
  await shown.hides(/^Spørger /);

  await house.as('henrik', 'set_status', { employee: 'kije', type: 'lunch', for_seconds: 1800 });
  await shown.until(() => shown.control('close popup'), 'tells of the lunch');
  await shown.keep('watch-popup-1920x1080');

  await transfer_to(shown, desk, 'Rasmus Thomsen');
  await shown.until(() => shown.control('answer the return'), 'the call is back');
  await shown.keep_all('returned-call', [...small_and_large, ...themes]);
  await shown.key('F2');
  await shown.until(() => !shown.control('answer the return'), 'answered again');
  await shown.keep('returned-answered-1920x1080');

  await keep_settings(shown);

  await shown.set({ words: 'en' });
  await shown.shows('Employees');
  await shown.keep_all('english', [[1440, 900]]);
  await shown.set({ words: 'da' });
  await shown.shows('Medarbejdere');

  await house.service.stop('SIGKILL');
  await shown.shows(/^Ingen forbindelse til tjenesten siden/);
  await shown.keep('link-lost-1920x1080');
  await shown.stop();
}

/// So many days from now at this time on the pictures' clock, by the clock of the town.
function town_time(days, clock) {
  const [hours, minutes] = clock.split(':').map(Number);
  const at = new Date();
  const shown_hour = (at.getUTCHours() + hours_to_morning() + 24) % 24;
  at.setUTCHours(at.getUTCHours() + hours - shown_hour + 24 * days, minutes, 0, 0);
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Copenhagen',
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .replace(' ', 'T');
}

/// Somebody with a long name and all that can be known of her: a plan that is on, one over it by
/// hand, and a week ahead.
async function fill_days(house, employee) {
  const plan = (day, from, to, more) =>
    house.as('henrik', 'put_plan', {
      employee,
      starts: town_time(day, from),
      ends: town_time(day, to),
      ...more,
    });
  await plan(0, '07:00', '15:00', { type: 'works_from_home', rule: 'FREQ=WEEKLY' });
  await plan(1, '12:00', '12:30', { type: 'lunch', rule: 'FREQ=DAILY' });
  await plan(1, '13:00', '15:30', {
    type: 'meeting',
    note: 'Byggesagsudvalgets møde om helhedsplanen for havnen og Østergade, lokale 2.14',
    start_actions: [{ kind: 'set_do_not_disturb' }],
    stop_actions: [{ kind: 'clear_do_not_disturb' }],
  });
  await plan(8, '08:00', '16:00', { type: 'course', note: 'Førstehjælp' });
  await house.as('henrik', 'set_status', {
    employee,
    type: 'meeting',
    note: 'Samtale med entreprenøren; må forstyrres ved akut.',
    until: in_half_an_hour(),
    start_actions: [{ kind: 'set_do_not_disturb' }],
    stop_actions: [{ kind: 'clear_do_not_disturb' }],
  });
}

async function fill_templates(house) {
  const actions = {
    start_actions: [{ kind: 'set_do_not_disturb' }],
    stop_actions: [{ kind: 'clear_do_not_disturb' }],
  };
  for (const one of [
    { name: 'Møde, 30 min.', type: 'meeting', for_seconds: 1800, ...actions },
    { name: 'Møde, 1 time', type: 'meeting', for_seconds: 3600, ...actions },
    { name: 'Frokost', type: 'lunch', for_seconds: 1800, expiry: 'pop_up' },
    { name: 'Kursus hele dagen i Kulturhuset', type: 'course', global: true, note: 'Kulturhuset' },
  ])
    await house.as('lone', 'put_template', one);
}

const [light_small, dark_small] = [[1280, 720], [1280, 720, { theme: 'dark' }]];

async function keep_presence(display, house) {
  const shown = new model(display, house, 'lone', { user: 'lone' });
  await shown.shows('Igangværende opkald');
  await shown.shape(1920, 1080);
  await house.as('lone', 'clear_status', { employee: 'lokj' });
  const open_settings = async () => {
    await shown.key('ctrl+comma');
    await shown.press('section:templates');
  };
  await open_settings();
  await shown.has('new template');
  await shown.keep_all('presence-no-templates', [light_small]);
  await shown.key('Escape');
  await shown.choose_and_show_all(long_name);
  await shown.shows('Intet forude.');
  await shown.keep('presence-no-agenda-1920x1080');

  await fill_templates(house);
  await fill_days(house, long_named);
  await shown.until(() => shown.control(/^agenda /, /Byggesagsudvalgets/), 'shows the week ahead');
  await shown.keep_all('presence-agenda', [[1920, 1080], themes[0], ...large]);
  await shown.shape(1280, 720);
  await shown.press('tab agenda');
  await shown.keep_all('presence-agenda', [light_small, dark_small]);
  await shown.press('tab person');
  await shown.shape(1920, 1080);
  await shown.press('why');
  await shown.has(/^claim /);
  await shown.keep_all('presence-why', [light_small, themes[0], [1920, 1080]]);
  await shown.key('Escape');
  await shown.press('plans');
  await shown.has(/^plan /);
  await shown.keep_all('presence-plans', [...small_and_large, dark_small]);
  await shown.press('approve', 'Ny plan');
  await shown.press('lunch');
  await shown.press('weekly');
  await shown.press('so often');
  await shown.has('##count');
  await shown.keep_all('presence-plan-form', [...small_and_large, ...themes, ...large, dark_small]);
  await shown.key('Escape');

  await open_settings();
  await shown.shows('Møde, 1 time');
  await shown.keep_all('presence-templates', [...small_and_large, dark_small]);
  await shown.press('new template');
  await shown.keep_all('presence-template-form', [...small_and_large, themes[0]]);
  await shown.key('Escape');
  await shown.press('new type raadhuset');
  await shown.has('##label da');
  await shown.keep_all('presence-type-form', [...small_and_large, themes[0]]);
  await shown.key('Escape');
  await shown.until(() => !shown.control('##label da'), 'closes the form');
  await shown.key('Escape');
  await shown.shows('Igangværende opkald');

  await shown.set({
    views: [
      { name: 'Syge på havnen', status_types: ['sick'], locations: ['havnegade'] },
      { name: 'Hjemmearbejde', status_types: ['works_from_home'] },
    ],
  });
  await shown.press('views more');
  await shown.press('view Hjemmearbejde');
  await shown.until(() => !shown.control('view Hjemmearbejde'), 'closes the list');
  await shown.press('views more');
  await shown.has('save view');
  await shown.keep_all('presence-views', [[1920, 1080], themes[0]]);
  await shown.press('save view');
  await shown.has('##view name');
  await shown.keep_all('presence-view-form', small_and_large);
  await shown.stop();
  await house.as('henrik', 'clear_status', { employee: long_named });
}

const contacts = [
  { name: 'Murer Skov', company: 'Skov og Søn ApS', title: 'Murermester', email: 'post@skov.example',
    address: 'Havnevej 3, 9999 Fjordby', note: 'Ring helst før 9', keywords: ['murer', 'facade'],
    numbers: [{ type: 'mobile', number: '37 00 18 94' }, { type: 'main', number: '37 00 18 90' },
      { type: 'fax', number: '37 00 18 91' }] },
  { name: 'Lene Saltorp', company: 'Saltorp Byggerådgivning', keywords: ['byggesag'],
    numbers: [{ type: 'work', number: '37 00 41 68' }] },
  { shared: true, name: 'Salgsafdelingen', company: 'Nordfjord Byggemarked', keywords: ['trælast'],
    numbers: [{ type: 'main', number: '37 00 55 20' }] },
];

/// Templates with a default, contacts in both books, and messages of which one is a promise.
async function fill_people(house) {
  for (const one of contacts)
    await house.as(one.shared ? 'henrik' : 'lone', 'put_contact', one);
  const put = (name, channel, text, more) =>
    house.as('lone', 'put_message_template', { name, channel, text, ...more });
  const { kept_template } = await put('Ring tilbage', 'sms',
    '{caller}, {number}, ringede kl. {time}. Ring tilbage. {me}, Omstillingen');
  await put('Haster', 'sms', 'HASTER: {caller} {number}. {note}');
  await put('Til orientering', 'email', 'Hej {first_name}\n\n{caller} ({number}) ringede {date} kl. {time}.',
    { subject: 'Opkald fra {caller}' });
  await house.as('lone', 'choose_message_template', { channel: 'sms', id: kept_template });
  await house.as('lone', 'send_message', { channel: 'sms', to: '37001894', text: 'Vi ringer i morgen' });
}

/// Areas 5, 6, 7, 9, 12 and 15, the search in its groups, and the best alternatives.
async function keep_people(display, house) {
  await fill_people(house);
  const shown = new model(display, house, 'lone', { user: 'lone' });
  await shown.shows('Igangværende opkald');
  await house.as('lone', 'choose_queue', { queue: 'hovednummer' });
  const desk = new desk_of_lone(house, await house.watch_as('lone', ['desk/lone']));
  await shown.shape(1920, 1080);
  for (let i = 0; i < 3; ++i) {
    await answer(shown, desk);
    await shown.key('F4');
    await desk.until((all) => !all.some(mine), 'ended');
  }
  await answer(shown, desk);
  await disturb_not(house, 'kros');
  await shown.choose_and_show_all('Kristian Hansen Østergaard');
  await shown.shows('Bedste alternativer');
  await shown.keep_all('people', [[1920, 1080], ...themes, ...large]);
  await shown.press('log messages');
  await shown.has(/^message /);
  await shown.keep('people-sent-1920x1080');
  await shown.press('log calls');
  await shown.key('ctrl+k');
  await shown.until(() => shown.control('##search')?.on, 'types in the search field');
  await shown.type('sal bygg');
  await shown.shows('Telefonbog');
  await shown.keep_all('people-search', [...small_and_large, themes[0]]);
  await shown.key('Escape');
  await shown.shape(1280, 720);
  await shown.press('tab message');
  await shown.has('##message');
  await shown.keep_all('people-message', [light_small, dark_small]);
  await shown.press('tab log');
  await shown.has(/^log /);
  await shown.keep_all('people-log', [light_small]);
  await shown.press('tab person');
  await shown.key('ctrl+b');
  await shown.has(/^contact /);
  await shown.keep_all('people-book', [...small_and_large, dark_small]);
  await shown.key('alt+e');
  await shown.has('##contact name');
  await shown.keep_all('people-contact', [...small_and_large, dark_small]);
  await shown.key('Escape');
  await shown.stop();
}

async function keep_settings(shown) {
  await shown.key('ctrl+comma');
  await shown.has('back');
  await shown.keep_all('settings', [[1280, 720], [1920, 1080], [1280, 720, { theme: 'dark' }]]);
  await shown.key('Escape');
  await shown.shows('Igangværende opkald');
}

mkdirSync(into, { recursive: true });
const display = await open_display({ width: 3840, height: 2160 });
const house = await open_service(make_office());
const wants = (first) => first.startsWith(only) || only.startsWith(first);
if (wants('login')) await keep_login(display, house);
if (wants('presence')) await keep_presence(display, house);
if (wants('people')) await keep_people(display, house);
if (!only.startsWith('presence') && !only.startsWith('people') && !only.startsWith('login')) {
  const other = await keep_employee(display, house);
  await keep_desk(display, house);
  await other.stop();
}
await display.close();
