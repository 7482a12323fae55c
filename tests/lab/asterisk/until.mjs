// The only waiting there is in the lab's tests.

import { setTimeout as pause } from 'node:timers/promises';

/// Functions that tell what is the case, for the message of a wait in vain.
export const fact_sources = new Set();

/// The first value of `condition` that is true. It is asked every 20 ms.
export async function until(condition, { what = String(condition), within = 10_000 } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) {
      const facts = [...fact_sources].flatMap((tell) => tell());
      throw new Error([`waited ${within} ms for ${what}; now:`, ...facts].join('\n  '));
    }
    await pause(20);
  }
}
