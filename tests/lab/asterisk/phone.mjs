// Real SIP parties for tests: phones of the PBX, callers from outside, and who is called outside. A test
// tells them what to do, and looks at what they saw.

import { setTimeout as pause } from 'node:timers/promises';
import { phone_password } from './asterisk.mjs';
import { call } from './call.mjs';
import { make_invite } from './dialog.mjs';
import { answer_challenge, new_token, sip_message, write_address } from './sip.mjs';
import { give_back_voice, take_voice } from './tones.mjs';
import { open_transport } from './transport.mjs';
import { fact_sources, until } from './until.mjs';

/// How long a goodbye may take, in ms; the PBX may be gone.
const patience_with_pbx = 500;

/// What the headers of an INVITE say when a phone is to answer by itself.
const asks_for_answer = ({ headers }) =>
  /answer-after=0/.test(headers['call-info'] ?? '') ||
  /alert-autoanswer|auto-answer/i.test(headers['alert-info'] ?? '');

class party {
  constructor(pbx, { number, name = '', password, auto_answers = false, on_call, silent = false }) {
    this.number = number;
    this.display = name;
    this.password = password;
    this.auto_answers = auto_answers;
    /// What it does with a call that comes; by itself it rings and waits.
    this.on_call = on_call ?? ((incoming) => incoming.ring());
    /// All its calls, the oldest first.
    this.calls = [];
    this.seen = 0;
    this.voice = silent ? null : take_voice(number);
    this.host = `127.0.0.1:${pbx.sip_port}`;
    this.pbx_address = { address: '127.0.0.1', port: pbx.sip_port };
    this.uri = `sip:${encodeURIComponent(number)}@${this.host}`;
    this.pbx = pbx;
    this.close = this.close.bind(this);
    this.facts = () => this.calls.slice(-3).map((x) => `${number}: ${x.facts}`);
    fact_sources.add(this.facts);
    pbx.companions?.add(this.close);
  }

  get contact() {
    return `sip:${encodeURIComponent(this.number)}@${this.transport.address}:${this.transport.port}`;
  }

  /// Its latest call.
  get call() {
    return this.calls.at(-1);
  }

  get is_talking() {
    return this.calls.some((x) => x.state === 'talking');
  }

  /// The oldest call that has come and was not asked for yet, as soon as there is one.
  async next_call({ within = 10_000 } = {}) {
    const find = () => this.calls.filter((x) => !x.outgoing)[this.seen];
    const found = await until(find, { what: `a call to ${this.number}`, within });
    this.seen += 1;
    return found;
  }

  /// Calls a number. The call is under way when this returns; its `state` tells the rest.
  async dial(number, { headers = [] } = {}) {
    const made = new call(this, make_invite(this, number, headers), { outgoing: true });
    this.calls.push(made);
    this.transport.routes.set(made.call_id, made);
    await made.open_sound();
    made.invite.body = made.write_sdp();
    this.send_invite(made);
    return made;
  }

  send_invite(made, more) {
    if (more) {
      const kept = made.invite.headers.filter(([key]) => !/^(via|cseq)$/i.test(key));
      made.local_cseq += 1;
      made.invite = new sip_message(
        made.invite,
        [['Via', this.transport.via()], ['CSeq', `${made.local_cseq} INVITE`], ...kept, more],
        made.invite.body,
      );
    }
    this.transport.request(made.invite, this.pbx_address, (response) => {
      made.on_answer(response);
    });
  }

  authorize(response, { method, uri }) {
    return this.password === undefined
      ? null
      : answer_challenge(response, { method, uri, user: this.number, password: this.password });
  }

  /// The final answer to a request that belongs to no call's beginning.
  ask(request, to = this.pbx_address) {
    return new Promise((done) =>
      this.transport.request(request, to, (response) => response.status >= 200 && done(response)),
    );
  }

  receive(invite) {
    const incoming = new call(this, invite, { outgoing: false });
    incoming.note('<', invite);
    this.transport.routes.set(incoming.call_id, incoming);
    this.calls.push(incoming);
    this.transport.respond(invite, 100);
    if (this.auto_answers && asks_for_answer(incoming)) return incoming.answer();
    return this.on_call(incoming);
  }

  on_ended() {}

  /// Is gone: says goodbye in all its calls first, unless it is to go as with the power.
  async close({ abruptly = false } = {}) {
    if (this.closed) return;
    this.closed = true;
    const live = this.calls.filter((x) => x.state !== 'ended');
    const goodbyes = abruptly ? [] : live.map((x) => x.hang_up());
    await Promise.race([Promise.all(goodbyes), pause(patience_with_pbx, null, { ref: false })]);
    for (const x of live) if (x.state !== 'ended') x.end('closed');
    if (this.voice) give_back_voice(this.voice);
    fact_sources.delete(this.facts);
    this.pbx.companions?.delete(this.close);
    clearTimeout(this.refresh);
    if (!this.shares_transport) await this.transport.close();
  }
}

/// A transport whose requests go to the calls that they belong to, and new calls to `on_invite`.
async function open_routes(port, on_invite, address) {
  const routes = new Map();
  const transport = await open_transport({
    address,
    port,
    on_message: (arrow, message) =>
      (arrow === '>' || message.status) && routes.get(message.call_id)?.note(arrow, message),
    on_request: (request) => {
      const known = routes.get(request.call_id);
      if (known) return known.on_request(request);
      if (request.method === 'INVITE' && on_invite) return on_invite(request);
      if (request.method === 'ACK') return;
      const is_ours = ['OPTIONS', 'NOTIFY'].includes(request.method);
      return transport.respond(request, is_ours ? 200 : 481, { to_tag: new_token() });
    },
  });
  return Object.assign(transport, { routes });
}

class phone extends party {
  /// Logs in; gives the status of the answer. It stays logged in until it is closed.
  async register({ expires = 300 } = {}) {
    clearTimeout(this.refresh);
    const status = await this.send_register(expires);
    if (status === 200 && expires > 0)
      this.refresh = setTimeout(() => this.register({ expires }), expires * 500).unref();
    return status;
  }

  unregister() {
    return this.register({ expires: 0 });
  }

  async send_register(expires) {
    const uri = `sip:${this.host}`;
    this.register_id ??= new_token();
    let more = [];
    for (;;) {
      this.registers = (this.registers ?? 0) + 1;
      const headers = [
        ['Via', this.transport.via()],
        ['Max-Forwards', '70'],
        ['From', write_address(this.display, this.uri, new_token())],
        ['To', `<${this.uri}>`],
        ['Call-ID', this.register_id],
        ['CSeq', `${this.registers} REGISTER`],
        ['Contact', `<${this.contact}>`],
        ['Expires', String(expires)],
        ...more,
      ];
      const request = new sip_message({ method: 'REGISTER', uri }, headers);
      const response = await this.ask(request);
      const answer = more.length === 0 && this.authorize(response, request);
      if (!answer || ![401, 407].includes(response.status)) return response.status;
      more = [answer];
    }
  }

  /// Stays logged in and answers nothing, as a phone whose cable was pulled.
  dead(is_dead = true) {
    this.transport.deaf = is_dead;
  }
}

/// A phone of the PBX, not logged in yet. `on_call(call)` says what it does with a call that comes; with
/// `auto_answers` it answers at once when the call asks for it. `silent`: without a voice of its own.
/// With an `address` of its own it listens there at the port of SIP.
export async function new_phone({ pbx, number, password = phone_password, address, ...more }) {
  const made = new phone(pbx, { number, password, ...more });
  const port = address ? 5060 : 0;
  made.transport = await open_routes(port, (invite) => made.receive(invite), address);
  return made;
}

/// The sockets that the world outside is known by, each opened at its first use.
function shared_transport(pbx, port, on_invite) {
  pbx.outside_transports ??= new Map();
  if (!pbx.outside_transports.has(port)) {
    const opened = open_routes(port, on_invite);
    pbx.outside_transports.set(port, opened);
    const close = async () => {
      pbx.companions.delete(close);
      pbx.outside_transports.delete(port);
      await (await opened).close();
    };
    pbx.companions?.add(close);
  }
  return pbx.outside_transports.get(port);
}

/// Somebody outside who calls: dial(did).
export async function caller({ pbx, number, name = '', ...more }) {
  const made = new party(pbx, { number, name, ...more });
  made.shares_transport = true;
  made.transport = await shared_transport(pbx, pbx.trunk_uac_port);
  return made;
}

/// Whoever is called outside. `call.to` is the number that was called.
export async function outside({ pbx, name = 'outside', ...more }) {
  const made = new party(pbx, { number: name, ...more });
  made.transport = await open_routes(pbx.trunk_uas_port, (invite) => made.receive(invite));
  return made;
}
