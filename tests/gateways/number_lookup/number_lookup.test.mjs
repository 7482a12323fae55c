// The lookup of numbers, against a fake of a public directory.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Probe } from '../../lab/mail/probe.mjs';
import { serve } from '../../lab/calendar/serve.mjs';

const people = {
  4520304050: { person: { first: 'Jens', last: 'Åkjær' }, company: null },
  4586123456: { person: {}, company: 'Tømrer & Søn\u0007' },
  4511111111: { person: {}, company: '' },
};

async function office(t, more = {}, answer) {
  const asked = [];
  const fake = await serve(({ url, headers }) => {
    asked.push(url.searchParams.get('q'));
    if (answer) return answer(asked.length);
    if (headers['x-api-key'] !== 'key') return { status: 401, body: {} };
    const found = people[url.searchParams.get('q')];
    return found ? { body: found } : { status: 404, body: { message: 'nobody' } };
  });
  const probe = new Probe({ open: 'lookup', url: `${fake.url}/search?q={number_digits}`, secret: 'key', ...more });
  t.after(async () => {
    await probe.close();
    fake.close();
  });
  return { asked, look_up: (number) => probe.ask({ number }) };
}

test('[S9.2] a name is found, of a person or a company, and asked for once', async (t) => {
  const { asked, look_up } = await office(t);
  for (let i = 0; i < 3; ++i) {
    assert.deepEqual(await look_up('+4520304050'), { result: 'found', name: 'Jens Åkjær', problem: '' });
    assert.equal((await look_up('+4586123456')).name, 'Tømrer & Søn ');
  }
  assert.deepEqual(asked, ['4520304050', '4586123456']);
});

test('[S9.2] that there is nobody is kept too', async (t) => {
  const { asked, look_up } = await office(t);
  for (let i = 0; i < 3; ++i) {
    assert.equal((await look_up('+4599999999')).result, 'nobody');
    assert.equal((await look_up('+4511111111')).result, 'nobody'); // without a name
  }
  assert.equal(asked.length, 2);
  for (const number of ['', 'anonymous', '+45 12', '4'.repeat(33)]) assert.equal((await look_up(number)).result, 'nobody');
  assert.equal(asked.length, 2);
});

test('[S9.2] many who ask for one number at once ask the provider once', async (t) => {
  const { asked, look_up } = await office(t);
  const answers = await Promise.all(Array.from({ length: 50 }, () => look_up('+4520304050')));
  assert.ok(answers.every((x) => x.name === 'Jens Åkjær'));
  assert.equal(asked.length, 1);
});

test('[S9.2] beyond the pace nothing goes out, and what is known is answered still', async (t) => {
  const { asked, look_up } = await office(t, { per_hour: 2 });
  await look_up('+4520304050');
  await look_up('+4599999999');
  assert.deepEqual(await look_up('+4512345678'), { result: 'failed', name: '', problem: 'asked too often within an hour' });
  assert.equal((await look_up('+4520304050')).result, 'found');
  assert.equal(asked.length, 2);
});

test('[S9.2] a provider that fails is said to, and is left alone for a while', async (t) => {
  const { asked, look_up } = await office(t, {}, () => ({ status: 500, body: {} }));
  assert.deepEqual(await look_up('+4520304050'), { result: 'failed', name: '', problem: 'HTTP 500' });
  assert.equal((await look_up('+4520304050')).result, 'failed');
  assert.equal(asked.length, 1);
  const wrong = await office(t, { secret: 'wrong' });
  assert.equal((await wrong.look_up('+4520304050')).problem, 'HTTP 401');
});
