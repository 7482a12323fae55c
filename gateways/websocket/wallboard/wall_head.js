// The head of the wall: whose it is, which view, what is left out, the connection, date and clock.

import { el, set_attr, set_children, set_hidden, set_text } from './dom.js';
import { make_icon, set_icon } from './icons.js';
import { clock_time, long_date } from './times.js';
import { connection_text } from './words.js';

export function make_head({ choose_view, clear_filters, menu }) {
  const name = el('h1.organisation');
  const tab = (view) => {
    const node = el('button.tab', { type: 'button' });
    node.onclick = () => choose_view(view);
    return node;
  };
  const tabs = { queues: tab('queues'), people: tab('people') };
  const nav = el('nav.tabs', {}, tabs.queues, tabs.people);
  const filter_text = el('span.clip');
  const filter = el('button.filter', { type: 'button' }, filter_text, make_icon('close'));
  filter.onclick = clear_filters;

  const icon = make_icon();
  const said = el('span', { role: 'status' });
  const countdown = el('span.countdown');
  const connection = el('div.connection', {}, icon, said, countdown);
  const date = el('span.date');
  const clock = el('time.clock');
  const node = el('header.head', {}, name, nav, filter, menu.node, connection, date, clock);

  function update(v) {
    const { t } = v;
    set_text(name, v.session.organisation || 'Omstilling');
    set_attr(name, 'title', v.session.organisation);
    set_attr(nav, 'aria-label', t('View'));
    for (const [view, word] of [
      ['queues', t('Queues')],
      ['people', t('People')],
    ]) {
      set_text(tabs[view], word);
      set_attr(tabs[view], 'aria-current', v.settings.view === view ? 'page' : null);
      set_attr(tabs[view], 'aria-keyshortcuts', 'v');
    }
    const names = [
      ...v.settings.sites.map((id) => v.sites.find((site) => site.id === id)?.name ?? id),
      ...(v.settings.view === 'people' ? v.settings.groups : []),
    ];
    set_hidden(filter, names.length === 0);
    set_text(filter_text, names.join(', '));
    set_attr(filter, 'aria-label', t('Only {names}. Show all.', { names: names.join(', ') }));

    const line = connection_text(v.stream, v.silent_since, v);
    set_attr(connection, 'data-kind', line.kind);
    set_icon(icon, line.icon);
    set_text(said, line.text);
    set_text(countdown, line.until_next);
    set_text(date, long_date(v.now, v.time_zone, v.lang));
    set_text(clock, clock_time(v.now, v.time_zone));
    menu.update(v);
  }
  return { node, update };
}

/// The foot: how the figures come about, or what else a view has to say, at the left; the sites'
/// links at the right.
export function make_foot() {
  const note = el('div.note');
  const links = el('ul.links');
  const node = el('footer.foot', {}, note, links);
  const parts = new Map();

  function link(id) {
    if (!parts.has(id)) {
      const mark = make_icon();
      const text = el('span.clip');
      parts.set(id, { node: el('li', {}, mark, text), mark, text });
    }
    return parts.get(id);
  }

  function update(v, said) {
    const { t } = v;
    if (typeof said === 'string') set_text(note, said);
    else set_children(note, [said]);
    set_attr(links, 'aria-label', t('Links'));
    const shown = [];
    for (const part of v.health) {
      const of_site = part.id.startsWith('pbx:');
      // A part without trouble is worth a line only when it is a place that people know.
      if (part.ok && !of_site) continue;
      const { node: item, mark, text } = link(part.id);
      const site = of_site && v.sites.find((x) => x.id === part.id.slice(4));
      const name = (site && site.name) || part.name || part.id;
      const unknown = v.silent_since !== null;
      set_icon(mark, part.ok && !unknown ? 'check' : 'warn');
      set_attr(item, 'data-kind', part.ok && !unknown ? 'good' : 'warn');
      const since = clock_time(Date.parse(part.since), v.time_zone);
      if (part.ok && !unknown) set_text(text, name);
      else if (unknown) set_text(text, t('{name} unknown', { name }));
      else if (of_site) set_text(text, t('{name} unknown since {time}', { name, time: since }));
      else
        set_text(
          text,
          t('{name}: {problem} since {time}', { name, problem: part.problem, time: since }),
        );
      set_attr(item, 'title', part.problem || null);
      shown.push(item);
    }
    set_children(links, shown);
  }
  return { node, update };
}
