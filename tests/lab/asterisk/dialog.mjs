// The dialog of SIP below a call: who talks with whom, its requests, and its sound.

import {
  new_token,
  parse_address,
  read_sdp,
  sip_message,
  write_address,
  write_sdp,
} from './sip.mjs';
import { open_sound } from './sound.mjs';

/// What a party may be answered with when it asks while it is itself being asked; it asks again then.
export const request_pending = 491;

const flipped = { sendonly: 'recvonly', recvonly: 'sendonly' };

export class dialog {
  /// `party` makes its requests; `invite` is the INVITE that came, or the one that is going out.
  constructor(party, invite, { outgoing }) {
    this.party = party;
    this.outgoing = outgoing;
    this.invite = invite;
    this.call_id = invite.call_id;
    /// The other party, as the display shows it.
    this.from_display = '';
    this.from_number = '';
    /// Whether the other side has put us on hold.
    this.is_held = false;
    this.sound = null;
    this.sdp = { id: Date.now(), version: 0, direction: 'sendrecv' };
    this.asking_invite = false;
    this.remote_to = party.pbx_address;
    this.local_cseq = outgoing ? invite.cseq.number : 0;
    this.local_tag = outgoing ? parse_address(invite.header('from')).tag : new_token();
    if (outgoing) return;
    this.acknowledged = new Promise((done) => (this.acknowledge = done));
    this.remote_target = parse_address(invite.header('contact')).uri;
    this.local = `${invite.header('to').replace(/;tag=.*$/, '')};tag=${this.local_tag}`;
    this.remote = invite.header('from');
    this.identify(invite);
  }

  /// The names of all that this side hears now.
  hears() {
    return this.sound?.hears() ?? new Set();
  }

  /// Keys that the other side pressed.
  get digits() {
    return this.sound?.digits ?? '';
  }

  identify(message) {
    const asserted = message.header('p-asserted-identity');
    const told = asserted ?? (message.method ? message.header('from') : null);
    if (!told) return;
    const { display, number } = parse_address(told);
    [this.from_display, this.from_number] = [display, number];
  }

  async open_sound() {
    this.sound ??= await open_sound(this.party.voice);
    if (this.state === 'ended') this.close_sound();
  }

  close_sound() {
    this.sound?.close();
    this.sound = null;
  }

  write_sdp() {
    this.sdp.version += 1;
    return write_sdp({ ...this.sdp, port: this.sound?.port ?? 9 });
  }

  follow(body) {
    const remote = read_sdp(body);
    this.is_held = /^(sendonly|inactive)$/.test(remote.direction);
    if (!this.asking_invite) this.sdp.direction = flipped[remote.direction] ?? remote.direction;
    this.sound?.follow(remote);
  }

  answer_options(body = '') {
    const headers = [['Contact', `<${this.party.contact}>`]];
    if (body) headers.push(['Content-Type', 'application/sdp']);
    return { to_tag: this.local_tag, headers, body };
  }

  cancel() {
    if (this.cancelled) return;
    this.cancelled = true;
    const headers = this.invite.headers.filter(([key]) => /^(via|from|to|call-id)$/i.test(key));
    headers.push(['CSeq', `${this.invite.cseq.number} CANCEL`], ['Max-Forwards', '70']);
    const request = new sip_message({ method: 'CANCEL', uri: this.invite.uri }, headers);
    this.party.transport.request(request, this.remote_to, () => {});
  }

  in_dialog(method, { headers = [], body = '', cseq } = {}) {
    const [from, to] = this.outgoing
      ? [this.invite.header('from'), this.remote]
      : [this.local, this.remote];
    return new sip_message(
      { method, uri: this.remote_target },
      [
        ['Via', this.party.transport.via()],
        ['Max-Forwards', '70'],
        ['From', from],
        ['To', to],
        ['Call-ID', this.call_id],
        ['CSeq', `${cseq ?? (this.local_cseq += 1)} ${method}`],
        ...headers,
      ],
      body,
    );
  }

  /// The final answer to a request in this dialog. It is asked again when the other side was asking too.
  async ask(method, { headers = [], body = '' } = {}) {
    for (let attempt = 0; ; attempt += 1) {
      const request = this.in_dialog(method, { headers, body });
      const response = await this.party.ask(request, this.remote_to);
      if (method === 'INVITE' && response.status < 300) {
        const ack = this.in_dialog('ACK', { cseq: request.cseq.number });
        this.party.transport.send(ack, this.remote_to);
      }
      if (response.status !== request_pending || attempt === 5) return response;
      // RFC 3261 wants a random pause here, so that the two do not meet again.
      await new Promise((done) => setTimeout(done, 50 + Math.random() * 200));
    }
  }
}

/// The INVITE that begins a call of `party` to the number.
export const make_invite = (party, number, more = []) =>
  new sip_message({ method: 'INVITE', uri: `sip:${encodeURIComponent(number)}@${party.host}` }, [
    ['Via', party.transport.via()],
    ['Max-Forwards', '70'],
    ['From', write_address(party.display, party.uri, new_token())],
    ['To', `<sip:${encodeURIComponent(number)}@${party.host}>`],
    ['Call-ID', `${new_token()}${new_token()}`],
    ['CSeq', '1 INVITE'],
    ['Contact', `<${party.contact}>`],
    ['Allow', 'INVITE, ACK, CANCEL, BYE, UPDATE, OPTIONS, INFO, NOTIFY, REFER'],
    ['Content-Type', 'application/sdp'],
    ...more,
  ]);
