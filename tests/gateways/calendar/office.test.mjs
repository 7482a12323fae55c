// The service with a real CalDAV server: what stands in a calendar is seen within one interval.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Radicale } from '../../lab/calendar/radicale.mjs';
import { serve, temporary_folder, write_settings } from '../../process/programs.mjs';
import { observe } from '../../process/session.mjs';

const interval = 2;
/// One interval, and the time to read and tell.
const soon = interval * 1000 + 1500;
const stamp = (minutes) =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');
const event = (title, from, to, ...more) =>
  [`SUMMARY:${title}`, `DTSTART:${stamp(from)}`, `DTEND:${stamp(to)}`, ...more];

test('[S8.4][S11.2][B2.5] a person goes by her calendar, and it by her', async (t) => {
  const radicale = await new Radicale().start();
  await radicale.make_calendar('/anna/calendar/');
  const folder = temporary_folder();
  writeFileSync(path.join(folder, 'secret'), `${radicale.options.secret}\n`);
  const link = `[[calendars]]
id = "dav"
name = "Radicale"
kind = "caldav"
url = "${radicale.options.url}"
user = "anna"
secret_file = "${folder}/secret"
allow_http = true
interval_seconds = ${interval}
`;
  const service = await serve(write_settings(folder, ['hq'], link));
  t.after(() => service.stop());
  const token = readFileSync(path.join(folder, 'admin.token'), 'utf8').trim();
  const reader = await observe(service.address, { token }, ['people/hq', 'health']);
  const call = reader.session.call;
  await call('put_employee', {
    id: 'anna', site: 'hq', name: 'Anna', groups: [], phones: [{ number: '201' }],
    calendar: { link: 'dav', address: 'calendar' },
  });
  const item = (topic, id) => reader.picture.items(topic).find((x) => x.id === id);
  const status = () => item('people/hq', 'anna')?.status;
  const becomes = (type, what) => reader.until(() => status()?.type === type, what, soon);
  const file = '/anna/calendar/a.ics';

  await t.test('a link that there is not is refused by name', async () => {
    await assert.rejects(
      call('put_employee', {
        id: 'bo', site: 'hq', name: 'Bo', groups: [], phones: [], calendar: { link: 'typo', address: 'x' },
      }),
      (refusal) => JSON.stringify(refusal.data).includes('one of dav'),
    );
  });
  await t.test('made, moved away, moved back, cancelled', async () => {
    await becomes('available', 'nothing yet');
    await radicale.put(file, event('Budget', -5, 60));
    await becomes('meeting', 'the meeting');
    assert.equal(status().source, 'calendar');
    await radicale.put(file, event('Budget', 60, 120));
    await becomes('available', 'it moved away');
    await radicale.put(file, event('Budget', -5, 60));
    await becomes('meeting', 'it moved back');
    await radicale.put(file, event('Budget', -5, 60, 'STATUS:CANCELLED'));
    await becomes('available', 'it was cancelled');
  });
  await t.test('a repeating one', async () => {
    await radicale.put(file, event('Status', -5 - 7 * 1440, 60 - 7 * 1440, 'RRULE:FREQ=WEEKLY'));
    await becomes('meeting', "this week's");
    await radicale.remove(file);
    await becomes('available', 'it was deleted');
  });
  await t.test('of a private one no word gets out', async () => {
    await radicale.put(file, event('Lægen', -5, 60, 'CLASS:PRIVATE'));
    await becomes('meeting', 'the private one');
    assert.ok(!JSON.stringify(reader.picture.items('people/hq')).includes('Lægen'));
    await radicale.remove(file);
    await becomes('available', 'it was deleted');
  });
  await t.test('a status goes there and is taken away', async () => {
    const listing = async () =>
      (await radicale.request('PROPFIND', '/anna/calendar/', '', { depth: '1' })).text();
    const written = async (is_there, within = Date.now() + soon) => {
      for (;;) {
        if ((await listing()).includes('omstilling-') === is_there) return;
        assert.ok(Date.now() < within, `the status ${is_there ? 'in' : 'out of'} the calendar`);
      }
    };
    await call('set_status', { employee: 'anna', type: 'vacation', for_seconds: 3600, to_calendar: true });
    await written(true);
    await call('clear_status', { employee: 'anna' });
    await written(false);
  });
  await t.test('a server that is gone is told, and that it is back', async () => {
    const health = () => item('health', 'calendar:dav');
    assert.equal(health().ok, true);
    await radicale.pause();
    await reader.until(() => health().ok === false, 'the link to fail', soon);
    await radicale.resume();
    await reader.until(() => health().ok === true, 'the link to be back', soon);
    await radicale.put(file, event('Budget', -5, 60));
    await becomes('meeting', 'the meeting');
  });
  await reader.session.close();
  await radicale.close();
});
