// Rows of chips to choose places and groups; several may be on, "all" clears.

import { el, make_keyed, one_tab_stop, set_attr, set_text } from './dom.js';

export function make_chips(choose) {
  const label = el('span.chips_label');
  const group = el('div.chips', { role: 'group' });
  const node = el('div.chips_row', {}, label, group);
  const refresh_stops = one_tab_stop(group);
  const fill = make_keyed(
    group,
    (x) => x.id ?? ' all',
    (first) => {
      const name = el('span.clip');
      const count = el('span.count');
      const button = el('button.chip', { type: 'button' }, name, count);
      button.onclick = () => choose(first.id);
      return {
        node: button,
        update(x) {
          set_text(name, x.name);
          set_text(count, x.count);
          set_attr(button, 'aria-pressed', x.on ? 'true' : 'false');
        },
      };
    },
  );
  return {
    node,
    /// `items` are {id, name, count}; `all` is {name, count}.
    update(title, all, items, chosen) {
      set_text(label, title);
      set_attr(group, 'aria-label', title);
      const chip = (x) => ({ ...x, on: chosen.includes(x.id) });
      fill([{ ...all, id: null, on: chosen.length === 0 }, ...items.map(chip)]);
      refresh_stops();
    },
  };
}
