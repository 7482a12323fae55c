// Language, theme and size of this screen, and the way out. Not modal: the wall goes on behind it.

import { el, one_tab_stop, set_attr, set_hidden, set_text } from './dom.js';
import { make_icon } from './icons.js';

export function make_menu({ change, resize, log_out }) {
  const button = el(
    'button.menu_button',
    { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'menu' },
    make_icon('sliders'),
  );
  const panel = el('div.menu', { id: 'menu', role: 'group', hidden: true });
  const node = el('div.menu_place', {}, button, panel);

  const choice = (name, options) => {
    const label = el('span.menu_label');
    const buttons = options.map(([value, word]) => {
      const one = el('button.choice', { type: 'button' });
      one.onclick = () => change({ [name]: value });
      return { node: one, value, word };
    });
    const group = el('div.choices', { role: 'group' }, ...buttons.map((x) => x.node));
    const refresh = one_tab_stop(group);
    panel.append(el('div.menu_row', {}, label, group));
    return (title, chosen, t) => {
      set_text(label, title);
      set_attr(group, 'aria-label', title);
      for (const x of buttons) {
        set_text(x.node, x.word(t));
        set_attr(x.node, 'aria-pressed', x.value === chosen ? 'true' : 'false');
      }
      refresh();
    };
  };
  const language = choice('lang', [
    ['da', () => 'Dansk'],
    ['en', () => 'English'],
  ]);
  const theme = choice('theme', [
    [null, (t) => t('As the screen')],
    ['light', (t) => t('Light')],
    ['dark', (t) => t('Dark')],
    ['hc', (t) => t('High contrast')],
  ]);

  const size_label = el('span.menu_label');
  const smaller = el('button.choice', { type: 'button', 'aria-keyshortcuts': '-' }, '−');
  const size = el('span.size');
  const larger = el('button.choice', { type: 'button', 'aria-keyshortcuts': '+' }, '+');
  smaller.onclick = () => resize(-1);
  larger.onclick = () => resize(1);
  const keys = el('dl.keys');
  const leave = el('button.choice', { type: 'button' });
  leave.onclick = log_out;
  panel.append(
    el('div.menu_row', {}, size_label, el('div.choices', {}, smaller, size, larger)),
    keys,
    el('div.menu_row', {}, leave),
  );

  function open(shown) {
    set_hidden(panel, !shown);
    set_attr(button, 'aria-expanded', shown ? 'true' : 'false');
  }
  button.onclick = () => open(panel.hidden);
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return;
    open(false);
    button.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!node.contains(event.target)) open(false);
  });

  let keys_in = null;
  function update({ t, lang, settings }) {
    set_attr(button, 'aria-label', t('Settings of this screen'));
    set_attr(panel, 'aria-label', t('Settings of this screen'));
    language(t('Language'), lang, t);
    theme(t('Theme'), settings.theme, t);
    set_text(size_label, t('Size'));
    set_text(size, `${settings.scale * 100} %`);
    set_attr(smaller, 'aria-label', t('Smaller'));
    set_attr(larger, 'aria-label', t('Larger'));
    set_text(leave, t('Log out'));
    if (keys_in === lang) return;
    keys_in = lang;
    const bindings = [
      ['V', t('other view')],
      ['L', t('other language')],
      ['T', t('other theme')],
      ['+ −', t('size')],
      ['← →', t('page')],
      [t('Space'), t('hold the page')],
    ];
    keys.replaceChildren(
      ...bindings.flatMap(([key, word]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, word)]),
    );
  }
  return { node, update };
}
