// From the queues of the picture to the figures on the wall. Pure; knows no page and no clock.

import { local_day } from './times.js';

export const known_formula = 'answered_in_target_per_offered_less_short';

const sum = (list, member) => list.reduce((total, x) => total + (x[member] ?? 0), 0);
/// The value that all have in common, or null.
const common = (list) => (list.length && list.every((x) => x === list[0]) ? list[0] : null);
const instant = (text) => (text ? Date.parse(text) : null);

/// Which sites have a silent PBX, and since when: Map from site id to an instant.
export function silent_sites(health) {
  const silent = new Map();
  for (const part of health)
    if (part.id.startsWith('pbx:') && !part.ok) silent.set(part.id.slice(4), instant(part.since));
  return silent;
}

/// Counters belong to a day. Before the first call of a new day a queue may still show yesterday's;
/// nothing is known to have happened today, and that is what stands on the wall.
function counters_of_today(queue, now) {
  if (!queue.day || queue.day === local_day(now, queue.time_zone)) return queue;
  const none = { offered: 0, answered: 0, abandoned: 0, abandoned_short: 0, overflowed: 0 };
  const level = { ...queue.level, value: null, answered_in_target: 0 };
  return { ...queue, ...none, level, half_hours: [] };
}

/// What counts for the service level, by the one formula that is known here.
export function level_base(x) {
  return x.answered + x.abandoned - x.abandoned_short + x.overflowed;
}

/// Whole percent, rounded down: 79.6 % has not reached 80 %.
export function percent(value) {
  return Math.floor(value * 100 + 1e-9);
}

function row_of(queue, now, silent) {
  const x = counters_of_today(queue, now);
  const unknown_since = silent.get(queue.site) ?? null;
  const longest_since = instant(x.longest_waiting_since);
  const wait = longest_since === null ? null : Math.max(0, now - longest_since);
  const value = x.level?.value ?? null;
  return {
    id: x.id,
    site: x.site,
    name: x.name,
    waiting: x.waiting,
    longest_since,
    wait,
    max_wait_seconds: x.max_wait_seconds,
    late: unknown_since === null && wait !== null && wait > x.max_wait_seconds * 1000,
    unknown_since,
    offered: x.offered,
    answered: x.answered,
    abandoned: x.abandoned,
    overflowed: x.overflowed,
    level: value,
    level_target: x.level_target,
    target_seconds: x.level?.target_seconds ?? 0,
    reached: value === null ? null : value >= x.level_target,
  };
}

/// Sorted by what does not change while people look: the sites' order, priority, name.
export function queue_rows(queues, sites, now, silent, collator) {
  const site_order = new Map(sites.map((site, i) => [site.id, i]));
  return [...queues]
    .sort(
      (a, b) =>
        (site_order.get(a.site) ?? 99) - (site_order.get(b.site) ?? 99) ||
        (b.priority ?? 0) - (a.priority ?? 0) ||
        collator.compare(a.name, b.name),
    )
    .map((queue) => row_of(queue, now, silent));
}

function level_of(queues) {
  const levels = queues.map((x) => x.level ?? {});
  const formula = common(levels.map((x) => x.formula));
  const total = {
    answered: sum(queues, 'answered'),
    abandoned: sum(queues, 'abandoned'),
    abandoned_short: sum(queues, 'abandoned_short'),
    overflowed: sum(queues, 'overflowed'),
    answered_in_target: sum(levels, 'answered_in_target'),
  };
  const base = level_base(total);
  const target = common(queues.map((x) => x.level_target));
  const value = formula === known_formula && base > 0 ? total.answered_in_target / base : null;
  return {
    ...total,
    value,
    base,
    formula,
    mixed: queues.length > 0 && formula !== known_formula,
    target,
    target_seconds: common(levels.map((x) => x.target_seconds)),
    short_seconds: common(levels.map((x) => x.short_abandon_seconds)),
    reached: value === null || target === null ? null : value >= target,
  };
}

/// The five figures over the chosen queues.
export function totals(queues, rows, now) {
  const today = queues.map((queue) => counters_of_today(queue, now));
  const known = rows.filter((row) => row.unknown_since === null);
  const waiting = known.filter((row) => row.wait !== null);
  const longest = waiting.reduce((best, x) => (best && best.wait >= x.wait ? best : x), null);
  return {
    queues: rows.length,
    unknown_queues: rows.length - known.length,
    unknown_since: rows.length && !known.length ? rows[0].unknown_since : null,
    waiting: sum(known, 'waiting'),
    queues_with_waiting: known.filter((row) => row.waiting > 0).length,
    longest,
    offered: sum(today, 'offered'),
    level: level_of(today),
    time_zones: [...new Set(queues.map((x) => x.time_zone).filter(Boolean))],
  };
}

/// Calls by half hour over the chosen queues, without holes: from the first one with a call to the
/// one that runs now.
export function half_hours(queues, now, current) {
  const by_index = new Map();
  for (const queue of queues)
    for (const x of counters_of_today(queue, now).half_hours ?? []) {
      const seen = by_index.get(x.index) ?? { index: x.index, answered: 0, abandoned: 0 };
      seen.answered += x.answered;
      seen.abandoned += x.abandoned;
      by_index.set(x.index, seen);
    }
  if (by_index.size === 0) return [];
  const first = Math.min(...by_index.keys());
  const last = Math.max(current, ...by_index.keys());
  const list = [];
  for (let index = first; index <= last; index++)
    list.push(by_index.get(index) ?? { index, answered: 0, abandoned: 0 });
  return list;
}
