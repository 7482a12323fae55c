// Chromium for the tests of the page, and what every test of it needs.

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const folder =
  process.env.SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const axe_source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export async function open_browser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/// A page of its own storage. What the page complains of in its console fails the test at `close`.
export async function open_page(browser, url, options = {}) {
  const {
    width = 1920,
    height = 1080,
    theme = 'dark',
    lang = 'da-DK',
    own_clock = false, // that the test can put forward
    ...more
  } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: lang,
    reducedMotion: 'reduce',
    ...more,
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (said) => {
    // A refused connection is part of some tests, and the browser always says so.
    if (said.type() === 'error' && !/WebSocket connection/.test(said.text()))
      complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  if (own_clock) await page.clock.install();
  await page.goto(url);
  page.complaints = complaints;
  return page;
}

export async function screenshot(page, name) {
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, `wallboard-${name}.png`) });
}

/// The serious findings of axe-core, one line each.
export async function axe_findings(page) {
  await page
    .context()
    .route('**/axe.min.js', (route) =>
      route.fulfill({ path: axe_source, contentType: 'text/javascript' }),
    );
  // Through the page's own address, since its policy allows no other script.
  await page.addScriptTag({ url: '/axe.min.js' });
  const { violations } = await page.evaluate(() => axe.run());
  return violations
    .filter((x) => ['serious', 'critical'].includes(x.impact))
    .map(
      (x) =>
        `${x.id}: ${x.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
}

/// Text of a part of the page, with spaces as one.
export async function text_of(page, selector) {
  const text = await page.locator(selector).first().innerText();
  return text.replace(/\s+/g, ' ').trim();
}

/// Waits until a condition in the page holds; on failure says what stood there.
export async function until(page, selector, pattern) {
  const { source, flags } = pattern;
  try {
    await page.waitForFunction(
      ([where, what, how]) =>
        new RegExp(what, how).test(
          document.querySelector(where)?.innerText.replace(/\s+/g, ' ') ?? '',
        ),
      [selector, source, flags],
      { timeout: 15_000 },
    );
  } catch {
    throw new Error(
      `${selector} never showed ${pattern}, but: ${await text_of(page, selector).catch(() => 'nothing')}`,
    );
  }
}
