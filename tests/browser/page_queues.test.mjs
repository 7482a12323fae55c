// The view of queues in Chromium.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe_findings, open_browser, open_page, screenshot, text_of, until } from './chromium.mjs';
import { ago, fjordby, health, morning, queue } from './office.mjs';
import { start_server } from './stream_server.mjs';

let browser;
before(async () => {
  browser = await open_browser();
});
after(() => browser.close());

async function with_page({ office = fjordby(), query = '', heartbeat_seconds, ...options }, run) {
  const server = await start_server({ office, now: morning, heartbeat_seconds });
  const page = await open_page(browser, `${server.url}${query}#token=wall`, options);
  try {
    await until(page, '.connection', /Forbundet|Connected/);
    await run(page, server);
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.context().close();
    await server.stop();
  }
}

const fits = (page) =>
  page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    high: document.documentElement.scrollHeight - innerHeight,
  }));

test('[B3.5] [S22.1] the morning: five figures, the table, receptionists, the day, the formula', async () => {
  await with_page({}, async (page, server) => {
    const figure = (name) => text_of(page, `[data-figure=${name}]`);
    assert.equal(await figure('waiting'), 'Venter nu 6 i 4 af 5 køer');
    assert.match(await figure('longest'), /^Længste ventetid 2:[34]\d mål 2:00 · Hovednummer$/);
    assert.equal(await figure('answered'), 'Besvaret i dag 746 af 809 tilbudt');
    assert.equal(await figure('abandoned'), 'Tabt i dag 47 heraf 8 inden for 5 s');
    assert.equal(await figure('level'), 'Inden for 30 s 83 % mål 80 % · 665 af 795');
    assert.match(
      await text_of(page, '[data-queue=bygge]'),
      /^Byggesag Havnegade 1 0:3\d 64 55 7 1 79 % , under målet på 80 %$/,
    );
    assert.equal(await text_of(page, '.agents [data-state=ready]'), 'Klar 3 Nadia, Pia, Tom');
    assert.match(await text_of(page, '.agents [data-state=busy]'), /^Optaget 4 længst 8:5\d$/);
    assert.equal(await page.locator('.chart li').count(), 6);
    assert.match(
      await text_of(page, '.foot'),
      /665 \/ \(746 \+ 47 − 8 \+ 10\) = 83 %\. Døgnet skifter kl\. 0:00 dansk tid\. Rådhuset Havnegade$/,
    );
    assert.equal(await text_of(page, '.date'), 'mandag 24. november');
    assert.equal(await text_of(page, '.clock'), '10:42');
    assert.equal(await page.getAttribute('html', 'lang'), 'da');
    assert.equal(await page.title(), 'Fjordby Kommune · Omstilling');
    assert.equal(
      await page.evaluate(
        () =>
          document.querySelector('[data-figure=waiting] .value').checkVisibility() &&
          getComputedStyle(document.querySelector('.value')).fontSize,
      ),
      '104px',
    );
    assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    assert.equal(new URL(page.url()).hash, '', 'the token does not stay in the address');
    await screenshot(page, 'morning-dark');

    server.change('queues/raadhuset', [
      { ...server.item('queues/raadhuset', 'hoved'), waiting: 4, answered: 377, offered: 409 },
    ]);
    await until(page, '[data-figure=answered]', /747/);
    assert.equal(await figure('waiting'), 'Venter nu 7 i 4 af 5 køer');
  });
});

test('[B3.5] a wait is counted here, once a second, and turns late by itself', async () => {
  const queues = [queue('q', 'Hovednummer', 'raadhuset', { waiting: 1, wait: 30, offered: 1 })];
  await with_page(
    {
      office: fjordby({ 'queues/raadhuset': queues, 'queues/havnegade': [] }),
      heartbeat_seconds: 600, // the page's clock is put forward, and that is not silence
      own_clock: true,
    },
    async (page) => {
      assert.equal(await page.getAttribute('[data-queue=q]', 'data-kind'), null);
      await until(page, '[data-queue=q] .longest', /^(0:[3-5]|1:[0-4])\d/);
      await page.clock.fastForward(91_000);
      await until(page, '[data-queue=q] .longest', /^2:[0-5]\d/);
      assert.equal(await page.getAttribute('[data-queue=q]', 'data-kind'), 'late');
      assert.equal(
        await page.locator('[data-queue=q] .longest [data-icon=warn]').count(),
        1,
        'late is a sign too, not only a colour',
      );
      assert.equal(await page.getAttribute('[data-figure=longest]', 'data-kind'), 'late');
      assert.equal(
        await text_of(page, '[aria-live=polite]'),
        'Hovednummer: Ventetiden er over målet.',
      );
      await screenshot(page, 'late');
    },
  );
});

test('[B4.5] light, English, 1280x720: nothing overflows', async () => {
  await with_page({ width: 1280, height: 720, theme: 'light', lang: 'en-GB' }, async (page) => {
    assert.match(await text_of(page, '.tiles'), /^Waiting now 6 in 4 of 5 queues Longest wait/);
    assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await text_of(page, '.date'), 'Monday 24 November');
    assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    await screenshot(page, 'morning-en-1280x720');
  });
});

test('4K shows the same picture twice as large', async () => {
  await with_page({ width: 3840, height: 2160, theme: 'light' }, async (page) => {
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.querySelector('.value')).fontSize),
      '208px',
    );
    assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    await screenshot(page, 'morning-light-4k');
  });
});

test('[B4.5] portrait, and text twice as large: one column that scrolls, nothing cut off at the side', async () => {
  await with_page({ width: 1080, height: 1920 }, async (page) => {
    assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    await screenshot(page, 'portrait');
  });
  await with_page({ query: '?scale=2' }, async (page) => {
    assert.equal((await fits(page)).wide, 0);
    const laid_over = await page.evaluate(() => {
      const main = document.querySelector('main').getBoundingClientRect();
      const inside = [...document.querySelectorAll('main *')].map(
        (x) => x.getBoundingClientRect().bottom,
      );
      return (
        document.querySelector('footer').getBoundingClientRect().top <
        Math.max(main.bottom, ...inside)
      );
    });
    assert.equal(laid_over, false);
    await page.evaluate(() => scrollTo(0, 700));
    await screenshot(page, 'scale-200');
  });
});

test('[B4.5] no serious finding of axe-core in any theme', async () => {
  for (const theme of ['light', 'dark', 'hc'])
    await with_page({ query: `?theme=${theme}` }, async (page) => {
      assert.deepEqual(await axe_findings(page), []);
      await screenshot(page, `morning-${theme}`);
    });
});

test('long names are cut with an ellipsis, and the whole stands in the title', async () => {
  const long =
    'Fællessekretariatet for Arbejdsmarked, Integration og Borgerrådgivning i Nordfjordby';
  const queues = [
    queue('q', long, 'raadhuset', {
      waiting: 112,
      wait: 4321,
      offered: 123456,
      answered: 120345,
      abandoned: 2999,
      short: 12,
      overflowed: 1200,
      in_target: 100000,
    }),
  ];
  const office = fjordby({ 'queues/raadhuset': queues });
  office.organisation = 'Nordfjordby og Omegns Fælleskommunale Forsyningsselskab og Beredskab';
  await with_page({ office }, async (page) => {
    assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    assert.equal(await page.getAttribute('[data-queue=q] .queue_name', 'title'), long);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.value, .cell:not(.name), .clock, .date, .connection span')]
        .filter(
          (x) => x.scrollWidth > x.clientWidth + 1 && getComputedStyle(x).display !== 'inline',
        )
        .map((x) => x.className),
    );
    assert.deepEqual(cut, [], 'numbers are never cut');
    await screenshot(page, 'long-names');
  });
});

test('an empty office says so in words', async () => {
  const none = Object.fromEntries(
    ['queues/raadhuset', 'queues/havnegade', 'people/raadhuset', 'people/havnegade'].map((x) => [
      x,
      [],
    ]),
  );
  await with_page({ office: fjordby(none) }, async (page) => {
    for (const text of [
      'Her er ingen køer endnu.',
      'Ingen receptionister er logget på.',
      'Ingen opkald endnu i dag.',
    ])
      await page.getByText(text).waitFor();
    await screenshot(page, 'empty');
    await page.getByRole('button', { name: 'Medarbejdere' }).click();
    await page.getByText('Her er ingen medarbejdere endnu.').waitFor();
  });
});

test('[B2.1] a site with a silent PBX: unknown since, in the rows, the figures and the foot', async () => {
  await with_page({ office: fjordby(health({ havnegade: ago(240) })) }, async (page, server) => {
    assert.match(
      await text_of(page, '[data-queue=bygge]'),
      /^Byggesag Havnegade – Ukendt siden 10:38 64/,
    );
    assert.equal(
      await text_of(page, '[data-figure=waiting]'),
      'Venter nu 5 2 af 5 køer er ukendte',
    );
    assert.match(await text_of(page, '.foot'), /Rådhuset Havnegade ukendt siden 10:38$/);
    await screenshot(page, 'site-unknown');
    server.change('health', health().health.slice(2));
    await until(page, '[data-figure=waiting]', /6 i 4 af 5 køer/);
  });
});

test('many queues: dense rows, then pages', async () => {
  const queues = Array.from({ length: 30 }, (_, i) =>
    queue(`q${i}`, `Kø nummer ${i + 10}`, 'raadhuset', {
      waiting: i % 4,
      wait: i % 4 ? 20 + i : undefined,
      offered: 40,
      answered: 36,
      abandoned: 2,
      in_target: 30 + (i % 6),
    }),
  );
  await with_page(
    {
      office: fjordby({ 'queues/raadhuset': queues, 'queues/havnegade': [] }),
      query: '?rotate=600',
    },
    async (page) => {
      await until(page, '.queues .pages', /Side 1 af 3/);
      assert.equal(await page.locator('.rows .row').count(), 10);
      await screenshot(page, 'many-queues');
      await page.keyboard.press('ArrowRight');
      await until(page, '.rows', /Kø nummer 20/);
      assert.deepEqual(await fits(page), { wide: 0, high: 0 });
    },
  );
});

test('a whole day of half hours fits the chart', async () => {
  const half_hours = Array.from({ length: 22 }, (_, i) => ({
    index: i,
    answered: 20 + ((i * 37) % 90),
    abandoned: i % 5,
  }));
  const queues = [
    queue('q', 'Hovednummer', 'raadhuset', { offered: 10, answered: 9, abandoned: 1, half_hours }),
  ];
  await with_page({ office: fjordby({ 'queues/raadhuset': queues }) }, async (page) => {
    assert.equal(await page.locator('.chart li').count(), 22);
    assert.equal(
      await page.evaluate(() => {
        const x = document.querySelector('.chart ol');
        return x.scrollWidth - x.clientWidth;
      }),
      0,
    );
    await screenshot(page, 'whole-day');
  });
});

test('[S21.1] one place: only its queues, said in the head; an unknown place says so', async () => {
  await with_page({ query: '?site=havnegade' }, async (page) => {
    assert.equal(await page.locator('.rows .row').count(), 2);
    await page.getByRole('button', { name: 'Kun Havnegade. Vis alle.' }).click();
    await until(page, '[data-figure=waiting]', /5 køer/);
    assert.equal(await page.locator('.rows .row').count(), 5);
    assert.equal(new URL(page.url()).search, '');
  });
  await with_page({ query: '?site=nowhere' }, async (page) => {
    await page.getByText('Der er intet sted med navnet »nowhere«.').waitFor();
    await screenshot(page, 'unknown-site');
    await page.getByRole('button', { name: 'Vis alle steder' }).click();
    await until(page, '[data-figure=waiting]', /5 køer/);
  });
});

test('[B4.5] language, theme, size and view by menu and by key, kept in the address', async () => {
  await with_page({}, async (page) => {
    await page.getByRole('button', { name: 'Skærmens indstillinger' }).click();
    await screenshot(page, 'menu');
    assert.deepEqual(await axe_findings(page), []);
    await page.getByRole('button', { name: 'Høj kontrast' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Waiting now').waitFor();
    assert.equal(new URL(page.url()).search, '?lang=en&theme=hc');
    await page.keyboard.press('Escape');
    await page.getByText('Language', { exact: true }).waitFor({ state: 'hidden' });
    await page.keyboard.press('l');
    await page.keyboard.press('t');
    await page.keyboard.press('+');
    await page.keyboard.press('v');
    await page.getByText('Alle steder').waitFor();
    assert.equal(new URL(page.url()).search, '?view=people&lang=da&theme=light&scale=1.25');
    assert.equal(
      await page.evaluate(() => document.activeElement.getAttribute('aria-label')),
      'Skærmens indstillinger',
    );
  });
});
