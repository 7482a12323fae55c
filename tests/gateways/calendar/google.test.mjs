// Google's calendars, against a fake that speaks as its documentation does.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { GoogleFake } from '../../lab/calendar/google_fake.mjs';
import { Probe, Reader } from '../../lab/calendar/probe.mjs';

const asked = { calendar: 'anna@example.org', from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' };
const at = (dateTime) => ({ dateTime });
const meeting = { summary: 'Møde', start: at('2026-11-24T10:00:00+01:00'), end: at('2026-11-24T11:00:00+01:00') };

async function house(t, more = {}) {
  const google = await new GoogleFake().start();
  const probe = new Probe({ ...google.options, now: '2026-11-24T09:00:00Z', ...more });
  t.after(async () => {
    await probe.close();
    google.close();
  });
  return { google, probe, anna: new Reader(probe, asked) };
}

test('[S11.2] appointments are read with how they take their person', async (t) => {
  const { google, anna } = await house(t);
  const self = (responseStatus) => ({ attendees: [{ self: true, responseStatus }] });
  const kinds = {
    busy: {}, shown_free: { transparency: 'transparent' }, tentative: { status: 'tentative' },
    away: { eventType: 'outOfOffice' }, focus: { eventType: 'focusTime' },
    home: { eventType: 'workingLocation', transparency: 'transparent', workingLocationProperties: { type: 'homeOffice' } },
    desk: { eventType: 'workingLocation', transparency: 'transparent', workingLocationProperties: { type: 'officeLocation' } },
    accepted: self('accepted'), perhaps: self('tentative'), declined: self('declined'),
  };
  for (const [id, more] of Object.entries(kinds)) google.put({ ...meeting, id, ...more });
  await anna.read();
  assert.deepEqual(Object.fromEntries(anna.held().map((x) => [x.id, x.busy])), {
    busy: 'busy', shown_free: 'free', tentative: 'tentative', away: 'out_of_office', focus: 'busy',
    home: 'working_elsewhere', desk: 'free', accepted: 'busy', perhaps: 'tentative',
  });
  assert.deepEqual(anna.events.get('busy'), {
    id: 'busy', title: 'Møde', start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T10:00:00.000Z',
    all_day: false, is_private: false, busy: 'busy',
  });
});

test('[S8.4] of a private appointment there is no title, and a day is the person\'s', async (t) => {
  const { google, anna } = await house(t);
  google.put({ ...meeting, id: 'p', summary: 'Lægen', visibility: 'private' });
  google.put({ ...meeting, id: 'c', summary: 'Lægen', visibility: 'confidential' });
  google.put({ id: 'd', summary: 'Kursus', start: { date: '2026-11-25' }, end: { date: '2026-11-26' } });
  await anna.read();
  assert.deepEqual(anna.held().map((x) => [x.id, x.title, x.is_private, x.all_day]), [['c', '', true, false], ['d', 'Kursus', false, true], ['p', '', true, false]]);
  assert.deepEqual([anna.events.get('d').start, anna.events.get('d').end], ['2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z']);
});

test('[B2.5] repeating, moved and cancelled instances are read as Google expands them', async (t) => {
  const { google, anna } = await house(t);
  const starts = ['2026-11-24T08:00:00Z', '2026-11-25T08:00:00Z', '2026-11-26T08:00:00Z'];
  google.put_series('w', { summary: 'Status', starts, moved: { [starts[1]]: '2026-11-25T12:00:00Z' } });
  google.remove('w_20261126T080000Z');
  await anna.read();
  assert.deepEqual(anna.held().map((x) => x.start), ['2026-11-24T08:00:00.000Z', '2026-11-25T12:00:00.000Z']);
  google.remove('w_20261124T080000Z');
  await anna.read();
  assert.deepEqual([anna.last.whole, anna.last.gone], [false, ['w_20261124T080000Z']]);
  google.remove_series_silently('w');
  await anna.read();
  assert.deepEqual([anna.last.whole, anna.held()], [true, []]);
});

test('[B2.5] an unchanged calendar costs one request, and one login an hour', async (t) => {
  const { google, anna } = await house(t);
  google.put(meeting);
  await anna.read();
  google.requests.length = 0;
  for (let i = 0; i < 3; ++i) await anna.read({ from: '2026-11-23T20:00:00Z', to: '2026-12-07T20:00:00Z' });
  assert.equal(google.requests.length, 3);
  assert.deepEqual(google.logins, ['anna@example.org']);
  assert.deepEqual([anna.last.whole, anna.last.events, anna.last.gone], [false, [], []]);
});

test('[B2.5] one account that may read all acts as itself, with one login for all', async (t) => {
  const { google, probe } = await house(t, { subject: 'calendar-reader@example.org' });
  google.put(meeting);
  await Promise.all(Array.from({ length: 20 }, () => probe.read(asked)));
  assert.deepEqual(google.logins, ['calendar-reader@example.org']);
});

test('[B2.5] changes put in one after the other equal a whole reading, after each of 300', async (t) => {
  const { google, anna } = await house(t);
  let seed = 20261124;
  const dice = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  // Some days lie before or behind the window: a sync token tells of those too.
  const day = (n) => new Date(Date.UTC(2026, 10, 18 + n * 3, 8 + dice(9))).toISOString();
  const later = (x) => new Date(Date.parse(x) + 45 * 60_000).toISOString();
  let changes_only = 0;
  for (let i = 0; i < 300; ++i) {
    const id = `e${dice(8)}`;
    const start = day(dice(9));
    const choice = dice(8);
    if (choice < 4) google.put({ id, status: 'confirmed', summary: `Møde ${i}`, start: at(start), end: at(later(start)) });
    else if (choice < 6) google.remove(id);
    else if (choice === 6) google.put_series(`s${dice(2)}`, { summary: `Serie ${i}`, starts: [1, 2, 3].map(day).slice(dice(3)) });
    else google.remove_series(`s${dice(2)}`);
    await anna.read();
    changes_only += anna.last.whole ? 0 : 1;
    assert.deepEqual(anna.held(), await anna.afresh(), `after change ${i}`);
  }
  assert.ok(changes_only > 250, `${changes_only} readings were of changes`);
});

test('[B2.5] 10,000 appointments come over many pages', async (t) => {
  const { google, anna } = await house(t);
  for (let i = 0; i < 10_000; ++i) google.put({ ...meeting, summary: `Møde ${i}` });
  await anna.read();
  assert.equal(anna.events.size, 10_000);
  assert.equal(google.requests.length, 50);
  const id = google.put(meeting);
  await anna.read();
  assert.deepEqual(anna.last.events.map((x) => x.id), [id]);
});

test('[B2.5] throttled, it says how long to wait if Google did, and goes on from its cursor', async (t) => {
  const { google, probe, anna } = await house(t);
  google.put(meeting);
  await anna.read();
  const id = google.put(meeting);
  for (const [status, reason, header, expected] of [[429, 'rateLimitExceeded', '17', 17_000], [403, 'userRateLimitExceeded', undefined, undefined], [503, 'backendError', 'Tue, 24 Nov 2026 09:01:00 GMT', 60_000]]) {
    google.refuse_next(status, reason, header ? { 'retry-after': header } : {});
    const { failure } = await probe.read({ ...asked, cursor: anna.cursor });
    assert.deepEqual([failure.what, failure.retry_after_ms], ['throttled', expected]);
  }
  google.refuse_next(403, 'forbidden');
  assert.equal((await probe.read(asked)).failure.what, 'refused');
  await anna.read();
  assert.deepEqual([anna.last.whole, anna.last.events.map((x) => x.id)], [false, [id]]);
});

test('[B2.5] a token that has ended is renewed; a sync token that is lost means all anew', async (t) => {
  const { google, anna } = await house(t);
  const id = google.put(meeting);
  await anna.read();
  google.expire_tokens();
  await anna.read();
  assert.equal(google.logins.length, 2);
  assert.equal(anna.last.whole, false);
  google.remove(id);
  const other = google.put(meeting);
  google.lose_sync_tokens();
  await anna.read();
  assert.ok(anna.last.whole);
  assert.deepEqual(anna.held().map((x) => x.id), [other]);
});

test('[B2.5] failures say what it was', async (t) => {
  const { google, probe } = await house(t);
  const missing = (await probe.read({ ...asked, calendar: 'nobody@example.org' })).failure;
  assert.deepEqual([missing.what, missing.text], ['not_found', "Google Calendar, calendar 'nobody@example.org': HTTP 404, as asked"]);
  const other = await new GoogleFake().start();
  const wrong = new Probe({ ...other.options, url: google.options.url, login_url: `${google.server.url}/token`, now: '2026-11-24T09:00:00Z' });
  t.after(async () => {
    await wrong.close();
    other.close();
  });
  const { failure } = await wrong.read(asked);
  assert.deepEqual([failure.what, failure.text], ['refused', 'Google Calendar, login: HTTP 400, invalid_grant: Invalid JWT Signature.']);
});

test('[B2.5] a status written twice stands once, is changed, is not read back, is taken away, and comes again', async (t) => {
  const { google, probe, anna } = await house(t);
  const entry = { calendar: asked.calendar, entry: 'anna/1', title: 'Ferie', from: '2026-11-25T08:00:00Z', to: '2026-11-25T16:00:00Z', busy: 'working_elsewhere' };
  assert.ok((await probe.write(entry)).done);
  assert.ok((await probe.write({ ...entry, title: 'Hjemme' })).done);
  assert.deepEqual(google.standing().map((x) => [x.summary, x.transparency, x.start.dateTime]), [['Hjemme', 'transparent', '2026-11-25T08:00:00.000Z']]);
  assert.deepEqual((await anna.read()).held(), []);
  assert.ok((await probe.erase(entry)).done);
  assert.deepEqual(google.standing(), []);
  assert.ok((await probe.erase(entry)).done);
  assert.ok((await probe.write(entry)).done);
  assert.equal(google.standing().length, 1);
  assert.ok((await probe.erase({ ...entry, entry: 'never written' })).done);
});
