// Words, times, settings.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { make_translator, parse_po } from '../../gateways/websocket/wallboard/i18n.js';
import {
  other_scale,
  read_settings,
  toggled,
  token_in,
  write_settings,
} from '../../gateways/websocket/wallboard/settings.js';
import {
  clock_time,
  duration,
  half_hour_name,
  local_day,
  local_half_hour,
  long_date,
  until_time,
} from '../../gateways/websocket/wallboard/times.js';
import {
  connection_text,
  lamp_text,
  status_words,
  until_text,
} from '../../gateways/websocket/wallboard/words.js';
import { morning } from './office.mjs';

const folder = new URL('../../gateways/websocket/wallboard/', import.meta.url);
const danish = parse_po(readFileSync(new URL('da.po', folder), 'utf8'));
const t = make_translator(danish);
const zone = 'Europe/Copenhagen';

test('[B4.5] every text of the page has its Danish, and every Danish text is used', () => {
  const used = new Set();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js')))
    for (const [, text] of readFileSync(new URL(file, folder), 'utf8').matchAll(
      /\b(?:t|n_)\(\s*'((?:[^'\\]|\\.)*)'/g,
    ))
      used.add(text);
  assert.ok(used.size > 90);
  assert.deepEqual(
    [...used].filter((text) => !danish.has(text)),
    [],
  );
  assert.deepEqual(
    [...danish.keys()].filter((text) => !used.has(text)),
    [],
  );
});

test('[B4.5] a translation names the same values as the English', () => {
  const names = (text) => [...text.matchAll(/\{\w+\}/g)].map(([x]) => x).sort();
  for (const [english, other] of danish) assert.deepEqual(names(other), names(english), english);
});

test('po: several lines, escapes, comments, fuzzy, what is not translated', () => {
  const words = parse_po(
    '# c\nmsgid ""\nmsgstr "head\\n"\n\nmsgid "a\\"b"\nmsgstr "x"\n"y\\tz"\n\n#, fuzzy\nmsgid "f"\nmsgstr "g"\n#: here\nmsgid "e"\nmsgstr ""\n',
  );
  assert.deepEqual([...words], [['a"b', 'xy\tz']]);
  assert.throws(() => parse_po('msgid "open'), /po: /);
  assert.throws(() => parse_po('msgstr "x"'), /without msgid/);
  assert.equal(make_translator()('{n} of {all}', { n: 0 }), '0 of {all}');
});

test('times as people read them', () => {
  assert.deepEqual([0, 59_999, 161_000, 3_725_000, -5].map(duration), [
    '0:00',
    '0:59',
    '2:41',
    '1:02:05',
    '0:00',
  ]);
  assert.equal(clock_time(morning, zone), '10:42');
  assert.equal(clock_time(morning, 'America/New_York'), '4:42');
  assert.equal(clock_time(morning, 'No/Where'), '9:42');
  assert.equal(local_day(morning, zone), '2025-11-24');
  assert.equal(local_day(Date.parse('2025-11-24T23:30:00Z'), zone), '2025-11-25');
  assert.equal(local_half_hour(morning, zone), 21);
  assert.deepEqual([16, 17].map(half_hour_name), ['8', '8:30']);
  assert.equal(long_date(morning, zone, 'da'), 'mandag 24. november');
  assert.equal(long_date(morning, zone, 'en'), 'Monday 24 November');
});

test('an end is as short as it is still clear', () => {
  const at = (text, lang = 'da') => until_time(Date.parse(text), morning, zone, lang);
  assert.equal(at('2025-11-24T10:30:00Z'), '11:30');
  assert.equal(at('2025-11-25T07:00:00Z'), 'ti. 8:00');
  assert.equal(at('2025-12-01T07:00:00Z'), 'ma. 1. dec.');
  assert.equal(at('2025-11-25T07:00:00Z', 'en'), 'Tue 8:00');
  assert.equal(at('2025-12-01T07:00:00Z', 'en'), 'Mon 1 Dec');
});

test('[S8.2] [S22.1] each lamp has its word; forwarding names its target, unknown its time', () => {
  const word = (lamp, more = {}) =>
    lamp_text({ lamp, unknown_since: null, ...more }, { t, time_zone: zone });
  assert.deepEqual(
    [
      'idle',
      'busy',
      'alerting',
      'initiated',
      'do_not_disturb',
      'paused',
      'forwarded',
      'offline',
      'unmonitored',
      'unknown',
      'a word of tomorrow',
    ].map((x) => word(x)),
    [
      'Ledig',
      'Optaget',
      'Ringer',
      'Ringer op',
      'Forstyr ikke',
      'Pause',
      'Viderestillet',
      'Offline',
      'Viser ikke status',
      'Ukendt',
      'Ukendt',
    ],
  );
  assert.equal(word('forwarded', { forwarded_to: '2344' }), 'Viderestillet → 2344');
  assert.equal(word('unknown', { unknown_since: morning }), 'Ukendt siden 10:42');
});

test('[S8.3] a status is a word and an icon; one that a site has made keeps its name', () => {
  assert.deepEqual(status_words({ status: 'sick', activity: 'other' }, t), {
    word: 'Syg',
    icon: 'cross',
    kind: 'away',
  });
  assert.equal(status_words({ status: 'busy', activity: 'on_the_phone' }, t).word, 'I telefon');
  assert.equal(
    status_words({ status: 'on_call_duty', activity: 'unknown' }, t).word,
    'On call duty',
  );
  const end = { until: Date.parse('2025-11-24T09:30:00Z'), overrun: true };
  assert.equal(
    until_text(end, { t, now: morning, time_zone: zone, lang: 'da' }),
    'over tid siden 10:30',
  );
});

test('the head says how the connection is, and how it came back', () => {
  const v = { t, now: morning, time_zone: zone };
  const text = (state, silent = null) => {
    const line = connection_text(
      { retry_at: null, resumed: null, session: {}, ...state },
      silent,
      v,
    );
    return [line.text, line.until_next].filter(Boolean).join(' · ');
  };
  const resumed = (outcome, changes = 0, at = morning) =>
    text({ phase: 'live', resumed: { outcome, changes, at } });
  assert.equal(text({ phase: 'live' }), 'Forbundet');
  assert.equal(resumed('replayed', 14), 'Forbundet igen, 14 ændringer hentet');
  assert.equal(resumed('replayed', 1), 'Forbundet igen, 1 ændring hentet');
  assert.equal(resumed('current'), 'Forbundet igen, intet var ændret');
  assert.equal(resumed('snapshot'), 'Forbundet igen, hele billedet hentet');
  assert.equal(resumed('snapshot', 0, morning - 60_000), 'Forbundet');
  assert.equal(
    text({ phase: 'waiting', retry_at: morning + 1500 }),
    'Forbindelsen røg · prøver igen om 2 s',
  );
  assert.equal(text({ phase: 'waiting', session: null }), 'Ingen forbindelse til tjenesten');
  assert.equal(text({ phase: 'connecting' }, morning), 'Ukendt siden 10:42');
});

test('a wall is set up by its address, and the address says what was chosen', () => {
  const query =
    '?view=people&site=havnegade&group=Vej+%26+Trafik&group=B&lang=en&theme=hc&scale=1.5&rotate=20';
  const settings = read_settings(query);
  assert.deepEqual(settings.groups, ['Vej & Trafik', 'B']);
  assert.equal(write_settings(settings), query);
  assert.equal(write_settings(read_settings('')), '');
  const nodes = '?node=b.example.org%3A8080&node=%5B%3A%3A1%5D%3A8081';
  assert.deepEqual(read_settings(nodes).nodes, ['b.example.org:8080', '[::1]:8081']);
  assert.equal(write_settings(read_settings(nodes)), nodes);
  assert.deepEqual(read_settings('?node=b&node=a/b:1&node=u@b:1&node=<b>').nodes, []);
  const odd = read_settings('?view=x&lang=xx&theme=<b>&scale=9&rotate=-1&site=');
  assert.deepEqual(odd, read_settings(''));
  assert.equal(token_in('#token=a%2Bb'), 'a+b');
  assert.equal(token_in('#other'), null);
  assert.deepEqual(
    [toggled(['a'], 'b'), toggled(['a'], 'a'), toggled(['a'], null)],
    [['a', 'b'], [], []],
  );
  assert.deepEqual([other_scale(1, 1), other_scale(2, 1), other_scale(0.75, -1)], [1.25, 2, 0.75]);
});
