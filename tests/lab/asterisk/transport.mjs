// SIP over UDP: what is lost is sent again, what comes twice is answered twice and seen once.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { new_token, parse_message, response_to, sip_message } from './sip.mjs';

const t1 = 500;
const t2 = 4_000;
const give_up_after = 64 * t1;
/// How long a transaction that is over is remembered.
const memory = 8_000;

/// Calls `send` now, and again at doubling intervals, until the function that this returns is called.
function repeat(send, { longest = t2, given_up = () => {} } = {}) {
  let interval = t1;
  let timer;
  const began_at = Date.now();
  const again = () => {
    if (Date.now() - began_at >= give_up_after) return given_up();
    send();
    interval = Math.min(2 * interval, longest);
    timer = setTimeout(again, interval);
  };
  send();
  timer = setTimeout(again, interval);
  return () => clearTimeout(timer);
}

const transaction_of = ({ branch, method, cseq }) =>
  `${branch} ${method === 'ACK' ? 'INVITE' : (method ?? cseq.method)}`;

/// A socket at `port`, or at any, of an address of this machine. `on_request(request, from)` is told each request once; `on_message`
/// each message, with '<' for one that came and '>' for one that went.
export async function open_transport({
  address = '127.0.0.1',
  port = 0,
  on_request,
  on_message = () => {},
}) {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  const asked = new Map();
  const answered = new Map();
  const unacknowledged = new Map();
  const forgetting = new Set();
  const transport = { deaf: false, address };

  const forget_later = (map, key) => {
    const timer = setTimeout(() => map.delete(key) && forgetting.delete(timer), memory);
    forgetting.add(timer.unref());
  };
  const send = (message, to) => {
    on_message('>', message);
    socket.send(message.text, to.port, to.address, () => {}); // a refused packet is a lost packet
  };

  function on_response(response) {
    const transaction = asked.get(transaction_of(response));
    if (!transaction) return;
    if (response.status < 200) {
      if (transaction.request.method === 'INVITE') transaction.stop();
    } else {
      transaction.stop();
      if (transaction.request.method === 'INVITE' && response.status >= 300) {
        const { request, to } = transaction;
        const headers = request.headers.filter(([key]) => /^(via|from|call-id|route)$/i.test(key));
        headers.push(['To', response.header('to')], ['CSeq', `${request.cseq.number} ACK`]);
        headers.push(['Max-Forwards', '70']);
        send(new sip_message({ method: 'ACK', uri: request.uri }, headers), to);
      }
      const is_news = !transaction.final;
      if (is_news) forget_later(asked, transaction_of(response));
      transaction.final = response.status;
      // A 200 to an INVITE that comes again wants another ACK, which is the call's.
      if (!is_news && !(response.status < 300 && response.cseq.method === 'INVITE')) return;
    }
    transaction.on_response(response);
  }

  socket.on('message', (bytes, from) => {
    if (transport.deaf || bytes.length < 8) return;
    const message = parse_message(bytes);
    if (!message.header('via') || !message.header('cseq')) return; // not for us: ports are used again
    on_message('<', message);
    if (message.status) return on_response(message);
    if (message.method === 'ACK') {
      unacknowledged.get(`${message.call_id} ${message.cseq.number}`)?.();
      return on_request(message, from);
    }
    const key = transaction_of(message);
    if (answered.has(key)) {
      const { response, to } = answered.get(key);
      if (response) send(response, to);
      return;
    }
    answered.set(key, { response: null, to: from });
    on_request(message, from);
  });

  /// Sends a request to {address, port}; `then` is told each response, or a 408 of our own.
  transport.request = (request, to, then) => {
    const key = transaction_of(request);
    const given_up = () => asked.delete(key) && then(response_to(request, 408));
    const longest = request.method === 'INVITE' ? give_up_after : t2;
    const stop = repeat(() => send(request, to), { longest, given_up });
    asked.set(key, { request, to, stop, on_response: then, final: null });
  };
  transport.send = send;
  /// Answers a request. The last answer to an INVITE is repeated until it is acknowledged.
  transport.respond = (request, status, options) => {
    const response = response_to(request, status, options);
    const transaction = answered.get(transaction_of(request));
    transaction.response = response;
    if (status < 200) return send(response, transaction.to);
    forget_later(answered, transaction_of(request));
    if (request.method !== 'INVITE') return send(response, transaction.to);
    const key = `${request.call_id} ${request.cseq.number}`;
    const given_up = () => unacknowledged.delete(key);
    const stop = repeat(() => send(response, transaction.to), { given_up });
    unacknowledged.set(key, () => stop() ?? unacknowledged.delete(key));
  };
  transport.via = () =>
    `SIP/2.0/UDP ${address}:${transport.port};rport;branch=z9hG4bK${new_token()}`;
  transport.close = () => {
    asked.forEach(({ stop }) => stop());
    unacknowledged.forEach((stop) => stop());
    forgetting.forEach(clearTimeout);
    return new Promise((done) => socket.close(done));
  };

  socket.bind(port, address);
  await once(socket, 'listening');
  transport.port = socket.address().port;
  return transport;
}
