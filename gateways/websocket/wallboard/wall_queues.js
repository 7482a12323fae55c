// The view of queues: five figures, the table, who answers, and the day so far.

import { el, make_keyed, set_attr, set_children, set_hidden, set_style, set_text } from './dom.js';
import { make_icon, set_icon } from './icons.js';
import { make_lamp, set_lamp } from './lamps.js';
import { percent } from './figures.js';
import { page_at, page_plan } from './people.js';
import { clock_time, duration } from './times.js';
import { make_agents } from './wall_agents.js';
import { make_chart } from './wall_chart.js';

const none = '–';

function make_tile(id) {
  const icon = make_icon();
  const label = el('span');
  const value = el('dd.value');
  const note = el('dd.under.clip');
  const node = el(`div.card.tile`, { 'data-figure': id }, el('dt', {}, icon, label), value, note);
  return (list, x) => {
    set_icon(icon, x.icon ?? null);
    set_attr(icon, 'data-kind', x.icon_kind ?? null);
    set_text(label, x.label);
    set_text(value, x.value);
    set_attr(value, 'data-length', x.value.length > 4 ? Math.min(x.value.length, 8) : null);
    set_text(note, x.note);
    set_attr(node, 'data-kind', x.kind ?? null);
    list.push(node);
  };
}

/// "mål 80 % · 663 af 795", as far as there is one answer for all queues.
function level_note(level, t) {
  if (level.mixed) return t('the queues use different formulas');
  const parts = [];
  if (level.target !== null) parts.push(t('target {n} %', { n: percent(level.target) }));
  if (level.base > 0)
    parts.push(t('{n} of {all}', { n: level.answered_in_target, all: level.base }));
  return parts.join(' · ');
}

function level_name(seconds, t) {
  return seconds === null ? t('Within target') : t('Within {n} s', { n: seconds });
}

function make_tiles() {
  const names = ['waiting', 'longest', 'answered', 'abandoned', 'level'];
  const tiles = Object.fromEntries(names.map((name) => [name, make_tile(name)]));
  const node = el('dl.tiles');
  function update(v) {
    const { t, totals: x } = v;
    const list = [];
    // Before the first picture nothing is known, not even that nobody waits.
    const figure = (value) => (v.arrived ? String(value) : none);
    const note = (text) => (v.arrived ? text : '');
    const late = x.longest?.late && v.silent_since === null;
    const all_unknown = x.unknown_since !== null;
    tiles.waiting(list, {
      label: t('Waiting now'),
      value: all_unknown ? none : figure(x.waiting),
      note: note(
        all_unknown
          ? t('Unknown since {time}', { time: clock_time(x.unknown_since, v.time_zone) })
          : x.unknown_queues
            ? t('{n} of {all} queues unknown', { n: x.unknown_queues, all: x.queues })
            : t('in {n} of {all} queues', { n: x.queues_with_waiting, all: x.queues }),
      ),
    });
    tiles.longest(list, {
      label: t('Longest wait'),
      value: x.longest ? duration(x.longest.wait) : none,
      note: x.longest
        ? `${t('target {time}', { time: duration(x.longest.max_wait_seconds * 1000) })} · ${x.longest.name}`
        : all_unknown
          ? ''
          : note(t('nobody is waiting')),
      kind: late ? 'late' : null,
      icon: late ? 'warn' : null,
    });
    tiles.answered(list, {
      label: t('Answered today'),
      value: figure(x.level.answered),
      note: note(t('of {n} offered', { n: x.offered })),
    });
    tiles.abandoned(list, {
      label: t('Lost today'),
      value: figure(x.level.abandoned),
      note: note(
        x.level.short_seconds === null
          ? t('{n} of them at once', { n: x.level.abandoned_short })
          : t('{n} of them within {s} s', { n: x.level.abandoned_short, s: x.level.short_seconds }),
      ),
    });
    const { reached } = x.level;
    tiles.level(list, {
      label: level_name(x.level.target_seconds, t),
      value: x.level.value === null ? none : `${percent(x.level.value)} %`,
      note: level_note(x.level, t),
      icon: reached === null ? null : reached ? 'check' : 'down',
      icon_kind: reached ? 'good' : 'warn',
      kind: reached === false ? 'low' : null,
    });
    set_children(node, list);
  }
  return { node, update };
}

const columns = [
  'name',
  'waiting',
  'longest',
  'offered',
  'answered',
  'abandoned',
  'overflowed',
  'level',
];

function make_row() {
  const cell = (name, ...children) => el(`div.cell.${name}`, { role: 'cell' }, ...children);
  const name = el('span.queue_name.clip');
  const place = el('span.place.clip');
  const wait_icon = make_icon();
  const lamp = make_lamp('unknown');
  const wait = el('span');
  const bar = el('span.bar', { 'aria-hidden': 'true' }, el('i.filled'), el('i.tick'));
  const level_icon = make_icon();
  const level = el('span');
  const spoken = el('span.spoken');
  const cells = {
    name: el('div.cell.name', { role: 'rowheader' }, name, place),
    waiting: cell('waiting'),
    longest: cell('longest', wait_icon, lamp, wait),
    offered: cell('offered'),
    answered: cell('answered'),
    abandoned: cell('abandoned'),
    overflowed: cell('overflowed'),
    level: cell('level', bar, el('span.percent', {}, level_icon, level, spoken)),
  };
  const node = el('div.row', { role: 'row' }, ...columns.map((column) => cells[column]));

  function update({ row, v, show_place }) {
    const { t } = v;
    const unknown = row.unknown_since !== null;
    const late = row.late && v.silent_since === null;
    set_attr(node, 'data-queue', row.id);
    set_attr(node, 'data-kind', late ? 'late' : unknown ? 'unknown' : null);
    set_text(name, row.name);
    set_attr(name, 'title', row.name);
    set_text(
      place,
      show_place ? (v.sites.find((site) => site.id === row.site)?.name ?? row.site) : '',
    );
    set_number(cells.waiting, unknown ? none : row.waiting);
    set_attr(cells.waiting, 'data-none', unknown || row.waiting === 0);
    set_icon(wait_icon, late ? 'warn' : null);
    set_hidden_svg(lamp, !unknown);
    set_text(
      wait,
      unknown
        ? t('Unknown since {time}', { time: clock_time(row.unknown_since, v.time_zone) })
        : row.wait === null
          ? none
          : duration(row.wait),
    );
    set_attr(cells.longest, 'data-length', !unknown && wait.textContent.length > 5 ? 7 : null);
    set_attr(cells.longest, 'data-none', !unknown && row.wait === null);
    for (const column of ['offered', 'answered', 'abandoned', 'overflowed'])
      set_number(cells[column], row[column]);
    const value = row.level;
    set_style(bar, '--level', String(value ?? 0));
    set_style(bar, '--target', String(row.level_target));
    set_attr(bar, 'data-kind', row.reached === false ? 'low' : null);
    set_attr(
      cells.level,
      'data-kind',
      row.reached === false ? 'low' : value === null ? 'none' : null,
    );
    set_icon(level_icon, row.reached === false ? 'down' : null);
    set_text(level, value === null ? none : `${percent(value)} %`);
    set_text(
      spoken,
      row.reached === false
        ? t(', below the target of {n} %', { n: percent(row.level_target) })
        : '',
    );
  }
  return { node, update };
}

/// Long numbers are written smaller, never cut.
function set_number(cell, number) {
  const text = String(number);
  set_text(cell, text);
  set_attr(cell, 'data-length', text.length > 3 ? Math.min(text.length, 6) : null);
}

function set_hidden_svg(node, hidden) {
  set_attr(node, 'data-hidden', hidden);
}

function make_table() {
  const heads = Object.fromEntries(
    columns.map((name) => [name, el(`div.cell.${name}`, { role: 'columnheader' })]),
  );
  const head = el('div.row.table_head', { role: 'row' }, ...Object.values(heads));
  const body = el('div.rows', { role: 'rowgroup' });
  const pages = el('p.pages');
  const empty = el('p.empty');
  const table = el('div.table', { role: 'table' }, el('div', { role: 'rowgroup' }, head), body);
  const node = el('section.card.queues', {}, table, empty, pages);
  const fill = make_keyed(body, (x) => x.row.id, make_row);

  function update(v, turning) {
    const { t } = v;
    const words = {
      name: t('Queue'),
      waiting: t('Waiting'),
      longest: t('Longest'),
      offered: t('Offered'),
      answered: t('Answered'),
      abandoned: t('Lost'),
      overflowed: t('Overflow'),
      level: level_name(v.totals.level.target_seconds, t),
    };
    for (const name of columns) set_text(heads[name], words[name]);
    set_attr(table, 'aria-label', t('Queues'));
    const row_height = 3.4 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    const plan = page_plan(v.rows.length, 1, Math.floor((body.clientHeight || 700) / row_height));
    const page = page_at(
      turning.now(),
      turning.at,
      turning.page,
      plan.pages,
      v.settings.rotate_seconds,
    );
    const shown = v.rows.slice(page * plan.per_page, (page + 1) * plan.per_page);
    const show_place = new Set(v.rows.map((row) => row.site)).size > 1;
    set_attr(body, 'data-dense', shown.length > 8);
    fill(shown.map((row) => ({ row, v, show_place: show_place && shown.length <= 8 })));
    set_hidden(empty, v.rows.length > 0 || !v.arrived);
    set_text(empty, t('No queues here yet.'));
    set_hidden(pages, plan.pages < 2);
    set_text(pages, t('Page {n} of {all}', { n: page + 1, all: plan.pages }));
    return plan.pages;
  }
  return { node, update };
}

export function make_queues() {
  const tiles = make_tiles();
  const table = make_table();
  const agents = make_agents();
  const chart = make_chart();
  const side = el('div.side', {}, agents.node, chart.node);
  const node = el('main.queues_view', {}, tiles.node, el('div.halves', {}, table.node, side));
  let pages = 1;
  return {
    node,
    update(v, turning) {
      tiles.update(v);
      pages = table.update(v, turning);
      agents.update(v);
      chart.update(v);
    },
    pages: () => pages,
  };
}
