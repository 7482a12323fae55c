// How others reach an Asterisk of the lab.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { phone_password } from './asterisk.mjs';

/// Writes the PBX's addresses and passwords to asterisk.env in its folder; gives file and text.
export function write_environment(pbx) {
  const lines = {
    ARI_URL: pbx.ari_url,
    ARI_USER: pbx.ari_user,
    ARI_PASSWORD: pbx.ari_password,
    SIP: `127.0.0.1:${pbx.sip_port}`,
    PHONE_PASSWORD: phone_password,
    TRUNK_UAC_PORT: pbx.trunk_uac_port,
    TRUNK_UAS_PORT: pbx.trunk_uas_port,
    CLI: path.join(pbx.run, 'asterisk'),
  };
  const file = path.join(pbx.run, 'asterisk.env');
  const text = Object.entries(lines)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
  writeFileSync(file, text, { mode: 0o600 });
  return { file, text };
}

/// A line for people: `called=3 answered=2`.
export const write_counts = (counts) =>
  `${Object.entries(counts)
    .map((x) => x.join('='))
    .join(' ')}\n`;
