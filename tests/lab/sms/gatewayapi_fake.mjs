// A fake of GatewayAPI's REST API, written from its documentation (https://gatewayapi.com/docs/apis/rest/).

import { serve } from '../calendar/serve.mjs';

/// `trouble` holds answers to be given instead, the first first; a `late` one is given after so many ms.
export async function gatewayapi_fake(token = 'secret-token') {
  const messages = new Map();
  const trouble = [];
  let last = 421332670;
  const refuse = (status, code, message, headers = {}) =>
    ({ status, headers, body: { code, incident_uuid: 'd8127429-fa0c-4316-b1f2-e610c3958f43', message, variables: null } });

  const fake = await serve(({ method, url, headers, body }) => {
    if (headers.authorization !== `Token ${token}`) return refuse(401, '0x0213', 'Unauthorized');
    if (trouble.length > 0) {
      const next = trouble.shift();
      if (next !== 'pass') return next(refuse);
    }
    if (method === 'POST' && url.pathname === '/rest/mtsms') {
      const asked = JSON.parse(body);
      if (!/^\d{8,15}$/.test(asked.recipients[0].msisdn)) return refuse(422, '0x0308', 'Invalid msisdn');
      const id = ++last;
      messages.set(String(id), { ...asked, id, dsnstatus: 'BUFFERED' });
      return { body: { ids: [id], usage: { countries: { DK: 1 }, currency: 'DKK', total_cost: 0.12 } } };
    }
    const kept = method === 'GET' && messages.get(url.pathname.replace('/rest/mtsms/', ''));
    // Only after it was sent is it in the long term storage.
    if (!kept || kept.dsnstatus === 'BUFFERED') return refuse(404, '0x0216', 'Not found');
    return { body: { id: kept.id, message: kept.message, userref: kept.userref, recipients: [{ msisdn: kept.recipients[0].msisdn, dsnstatus: kept.dsnstatus, dsnerror: null }] } };
  });
  return { ...fake, messages, trouble, sent: () => [...messages.values()] };
}
