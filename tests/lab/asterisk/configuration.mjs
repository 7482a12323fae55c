// What a lab's Asterisk reads: the shipped settings of etc/asterisk, and the lab's own in conf/. There,
// `x.more.conf` is added to the shipped x.conf, and any other file stands alone or takes its place.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { frame_of_tone, music_frequency } from './tones.mjs';

const shipped = fileURLToPath(new URL('../../../etc/asterisk', import.meta.url));
const own = fileURLToPath(new URL('conf', import.meta.url));

/// Files whose absence Asterisk takes for an error, and which have nothing to say.
const silent = {
  acl: '',
  ccss: '[general]\n',
  cdr: '[general]\nenable = no\n',
  cel: '[general]\nenable = no\n',
  features: '[general]\n',
  pjproject: '[startup]\ntype = startup\nlog_level = default\n',
  udptl: '[general]\n',
  voicemail: '[general]\n',
  websocket_client: '',
};

const phone_sections = ({ number, name }) => `
[${number}](lab-phone)
auth = ${number}
aors = ${number}
callerid = "${name}" <${number}>
[${number}](lab-phone-auth)
username = ${number}
[${number}](lab-phone-aor)`;

/// Another Asterisk on this machine, told apart by the port that it sends from.
const line_sections = ({ site, port }) => `
[${site}](provider,lab-media)
context = from-sites
aors = ${site}
trust_id_outbound = yes
send_connected_line = yes
rtp_timeout = 0
[${site}]
type = aor
contact = sip:127.0.0.1:${port}
[${site}]
type = identify
endpoint = ${site}
match = 127.0.0.1:${port}/32`;

const queue_extension = ({ number, name }) => `exten => ${number},1,Set(__ShowInSwitchboard=${name})
 same => n,Goto(to-service,\${EXTEN},1)`;

const files_of = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.conf'))
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]);

/// Writes the settings into the folder `run`. `values` fill the places such as @SIP_PORT@.
export function write_configuration(run, { values, phones, queues, lines }) {
  for (const folder of ['etc', 'lib', 'log', 'cache', 'moh', 'spool/recording', 'spool/tmp'])
    mkdirSync(path.join(run, folder), { recursive: true });
  const all = {
    ...values,
    RUN: run,
    PHONES: phones.map(phone_sections).join('\n'),
    LINES: lines.map(line_sections).join('\n'),
    QUEUES: queues.map(queue_extension).join('\n'),
  };
  const fill = (text) =>
    text.replace(/@([A-Z_]+)@/g, (place, name) => {
      if (!(name in all)) throw new Error(`nothing fills ${place}`);
      return all[name];
    });
  const texts = new Map(Object.entries(silent).map(([name, text]) => [`${name}.conf`, text]));
  for (const [file, text] of files_of(shipped)) texts.set(file, text);
  for (const [file, text] of files_of(own)) {
    const name = file.replace('.more.conf', '.conf');
    texts.set(name, (name === file ? '' : texts.get(name)) + fill(text));
  }
  for (const [file, text] of texts) writeFileSync(path.join(run, 'etc', file), text);
  // One second of music on hold.
  const frame = frame_of_tone(music_frequency, 6000);
  writeFileSync(path.join(run, 'moh', 'tone.ulaw'), Buffer.concat(Array(50).fill(frame)));
}
