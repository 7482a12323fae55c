// Times as people read them, in the time zone of the place they are about.

const formats = new Map();

function parts(instant, time_zone) {
  let format = formats.get(time_zone);
  if (!format) {
    const options = {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    };
    try {
      format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: time_zone });
    } catch {
      format = new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' });
    }
    formats.set(time_zone, format);
  }
  return Object.fromEntries(format.formatToParts(instant).map((x) => [x.type, x.value]));
}

const two = (n) => String(n).padStart(2, '0');

/// `2:41`, or `1:02:41` from an hour on. Never negative: clocks differ by a little.
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/// `10:42`, as both languages of the page write it.
export function clock_time(instant, time_zone) {
  const { hour, minute } = parts(instant, time_zone);
  return `${Number(hour)}:${minute}`;
}

/// `2026-11-22`: the local day, as queues name theirs.
export function local_day(instant, time_zone) {
  const { year, month, day } = parts(instant, time_zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/// The half hour of the day, 0-47.
export function local_half_hour(instant, time_zone) {
  const { hour, minute } = parts(instant, time_zone);
  return Number(hour) * 2 + (Number(minute) >= 30 ? 1 : 0);
}

/// `8` or `8:30`.
export function half_hour_name(index) {
  return index % 2 ? `${(index - 1) / 2}:30` : `${index / 2}`;
}

function local_names(instant, time_zone, lang, weekday, month) {
  const format = new Intl.DateTimeFormat(lang, {
    timeZone: time_zone,
    weekday,
    month,
    day: 'numeric',
  });
  return Object.fromEntries(format.formatToParts(instant).map((x) => [x.type, x.value]));
}

/// `mandag 24. november`, `Monday 24 November`.
export function long_date(instant, time_zone, lang) {
  const x = local_names(instant, safe(time_zone), lang === 'en' ? 'en-GB' : lang, 'long', 'long');
  return lang === 'da' ? `${x.weekday} ${x.day}. ${x.month}` : `${x.weekday} ${x.day} ${x.month}`;
}

/// When something ends, as short as it is still clear: `11:30`, `ti. 8:00`, `ma. 1. dec.`
export function until_time(instant, now, time_zone, lang) {
  const time = clock_time(instant, time_zone);
  if (local_day(instant, time_zone) === local_day(now, time_zone)) return time;
  const english = lang !== 'da';
  const x = local_names(instant, safe(time_zone), english ? 'en-GB' : 'da', 'long', 'short');
  const weekday = english ? x.weekday.slice(0, 3) : `${x.weekday.slice(0, 2)}.`;
  if (instant - now < 6 * 86_400_000) return `${weekday} ${time}`;
  return english ? `${weekday} ${x.day} ${x.month}` : `${weekday} ${x.day}. ${x.month}`;
}

function safe(time_zone) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: time_zone });
    return time_zone;
  } catch {
    return 'UTC';
  }
}

/// A place in the world's list of zones as people say it.
export function zone_name(time_zone, t) {
  if (time_zone === 'Europe/Copenhagen') return t('Danish time');
  return t('time in {place}', { place: time_zone.split('/').at(-1).replaceAll('_', ' ') });
}
