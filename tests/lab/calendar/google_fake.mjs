// A fake of Google Calendar, from its public documentation (events.list and its guide to
// synchronisation, usage limits, OAuth 2.0 for service accounts).

import { createVerify, generateKeyPairSync } from 'node:crypto';
import { serve } from './serve.mjs';

const fail = (status, reason, headers) => ({
  status, headers, body: { error: { code: status, message: 'as asked', errors: [{ reason }] } },
});
const instant = (x) => Date.parse(x.dateTime ?? `${x.date}T00:00:00Z`);
const never_with_sync_token = ['timeMin', 'timeMax', 'orderBy', 'q', 'updatedMin', 'iCalUID', 'privateExtendedProperty', 'sharedExtendedProperty'];

export class GoogleFake {
  requests = []; // `METHOD path`, without logins
  logins = []; // the subject of each
  events = new Map();
  #log = []; // ids that changed, in order
  #tokens = new Map(); // token to subject
  #refusals = [];
  #epoch = 1;
  #last_id = 0;
  #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  async start() {
    this.server = await serve((request) => this.#answer(request));
    return this;
  }
  close() {
    this.server.close();
  }
  get options() {
    return {
      kind: 'google', url: `${this.server.url}/calendar/v3`,
      secret: JSON.stringify({
        type: 'service_account', client_email: 'omstilling@project.iam.gserviceaccount.com', token_uri: `${this.server.url}/token`,
        private_key: this.#keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      }),
    };
  }

  // --- what people and the provider do ---
  put({ id = `e${++this.#last_id}`, ...more }) {
    this.events.set(id, { status: 'confirmed', eventType: 'default', ...this.events.get(id), ...more, id });
    this.#log.push(id);
    return id;
  }
  put_series(id, { summary, starts, minutes = 60, moved = {}, ...more }) {
    this.remove_series(id);
    for (const start of starts) {
      const from = moved[start] ?? start;
      const to = new Date(Date.parse(from) + minutes * 60_000).toISOString();
      this.put({ id: `${id}_${start.replace(/[-:]/g, '')}`, recurringEventId: id, originalStartTime: { dateTime: start }, status: 'confirmed', summary, start: { dateTime: from }, end: { dateTime: to }, ...more });
    }
  }
  remove_series(id) {
    for (const x of [...this.events.values()]) if (x.recurringEventId === id) this.remove(x.id);
  }
  /// A removed event keeps its id, as cancelled.
  remove(id) {
    if (!this.events.has(id)) return;
    this.events.set(id, { id, status: 'cancelled' });
    this.#log.push(id);
  }
  /// As after the guide's "the whole series is deleted": one entry for it, none for its instances.
  remove_series_silently(id) {
    for (const [key, x] of this.events) if (x.recurringEventId === id) this.events.delete(key);
    this.events.set(id, { id, status: 'cancelled' });
    this.#log.push(id);
  }
  expire_tokens() {
    this.#tokens.clear();
  }
  lose_sync_tokens() {
    this.#epoch += 1;
  }
  refuse_next(status, reason, headers = {}) {
    this.#refusals.push(fail(status, reason, headers));
  }
  standing() {
    return [...this.events.values()].filter((x) => x.status !== 'cancelled');
  }

  // --- what it answers ---
  #answer({ method, url, headers, body }) {
    if (url.pathname === '/token') return this.#log_in(new URLSearchParams(body));
    this.requests.push(`${method} ${url.pathname}`);
    if (this.#refusals.length > 0) return this.#refusals.shift();
    const subject = this.#tokens.get(headers.authorization?.replace('Bearer ', ''));
    if (!subject) return fail(401, 'authError');
    const [, , , , calendar, , id] = url.pathname.split('/').map(decodeURIComponent);
    if (calendar !== 'anna@example.org') return fail(404, 'notFound');
    if (method === 'GET') return this.#list(url.searchParams);
    if (method === 'POST') {
      const event = JSON.parse(body);
      if (!/^[a-v0-9]{5,1024}$/.test(event.id)) return fail(400, 'invalid');
      if (this.events.has(event.id)) return fail(409, 'duplicate');
      return { body: this.events.get(this.put(event)) };
    }
    if (!this.events.has(id)) return fail(404, 'notFound');
    if (method === 'PUT') return { body: this.events.get(this.put({ ...JSON.parse(body), id })) };
    if (this.events.get(id).status === 'cancelled') return fail(410, 'deleted');
    this.remove(id);
    return { status: 204, body: '' };
  }
  #log_in(form) {
    const [head, claims, signature] = form.get('assertion').split('.');
    const right = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(this.#keys.publicKey, signature, 'base64url');
    const { iss, scope, aud, iat, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url'));
    const fine = right && form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && exp - iat === 3600 &&
      iss === 'omstilling@project.iam.gserviceaccount.com' && aud === `${this.server.url}/token` && scope.endsWith('/calendar.events');
    if (!fine) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } };
    this.logins.push(sub);
    const token = `token-${this.logins.length}`;
    this.#tokens.set(token, sub);
    return { body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } };
  }
  #list(query) {
    const sync = query.get('syncToken');
    if (sync && never_with_sync_token.some((x) => query.has(x))) return fail(400, 'badRequest');
    if (query.get('singleEvents') !== 'true') return fail(400, 'badRequest');
    const page = query.get('pageToken') ? JSON.parse(query.get('pageToken')) : { skip: 0, upto: this.#log.length };
    const [epoch, since] = (sync ?? `${this.#epoch}/0`).split('/').map(Number);
    if (epoch !== this.#epoch) return fail(410, 'fullSyncRequired');
    const all = sync
      ? [...new Set(this.#log.slice(since))].filter((id) => this.events.has(id)).map((id) => this.events.get(id))
      : this.standing().filter((x) => instant(x.start) < Date.parse(query.get('timeMax')) && instant(x.end) > Date.parse(query.get('timeMin')));
    const skip = page.skip + Number(query.get('maxResults'));
    return {
      body: {
        kind: 'calendar#events', items: all.slice(page.skip, skip),
        ...(skip < all.length ? { nextPageToken: JSON.stringify({ ...page, skip }) } : { nextSyncToken: `${this.#epoch}/${page.upto}` }),
      },
    };
  }
}
