// The page when the stream is silent, breaks, comes back, or refuses.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { axe_findings, open_browser, open_page, screenshot, text_of, until } from './chromium.mjs';
import { all_rights, fjordby, morning, person } from './office.mjs';
import { start_server } from './stream_server.mjs';

let browser;
before(async () => {
  browser = await open_browser();
});
after(() => browser.close());

async function with_server(options, run) {
  const server = await start_server({ office: fjordby(), now: morning, ...options });
  const contexts = [];
  const open = async (address = '#token=wall', page_options = {}) => {
    const page = await open_page(browser, server.url + address, page_options);
    contexts.push(page.context());
    return page;
  };
  try {
    await run(server, open);
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
}

const connected = (page) => until(page, '.connection', /Forbundet/);

test('[B2.1] a silent stream: every figure greys and the head says since when', async () => {
  await with_server({ heartbeat_seconds: 1 }, async (server, open) => {
    const page = await open();
    await connected(page);
    server.fall_silent();
    await until(page, '.connection', /^Ukendt siden 10:42/);
    const colours = await page.evaluate(() => {
      const probe = document.createElement('i');
      probe.className = 'extension';
      document.body.append(probe);
      probe.style.color = 'var(--text3)';
      const grey = getComputedStyle(probe).color;
      probe.remove();
      return [...document.querySelectorAll('.value, .rows .cell, .rows .percent')].filter(
        (x) => getComputedStyle(x).color !== grey,
      ).length;
    });
    assert.equal(colours, 0);
    assert.equal(
      await page.getAttribute('[data-queue=hoved]', 'data-kind'),
      null,
      'no alarm from old numbers',
    );
    assert.equal(
      await page.getAttribute('.agents [data-state=ready] .lamp', 'data-lamp'),
      'unknown',
    );
    const frozen = await text_of(page, '[data-queue=hoved] .longest');
    await screenshot(page, 'silent');
    await page.keyboard.press('v');
    await until(page, '[data-person=p0]', /Ukendt siden 10:42/);
    assert.match(await text_of(page, '.tally'), /^(113 Ukendt 7 Viser ikke status|120 Ukendt)$/);
    await screenshot(page, 'people-silent');
    await page.keyboard.press('v');
    assert.equal(
      await text_of(page, '[data-queue=hoved] .longest'),
      frozen,
      'a wait that nobody knows does not grow',
    );
    server.fall_silent(false);
    await until(page, '.connection', /^Forbundet igen, intet var ændret$/);
    assert.equal(await page.getAttribute('html', 'data-silent'), null);
  });
});

test('[B4.2] comes back by itself and says so: replayed', async () => {
  await with_server({}, async (server, open) => {
    const page = await open('?view=people&rotate=600#token=wall');
    await connected(page);
    server.refuse();
    server.drop();
    await until(page, '.connection', /Forbindelsen røg prøver igen om \d+ s|Forbinder/);
    await screenshot(page, 'reconnecting');
    for (let i = 0; i < 14; i++)
      server.change('people/havnegade', [person(0, { extension: String(7000 + i) })]);
    server.refuse(false);
    await until(page, '.connection', /^Forbundet igen, 14 ændringer hentet$/);
    await until(page, '[data-person=p0]', /7013/);
    const asked = server.log.filter((x) => x.method === 'subscribe').at(-1).params.topics;
    assert.deepEqual(
      asked.map((x) => x.from?.epoch),
      asked.map(() => 'e1'),
    );
    await screenshot(page, 'reconnected-replayed');
  });
});

test('[B4.2] comes back by itself and says so: current', async () => {
  await with_server({}, async (server, open) => {
    const page = await open();
    await connected(page);
    server.drop();
    await until(page, '.connection', /^Forbundet igen, intet var ændret$/);
  });
});

test('[B4.2] comes back by itself and says so: snapshot', async () => {
  await with_server({ chunk_size: 7 }, async (server, open) => {
    const page = await open('?view=people#token=wall');
    await connected(page);
    server.refuse();
    server.drop();
    for (const topic of server.topics.keys()) server.new_epoch(topic);
    server.change('people/raadhuset', [], { removed: ['p1', 'p2'] });
    server.refuse(false);
    await until(page, '.connection', /^Forbundet igen, hele billedet hentet$/);
    await until(page, '.count_text', /118 medarbejdere/);
    await screenshot(page, 'reconnected-snapshot');
  });
});

test('[B4.2] a lost frame is noticed by the next one, or by the heartbeat, and fetched', async () => {
  await with_server({}, async (server, open) => {
    const page = await open('?view=people&rotate=600#token=wall');
    await connected(page);
    server.change('people/havnegade', [], { removed: ['p0'], lost: true });
    server.change('people/havnegade', [], { removed: ['p3'] });
    await until(page, '.count_text', /118 medarbejdere/);
    server.change('people/raadhuset', [], { removed: ['p1'], lost: true });
    server.heartbeat();
    await until(page, '.count_text', /117 medarbejdere/);
    server.change('people/raadhuset', [], { removed: ['p2'], lost: true });
    server.resync('people/raadhuset');
    await until(page, '.count_text', /116 medarbejdere/);
    assert.equal(await text_of(page, '.connection'), 'Forbundet');
  });
});

test('the service is away when the wall is switched on: it says so and goes on trying', async () => {
  await with_server({}, async (server, open) => {
    server.refuse();
    const page = await open();
    await until(page, '.connection', /Ingen forbindelse til tjenesten/);
    assert.equal(
      await text_of(page, '[data-figure=waiting]'),
      'Venter nu –',
      'nothing is known, not even that nobody waits',
    );
    await screenshot(page, 'no-service');
    server.refuse(false);
    await connected(page);
    await until(page, '[data-figure=answered]', /746/);
  });
});

test('[S22.2] without a token: user name and password, with errors in place', async () => {
  const login = ({ user, password }) =>
    user === 'lone' && password === 'secret'
      ? null
      : { reason: 'bad_credentials', retry_after_seconds: 4 };
  await with_server({ login }, async (server, open) => {
    const page = await open('', { theme: 'light' });
    await page.getByRole('button', { name: 'Log ind' }).click();
    await page.getByText('Skriv dit brugernavn.').waitFor();
    await page.getByText('Skriv din adgangskode.').waitFor();
    assert.deepEqual(await axe_findings(page), []);
    await screenshot(page, 'login');
    await page.getByLabel('Brugernavn').fill('lone');
    await page.getByLabel('Adgangskode', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('Forkert brugernavn eller adgangskode').waitFor();
    await page.getByText('Prøv igen om 4 s.').waitFor();
    assert.equal(
      await page.getByLabel('Adgangskode', { exact: true }).getAttribute('aria-invalid'),
      'true',
    );
    await screenshot(page, 'login-refused');
    await page.getByLabel('Adgangskode', { exact: true }).fill('secret');
    await page.keyboard.press('Enter');
    await connected(page);
    assert.equal(await page.evaluate(() => localStorage.length), 0, 'a password is not kept');
  });
});

test('a token is kept after a reload, and wiped at log out', async () => {
  await with_server(
    { login: ({ token }) => (token === 'wall' ? null : { reason: 'bad_credentials' }) },
    async (server, open) => {
      const page = await open();
      await connected(page);
      await page.reload();
      await connected(page);
      await page.getByRole('button', { name: 'Skærmens indstillinger' }).click();
      await page.getByRole('button', { name: 'Log ud' }).click();
      await page.getByLabel('Brugernavn').waitFor();
      await page.reload();
      await page.getByLabel('Brugernavn').waitFor();
    },
  );
});

test('a refused token: says so, and takes a new one', async () => {
  await with_server(
    { login: ({ token }) => (token === 'wall' ? null : { reason: 'bad_credentials' }) },
    async (server, open) => {
      const page = await open('#token=old');
      await page.getByText('Tokenet blev afvist').waitFor();
      assert.deepEqual(await axe_findings(page), []);
      await screenshot(page, 'token-refused');
      await page.getByLabel('Token').fill('wall');
      await page.keyboard.press('Enter');
      await connected(page);
    },
  );
});

test('a token without the right to see people says so instead of showing none', async () => {
  const office = { ...fjordby(), rights: all_rights.filter((right) => right !== 'read_people') };
  await with_server({ office }, async (server, open) => {
    const page = await open('?view=people#token=wall');
    await page.getByText('Dette login må ikke se medarbejdere.').waitFor();
    await page.getByRole('button', { name: 'Køer' }).click();
    await until(page, '[data-figure=answered]', /746/);
  });
});

test('what the service sends is text, never markup', async () => {
  const office = fjordby({
    'people/raadhuset': [
      person(1, { name: '<img src=x onerror=alert(1)>', department: '<b>x</b>' }),
    ],
    'people/havnegade': [],
  });
  office.organisation = '<script>alert(1)</script>';
  await with_server({ office }, async (server, open) => {
    const page = await open('?view=people#token=wall');
    await connected(page);
    assert.equal(await text_of(page, '.person_name'), '<img src=x onerror=alert(1)>');
    assert.equal(await page.locator('#wall img, #wall script').count(), 0);
    assert.deepEqual(page.complaints, []);
  });
});
