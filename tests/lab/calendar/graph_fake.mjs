// A fake of Microsoft Graph's calendars, from its public documentation (event, calendarView/delta,
// throttling, client credentials) and its documentation's issues: delta tells of an occurrence only
// when it is, of a changed series all occurrences it still has, and of a deleted one its master.

import { serve } from './serve.mjs';

const utc = (iso) => ({ dateTime: iso.slice(0, 19) + '.0000000', timeZone: 'UTC' });
const fail = (status, code, headers) => ({ status, headers, body: { error: { code, message: 'as asked' } } });

export class GraphFake {
  requests = []; // `METHOD path`, without logins
  logins = 0;
  events = new Map(); // id to what Graph has
  #log = []; // {id, series?} of each change, in order
  #token = 0;
  #refusals = [];
  #epoch = 1;
  #last_id = 0;

  async start() {
    this.server = await serve((request) => this.#answer(request));
    return this;
  }
  close() {
    this.server.close();
  }
  get options() {
    return {
      kind: 'graph', tenant: 'example.org', user: 'app', secret: 's&cret',
      url: `${this.server.url}/v1.0`, login_url: this.server.url,
    };
  }

  // --- what people and the provider do ---
  put({ id = `single-${++this.#last_id}`, subject, start, end, ...more }) {
    this.events.set(id, {
      ...this.events.get(id), '@odata.type': '#microsoft.graph.event', id, subject, type: 'singleInstance',
      showAs: 'busy', sensitivity: 'normal', isAllDay: false, isCancelled: false, seriesMasterId: null,
      start: utc(start), end: utc(end), ...more,
    });
    this.#log.push({ id });
    return id;
  }
  /// One occurrence for each start; `moved` replaces some by exceptions.
  put_series(id, { subject, starts, minutes = 60, moved = {}, ...more }) {
    this.#drop_occurrences(id);
    const end = (start) => new Date(Date.parse(start) + minutes * 60_000).toISOString();
    this.put({ id, subject, start: starts[0], end: end(starts[0]), type: 'seriesMaster', ...more });
    for (const start of starts) {
      const change = moved[start];
      const at = change?.start ?? start;
      this.events.set(`${id}.${start}`, {
        ...this.events.get(id), id: `${id}.${start}`, seriesMasterId: id,
        type: change ? 'exception' : 'occurrence',
        ...(change && { subject: change.subject }), start: utc(at), end: utc(end(at)),
      });
    }
    this.#log.push({ id, series: true });
  }
  remove(id) {
    this.#drop_occurrences(id);
    this.events.delete(id);
    this.#log.push({ id });
  }
  #drop_occurrences(id) {
    for (const [key, x] of this.events) if (x.seriesMasterId === id) this.events.delete(key);
  }
  expire_token() {
    this.#token += 1000;
  }
  lose_deltas() {
    this.#epoch += 1;
  }
  /// The next request that is no login is answered so.
  refuse_next(status, headers = {}, code = 'TooManyRequests') {
    this.#refusals.push(fail(status, code, headers));
  }
  /// Whether delta gives masters; Graph does not always.
  with_masters = true;

  // --- what it answers ---
  #answer({ method, url, headers, body }) {
    if (url.pathname === '/example.org/oauth2/v2.0/token') return this.#log_in(new URLSearchParams(body));
    this.requests.push(`${method} ${url.pathname}`);
    if (this.#refusals.length > 0) return this.#refusals.shift();
    if (headers.authorization !== `Bearer token-${this.#token}`) return fail(401, 'InvalidAuthenticationToken');
    const [, , , user, kind, id] = url.pathname.split('/').map(decodeURIComponent);
    if (user !== 'anna@example.org') return fail(404, 'ErrorInvalidUser');
    if (kind === 'calendarView' && id === 'delta') return this.#delta(url, headers);
    if (kind !== 'events') return fail(400, 'BadRequest');
    if (method === 'POST') return this.#create(JSON.parse(body));
    if (method === 'GET' && !id) return this.#find(url.searchParams.get('$filter'));
    if (!this.events.has(id)) return fail(404, 'ErrorItemNotFound');
    if (method === 'GET') return { body: this.events.get(id) };
    if (method === 'PATCH') Object.assign(this.events.get(id), JSON.parse(body));
    if (method === 'DELETE') this.remove(id);
    return method === 'DELETE' ? { status: 204, body: '' } : { body: this.events.get(id) };
  }
  #log_in(form) {
    const right = form.get('grant_type') === 'client_credentials' && form.get('client_id') === 'app' &&
      form.get('client_secret') === 's&cret' && form.get('scope') === `${this.server.url}/.default`;
    if (!right) return { status: 401, body: { error: 'invalid_client', error_description: 'wrong secret' } };
    this.logins += 1;
    return { body: { token_type: 'Bearer', expires_in: 3599, access_token: `token-${++this.#token}` } };
  }
  #create(event) {
    const twin = [...this.events.values()].find((x) => event.transactionId && x.transactionId === event.transactionId);
    const id = twin?.id ?? this.put({ ...event, start: event.start.dateTime, end: event.end.dateTime });
    return { status: 201, body: this.events.get(id) };
  }
  #find(filter) {
    const [, key, value] = /ep\/id eq '([^']*)' and ep\/value eq '([^']*)'/.exec(filter);
    const found = [...this.events.values()].filter((x) =>
      x.singleValueExtendedProperties?.some((p) => p.id === key && p.value === value));
    return { body: { value: found.map(({ id }) => ({ id })) } };
  }

  #delta(url, headers) {
    const size = Number(/maxpagesize=(\d+)/.exec(headers.prefer)?.[1] ?? 10);
    const token = url.searchParams.get('$skiptoken') ?? url.searchParams.get('$deltatoken');
    const state = token
      ? JSON.parse(Buffer.from(token, 'base64url'))
      : { from: url.searchParams.get('startDateTime'), to: url.searchParams.get('endDateTime'), epoch: this.#epoch, since: 0, skip: 0 };
    if (state.epoch !== this.#epoch) return fail(410, 'SyncStateNotFound');
    const upto = state.upto ?? this.#log.length;
    const all = state.since === 0 ? this.#in_window(state) : this.#changes(state);
    const link = (name, x) =>
      `${this.server.url}${url.pathname}?${name}=${Buffer.from(JSON.stringify(x)).toString('base64url')}`;
    const more = state.skip + size < all.length;
    return {
      body: {
        value: all.slice(state.skip, state.skip + size),
        ...(more
          ? { '@odata.nextLink': link('$skiptoken', { ...state, upto, skip: state.skip + size }) }
          : { '@odata.deltaLink': link('$deltatoken', { ...state, upto: undefined, since: upto, skip: 0 }) }),
      },
    };
  }
  #in_window({ from, to }) {
    return [...this.events.values()]
      .filter((x) => x.type === 'seriesMaster' ? this.with_masters : x.start.dateTime < to && x.end.dateTime > from)
      .map(bare);
  }
  #changes(state) {
    const ids = new Set(this.#log.slice(state.since).map((x) => x.id));
    return [...ids].flatMap((id) => {
      const event = this.events.get(id);
      if (!event) return [{ '@odata.type': '#microsoft.graph.event', id, '@removed': { reason: 'deleted' } }];
      if (event.type !== 'seriesMaster') return [event];
      return this.#in_window(state).filter((x) => x.id === id || x.seriesMasterId === id);
    });
  }
}

function bare(event) {
  if (event.type !== 'occurrence') return event;
  const { id, type, seriesMasterId, start, end } = event;
  return { '@odata.type': '#microsoft.graph.event', id, type, seriesMasterId, start, end };
}
