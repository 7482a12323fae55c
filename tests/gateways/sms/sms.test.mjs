// SMS, against fakes written from the providers' documentation: a real one costs money and reaches real people.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { gatewayapi_fake } from '../../lab/sms/gatewayapi_fake.mjs';
import { Probe } from '../../lab/mail/probe.mjs';
import { twilio_fake } from '../../lab/sms/twilio_fake.mjs';

const text = 'Ring til "Jens Åkjær"\\\npå +45 20 30 40 50 & hils {id}';

async function office(t, provider, fake, more = {}) {
  const sender = new Probe({ open: 'sms', provider, url: fake.url, secret: 'secret-token', sender: 'Omstilling', ...more });
  t.after(async () => {
    await sender.close();
    fake.close();
  });
  return {
    send: (to = '+4520304050', what = {}) => sender.ask({ message: 'm-1', to, text, ...what }),
    receipt: (reference) => sender.ask({ do: 'receipt', reference }).then((x) => x.state),
  };
}

test('[S5.4] GatewayAPI: a message is given away as it was written, and its receipt comes late', async (t) => {
  const fake = await gatewayapi_fake();
  const { send, receipt } = await office(t, 'gatewayapi', fake);
  const answer = await send();
  assert.deepEqual(answer, { result: 'accepted', text: '', reference: '421332671', receipt_follows: true });
  const [{ id, dsnstatus, ...sent }] = fake.sent();
  assert.deepEqual(sent, { sender: 'Omstilling', message: text, userref: 'm-1', encoding: 'UTF8', recipients: [{ msisdn: 4520304050 }] });
  assert.equal(await receipt(answer.reference), 'pending'); // 404: not yet in the storage
  const kept = fake.messages.get(answer.reference);
  for (const [state, means] of [['ENROUTE', 'pending'], ['DELIVERED', 'delivered'], ['UNDELIVERABLE', 'undelivered'], ['EXPIRED', 'undelivered'], ['NEW_WORD', 'pending']]) {
    kept.dsnstatus = state;
    assert.equal(await receipt(answer.reference), means, state);
  }
});

test('[S5.4] GatewayAPI: letters beyond the GSM alphabet are asked for as UCS2', async (t) => {
  const fake = await gatewayapi_fake();
  const { send } = await office(t, 'gatewayapi', fake);
  await send(undefined, { text: 'ÆØÅ æøå € [ok]' });
  await send(undefined, { text: 'Zażółć' });
  assert.deepEqual(fake.sent().map((x) => x.encoding), ['UTF8', 'UCS2']);
});

test('[S5.4] Twilio: a message is given away as it was written, and its receipt comes late', async (t) => {
  const fake = await twilio_fake();
  const { send, receipt } = await office(t, 'twilio', fake);
  const answer = await send();
  assert.deepEqual([answer.result, answer.receipt_follows], ['accepted', true]);
  const kept = fake.messages.get(answer.reference);
  assert.deepEqual([kept.To, kept.From, kept.Body], ['+4520304050', 'Omstilling', text]);
  for (const [state, means] of [['queued', 'pending'], ['sent', 'pending'], ['delivered', 'delivered'], ['undelivered', 'undelivered'], ['failed', 'undelivered']]) {
    kept.status = state;
    assert.equal(await receipt(answer.reference), means, state);
  }
});

for (const [provider, make] of [['gatewayapi', gatewayapi_fake], ['twilio', twilio_fake]]) {
  test(`[S5.4] ${provider}: too often waits as long as it asks, a failure of theirs is tried again, and it arrives once`, async (t) => {
    const fake = await make();
    const { send } = await office(t, provider, fake);
    fake.trouble.push((refuse) => refuse(429, 20429, 'Too Many Requests', { 'retry-after': '7' }), (refuse) => refuse(500, 20500, 'Internal Server Error'), () => ({ status: 502, body: 'bad gateway' }));
    assert.deepEqual(await send(), { result: 'try_later', text: 'HTTP 429: Too Many Requests', reference: '', receipt_follows: false, retry_after: 7 });
    assert.equal((await send()).text, 'HTTP 500: Internal Server Error');
    assert.equal((await send()).text, 'HTTP 502');
    assert.equal(fake.sent().length, 0);
    assert.equal((await send()).result, 'accepted');
    assert.equal(fake.sent().length, 1);
  });

  test(`[S5.4] ${provider}: a number that is none is refused for ever, in the provider's words`, async (t) => {
    const { send } = await office(t, provider, await make());
    const answer = await send('+4512');
    assert.equal(answer.result, 'refused');
    assert.match(answer.text, /^HTTP 4\d\d: Invalid/);
  });

  test(`[S5.4] ${provider}: a wrong key is ours to mend: the message waits`, async (t) => {
    const { send } = await office(t, provider, await make(), { secret: 'wrong' });
    assert.equal((await send()).result, 'try_later');
  });
}

/// What takes a request and does not answer.
async function mute(t, then) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => then(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

test('[S5.4] given away and not answered, it is maybe accepted, not tried again by itself', async (t) => {
  const silent = await mute(t, () => {});
  assert.equal((await (await office(t, 'gatewayapi', silent, { timeout_ms: 300 })).send()).result, 'maybe_accepted');
  const broken = await mute(t, (socket) => socket.destroy());
  assert.equal((await (await office(t, 'gatewayapi', broken)).send()).result, 'maybe_accepted');
});

test('[S5.4] nobody there, it is tried again', async (t) => {
  const gone = await mute(t, () => {});
  gone.close();
  const { send, receipt } = await office(t, 'twilio', { url: gone.url, close() {} });
  assert.equal((await send()).result, 'try_later');
  assert.equal(await receipt('SM1'), 'pending');
});
