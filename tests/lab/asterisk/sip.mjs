// SIP messages, addresses, digest authentication and SDP: as much of them as a phone needs.

import { createHash, randomBytes } from 'node:crypto';

export const new_token = () => randomBytes(6).toString('hex');

const long_names = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  t: 'to',
  v: 'via',
};

export class sip_message {
  /// A request has `method` and `uri`, a response `status` and `phrase`. Headers are pairs, in order.
  constructor(start, headers = [], body = '') {
    Object.assign(this, start, { headers, body });
  }

  all(name) {
    return this.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  }

  header(name) {
    return this.all(name)[0];
  }

  get call_id() {
    return this.header('call-id');
  }

  get cseq() {
    const [number, method] = this.header('cseq').split(/\s+/);
    return { number: Number(number), method };
  }

  get branch() {
    return this.header('via').match(/;branch=([^;,\s]+)/)?.[1];
  }

  get start_line() {
    return this.method
      ? `${this.method} ${this.uri} SIP/2.0`
      : `SIP/2.0 ${this.status} ${this.phrase}`;
  }

  get text() {
    const lines = this.headers.map(([key, value]) => `${key}: ${value}`);
    const length = `Content-Length: ${Buffer.byteLength(this.body)}`;
    return [this.start_line, ...lines, length, '', this.body].join('\r\n');
  }
}

export function parse_message(bytes) {
  const [head, ...rest] = bytes.toString('utf8').split('\r\n\r\n');
  const [first, ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).trim();
    return [long_names[key.toLowerCase()] ?? key, line.slice(colon + 1).trim()];
  });
  const response = first.match(/^SIP\/2\.0 (\d{3}) ?(.*)$/);
  const [method, uri] = first.split(' ');
  const start = response ? { status: Number(response[1]), phrase: response[2] } : { method, uri };
  return new sip_message(start, headers, rest.join('\r\n\r\n'));
}

const phrases = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  302: 'Moved Temporarily',
  404: 'Not Found',
  405: 'Method Not Allowed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  491: 'Request Pending',
  603: 'Decline',
};

const copied = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'record-route']);

export function response_to(request, status, { to_tag, headers = [], body = '' } = {}) {
  const answered = request.headers
    .filter(([key]) => copied.has(key.toLowerCase()))
    .map(([key, value]) => {
      const lacks_tag = key.toLowerCase() === 'to' && to_tag && !/;tag=/.test(value);
      return [key, lacks_tag ? `${value};tag=${to_tag}` : value];
    });
  const phrase = phrases[status] ?? 'Because The Test Says So';
  return new sip_message({ status, phrase }, [...answered, ...headers], body);
}

/// The parts of a From, To, Contact or P-Asserted-Identity.
export function parse_address(text) {
  const [, quoted, plain, bracketed, bare] = text.match(
    /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*?))\s*(?:<([^>]*)>|(sips?:[^;\s]+))/,
  );
  const uri = bracketed ?? bare;
  const display = quoted?.replace(/\\(.)/g, '$1') ?? plain?.trim() ?? '';
  const number = decodeURIComponent(uri.match(/^sips?:(?:([^@;]*)@)?/)?.[1] ?? '');
  const tag = text.match(/;tag=([^;\s]+)/)?.[1];
  return { display, uri, number, tag };
}

export const write_address = (display, uri, tag) =>
  `${display ? `"${display.replace(/["\\]/g, '\\$&')}" ` : ''}<${uri}>${tag ? `;tag=${tag}` : ''}`;

const md5 = (text) => createHash('md5').update(text).digest('hex');

/// The header that answers a 401 or 407, as a pair; null when it asks for something we cannot do.
export function answer_challenge(response, { method, uri, user, password }) {
  const proxy = response.status === 407;
  for (const challenge of response.all(proxy ? 'proxy-authenticate' : 'www-authenticate')) {
    const fields = Object.fromEntries(
      [...challenge.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, k, a, b]) => [k, a ?? b]),
    );
    if ((fields.algorithm ?? 'MD5').toUpperCase() !== 'MD5') continue;
    const [nc, cnonce] = ['00000001', new_token()];
    const secret = md5(`${user}:${fields.realm}:${password}`);
    const asked = md5(`${method}:${uri}`);
    const qop = fields.qop ? `:${nc}:${cnonce}:auth` : '';
    const parts = [
      `username="${user}"`,
      `realm="${fields.realm}"`,
      `nonce="${fields.nonce}"`,
      `uri="${uri}"`,
      `response="${md5(`${secret}:${fields.nonce}${qop}:${asked}`)}"`,
      'algorithm=MD5',
      ...(fields.opaque ? [`opaque="${fields.opaque}"`] : []),
      ...(qop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ];
    return [proxy ? 'Proxy-Authorization' : 'Authorization', `Digest ${parts.join(', ')}`];
  }
  return null;
}

/// An offer or answer of mu-law sound and digits at `port`.
export const write_sdp = ({ id, version, port, direction = 'sendrecv' }) =>
  [
    'v=0',
    `o=- ${id} ${version} IN IP4 127.0.0.1`,
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n');

export function read_sdp(text) {
  const port = Number(text.match(/^m=audio (\d+)/m)?.[1] ?? 0);
  const address = text.match(/^c=IN IP4 (\S+)/m)?.[1] ?? '0.0.0.0';
  const direction = text.match(/^a=(sendrecv|sendonly|recvonly|inactive)/m)?.[1] ?? 'sendrecv';
  const events = Number(text.match(/^a=rtpmap:(\d+) telephone-event\/8000/m)?.[1] ?? 0);
  return { port, address, direction, events };
}
