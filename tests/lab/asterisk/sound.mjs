// The sound of a call: every party speaks with a tone of its own, so that what it hears tells whom.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decoded, frame_of_tone, frame_samples, names_in, silent_frame } from './tones.mjs';

const frame_ms = 20;
const window_samples = 1600;
/// Sound that stopped coming is not heard any more.
const quiet_after = 100;
const keys = '0123456789*#';

// One clock for all calls. It catches up when it was held up, so that nobody's sound has holes.
const speaking = new Set();
let clock = null;
function run_clock() {
  if (clock || speaking.size === 0) return;
  let due = performance.now();
  clock = setInterval(() => {
    if (speaking.size === 0) clock = clearInterval(clock) ?? null;
    for (; due <= performance.now(); due += frame_ms) speaking.forEach((sound) => sound.tick());
  }, frame_ms);
}

/// A socket for a call's sound, speaking with the frequency, or silent without one.
export async function open_sound(frequency) {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const frame = frequency ? frame_of_tone(frequency) : silent_frame;
  const source = Math.floor(Math.random() * 2 ** 32);
  const sound = { port: socket.address().port, received: 0, digits: '' };
  const heard = new Int16Array(window_samples);
  let filled = 0;
  let heard_at = 0;
  let to = null;
  let number = 0;
  let time = 0;
  let last_event = -1;
  const outgoing_events = [];

  const send = (type, payload, at = time) => {
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = type;
    header.writeUInt16BE((number += 1) & 0xffff, 2);
    header.writeUInt32BE(at >>> 0, 4);
    header.writeUInt32BE(source, 8);
    socket.send(Buffer.concat([header, payload]), to.port, to.address, () => {}); // as in a network
  };
  sound.tick = () => {
    time += frame_samples;
    if (outgoing_events.length > 0) send(...outgoing_events.shift()(time));
    else send(0, frame);
  };

  socket.on('message', (packet) => {
    const type = packet[1] & 0x7f;
    if (type === 0) {
      const samples = packet.subarray(12, 12 + frame_samples);
      const now = performance.now();
      if (now - heard_at > quiet_after) filled = 0;
      heard.copyWithin(0, samples.length);
      for (let i = 0; i < samples.length; i += 1)
        heard[window_samples - samples.length + i] = decoded[samples[i]];
      filled = Math.min(filled + samples.length, window_samples);
      heard_at = now;
      sound.received += 1;
    } else if (type === 101 && packet[13] & 0x80 && packet.readUInt32BE(4) !== last_event) {
      last_event = packet.readUInt32BE(4);
      sound.digits += keys[packet[12]] ?? '';
    }
  });

  /// Speaks to where the other side's SDP says, or stops.
  sound.follow = ({ address, port, direction, events }) => {
    to = { address, port, events };
    if (port && /^(sendrecv|recvonly)$/.test(direction)) speaking.add(sound);
    else speaking.delete(sound);
    run_clock();
  };
  /// The names of all that came in the last 200 ms.
  sound.hears = () => {
    const is_quiet = performance.now() - heard_at > quiet_after;
    return is_quiet ? new Set() : names_in(heard.subarray(window_samples - filled));
  };
  /// Presses keys for 100 ms each, with 60 ms in between (RFC 4733).
  sound.press = (digits) => {
    for (const digit of digits) {
      let began;
      for (let i = 1; i <= 7; i += 1)
        outgoing_events.push((now) => {
          began ??= now;
          const payload = Buffer.from([keys.indexOf(digit), i >= 5 ? 0x8a : 0x0a, 0, 0]);
          payload.writeUInt16BE(Math.min(i, 5) * frame_samples, 2);
          return [to.events || 101, payload, began];
        });
      for (let i = 0; i < 3; i += 1) outgoing_events.push((now) => [0, frame, now]);
    }
  };
  sound.close = () => {
    speaking.delete(sound);
    socket.close();
  };
  return sound;
}
