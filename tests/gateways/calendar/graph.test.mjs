// Microsoft Graph's calendars, against a fake that speaks as its documentation does.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { GraphFake } from '../../lab/calendar/graph_fake.mjs';
import { Probe, Reader } from '../../lab/calendar/probe.mjs';

const asked = { calendar: 'anna@example.org', from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' };
const meeting = { subject: 'Møde', start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' };
const tuesdays = ['2026-11-24T08:00:00Z', '2026-12-01T08:00:00Z', '2026-12-08T08:00:00Z'];

async function house(t, more = {}) {
  const graph = await new GraphFake().start();
  const probe = new Probe({ ...graph.options, now: '2026-11-24T09:00:00Z', ...more });
  t.after(async () => {
    await probe.close();
    graph.close();
  });
  return { graph, probe, anna: new Reader(probe, asked) };
}

test('[S11.2] appointments are read with how they take their person', async (t) => {
  const { graph, anna } = await house(t);
  const words = { free: 'free', tentative: 'tentative', busy: 'busy', oof: 'out_of_office', workingElsewhere: 'working_elsewhere', other: 'unknown' };
  for (const showAs of Object.keys(words)) graph.put({ ...meeting, id: showAs, showAs });
  graph.put({ ...meeting, id: 'cancelled', isCancelled: true });
  graph.put({ ...meeting, id: 'later', start: '2027-11-24T09:00:00Z', end: '2027-11-24T10:00:00Z' });
  await anna.read();
  assert.deepEqual(Object.fromEntries(anna.held().map((x) => [x.id, x.busy])), words);
  assert.deepEqual(anna.events.get('busy'), {
    id: 'busy', title: 'Møde', start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T10:00:00.000Z',
    all_day: false, is_private: false, busy: 'busy',
  });
});

test('[S8.4] of a private or confidential appointment there is no title', async (t) => {
  const { graph, anna } = await house(t);
  graph.put({ ...meeting, id: 'p', subject: 'Lægen', sensitivity: 'private' });
  graph.put({ ...meeting, id: 'c', subject: 'Lægen', sensitivity: 'confidential' });
  graph.put({ ...meeting, id: 'n', sensitivity: 'personal' });
  await anna.read();
  assert.deepEqual(anna.held().map((x) => [x.id, x.title, x.is_private]), [['c', '', true], ['n', 'Møde', false], ['p', '', true]]);
});

test('[B2.5] all day is from midnight to midnight where the person is', async (t) => {
  const { graph, anna } = await house(t);
  graph.put({ subject: 'Kursus', start: '2026-11-25T00:00:00Z', end: '2026-11-26T00:00:00Z', isAllDay: true });
  const [day] = (await anna.read()).held();
  assert.deepEqual([day.start, day.end, day.all_day], ['2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z', true]);
});

for (const with_masters of [true, false])
  test(`[B2.5] occurrences get the rest from their series, ${with_masters ? 'on the page' : 'fetched'}`, async (t) => {
    const { graph, anna } = await house(t);
    graph.with_masters = with_masters;
    graph.put_series('w', { subject: 'Status', showAs: 'tentative', starts: tuesdays, moved: { [tuesdays[1]]: { start: '2026-12-02T12:00:00Z', subject: 'Moved' } } });
    graph.put_series('p', { subject: 'Terapi', sensitivity: 'private', starts: [tuesdays[0]] });
    await anna.read();
    assert.deepEqual(
      anna.held().map((x) => [x.id, x.title, x.start, x.busy]),
      [
        [`p.${tuesdays[0]}`, '', '2026-11-24T08:00:00.000Z', 'busy'],
        [`w.${tuesdays[0]}`, 'Status', '2026-11-24T08:00:00.000Z', 'tentative'],
        [`w.${tuesdays[1]}`, 'Moved', '2026-12-02T12:00:00.000Z', 'tentative'],
      ],
    );
  });

test('[B2.5] an unchanged calendar costs one request, and one login an hour', async (t) => {
  const { graph, anna } = await house(t);
  graph.put(meeting);
  await anna.read();
  graph.requests.length = 0;
  for (let i = 0; i < 3; ++i) await anna.read({ from: '2026-11-23T20:00:00Z', to: '2026-12-07T20:00:00Z' });
  assert.equal(graph.requests.length, 3);
  assert.equal(graph.logins, 1);
  assert.deepEqual([anna.last.whole, anna.last.events, anna.last.gone], [false, [], []]);
});

test('[B2.5] a window that has moved on by more than a day is read anew', async (t) => {
  const { graph, anna } = await house(t);
  graph.put(meeting);
  graph.put({ id: 'new', subject: 'Later', start: '2026-12-08T09:00:00Z', end: '2026-12-08T10:00:00Z' });
  await anna.read();
  assert.ok(!anna.events.has('new'));
  await anna.read({ from: '2026-11-24T12:00:00Z', to: '2026-12-08T12:00:00Z' });
  assert.ok(anna.last.whole);
  assert.deepEqual(anna.held().map((x) => x.id), ['new']);
});

test('[B2.5] what has moved out of the window is gone', async (t) => {
  const { graph, anna } = await house(t);
  const id = graph.put(meeting);
  await anna.read();
  graph.put({ ...meeting, id, start: '2027-11-24T09:00:00Z', end: '2027-11-24T10:00:00Z' });
  await anna.read();
  assert.deepEqual([anna.last.whole, anna.last.gone, anna.held()], [false, [id], []]);
});

test('[B2.5] changes put in one after the other equal a whole reading, after each of 300', async (t) => {
  const { graph, anna } = await house(t);
  let seed = 20261124;
  const dice = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const day = (n) => `2026-11-${23 + n}T${String(8 + dice(9)).padStart(2, '0')}:00:00Z`;
  let changes_only = 0;
  for (let i = 0; i < 300; ++i) {
    const id = `e${dice(8)}`;
    const start = day(dice(7));
    const single = { id, subject: `Møde ${i}`, start, end: start.replace(':00:00', ':45:00') };
    const choice = dice(8);
    if (choice < 4) graph.put(single);
    else if (choice === 4) graph.put({ ...single, isCancelled: true });
    else if (choice === 5) graph.remove(id);
    else if (choice === 6) graph.put_series(`s${dice(2)}`, { subject: `Serie ${i}`, starts: [1, 2, 3].map(day).slice(dice(3)) });
    else graph.remove(`s${dice(2)}`);
    await anna.read();
    changes_only += anna.last.whole ? 0 : 1;
    assert.deepEqual(anna.held(), await anna.afresh(), `after change ${i}`);
  }
  assert.ok(changes_only > 100, `${changes_only} readings were of changes`);
});

test('[B2.5] 10,000 appointments come over many pages', async (t) => {
  const { graph, anna } = await house(t);
  for (let i = 0; i < 10_000; ++i) graph.put({ ...meeting, subject: `Møde ${i}` });
  await anna.read();
  assert.equal(anna.events.size, 10_000);
  assert.equal(graph.requests.length, 50);
  graph.put({ ...meeting, id: 'one more' });
  await anna.read();
  assert.deepEqual(anna.last.events.map((x) => x.id), ['one more']);
  assert.equal(anna.events.size, 10_001);
});

test('[B2.5] throttled, it says how long to wait, and goes on from its cursor', async (t) => {
  const { graph, probe, anna } = await house(t);
  graph.put(meeting);
  await anna.read();
  graph.put({ ...meeting, id: 'meanwhile' });
  for (const [status, header, expected] of [[429, '17', 17_000], [503, 'Tue, 24 Nov 2026 09:01:00 GMT', 60_000], [429, undefined, undefined]]) {
    graph.refuse_next(status, header ? { 'retry-after': header } : {});
    const { failure } = await probe.read({ ...asked, cursor: anna.cursor });
    assert.deepEqual([failure.what, failure.retry_after_ms], ['throttled', expected]);
  }
  await anna.read();
  assert.deepEqual([anna.last.whole, anna.last.events.map((x) => x.id)], [false, ['meanwhile']]);
});

test('[B2.5] a token that has ended is renewed, once for all who wait', async (t) => {
  const { graph, probe, anna } = await house(t);
  graph.put(meeting);
  await anna.read();
  graph.expire_token();
  const answers = await Promise.all(Array.from({ length: 20 }, () => probe.read(asked)));
  assert.ok(answers.every((x) => x.reading.events.length === 1));
  assert.equal(graph.logins, 2);
});

test('[B2.5] a delta that Graph no longer knows is no failure: all is read anew', async (t) => {
  const { graph, anna } = await house(t);
  const id = graph.put(meeting);
  await anna.read();
  graph.remove(id);
  graph.put({ ...meeting, id: 'other' });
  graph.lose_deltas();
  await anna.read();
  assert.ok(anna.last.whole);
  assert.deepEqual(anna.held().map((x) => x.id), ['other']);
});

test('[B2.5] failures say what it was, without the secret', async (t) => {
  const { graph, probe } = await house(t);
  const missing = (await probe.read({ ...asked, calendar: 'nobody@example.org' })).failure;
  assert.deepEqual([missing.what, missing.text], ['not_found', "Microsoft Graph, calendar 'nobody@example.org': HTTP 404, ErrorInvalidUser: as asked"]);
  graph.refuse_next(403, {}, 'ErrorAccessDenied');
  assert.equal((await probe.read(asked)).failure.what, 'refused');
  graph.refuse_next(500, {}, 'InternalServerError');
  assert.equal((await probe.read(asked)).failure.what, 'unreachable');
  const wrong = new Probe({ ...graph.options, secret: 'wrong-one' });
  t.after(() => wrong.close());
  const { failure } = await wrong.read(asked);
  assert.deepEqual([failure.what, failure.text], ['refused', 'Microsoft Graph, login: HTTP 401, invalid_client: wrong secret']);
  const tight = new Probe({ ...graph.options, body_limit: 10 });
  t.after(() => tight.close());
  assert.equal((await tight.read(asked)).failure.text, '127.0.0.1 answers with more than 10 bytes');
});

test('[B2.5] a status written twice stands once, is changed, is not read back, and is taken away', async (t) => {
  const { graph, probe, anna } = await house(t);
  const entry = { calendar: asked.calendar, entry: "anna's 1", title: 'Ferie', from: '2026-11-25T08:00:00Z', to: '2026-11-25T16:00:00Z', busy: 'out_of_office' };
  assert.ok((await probe.write(entry)).done);
  assert.ok((await probe.write({ ...entry, title: 'Ferie til kl. 14', to: '2026-11-25T13:00:00Z' })).done);
  const written = [...graph.events.values()];
  assert.equal(written.length, 1);
  assert.deepEqual(
    [written[0].subject, written[0].showAs, written[0].start.dateTime, written[0].end.dateTime],
    ['Ferie til kl. 14', 'oof', '2026-11-25T08:00:00', '2026-11-25T13:00:00'],
  );
  assert.deepEqual((await anna.read()).held(), []);
  assert.ok((await probe.erase(entry)).done);
  assert.equal(graph.events.size, 0);
  assert.ok((await probe.erase(entry)).done);
});
