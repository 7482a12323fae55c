// The day in half hours: answered below, lost on top of them.

import { el, make_keyed, set_attr, set_hidden, set_style, set_text } from './dom.js';
import { half_hour_name, local_half_hour } from './times.js';

function make_bar() {
  const answered = el('span.answered');
  const lost = el('span.lost');
  const numbers = el('span.numbers', { 'aria-hidden': 'true' }, answered, ' ', lost);
  const lost_bar = el('i.lost_bar', { 'aria-hidden': 'true' });
  const answered_bar = el('i.answered_bar', { 'aria-hidden': 'true' });
  const hour = el('span.hour', { 'aria-hidden': 'true' });
  const spoken = el('span.spoken');
  const node = el('li', {}, numbers, lost_bar, answered_bar, hour, spoken);
  function update({ x, most, t, current, labelled }) {
    set_text(answered, x.answered);
    set_text(lost, x.abandoned || '');
    set_style(answered_bar, '--part', String(x.answered / most));
    set_style(lost_bar, '--part', String(x.abandoned / most));
    set_attr(lost_bar, 'data-none', x.abandoned === 0);
    set_attr(node, 'data-current', current);
    const name = half_hour_name(x.index);
    set_text(hour, labelled ? name : '');
    set_text(
      spoken,
      t('{hour}: {answered} answered, {lost} lost', {
        hour: name,
        answered: x.answered,
        lost: x.abandoned,
      }),
    );
  }
  return { node, update };
}

export function make_chart() {
  const title = el('h2', { id: 'chart_title' });
  const answered = el('span');
  const lost = el('span');
  const key = el('div.key', {}, el('i.answered_bar'), answered, el('i.lost_bar'), lost);
  const list = el('ol', { 'aria-labelledby': 'chart_title' });
  const empty = el('p.empty');
  const node = el('section.card.chart', {}, el('div.title', {}, title, key), list, empty);
  const fill = make_keyed(list, (item) => item.x.index, make_bar);
  return {
    node,
    update(v) {
      const { t } = v;
      set_text(title, t('Calls today'));
      set_text(answered, t('Answered'));
      set_text(lost, t('Lost'));
      const bars = v.half_hours;
      const width = bars.length <= 7 ? 'wide' : bars.length <= 11 ? 'middle' : 'narrow';
      const most = Math.max(1, ...bars.map((x) => x.answered + x.abandoned));
      const now_index = local_half_hour(v.now, v.time_zone);
      // Labels thin out before they touch: every half hour, every hour, every second hour.
      const step = bars.length <= 7 ? 1 : bars.length <= 18 ? 2 : 4;
      set_attr(list, 'data-width', width);
      fill(
        bars.map((x) => ({
          x,
          most,
          t,
          current: x.index === now_index,
          labelled: x.index % step === 0,
        })),
      );
      set_hidden(list, bars.length === 0);
      set_hidden(empty, bars.length > 0 || !v.arrived);
      set_text(empty, t('No calls yet today.'));
    },
  };
}
