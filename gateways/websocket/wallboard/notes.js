// The line at the foot: the formula with its raw counts and the day's border, so that anyone can
// reckon the figure again. Pure.

import { percent } from './figures.js';
import { zone_name } from './times.js';

export function formula_note({ totals, t }) {
  const x = totals.level;
  const day = totals.time_zones.length
    ? t('The day changes at 0:00 {zone}.', {
        zone: totals.time_zones.map((zone) => zone_name(zone, t)).join(', '),
      })
    : '';
  if (!totals.queues) return '';
  if (x.mixed) return `${t('The queues use different formulas; see each row.')} ${day}`;
  const within =
    x.target_seconds === null
      ? [t('Within target'), t('answered within target')]
      : [
          t('Within {n} s', { n: x.target_seconds }),
          t('answered within {n} s', { n: x.target_seconds }),
        ];
  const short =
    x.short_seconds === null ? t('lost at once') : t('lost within {n} s', { n: x.short_seconds });
  const words = t('{within} / (answered + lost − {short} + overflowed)', {
    within: within[1],
    short,
  });
  const counts = `${x.answered_in_target} / (${x.answered} + ${x.abandoned} − ${x.abandoned_short} + ${x.overflowed})`;
  const value = x.value === null ? '–' : `${percent(x.value)} %`;
  return `${within[0]} = ${words} = ${counts} = ${value}. ${day}`;
}
