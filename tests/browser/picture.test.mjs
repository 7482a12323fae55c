// The picture: chunks, deltas, gaps.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { make_picture } from '../../gateways/websocket/wallboard/picture.js';

const topic = 'people/a';
const snapshot = (revision, ids, more = {}) => ({
  topic,
  epoch: 'e1',
  revision,
  first: true,
  last: true,
  items: ids.map((id) => ({ id })),
  ...more,
});
const delta = (after, revision, set, removed = []) => ({
  topic,
  after,
  revision,
  set: set.map((x) => (typeof x === 'string' ? { id: x } : x)),
  removed,
});
const ids = (picture) =>
  picture
    .items('people/')
    .map((x) => x.id)
    .sort()
    .join('');

test('[B4.2] a snapshot in chunks is shown when its last chunk has come, not before', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(1, ['a']));
  assert.equal(picture.snapshot(snapshot(7, ['b'], { last: false })), 'arriving');
  assert.equal(ids(picture), 'a');
  assert.equal(picture.snapshot(snapshot(7, ['c'], { first: false })), 'complete');
  assert.equal(ids(picture), 'bc');
  assert.deepEqual(picture.position(topic), { epoch: 'e1', revision: 7 });
});

test('[B4.2] deltas set and remove items; what is old is passed over', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(5, ['a', 'b']));
  assert.equal(picture.delta(delta(5, 7, ['c'], ['a'])), 'applied');
  assert.equal(ids(picture), 'bc');
  assert.equal(picture.delta(delta(5, 7, [], ['b'])), 'old');
  assert.equal(ids(picture), 'bc');
});

test('[B4.2] a delta that begins after our place is a gap and changes nothing', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(5, ['a']));
  assert.equal(picture.delta(delta(6, 7, ['b'])), 'gap');
  assert.equal(ids(picture), 'a');
  assert.equal(picture.position(topic).revision, 5);
  assert.equal(picture.delta({ ...delta(6, 7, ['b']), topic: 'people/other' }), 'gap');
});

test('[B4.2] a delta that begins before our place and ends after it is laid over the picture', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(5, ['a']));
  assert.equal(picture.delta(delta(3, 8, ['b'])), 'applied');
  assert.equal(picture.position(topic).revision, 8);
});

test('[B4.2] deltas between the chunks of a snapshot are kept for its end', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(7, ['a'], { last: false }));
  assert.equal(picture.delta(delta(7, 8, [], ['a'])), 'arriving');
  assert.equal(picture.snapshot(snapshot(7, ['b'], { first: false })), 'complete');
  assert.equal(ids(picture), 'b');
  assert.equal(picture.position(topic).revision, 8);
});

test('[B4.2] chunks of different revisions are not mixed', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(7, ['a'], { last: false }));
  assert.equal(picture.snapshot(snapshot(8, ['b'], { first: false })), 'gap');
  assert.equal(picture.position(topic), null);
});

test('topics no longer wanted are forgotten', () => {
  const picture = make_picture();
  picture.snapshot(snapshot(1, ['a']));
  picture.keep_only(['people/b']);
  assert.equal(ids(picture), '');
  assert.equal(picture.has(topic), false);
});
