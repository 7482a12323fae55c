// E-mail, against a real SMTP server.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { Probe } from '../../lab/mail/probe.mjs';
import { make_certificates, SmtpServer } from '../../lab/mail/smtp_server.mjs';

let certificates;
let strangers;
before(async () => ([certificates, strangers] = await Promise.all([make_certificates(), make_certificates('DNS:mail.example.org')])));
after(() => Promise.all([certificates.remove(), strangers.remove()]));

async function office(t, server_options = {}, mail_options = {}) {
  const server = await SmtpServer.start(server_options);
  const mailer = new Probe({ open: 'mail', port: server.port, from_name: 'Omstillingen på Søen', ...mail_options });
  t.after(async () => {
    await mailer.close();
    await server.close();
  });
  const send = (to, more = {}) =>
    mailer.ask({ message: 'm-1', to: `${to}@example.org`, subject: 'Ring', text: 'Ring tilbage', ...more });
  return { server, mailer, send };
}

test('[S5.4] a message arrives once, and reads as it was written', async (t) => {
  const { server, send } = await office(t);
  const text = 'Kære Åse\n\n.\n..punktum først\nBlåbærgrød æøå ÆØÅ €\nen linje med mellemrum til sidst \n' + 'lang '.repeat(60) + '\n= slut';
  const subject = 'Ring til Jens Åkjær fra Tømrer & Søn, han spørger til døren i Østergade og vinduerne på første sal';
  const answer = await send('anna', { subject, text, to_name: 'Anna "Høj" Højgaard', reply_to: 'mette@example.org', message: 'm-1.7' });
  assert.equal(answer.result, 'accepted', answer.text);
  const [mail, ...more] = await server.has(1);
  assert.equal(more.length, 0);
  assert.deepEqual([mail.from, mail.to], ['omstilling@example.org', ['anna@example.org']]);
  assert.equal(mail.headers.subject, subject);
  assert.equal(mail.headers.to, '"Anna \\"Høj\\" Højgaard" <anna@example.org>');
  assert.equal(mail.headers.from, 'Omstillingen på Søen <omstilling@example.org>');
  assert.equal(mail.headers['reply-to'], 'mette@example.org');
  assert.equal(mail.headers.date, 'Sun, 22 Nov 2026 12:00:05 +0000');
  assert.equal(mail.headers['message-id'], '<m-1=2E7@example.org>');
  assert.equal(mail.headers['auto-submitted'], 'auto-generated');
  assert.equal(mail.headers['content-transfer-encoding'], 'quoted-printable');
  assert.deepEqual(mail.defects, []);
  assert.equal(mail.body.replaceAll('\r\n', '\n').trimEnd(), text);
  assert.ok(mail.raw.split('\r\n').every((line) => line.length <= 78), mail.raw);
});

test('[S5.4] a text without Latin letters goes as base64 and comes back the same', async (t) => {
  const { server, send } = await office(t);
  const text = 'Позвоните Йенсу\n請回電\n';
  assert.equal((await send('anna', { text, subject: '請回電'.repeat(30) })).result, 'accepted');
  const [mail] = await server.has(1);
  assert.equal(mail.headers['content-transfer-encoding'], 'base64');
  assert.equal(mail.body.replaceAll('\r\n', '\n').trimEnd(), text.trimEnd());
  assert.equal(mail.headers.subject, '請回電'.repeat(30));
  assert.deepEqual(mail.defects, []);
});

test('[S5.4] many messages go over one connection, each once and in order', async (t) => {
  const { server, send } = await office(t);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => send('anna', { message: `m-${i}` })));
  assert.ok(answers.every((x) => x.result === 'accepted'));
  const ids = (await server.has(40)).map((x) => x.headers['message-id']);
  assert.deepEqual(ids, Array.from({ length: 40 }, (_, i) => `<m-${i}@example.org>`));
  assert.equal(server.connections, 1);
});

test('[S5.4] a refused recipient is refused for ever, in the server\'s words, and the next message goes', async (t) => {
  const { server, send } = await office(t);
  assert.deepEqual(await send('nobody').then((x) => [x.result, x.text]), ['refused', '550 5.1.1 no such user here']);
  assert.deepEqual(await send('spam').then((x) => [x.result, x.text]), ['refused', '554 5.7.1 this looks like spam']);
  assert.equal((await send('anna')).result, 'accepted');
  assert.equal((await server.has(1)).length, 1);
});

test('[S5.4] greylisting is tried again later, and then arrives once', async (t) => {
  const { server, send } = await office(t);
  assert.deepEqual(await send('grey').then((x) => [x.result, x.text]), ['try_later', '451 4.7.1 greylisted, try again later']);
  assert.equal(server.taken.length, 0);
  assert.equal((await send('grey')).result, 'accepted');
  assert.equal((await server.has(1)).length, 1);
});

test('[S5.4] cut off between the end of the data and the answer, it is maybe accepted', async (t) => {
  const { server, send } = await office(t);
  const kept = await send('cut', { message: 'm-kept' });
  assert.equal(kept.result, 'maybe_accepted');
  assert.match(kept.text, /broke before the server answered/);
  assert.equal((await send('lost', { message: 'm-lost' })).result, 'maybe_accepted');
  // Which of the two it is nobody here can know.
  assert.deepEqual((await server.has(1)).map((x) => x.headers['message-id']), ['<m-kept@example.org>']);
  assert.equal((await send('anna')).result, 'accepted');
});

test('[S5.4] cut off in the middle of the data, it is tried again', async (t) => {
  // A fake of a server, because no real one breaks so.
  const fake = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 fake\r\n');
    socket.on('data', (x) => {
      const line = x.toString();
      if (line.startsWith('DATA')) socket.end('354 go on\r\n', () => socket.destroy());
      else socket.write('250 fine\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(fake, 'listening');
  const mailer = new Probe({ open: 'mail', port: fake.address().port });
  t.after(async () => {
    await mailer.close();
    fake.close();
  });
  // Longer than what the kernel takes for both sides: else all may be on its way, and nobody knows.
  const text = 'line\n'.repeat(6_000_000);
  const answer = await mailer.ask({ message: 'm-1', to: 'anna@example.org', subject: 'x', text });
  assert.equal(answer.result, 'try_later', answer.text);
});

test('[S5.4] nobody there, it is tried again; back, it arrives once', async (t) => {
  const first = await SmtpServer.start();
  const mailer = new Probe({ open: 'mail', port: first.port });
  const mail = { message: 'm-1', to: 'anna@example.org', subject: 'x', text: 'y' };
  t.after(() => mailer.close());
  assert.equal((await mailer.ask(mail)).result, 'accepted'); // and keeps the connection
  await first.close();
  const away = await mailer.ask(mail);
  assert.equal(away.result, 'try_later');
  assert.match(away.text, /localhost: /);
  const second = await SmtpServer.start({ port: first.port });
  assert.equal((await mailer.ask(mail)).result, 'accepted');
  assert.equal((await second.has(1)).length, 1);
  await second.close();
  const third = await SmtpServer.start({ port: first.port });
  t.after(() => third.close());
  // The kept connection is dead by now; a new one is made within the same attempt.
  assert.equal((await mailer.ask(mail)).result, 'accepted');
  assert.equal((await third.has(1)).length, 1);
});

for (const security of ['starttls', 'tls']) {
  test(`[S5.4] ${security}: with the authority's certificate and a login it arrives`, async (t) => {
    const { server, send } = await office(t,
      { tls: security, ...certificates, user: 'omstilling', password: 'hemmeligt æ' },
      { security, ca_file: certificates.ca, user: 'omstilling', password: 'hemmeligt æ' });
    assert.deepEqual(await send('anna').then((x) => [x.result, x.text]), ['accepted', '250 2.0.0 queued']);
    assert.equal((await server.has(1)).length, 1);
  });
  test(`[S5.4] ${security}: a certificate that is not trusted, or of another name, gets nothing`, async (t) => {
    for (const [at_server, ca_file] of [[certificates, undefined], [strangers, strangers.ca]]) {
      const { server, send } = await office(t, { tls: security, ...at_server }, { security, ca_file });
      const answer = await send('anna');
      assert.equal(answer.result, 'try_later');
      assert.match(answer.text, /certificate|SSL/i);
      assert.equal(server.taken.length, 0);
    }
  });
}

test('[S5.4] a server without STARTTLS gets nothing where it is asked for', async (t) => {
  const { server, send } = await office(t, {}, { security: 'starttls' });
  assert.equal((await send('anna')).result, 'try_later');
  assert.equal(server.taken.length, 0);
});

test('[S5.4] a wrong login waits for somebody to mend it; the message is not refused', async (t) => {
  const { send } = await office(t,
    { tls: 'starttls', ...certificates, user: 'omstilling', password: 'right' },
    { security: 'starttls', ca_file: certificates.ca, user: 'omstilling', password: 'wrong' });
  const answer = await send('anna');
  assert.equal(answer.result, 'try_later');
  assert.match(answer.text, /^535/);
});

test('[S5.4] what would be a header of its own is refused before anything is sent', async (t) => {
  const { server, send } = await office(t);
  assert.deepEqual(await send('anna', { subject: 'Hej\r\nBcc: all@example.org' }).then((x) => [x.result, x.text]), ['refused', 'subject: one line expected']);
  assert.deepEqual(await send('anna', { to_name: 'A\nB' }).then((x) => [x.result, x.text]), ['refused', 'name: one line expected']);
  assert.equal((await send('anna', { to: 'a@b.dk>\r\nRCPT TO:<c@d.dk' })).text, 'to: e-mail address expected');
  assert.equal((await send('anna', { reply_to: 'x' })).text, 'reply_to: e-mail address expected');
  assert.equal(server.connections, 0);
});
