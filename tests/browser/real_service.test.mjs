// The page against a running service. Whoever has started one says where:
//   OMSTILLING_URL=http://127.0.0.1:PORT/ OMSTILLING_TOKEN=... node --test real_service.test.mjs

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { axe_findings, open_browser, open_page, screenshot, until } from './chromium.mjs';

const url = process.env.OMSTILLING_URL;
const token = process.env.OMSTILLING_TOKEN;
const skip =
  url && token ? false : 'OMSTILLING_URL and OMSTILLING_TOKEN say which service to look at';

const number = (page, name) =>
  page
    .locator(`[data-figure=${name}]`)
    .innerText()
    .then((text) => [...text.matchAll(/\d+/g)].map(Number));

test(
  '[B3.5] the wallboard of a running service shows figures, and they move',
  { skip, timeout: 150_000 },
  async () => {
    const browser = await open_browser();
    try {
      const page = await open_page(
        browser,
        `${new URL('/', url)}?lang=da#token=${encodeURIComponent(token)}`,
      );
      await until(page, '.connection', /Forbundet/);
      const moving = ([name, from]) => {
        const text = document.querySelector(`[data-figure=${name}]`)?.innerText ?? '';
        return [...text.matchAll(/\d+/g)].map(Number).some((n, i) => n > (from[i] ?? 0));
      };
      // "answered" and, under it, "of N offered".
      await page.waitForFunction(moving, ['answered', [0, 0]], { timeout: 60_000 });
      await screenshot(page, 'real-queues');
      const before = await number(page, 'answered'); // later than the screenshot, which so differs
      await page.waitForFunction(moving, ['answered', before], { timeout: 60_000 });
      const after = await number(page, 'answered');
      assert.ok(after[0] > before[0] || after[1] > before[1], `${before} -> ${after}`);
      assert.ok((await page.locator('.rows .row').count()) > 0);
      await screenshot(page, 'real-queues-later');
      await page.keyboard.press('v');
      await until(page, '.count_text', /[1-9]\d* medarbejdere/);
      assert.ok((await page.locator('.person').count()) > 0);
      await screenshot(page, 'real-people');
      assert.deepEqual(await axe_findings(page), []);
      assert.deepEqual(page.complaints, []);
    } finally {
      await browser.close();
    }
  },
);
