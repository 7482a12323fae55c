// One call of a party, in or out: what a test does with it, what it saw, what became of it.

import { dialog, request_pending } from './dialog.mjs';
import { parse_address } from './sip.mjs';

export class call extends dialog {
  constructor(party, invite, options) {
    super(party, invite, options);
    this.headers = Object.fromEntries(invite.headers.map(([k, v]) => [k.toLowerCase(), v]));
    /// The number that was called.
    this.to = parse_address(invite.header('to')).number;
    /// new, ringing, talking or ended.
    this.state = 'new';
    this.final_status = null;
    this.reason_header = null;
    /// us, them, cancelled, refused, silence; closed when its party was.
    this.ended_by = null;
    /// What the last NOTIFY about our REFER said.
    this.refer_status = null;
    /// When it entered each of its states.
    this.times = { began: Date.now() };
    /// The messages, such as <INVITE and >200/INVITE.
    this.log = [];
  }

  get facts() {
    const { direction } = this.sdp;
    const way = this.outgoing ? `to ${this.to}` : `from ${this.from_number}`;
    const hears = [...this.hears()].join(', ');
    return `${way}: ${this.state} ${this.final_status ?? ''} ${this.ended_by ?? ''} ${direction}, hears [${hears}]: ${this.log.join(' ')}`;
  }

  note(arrow, message) {
    this.log.push(`${arrow}${message.method ?? `${message.status}/${message.cseq.method}`}`);
  }

  // --- what a test, or a person, does ---

  ring() {
    if (this.outgoing || !['new', 'ringing'].includes(this.state)) return;
    this.enter('ringing');
    this.party.transport.respond(this.invite, 180, this.answer_options());
  }

  async answer() {
    if (this.outgoing || !['new', 'ringing'].includes(this.state) || this.final_status) return;
    this.final_status = 200;
    await this.open_sound();
    if (this.state === 'ended') return;
    const offer = this.invite.body;
    if (offer) this.follow(offer);
    this.enter('talking');
    this.party.transport.respond(this.invite, 200, this.answer_options(this.write_sdp()));
  }

  reject(status = 486, headers = []) {
    if (this.outgoing || !['new', 'ringing'].includes(this.state) || this.final_status) return;
    this.final_status = status;
    this.party.transport.respond(this.invite, status, {
      ...this.answer_options(),
      headers,
    });
    this.end('us');
  }

  /// Ends the call in whatever way its state asks for. True when the other side has agreed.
  async hang_up() {
    if (this.state === 'ended') return false;
    if (this.state === 'talking') {
      this.end('us');
      if (!this.outgoing) await this.acknowledged; // RFC 3261: no BYE before the ACK
      return (await this.ask('BYE')).status === 200;
    }
    if (!this.outgoing) return this.reject(603);
    this.wants_cancel = true;
    if (this.may_cancel) this.cancel();
    return true;
  }

  hold() {
    return this.change_direction('sendonly');
  }

  resume() {
    return this.change_direction('sendrecv');
  }

  /// Asks the PBX to put the other side through to a number, or to another call of this party. Gives the
  /// status of the answer; `refer_status` follows.
  async refer(target) {
    const { host } = this.party;
    let uri = `sip:${encodeURIComponent(target)}@${host}`;
    if (target instanceof call) {
      const tags = `;to-tag=${parse_address(target.remote).tag};from-tag=${target.local_tag}`;
      uri = `${target.remote_target}?Replaces=${encodeURIComponent(target.call_id + tags)}`;
    }
    const headers = [
      ['Contact', `<${this.party.contact}>`],
      ['Refer-To', `<${uri}>`],
      ['Referred-By', `<${this.party.uri}>`],
    ];
    return (await this.ask('REFER', { headers })).status;
  }

  /// Presses keys.
  dtmf(digits) {
    this.sound.press(digits);
  }

  // --- what comes ---

  /// The road of our INVITE; the party has sent it.
  on_answer(response) {
    const { status } = response;
    if (status >= 300) return this.on_refusal(response);
    if (status > 100) {
      this.remote = response.header('to');
      const contact = response.header('contact');
      if (contact) this.remote_target = parse_address(contact).uri;
      this.identify(response);
      if (response.body) this.follow(response.body);
    }
    if (status >= 200) {
      this.party.transport.send(
        this.in_dialog('ACK', { cseq: this.invite.cseq.number }),
        this.remote_to,
      );
      if (this.final_status) return; // it came again
      this.final_status = status;
      this.enter('talking');
      if (this.wants_cancel) this.hang_up();
      return;
    }
    this.may_cancel = true;
    if (this.wants_cancel) this.cancel();
    else if (status >= 180) this.enter('ringing');
  }

  on_refusal(response) {
    const { status } = response;
    if ((status === 401 || status === 407) && !this.authorized) {
      this.authorized = true;
      const more = this.party.authorize(response, this.invite);
      if (more) return this.party.send_invite(this, more);
    }
    this.final_status = status;
    this.reason_header = response.header('reason') ?? null;
    this.end(this.wants_cancel ? 'us' : status === 408 ? 'silence' : 'refused');
  }

  on_request(request) {
    const respond = (status, options = {}) =>
      this.party.transport.respond(request, status, options);
    this.note('<', request);
    switch (request.method) {
      case 'ACK':
        this.acknowledge();
        return request.body && this.follow(request.body);
      case 'CANCEL':
        respond(200);
        if (this.final_status) return;
        this.reason_header = request.header('reason') ?? null;
        this.final_status = 487;
        this.party.transport.respond(this.invite, 487, this.answer_options());
        return this.end('cancelled');
      case 'BYE':
        respond(200);
        this.reason_header = request.header('reason') ?? null;
        return this.state !== 'ended' && this.end('them');
      case 'INVITE':
      case 'UPDATE':
        if (this.asking_invite) return respond(request_pending);
        this.identify(request);
        if (request.body) this.follow(request.body);
        if (!request.body && request.method === 'UPDATE')
          return respond(200, this.answer_options());
        return respond(200, this.answer_options(this.write_sdp()));
      case 'NOTIFY':
        respond(200);
        if (request.header('event') === 'talk') this.answer();
        if (/^refer/.test(request.header('event') ?? ''))
          this.refer_status = Number(request.body.match(/^SIP\/2\.0 (\d{3})/)?.[1]);
        return;
      case 'OPTIONS':
      case 'INFO':
      case 'MESSAGE':
        return respond(200);
      default:
        return respond(405);
    }
  }

  // --- how ---

  enter(state) {
    if (this.state === 'ended') return;
    this.state = state;
    this.times[state] ??= Date.now();
  }

  end(by) {
    this.enter('ended');
    this.ended_by ??= by;
    this.close_sound();
    this.party.on_ended(this);
  }

  async change_direction(direction) {
    this.asking_invite = true;
    this.sdp.direction = direction;
    const headers = [
      ['Contact', `<${this.party.contact}>`],
      ['Content-Type', 'application/sdp'],
    ];
    const response = await this.ask('INVITE', { headers, body: this.write_sdp() });
    if (response.status === 200 && response.body) this.follow(response.body);
    this.asking_invite = false;
    return response.status;
  }
}
