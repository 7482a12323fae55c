// What tests of calls expect, each as soon as it is so.

import { caller, new_phone } from './phone.mjs';
import { until } from './until.mjs';

const same = (set, names) => set.size === names.length && names.every((name) => set.has(name));

/// The call's side hears exactly these: numbers of parties, `music`, `ringing_tone`.
export const hears = (call, ...names) =>
  until(() => same(call.hears(), names), { what: `hearing exactly [${names}]` });

export const becomes = (call, state, within) =>
  until(() => call.state === state, { what: `a call that is ${state}`, within });

export const no_channel_is_left = (pbx) =>
  until(async () => (await pbx.channels()).length === 0, { what: 'no channel' });

/// Phones of these numbers that are logged in, and logged out after the test `t`.
export async function logged_in(t, pbx, ...numbers) {
  const phones = [];
  for (const number of numbers) {
    const phone = await new_phone({ pbx, number });
    t.after(async () => {
      phone.dead(false);
      await phone.unregister();
      await phone.close();
    });
    const status = await phone.register();
    if (status !== 200) throw new Error(`phone ${number} may not log in: ${status}`);
    phones.push(phone);
  }
  return phones;
}

/// Somebody outside, until the test `t` is over.
export async function calling(t, pbx, number, name) {
  const made = await caller({ pbx, number, name });
  t.after(made.close);
  return made;
}
