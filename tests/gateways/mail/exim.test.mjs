// E-mail, against the mail server of a site: encrypted, with a login, into mailboxes.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { Exim } from '../../lab/mail/exim.mjs';
import { Probe } from '../../lab/mail/probe.mjs';
import { make_certificates } from '../../lab/mail/smtp_server.mjs';

let certificates, exim, mailer;
const open = (more = {}) =>
  new Probe({ open: 'mail', port: exim.port, security: 'starttls', ca_file: certificates.ca, from_name: 'Omstillingen', ...exim.login, ...more });
before(async () => {
  certificates = await make_certificates();
  exim = await new Exim().start(certificates);
  mailer = open();
});
after(async () => {
  await mailer?.close();
  await exim?.stop();
  await certificates?.remove();
});
const send = (to, more = {}, by = mailer) =>
  by.ask({ message: 'm-1', to: `${to}@example.org`, subject: 'Ring', text: 'Ring tilbage', ...more });

/// The body of a message that is written as quoted-printable.
function body_of(mail) {
  const text = mail.slice(mail.indexOf('\n\n') + 2).replaceAll('=\n', '');
  return Buffer.from(text.replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1').toString('utf8');
}

test('[S5.4] it lies in the mailbox once, as it was written', async () => {
  const text = 'Kære Åse\n\n.\n..punktum først\nBlåbærgrød til €uropa\n' + 'lang '.repeat(60);
  const answer = await send('anna', { text, subject: 'Ring til Jens Åkjær' });
  assert.equal(answer.result, 'accepted', answer.text);
  const mails = await exim.mailbox('anna', 1);
  assert.equal(mails.length, 1);
  assert.equal(body_of(mails[0]).trimEnd(), text.trimEnd());
  assert.match(mails[0], /^Message-ID: <m-1@example\.org>$/im);
  assert.match(await exim.log(), /A=plain:lone/);
});

test('[S5.4] whom it does not know is refused, in its words', async () => {
  const answer = await send('nobody');
  assert.equal(answer.result, 'refused');
  assert.match(answer.text, /^550/);
  assert.equal((await send('anna', { to: 'anna@elsewhere.example' })).result, 'refused');
});

test('[S5.4] greylisted, it is tried later, and lies there once', async () => {
  const first = await send('grey', { message: 'm-2' });
  assert.equal(first.result, 'try_later');
  assert.match(first.text, /greylisted/);
  assert.equal((await send('grey', { message: 'm-2' })).result, 'accepted');
  assert.equal((await exim.mailbox('grey', 1)).length, 1);
});

test('[S5.4] a wrong login and a stranger for a server send nothing', async () => {
  const before = await exim.mailbox('anna', 1);
  const strangers = await make_certificates('DNS:mail.example.net');
  for (const wrong of [{ password: 'forkert' }, { ca_file: strangers.ca }]) {
    const other = open(wrong);
    assert.equal((await send('anna', { message: 'm-3' }, other)).result, 'try_later');
    await other.close();
  }
  await strangers.remove();
  assert.equal((await send('anna', { message: 'm-4' })).result, 'accepted');
  assert.equal((await exim.mailbox('anna', before.length + 1)).length, before.length + 1);
});
