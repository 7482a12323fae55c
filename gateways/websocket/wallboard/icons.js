// The few icons of the page, drawn on a grid of 16 in the colour of the text around them.

import { svg, set_attr } from './dom.js';

const filled = (d) => svg('path', { d, fill: 'currentColor', 'fill-rule': 'evenodd' });
const drawn = (d, width = 1.8) =>
  svg('path', {
    d,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
const ring = 'M8 1.9a6.1 6.1 0 1 0 .01 0Z';

const drawings = {
  check: () => [drawn('M2.4 8.6 6.2 12.4 13.6 4', 2.6)],
  warn: () => [
    filled(
      'M8 .9c.5 0 .9.2 1.1.7l6.4 11.5c.5.9-.1 2-1.1 2H1.6c-1 0-1.6-1.1-1.1-2L6.9 1.6C7.1 1.1 7.5.9 8 .9Z' +
        'M6.9 5.2l.3 4.9h1.6l.3-4.9ZM8 11.1a1.05 1.05 0 1 0 .01 0Z',
    ),
  ],
  down: () => [drawn('M8 2.4V13M3.4 8.6 8 13.2l4.6-4.6', 2.4)],
  wait: () => [drawn('M13.4 8A5.4 5.4 0 1 1 11.6 4', 2), drawn('M11.9 1v3.3H8.6', 2)],
  sliders: () => [
    drawn('M2 4h5M11.4 4H14M2 8h1.6M8 8h6M2 12h6M12.4 12H14', 1.6),
    svg('circle', { cx: 9.2, cy: 4, r: 1.9, fill: 'currentColor' }),
    svg('circle', { cx: 5.8, cy: 8, r: 1.9, fill: 'currentColor' }),
    svg('circle', { cx: 10.2, cy: 12, r: 1.9, fill: 'currentColor' }),
  ],
  close: () => [drawn('M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8', 2.2)],
  phone: () => [
    filled(
      'M4.5 1.3c.5-.1.9.1 1.1.6l1.1 2.7c.2.4.1.9-.3 1.2L5.1 6.9c.8 1.7 2.2 3.1 4 4l1-1.3c.3-.4.8-.5 ' +
        '1.2-.3l2.8 1.1c.5.2.7.6.6 1.1l-.6 2.4c-.1.5-.5.8-1 .8C7 14.7 1.3 9 1.3 2.9c0-.5.3-.9.8-1Z',
    ),
  ],
  ban: () => [drawn(ring), drawn('M3.8 12.2 12.2 3.8')],
  people: () => [
    filled(
      'M5.7 2.4a2.6 2.6 0 1 0 .01 0ZM1 13.4c0-3 1.9-4.8 4.7-4.8s4.7 1.8 4.7 4.8Z' +
        'M11 3.6a2.1 2.1 0 1 0 .01 0ZM11.9 13.4H15c0-2.7-1.5-4.3-3.8-4.3-.5 0-.9.1-1.3.2 1.3 1 2 2.4 2 4.1Z',
    ),
  ],
  meal: () => [
    drawn(
      'M3.2 1.6v3.2c0 1.3.7 2 1.7 2s1.7-.7 1.7-2V1.6M4.9 1.6V14.4M11 14.4V1.6c1.6.6 2.4 2.4 2.4 4.6 0 1.6-.9 2.6-2.4 2.8',
      1.5,
    ),
  ],
  home_way: () => [drawn('M8 1.6v6', 2), drawn('M4.6 3.6a5.6 5.6 0 1 0 6.8 0', 2)],
  sun: () => [
    svg('circle', { cx: 8, cy: 8, r: 3.2, fill: 'currentColor' }),
    drawn(
      'M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3.1 3.1l1 1M11.9 11.9l1 1M12.9 3.1l-1 1M4.1 11.9l-1 1',
      1.6,
    ),
  ],
  cross: () => [filled('M6.2 1.6h3.6v4.6h4.6v3.6H9.8v4.6H6.2V9.8H1.6V6.2h4.6Z')],
  house: () => [filled('M8 1.4 15 7.8h-1.9v6.4H9.8V10H6.2v4.2H2.9V7.8H1Z')],
  cap: () => [
    filled('M8 2.6 15.6 6 8 9.4.4 6ZM3.6 8.4 8 10.4l4.4-2v3c0 1-2 2-4.4 2s-4.4-1-4.4-2Z'),
  ],
  clock: () => [drawn(ring), drawn('M8 4.6V8l2.3 1.7')],
  user: () => [
    filled('M8 1.6a3.2 3.2 0 1 0 .01 0ZM1.9 14.4c0-3.7 2.4-5.8 6.1-5.8s6.1 2.1 6.1 5.8Z'),
  ],
  lock: () => [filled('M3 7h10v7.4H3Z'), drawn('M5 7V4.9a3 3 0 0 1 6 0V7', 1.8)],
};

export function make_icon(name = null) {
  const node = svg('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  set_icon(node, name);
  return node;
}

/// null shows none and takes no room.
export function set_icon(node, name) {
  if (node.getAttribute('data-icon') === (name ?? '')) return;
  set_attr(node, 'data-icon', name ?? '');
  node.replaceChildren(...(drawings[name]?.() ?? []));
}

export function make_logo() {
  return svg(
    'svg',
    { class: 'logo', viewBox: '0 0 22 22', 'aria-hidden': 'true' },
    svg('rect', { width: 22, height: 22, rx: 6, class: 'ground' }),
    svg('circle', { cx: 7, cy: 11, r: 3, class: 'line', 'stroke-width': 2 }),
    svg('line', { x1: 10, y1: 11, x2: 14, y2: 11, class: 'line', 'stroke-width': 2 }),
    svg('polygon', { points: '13,7 18.5,11 13,15', class: 'ink' }),
  );
}
