// Phone lamps: shape, colour and word, on a grid of 16. The colour is a class, so that a theme can
// change it; the shape alone tells the state to those who see no colours.

import { svg, set_attr } from './dom.js';

// Eight arcs of 0.47 rad on a radius of 6.6, and the gaps between them.
const broken_ring = { 'stroke-dasharray': '3.1 2.083', 'stroke-width': 1.5 };

// Drawn, not written: a lamp is a picture, and its word stands beside it.
const question_mark = 'M5.9 6.5a2.1 2.1 0 1 1 3.3 1.7C8.4 8.7 8 9 8 9.8';

const shapes = {
  idle: () => [svg('circle', { cx: 8, cy: 8, r: 6.5, class: 'fill' })],
  busy: () => [svg('rect', { x: 2, y: 2, width: 12, height: 12, rx: 2, class: 'fill' })],
  alerting: () => [svg('polygon', { points: '8,1 15.2,14.2 .8,14.2', class: 'fill' })],
  initiated: () => [svg('polygon', { points: '2.5,1 15,8 2.5,15', class: 'fill' })],
  do_not_disturb: () => [
    svg('circle', { cx: 8, cy: 8, r: 7, class: 'fill' }),
    svg('rect', { x: 3.5, y: 6.6, width: 9, height: 2.8, class: 'ink' }),
  ],
  paused: () => [
    svg('rect', { x: 2.5, y: 2, width: 4, height: 12, rx: 1, class: 'fill' }),
    svg('rect', { x: 9.5, y: 2, width: 4, height: 12, rx: 1, class: 'fill' }),
  ],
  forwarded: () => [
    svg('polygon', { points: '8,.3 15.7,8 8,15.7 .3,8', class: 'fill' }),
    svg('polyline', { points: '6.4,4.8 9.6,8 6.4,11.2', class: 'ink_line', 'stroke-width': 1.9 }),
  ],
  offline: () => [
    svg('circle', { cx: 8, cy: 8, r: 5.8, class: 'line', 'stroke-width': 1.8 }),
    svg('line', { x1: 3.6, y1: 12.4, x2: 12.4, y2: 3.6, class: 'line', 'stroke-width': 1.8 }),
  ],
  unknown: () => [
    svg('circle', { cx: 8, cy: 8, r: 6.6, class: 'line', ...broken_ring }),
    svg('path', { d: question_mark, class: 'line', 'stroke-width': 1.4 }),
    svg('circle', { cx: 8, cy: 11.3, r: 0.95, class: 'fill' }),
  ],
  unmonitored: () => [
    svg('rect', { x: 2.5, y: 6.8, width: 11, height: 2.4, rx: 1, class: 'fill' }),
  ],
};

export const lamp_states = Object.keys(shapes);

/// A lamp to change with set_lamp. The word beside it is what is read aloud.
export function make_lamp(state = 'unknown') {
  const node = svg('svg', { class: 'lamp', viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  set_lamp(node, state);
  return node;
}

export function set_lamp(node, state) {
  const shown = shapes[state] ? state : 'unknown';
  if (node.getAttribute('data-lamp') === shown) return;
  set_attr(node, 'data-lamp', shown);
  node.replaceChildren(...shapes[shown]());
}
