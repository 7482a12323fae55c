// A fake of Twilio's Messages resource, written from its documentation
// (https://www.twilio.com/docs/messaging/api/message-resource).

import { serve } from '../calendar/serve.mjs';

export async function twilio_fake({ account = 'AC1', token = 'secret-token' } = {}) {
  const messages = new Map();
  const trouble = [];
  const refuse = (status, code, message, headers = {}) =>
    ({ status, headers, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } });
  const login = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  const root = `/2010-04-01/Accounts/${account}/Messages`;

  const fake = await serve(({ method, url, headers, body }) => {
    if (headers.authorization !== login) return refuse(401, 20003, 'Authenticate');
    if (trouble.length > 0) return trouble.shift()(refuse);
    if (method === 'POST' && url.pathname === `${root}.json`) {
      const asked = Object.fromEntries(new URLSearchParams(body));
      if (!/^\+\d{8,15}$/.test(asked.To)) return refuse(400, 21211, `Invalid 'To' Phone Number: ${asked.To}`);
      const sid = `SM${String(messages.size).padStart(32, '0')}`;
      messages.set(sid, { ...asked, sid, status: 'queued' });
      return { status: 201, body: { sid, status: 'queued', to: asked.To, from: asked.From, body: asked.Body, error_code: null } };
    }
    const kept = messages.get(url.pathname.replace(`${root}/`, '').replace('.json', ''));
    if (!kept) return refuse(404, 20404, 'The requested resource was not found');
    return { body: { sid: kept.sid, status: kept.status, error_code: null } };
  });
  return { ...fake, messages, trouble, sent: () => [...messages.values()] };
}
