// The view of people in Chromium.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe_findings, open_browser, open_page, screenshot, text_of, until } from './chromium.mjs';
import { ago, fjordby, health, morning, people_of, person } from './office.mjs';
import { start_server } from './stream_server.mjs';

let browser;
before(async () => {
  browser = await open_browser();
});
after(() => browser.close());

async function with_page(
  { office = fjordby(), query = '?view=people&rotate=600', ...options },
  run,
) {
  const server = await start_server({ office, now: morning });
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

test('[S8.1] [S8.2] [S8.3] [S22.1] everybody with lamp, word, extension, department and status', async () => {
  await with_page({}, async (page, server) => {
    await until(page, '.count_text', /120 medarbejdere Side 1 af 2/);
    assert.equal(await page.locator('.person').count(), 60);
    assert.equal(await text_of(page, '[data-person=p0]'), 'Anna Brandt 2000 Ledig Byggesag Ledig');
    assert.equal(
      await text_of(page, '[data-person=p29]'),
      'Lars Vestergaard 2203 Ringer op Borgerservice Gået hjem',
    );
    assert.equal(await page.getAttribute('[data-person=p0] .lamp', 'data-lamp'), 'idle');
    assert.match(
      await text_of(page, '.tally'),
      /^57 Ledig 14 Optaget 7 Ringer 7 Ringer op 7 Forstyr ikke 7 Pause 7 Viderestillet 7 Offline 7 Viser ikke status$/,
    );
    await screenshot(page, 'people-dark');

    server.change('people/havnegade', [
      person(0, {
        lamp_state: 'forwarded',
        forwarded_to: '2344',
        status: { ...person(0).status, type: 'meeting', until: '2025-11-24T10:30:00.000Z' },
      }),
    ]);
    await until(
      page,
      '[data-person=p0]',
      /^Anna Brandt 2000 Viderestillet → 2344 Byggesag Møde til 11:30$/,
    );
    server.change('people/havnegade', [], { removed: ['p0'] });
    await until(page, '.count_text', /119 medarbejdere/);
  });
});

test('[S22.1] every lamp has a shape of its own', async () => {
  const states = [
    'idle',
    'busy',
    'alerting',
    'initiated',
    'do_not_disturb',
    'paused',
    'forwarded',
    'offline',
    'unknown',
    'unmonitored',
  ];
  const people = states.map((lamp_state, i) =>
    person(0, {
      id: lamp_state,
      site: 'raadhuset',
      name: `Person ${i}`,
      lamp_state,
      forwarded_to: '2344',
    }),
  );
  await with_page(
    { office: fjordby({ 'people/raadhuset': people, 'people/havnegade': [] }), theme: 'light' },
    async (page) => {
      const shapes = await page.evaluate(() =>
        [...document.querySelectorAll('.person .lamp')].map((x) => x.innerHTML),
      );
      assert.equal(new Set(shapes).size, states.length);
      assert.match(await text_of(page, '[data-person=unknown]'), /Ukendt siden 10:4\d/);
      await screenshot(page, 'lamps');
    },
  );
});

test('[B4.5] light, 1280x720, English; no serious finding of axe-core', async () => {
  await with_page({ width: 1280, height: 720, theme: 'light', lang: 'en-US' }, async (page) => {
    await until(page, '.count_text', /120 people Page 1 of 2/);
    const over = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ]);
    assert.deepEqual(over, [0, 0]);
    await screenshot(page, 'people-en-1280x720');
  });
  for (const theme of ['light', 'dark', 'hc'])
    await with_page({ query: `?view=people&theme=${theme}` }, async (page) => {
      assert.deepEqual(await axe_findings(page), []);
      await screenshot(page, `people-${theme}`);
    });
});

test('[S21.1] by place and group, with counts, and the choice stands in the address', async () => {
  await with_page({}, async (page) => {
    await page.getByRole('button', { name: 'Havnegade 40' }).click();
    await until(page, '.count_text', /40 medarbejdere/);
    await page.getByRole('button', { name: /^Byggesag/ }).click();
    await page.getByRole('button', { name: /^Jobcenter/ }).click();
    assert.equal(
      new URL(page.url()).search,
      '?view=people&site=havnegade&group=Byggesag&group=Jobcenter&rotate=600',
    );
    const shown = await page.locator('.person').count();
    await until(page, '.count_text', new RegExp(`^${shown} medarbejdere`));
    const departments = await page.locator('.person .department').allInnerTexts();
    assert.deepEqual([...new Set(departments)].sort(), ['Byggesag', 'Jobcenter']);
    assert.equal(
      await page.getByRole('button', { name: /^Byggesag/ }).getAttribute('aria-pressed'),
      'true',
    );
    await screenshot(page, 'people-filtered');
    await page.getByRole('button', { name: /^Alle grupper/ }).click();
    await until(page, '.count_text', /40 medarbejdere/);
  });
});

test('[B4.5] chips are one Tab stop; arrows move inside', async () => {
  await with_page({}, async (page) => {
    await page.getByRole('button', { name: 'Alle steder 120' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await until(page, '.count_text', /80 medarbejdere/);
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement.innerText), /^Alle grupper/);
  });
});

test('a set-up wall opens as its address says; nobody in the choice is said in words', async () => {
  await with_page({ query: '?view=people&site=raadhuset&group=Sundhed' }, async (page) => {
    assert.match(
      await text_of(page, '.head'),
      /^Fjordby Kommune Køer Medarbejdere Rådhuset, Sundhed/,
    );
    assert.equal(
      await page.locator('.person').count(),
      Object.values(people_of(120))
        .flat()
        .filter((x) => x.site === 'raadhuset' && x.department === 'Sundhed').length,
    );
  });
  await with_page({ query: '?view=people&group=Nedlagt' }, async (page) => {
    await page.getByText('Ingen i dette udvalg.').waitFor();
    await page.getByRole('button', { name: 'Nedlagt 0' }).click();
    await until(page, '.count_text', /120/);
  });
});

test('pages turn by themselves, by arrow, and can be held', async () => {
  await with_page({ query: '?view=people&rotate=1' }, async (page) => {
    await until(page, '.count_text', /Side 2 af 2/);
    await until(page, '.count_text', /Side 1 af 2/);
    await page.keyboard.press(' ');
    await until(page, '.count_text', /holdes/);
    const held = await text_of(page, '.count_text');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (text) =>
        document.querySelector('.count_text').innerText.replace(/\s+/g, ' ').trim() !== text,
      held,
    );
    assert.match(await text_of(page, '.count_text'), /holdes/);
  });
});

test('[B2.1] a site with a silent PBX: its lamps are unknown since then, the others go on', async () => {
  await with_page(
    { office: fjordby(health({ havnegade: ago(240) })), theme: 'light' },
    async (page) => {
      assert.equal(
        await text_of(page, '[data-person=p0]'),
        'Anna Brandt 2000 Ukendt siden 10:38 Byggesag Ledig',
      );
      assert.equal(await page.getAttribute('[data-person=p0] .lamp', 'data-lamp'), 'unknown');
      assert.match(await text_of(page, '.tally'), /37 Ledig .* 38 Ukendt/);
      await screenshot(page, 'people-site-unknown');
    },
  );
});

test('long names and departments are cut, numbers and words of state are not', async () => {
  const long = (i) =>
    person(i, {
      name: 'Karen-Margrethe Rosenkilde-Østergaard Vestergaard Christoffersen',
      site: 'raadhuset',
      department: 'Arbejdsmarked, Integration og Borgerrådgivning',
      extension: '12345678',
      ...(i % 2
        ? { lamp_state: 'forwarded', forwarded_to: '+45 12 34 56 78' }
        : { lamp_state: 'do_not_disturb' }),
    });
  await with_page(
    {
      office: fjordby({
        'people/raadhuset': Array.from({ length: 60 }, (_, i) => long(i)),
        'people/havnegade': [],
      }),
    },
    async (page) => {
      const over = await page.evaluate(
        () =>
          [...document.querySelectorAll('.person, .line')].filter(
            (x) => x.scrollWidth > x.clientWidth,
          ).length,
      );
      assert.equal(over, 0);
      await screenshot(page, 'people-long-names');
    },
  );
});

test('a large office: 2,000 people, many groups', async () => {
  const make = (i) => person(i, { groups: [`Gruppe ${i % 25}`] });
  await with_page(
    { office: fjordby(people_of(2000, make)), query: '?view=people' },
    async (page, server) => {
      await until(page, '.count_text', /2000 medarbejdere Side \d+ af \d+/);
      for (let i = 0; i < 500; i++) server.change('people/havnegade', [make(3 * i)]);
      server.change('people/havnegade', [make(0)], { removed: ['p3'] });
      await until(page, '.count_text', /1999 medarbejdere/);
      await screenshot(page, 'people-large');
    },
  );
});
