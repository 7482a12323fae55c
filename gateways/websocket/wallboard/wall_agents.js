// Receptionists by state.

import { el, make_keyed, set_attr, set_hidden, set_text } from './dom.js';
import { make_lamp, set_lamp } from './lamps.js';
import { clock_time, duration } from './times.js';
import { agent_lamp, agent_word } from './words.js';

function make_row() {
  const lamp = make_lamp();
  const word = el('span.word.clip');
  const count = el('span.count');
  const more = el('span.more.clip');
  const node = el('li', {}, lamp, word, count, more);
  function update({ row, v }) {
    const { t } = v;
    const unknown = v.silent_since !== null;
    set_attr(node, 'data-state', row.state);
    set_lamp(lamp, unknown ? 'unknown' : agent_lamp(row.state));
    set_text(word, agent_word(row.state, t));
    set_text(count, row.count);
    set_attr(count, 'data-none', row.count === 0);
    let text = row.names.join(', ');
    if (row.longest_since !== null)
      text = t('longest {time}', { time: duration(v.shown_now - row.longest_since) });
    if (row.unknown_since !== null)
      text = t('since {time}', { time: clock_time(row.unknown_since, v.time_zone) });
    set_text(more, text);
  }
  return { node, update };
}

export function make_agents() {
  const title = el('h2', { id: 'agents_title' });
  const list = el('ul', { 'aria-labelledby': 'agents_title' });
  const empty = el('p.empty');
  const node = el('section.card.agents', {}, title, list, empty);
  const fill = make_keyed(list, (x) => x.row.state, make_row);
  return {
    node,
    update(v) {
      set_text(title, v.t('Receptionists'));
      const nobody = v.agents.every((row) => row.count === 0);
      fill(nobody ? [] : v.agents.map((row) => ({ row, v })));
      set_hidden(list, nobody);
      set_hidden(empty, !nobody || !v.arrived);
      set_text(empty, v.t('No receptionist is logged on.'));
    },
  };
}
