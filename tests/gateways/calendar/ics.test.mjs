// Published feeds, from a server of the test's own.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Probe, Reader } from '../../lab/calendar/probe.mjs';
import { serve } from '../../lab/calendar/serve.mjs';

const feed = (...titles) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN',
  ...titles.flatMap((x) => ['BEGIN:VEVENT', `UID:${x}`, `SUMMARY:${x}`, 'DTSTART:20261124T090000Z', 'DURATION:PT1H', 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');
const window = { from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' };

async function house(t, answer, options = {}) {
  const server = await serve(answer);
  const probe = new Probe({ kind: 'ics', now: '2026-11-24T09:00:00Z', ...options });
  t.after(async () => {
    await probe.close();
    server.close();
  });
  return { server, probe, anna: new Reader(probe, { calendar: `${server.url}/secret-address/basic.ics`, ...window }) };
}

for (const [header, asked_with, value] of [['etag', 'if-none-match', '"v1"'], ['last-modified', 'if-modified-since', 'Tue, 24 Nov 2026 08:00:00 GMT']])
  test(`[B2.5] an unchanged feed is told by its ${header}`, async (t) => {
    let now = value;
    let titles = ['a'];
    const { anna } = await house(t, ({ headers }) =>
      headers[asked_with] === now ? { status: 304, body: '' } : { headers: { [header]: now }, body: feed(...titles) });
    await anna.read();
    assert.deepEqual([anna.last.whole, anna.held().map((x) => x.title)], [true, ['a']]);
    await anna.read();
    assert.deepEqual([anna.last.whole, anna.last.events, anna.held().length], [false, [], 1]);
    [now, titles] = ['"v2"', ['b', 'c']];
    await anna.read();
    assert.deepEqual([anna.last.whole, anna.held().map((x) => x.title)], [true, ['b', 'c']]);
  });

test('[B2.5] a feed that tells no version is read as a whole each time', async (t) => {
  const { anna } = await house(t, () => ({ body: feed('a') }));
  await anna.read();
  assert.equal(anna.cursor, '');
  await anna.read();
  assert.ok(anna.last.whole);
});

test('[B2.5] a feed that has moved is followed, though not into a file', async (t) => {
  const { anna, probe, server } = await house(t, ({ url }) =>
    url.pathname === '/new' ? { body: feed('a') } : { status: 302, headers: { location: url.pathname === '/bad' ? 'file:///etc/passwd' : '/new' }, body: '' },
    { allow_file: true });
  assert.equal((await anna.read()).held().length, 1);
  assert.equal((await probe.read({ calendar: `${server.url}/bad`, ...window })).failure.what, 'refused');
});

test('[B2.5] failures tell the host, never the address, which is the secret', async (t) => {
  let answer = { status: 404, body: '' };
  const { anna, probe } = await house(t, () => answer, { body_limit: 1000, timeout_ms: 5000 });
  const failure = async (more = {}) => (await probe.read({ ...anna.asked, ...more })).failure;
  assert.deepEqual(await failure(), { what: 'not_found', text: 'the calendar feed: HTTP 404' });
  answer = { status: 429, headers: { 'retry-after': '5' }, body: '' };
  assert.deepEqual(await failure(), { what: 'throttled', text: 'the calendar feed: HTTP 429', retry_after_ms: 5000 });
  answer = { body: '<html>Log in</html>' };
  assert.deepEqual(await failure(), { what: 'malformed', text: 'the calendar feed: the text is no iCalendar object: there is no VCALENDAR in it' });
  answer = { body: feed(...Array.from({ length: 100 }, (_, i) => `e${i}`)) };
  assert.deepEqual(await failure(), { what: 'malformed', text: '127.0.0.1 answers with more than 1000 bytes' });
  const closed = await failure({ calendar: 'http://127.0.0.1:1/secret-address' });
  assert.equal(closed.what, 'unreachable');
  assert.doesNotMatch(closed.text, /secret-address/);
  assert.equal((await failure({ calendar: 'gopher://127.0.0.1/secret-address' })).what, 'refused');
});

test('[B2.5] http and files are read only where that is allowed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = `file://${join(folder, 'anna.ics')}`;
  await writeFile(join(folder, 'anna.ics'), feed('a'));
  const strict = await house(t, () => ({ body: feed('a') }), { allow_http: false });
  for (const calendar of [strict.anna.asked.calendar, file])
    assert.equal((await strict.probe.read({ calendar, ...window })).failure.what, 'refused');
  const lenient = await house(t, () => ({ body: feed('a') }), { allow_file: true });
  assert.equal((await lenient.probe.read({ calendar: file, ...window })).reading.events.length, 1);
});

test('[B2.5] an answer that never comes is given up', async (t) => {
  const { createServer } = await import('node:net');
  const silent = createServer().listen(0, '127.0.0.1');
  t.after(() => silent.close());
  const { probe } = await house(t, () => ({ body: '' }), { timeout_ms: 200 });
  const { failure } = await probe.read({ calendar: `http://127.0.0.1:${silent.address().port}/`, ...window });
  assert.equal(failure.what, 'unreachable');
});

test('[B2.5] nothing can be written to a feed, and it says so', async (t) => {
  const { probe } = await house(t, () => ({ body: feed() }));
  const { failure } = await probe.write({ calendar: 'https://example.org/x.ics', entry: '1', title: 'x', ...window });
  assert.deepEqual(failure, { what: 'refused', text: 'a calendar feed can only be read, nothing can be written to it' });
});
