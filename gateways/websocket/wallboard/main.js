// Puts the page together: address and screen in, stream and picture behind, one drawing a change
// and one a second.

import { make_clock } from './clock.js';
import { el, set_attr, set_children, set_style, set_text } from './dom.js';
import { make_translator, parse_po } from './i18n.js';
import { make_login } from './login_form.js';
import { formula_note } from './notes.js';
import { page_at } from './people.js';
import { make_picture } from './picture.js';
import {
  languages,
  other_scale,
  read_settings,
  themes,
  toggled,
  token_in,
  write_settings,
} from './settings.js';
import { make_menu } from './settings_menu.js';
import { make_stream } from './stream.js';
import { make_view } from './view.js';
import { make_foot, make_head } from './wall_head.js';
import { make_people } from './wall_people.js';
import { make_queues } from './wall_queues.js';

const token_key = 'omstilling.wallboard.token';
const monotonic = () => performance.now();

// A browser may forbid storage; the wall then asks again after a reload.
const storage = {
  read: () => {
    try {
      return localStorage.getItem(token_key);
    } catch {
      return null;
    }
  },
  write(token) {
    try {
      if (token) localStorage.setItem(token_key, token);
      else localStorage.removeItem(token_key);
    } catch {
      /* as said above */
    }
  },
};

const danish = parse_po(await (await fetch('da.po')).text());
const translators = { da: make_translator(danish), en: make_translator() };
// Names stand in Danish order in either language, as in the phone book of the house.
const collator = new Intl.Collator('da', { numeric: true });

let settings = read_settings(location.search);
let tried_token = null;
const clock = make_clock(monotonic, Date.now());
const picture = make_picture();
const stream = make_stream({
  urls: [location.host, ...settings.nodes].map(
    (host) => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws`,
  ),
  picture,
  clock,
  env: {
    open_socket: (url, protocol) => new WebSocket(url, [protocol]),
    monotonic,
    set_timer: (f, ms) => setTimeout(f, ms),
    clear_timer: (timer) => clearTimeout(timer),
    random: Math.random,
  },
  on_change: draw_soon,
});

// Pages turn by a clock that nobody sets.
const turning = {
  at: monotonic(),
  page: 0,
  held: false,
  now: () => (turning.held ? turning.at : monotonic()),
};
const menu = make_menu({ change, resize, log_out });
const head = make_head({
  choose_view: (view) => change({ view }),
  clear_filters: () => change({ sites: [], groups: [] }),
  menu,
});
const foot = make_foot();
const queues = make_queues();
const people = make_people({
  choose_site: (id) => change({ sites: toggled(settings.sites, id) }),
  choose_group: (id) => change({ groups: toggled(settings.groups, id) }),
});
const show_all = el('button.choice', { type: 'button' });
show_all.onclick = () => change({ sites: [], groups: [] });
const message_text = el('p');
const message = el('main.message', {}, message_text, show_all);
const spoken = el('div.spoken', { 'aria-live': 'polite' });
const login = make_login({ log_in, change });
const wall = document.getElementById('wall');
let shown = null;

function change(what) {
  settings = { ...settings, ...what };
  history.replaceState(null, '', location.pathname + write_settings(settings));
  turn_to(0);
  draw();
}

function resize(step) {
  change({ scale: other_scale(settings.scale, step) });
}

function log_in(credentials) {
  tried_token = credentials.token ?? null;
  stream.stop();
  stream.start(credentials);
}

function log_out() {
  storage.write(null);
  tried_token = null;
  stream.stop();
}

function turn_to(page) {
  turning.at = monotonic();
  turning.page = page;
}

// --- drawing ------------------------------------------------------------------

// A busy service changes things a thousand times a second, and drawing a large office takes a
// while: never spend more than a quarter of the time on it.
let asked = false;
let rest_until = 0;
function draw_soon() {
  if (asked) return;
  asked = true;
  const rest = rest_until - monotonic();
  if (rest > 4) setTimeout(() => requestAnimationFrame(draw_now), rest);
  else requestAnimationFrame(draw_now);
}
function draw_now() {
  asked = false;
  draw();
}

function show(name, ...nodes) {
  if (shown === name) return;
  shown = name;
  set_attr(document.body, 'data-view', name);
  set_children(wall, nodes);
  if (name === 'login') login.focus();
}

let announced = new Set();
function announce_late(v) {
  if (!v.rows) return;
  const late = v.rows.filter((row) => row.late && v.silent_since === null);
  const fresh = late.filter((row) => !announced.has(row.id));
  announced = new Set(late.map((row) => row.id));
  if (fresh.length)
    set_text(
      spoken,
      fresh
        .map((row) => v.t('{queue}: the wait is over the target.', { queue: row.name }))
        .join(' '),
    );
}

function current_view() {
  const screen_language = navigator.language?.startsWith('da') ? 'da' : 'en';
  const lang = settings.lang ?? screen_language;
  return make_view({
    picture,
    settings,
    stream: stream.state,
    silent_since: stream.silent_since(),
    now: clock.now(),
    t: translators[lang],
    lang,
    collator,
  });
}

function draw() {
  const began = monotonic();
  const v = { ...current_view(), tried_token };
  const { t } = v;
  const root = document.documentElement;
  set_attr(root, 'lang', v.lang);
  set_attr(root, 'data-theme', settings.theme ?? screen_theme());
  set_style(root, '--scale', String(settings.scale));
  set_attr(root, 'data-silent', v.silent_since !== null);
  document.title = v.session.organisation ? `${v.session.organisation} · Omstilling` : 'Omstilling';

  const { phase, session } = stream.state;
  if (phase === 'idle' || phase === 'refused' || (!session && !tried_token)) {
    show('login', login.node);
    login.update(v);
  } else {
    draw_wall(v, t);
  }
  rest_until = monotonic() + 3 * (monotonic() - began);
}

function draw_wall(v, t) {
  if (stream.state.phase === 'live' && tried_token) storage.write(tried_token);
  head.update(v);
  const by_people = settings.view === 'people';
  const refusal =
    v.session.sites && !v.may_see[settings.view]
      ? by_people
        ? t('This login may not see people.')
        : t('This login may not see queues.')
      : v.lost_site
        ? t('There is no place named “{id}”.', { id: settings.sites.join(', ') })
        : null;
  if (refusal) {
    set_text(message_text, refusal);
    set_text(show_all, t('Show all places'));
    show_all.hidden = !v.lost_site;
    show('message', head.node, message, foot.node);
    return foot.update(v, '');
  }
  const body = by_people ? people : queues;
  show(settings.view, head.node, body.node, foot.node, spoken);
  body.update(v, turning);
  announce_late(v);
  foot.update(v, by_people ? people.under : formula_note(v));
}

// --- what comes from outside ----------------------------------------------------

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');
function screen_theme() {
  return contrast.matches ? 'hc' : dark.matches ? 'dark' : 'light';
}
dark.addEventListener('change', draw_soon);
contrast.addEventListener('change', draw_soon);
new ResizeObserver(draw_soon).observe(wall);
addEventListener('online', () => stream.retry_now());
document.fonts.addEventListener('loadingdone', draw_soon);

const next_of = (list, current) => list[(list.indexOf(current) + 1) % list.length];
function turn_by(step) {
  const body = settings.view === 'people' ? people : queues;
  const pages = body.pages();
  turn_to(page_at(turning.now(), turning.at, turning.page, pages, settings.rotate_seconds) + step);
  turning.page = (turning.page + pages) % pages;
  draw();
}
const keys = {
  v: () => change({ view: settings.view === 'people' ? 'queues' : 'people' }),
  l: () => change({ lang: next_of(languages, document.documentElement.lang) }),
  t: () => change({ theme: next_of(themes, document.documentElement.dataset.theme) }),
  '+': () => resize(1),
  '-': () => resize(-1),
  ArrowRight: () => turn_by(1),
  ArrowLeft: () => turn_by(-1),
  ' ': () => {
    turn_by(0);
    turning.held = !turning.held;
    turning.at = monotonic();
    draw();
  },
};
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, form')) return;
  if (event.key === ' ' && event.target.closest('button')) return;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || shown === 'login') return;
  event.preventDefault();
  act();
});

// A token in the address is taken once and wiped from it, so that it does not stand on the wall.
function take_token() {
  const token = token_in(location.hash);
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token;
}
addEventListener('hashchange', () => {
  const token = take_token();
  if (token) log_in({ token });
});

function tick() {
  draw();
  // A little after the second, because a timer may come a moment early and show the old one twice.
  setTimeout(tick, 1010 - (clock.now() % 1000));
}

const token = take_token() ?? storage.read();
tick();
if (token) log_in({ token });
