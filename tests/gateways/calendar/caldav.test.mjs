// CalDAV, against a real Radicale.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Probe, Reader } from '../../lab/calendar/probe.mjs';
import { Radicale } from '../../lab/calendar/radicale.mjs';
import { serve } from '../../lab/calendar/serve.mjs';

const window = { from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' };
const meeting = ['SUMMARY:Møde', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z'];
const weekly = ['SUMMARY:Status', 'DTSTART;TZID=Europe/Copenhagen:20261006T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'];

let server;
before(async () => (server = await new Radicale().start()));
after(() => server.close());

/// A calendar of one's own in the one server.
async function house(t, name, more = {}) {
  await server.make_calendar(`/anna/${name}/`);
  const probe = new Probe({ ...server.options, now: '2026-11-24T09:00:00Z', ...more });
  t.after(() => probe.close());
  return { probe, anna: new Reader(probe, { calendar: name, ...window }), path: (x) => `/anna/${name}/${x}.ics` };
}

const titles = (reader) => reader.held().map((x) => [x.title, x.start]);

test('[S11.2] an appointment is read, moved and cancelled', async (t) => {
  const { anna, path } = await house(t, 'plain');
  assert.deepEqual((await anna.read()).held(), []);
  await server.put(path('a'), meeting);
  await server.put(path('elsewhen'), ['SUMMARY:Old', 'DTSTART:20251124T090000Z', 'DURATION:PT1H']);
  await anna.read();
  assert.deepEqual(anna.held(), [{
    id: 'a', title: 'Møde', start: '2026-11-24T09:00:00.000Z', end: '2026-11-24T10:00:00.000Z',
    all_day: false, is_private: false, busy: 'busy',
  }]);
  await server.put(path('a'), ['SUMMARY:Møde', 'DTSTART:20261125T090000Z', 'DTEND:20261125T100000Z']);
  assert.deepEqual(titles(await anna.read()), [['Møde', '2026-11-25T09:00:00.000Z']]);
  await server.put(path('a'), [...meeting, 'STATUS:CANCELLED']);
  assert.deepEqual((await anna.read()).held(), []);
  await server.put(path('a'), meeting);
  assert.equal((await anna.read()).held().length, 1);
  await server.remove(path('a'));
  assert.deepEqual((await anna.read()).held(), []);
});

test('[B2.5] repeating ones with a moved, a cancelled and an all-day instance', async (t) => {
  const { anna, path } = await house(t, 'repeating');
  await server.put(path('w'), [...weekly, 'EXDATE;TZID=Europe/Copenhagen:20261124T090000'],
    ['SUMMARY:Moved', 'RECURRENCE-ID;TZID=Europe/Copenhagen:20261201T090000', 'DTSTART:20261202T120000Z', 'DURATION:PT1H']);
  await server.put(path('d'), ['SUMMARY:Kursus', 'DTSTART;VALUE=DATE:20261123', 'RRULE:FREQ=DAILY;COUNT=2']);
  await anna.read();
  assert.deepEqual(anna.held().map((x) => [x.id, x.title, x.start, x.all_day]), [
    ['d/2026-11-22T23:00:00.000Z', 'Kursus', '2026-11-22T23:00:00.000Z', true],
    ['d/2026-11-23T23:00:00.000Z', 'Kursus', '2026-11-23T23:00:00.000Z', true],
    ['w/2026-12-01T08:00:00.000Z', 'Moved', '2026-12-02T12:00:00.000Z', false],
  ]);
});

test('[S8.4] of a private one there is no title, and a transparent one leaves its person free', async (t) => {
  const { anna, path } = await house(t, 'private');
  await server.put(path('p'), [...meeting, 'CLASS:PRIVATE']);
  await server.put(path('f'), [...meeting, 'TRANSP:TRANSPARENT']);
  await anna.read();
  assert.deepEqual(anna.held().map((x) => [x.id, x.title, x.is_private, x.busy]), [['f', 'Møde', false, 'free'], ['p', '', true, 'busy']]);
});

test('[B2.5] an unchanged calendar costs one small request', async (t) => {
  const { anna, path } = await house(t, 'unchanged');
  await server.put(path('a'), meeting);
  const requests = [];
  // Between the source and the server, to count what goes by.
  const passes = await passing_on(requests);
  const probe = new Probe({ ...server.options, url: `${passes.url}/anna` });
  t.after(async () => {
    await probe.close();
    passes.close();
  });
  anna.probe = probe;
  await anna.read();
  assert.deepEqual(requests.splice(0), ['PROPFIND', 'REPORT']);
  for (let i = 0; i < 3; ++i) await anna.read({ from: '2026-11-23T20:00:00Z', to: '2026-12-07T20:00:00Z' });
  assert.deepEqual(requests.splice(0), ['PROPFIND', 'PROPFIND', 'PROPFIND']);
  assert.deepEqual([anna.last.whole, anna.held().length], [false, 1]);
  await server.put(path('b'), meeting);
  await anna.read();
  assert.deepEqual(requests.splice(0), ['PROPFIND', 'REPORT']);
  assert.deepEqual([anna.last.whole, anna.held().length], [true, 2]);
});

test('[B2.5] a status written twice stands once, is changed, is not read back, and is taken away', async (t) => {
  const { probe, anna, path } = await house(t, 'written');
  const entry = { calendar: 'written', entry: 'anna/1', title: 'Ferie; længe', from: '2026-11-25T08:00:00Z', to: '2026-11-25T16:00:00Z', busy: 'out_of_office' };
  assert.ok((await probe.write(entry)).done);
  assert.ok((await probe.write({ ...entry, title: 'Ferie, kort' })).done);
  const listing = await (await server.request('PROPFIND', '/anna/written/', '', { depth: '1' })).text();
  assert.equal(listing.match(/\.ics</g).length, 1);
  const text = await (await server.request('GET', path('omstilling-anna_2f1'))).text();
  assert.match(text, /SUMMARY:Ferie\\, kort\r?\n/);
  assert.match(text, /X-MICROSOFT-CDO-BUSYSTATUS:OOF\r?\n/);
  assert.deepEqual((await anna.read()).held(), []);
  assert.ok((await probe.erase(entry)).done);
  assert.equal((await server.request('GET', path('omstilling-anna_2f1'))).status, 404);
  assert.ok((await probe.erase(entry)).done);
});

test('[B2.5] failures say what it was, without the password', async (t) => {
  const { probe } = await house(t, 'failing');
  const missing = (await probe.read({ calendar: 'nowhere', ...window })).failure;
  assert.deepEqual([missing.what, missing.text], ['not_found', "CalDAV, calendar 'nowhere': HTTP 404"]);
  const elsewhere = (await probe.read({ calendar: 'http://example.org/anna/', ...window })).failure;
  assert.equal(elsewhere.what, 'refused');
  assert.match(elsewhere.text, /is at another server than/);
  const wrong = new Probe({ ...server.options, secret: 'guess' });
  const closed = new Probe({ ...server.options, url: 'http://127.0.0.1:1/' });
  const silent = await serve(() => ({ status: 200, body: 'hello' }));
  const no_server = new Probe({ ...server.options, url: silent.url });
  t.after(async () => {
    await Promise.all([wrong.close(), closed.close(), no_server.close()]);
    silent.close();
  });
  const refused = (await wrong.read({ calendar: 'failing', ...window })).failure;
  assert.deepEqual([refused.what, refused.text], ['refused', "CalDAV, calendar 'failing': HTTP 401"]);
  assert.equal((await closed.read({ calendar: 'failing', ...window })).failure.what, 'unreachable');
  assert.equal((await no_server.read({ calendar: 'failing', ...window })).failure.what, 'malformed');
});

async function passing_on(requests) {
  const { createServer, request } = await import('node:http');
  const { once } = await import('node:events');
  const between = createServer((from, to) => {
    requests.push(from.method);
    const onward = request(server.url + from.url, { method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    });
    from.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  return {
    url: `http://127.0.0.1:${between.address().port}`,
    close() {
      between.closeAllConnections();
      between.close();
    },
  };
}
