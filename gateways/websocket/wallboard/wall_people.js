// The view of people: lamp, name, extension, department and status, as many as the screen holds;
// the rest comes by itself, page after page.

import { el, make_keyed, set_attr, set_children, set_hidden, set_style, set_text } from './dom.js';
import { make_chips } from './filter_chips.js';
import { make_icon, set_icon } from './icons.js';
import { lamp_states, make_lamp, set_lamp } from './lamps.js';
import { page_at, person_view, size_plan } from './people.js';
import { lamp_text, lamp_word, status_words, until_text } from './words.js';

const cell = { width: 26, height: 3.375 }; // rem, at the smallest size

function make_person() {
  const lamp = make_lamp();
  const name = el('span.person_name.clip');
  const extension = el('span.extension');
  const phone = el('span.phone_word');
  const department = el('span.department.clip');
  const icon = make_icon();
  const word = el('span');
  const chip = el('span.status', {}, icon, word);
  const until = el('span.until');
  const node = el(
    'li.person',
    {},
    lamp,
    el('div.line', {}, name, extension),
    el('div.line.second', {}, el('span.where', {}, phone, department), chip, until),
  );
  function update({ x, v }) {
    set_attr(node, 'data-person', x.id);
    set_attr(node, 'data-lamp', x.lamp);
    set_attr(node, 'data-stale', x.stale);
    set_lamp(lamp, x.lamp);
    set_text(name, x.name);
    set_attr(name, 'title', x.name);
    set_text(extension, x.extension);
    set_text(phone, lamp_text(x, v));
    set_text(department, x.department);
    set_attr(department, 'title', x.department);
    const status = x.follows_phone
      ? { word: v.t('follows the phone'), icon: null, kind: 'quiet' }
      : status_words(x, v.t);
    set_attr(chip, 'data-kind', status.kind);
    set_icon(icon, status.icon);
    set_text(word, status.word);
    set_text(until, x.follows_phone ? '' : until_text(x, v));
    set_attr(until, 'data-kind', x.overrun ? 'overrun' : null);
  }
  return { node, update };
}

/// How many lamps of each kind; at the same time the key to their shapes.
function make_tally() {
  const list = el('ul.tally');
  const parts = new Map(
    lamp_states.map((state) => {
      const count = el('b');
      const word = el('span');
      return [state, { node: el('li', {}, make_lamp(state), count, word), count, word }];
    }),
  );
  return {
    node: list,
    update({ lamps, t }) {
      set_attr(list, 'aria-label', t('Phones by state'));
      const shown = lamp_states.filter((state) => lamps.get(state));
      for (const state of shown) {
        set_text(parts.get(state).count, lamps.get(state));
        set_text(parts.get(state).word, lamp_word(state, t));
      }
      set_children(
        list,
        shown.map((state) => parts.get(state).node),
      );
    },
  };
}

export function make_people({ choose_site, choose_group }) {
  const sites = make_chips(choose_site);
  const groups = make_chips(choose_group);
  const tally = make_tally();
  const grid = el('ul.people_grid');
  const empty = el('p.empty');
  const count_text = el('span');
  const pages_text = el('span.pages');
  const node = el(
    'main.people_view',
    {},
    el('div.filters', {}, sites.node, groups.node),
    el('section.card.people', {}, grid, empty),
  );
  const under = el(
    'div.under_people',
    {},
    tally.node,
    el('p.count_text', {}, count_text, ' ', pages_text),
  );
  const fill = make_keyed(grid, (item) => item.x.id, make_person);
  let pages = 1;

  function update(v, turning) {
    const { t } = v;
    sites.update(
      t('Place'),
      { name: t('All places'), count: v.choices.all_sites },
      v.choices.sites,
      v.known_sites,
    );
    groups.update(
      t('Group'),
      { name: t('All groups'), count: v.choices.all_groups },
      v.choices.groups,
      v.settings.groups,
    );
    set_hidden(groups.node, v.choices.groups.length === 0);
    tally.update(v);

    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { clientWidth, clientHeight } = grid.parentNode;
    const room = { width: clientWidth / rem, height: clientHeight / rem - 0.5 };
    const plan = size_plan(v.people.length, room, cell);
    pages = plan.pages;
    const page = page_at(turning.now(), turning.at, turning.page, pages, v.settings.rotate_seconds);
    const shown = v.people.slice(page * plan.per_page, (page + 1) * plan.per_page);
    set_style(grid, '--rows', String(plan.rows));
    set_style(grid, '--columns', String(plan.columns));
    set_style(grid, '--size', String(plan.size));
    set_attr(grid, 'aria-label', t('People'));
    fill(shown.map((person) => ({ x: person_view(person, v.seen), v })));
    set_hidden(empty, v.people.length > 0 || !v.arrived);
    set_text(
      empty,
      v.settings.groups.length || v.known_sites.length
        ? t('Nobody in this choice.')
        : t('No people here yet.'),
    );
    const count = v.people.length;
    set_text(count_text, count === 1 ? t('1 person') : t('{n} people', { n: count }));
    const place = t('Page {n} of {all}', { n: page + 1, all: pages });
    set_text(pages_text, pages < 2 ? '' : `${place}${turning.held ? ` · ${t('held')}` : ''}`);
  }
  /// `under` belongs into the foot of the wall.
  return { node, under, update, pages: () => pages };
}
