// More receptionists and more people than the office has by itself, for tests in which many calls
// go on at the same time.

import { new_phone } from '../lab/asterisk/phone.mjs';
import { site } from './exchange.mjs';

/// Numbers of the lab's phones that belong to nobody of the office.
export const free_numbers = Array.from({ length: 36 }, (_, i) => String(205 + i));

/// A person with this phone; gives the employee's id.
export async function employ(office, number) {
  const id = `p${number}`;
  const who = { id, site, name: `Person ${number}`, groups: [], phones: [{ number }] };
  await office.administer('put_employee', who);
  return id;
}

/// A receptionist with this phone, who works from these queues; gives her login, whose password is
/// the usual one.
export async function employ_receptionist(office, number, queues = ['main']) {
  const id = await employ(office, number);
  await office.administer('put_user', {
    id,
    site,
    name: `Person ${number}`,
    password: `${id}-password`,
    roles: ['receptionist', 'privileged'],
    employee: id,
    queues,
  });
  return id;
}

/// A phone without a voice, logged in.
export async function silent_phone(pbx, number, more = {}) {
  const phone = await new_phone({ pbx, number, silent: true, ...more });
  const status = await phone.register();
  if (status !== 200) throw new Error(`phone ${number} may not log in: ${status}`);
  return phone;
}
