// Mu-law tones, and which of them a piece of sound holds.

export const rate = 8000;
export const frame_samples = 160;
export const music_frequency = 350;
const ringing_frequencies = [440, 480];

/// How loud a tone must be to count, of the 3000 that a party speaks with.
const threshold = 1000;

const encode = (value) => {
  const sign = value < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(value)), 32635) + 132;
  const exponent = 24 - Math.clz32(magnitude);
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 255;
};

export const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 255;
  const magnitude = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 0x80 ? -magnitude : magnitude;
});

/// 20 ms of a tone. Its frequency is a multiple of 50 Hz, so frames join without a step, also where one
/// was lost.
export const frame_of_tone = (frequency, loudness = 3000) =>
  Buffer.from(
    Array.from({ length: frame_samples }, (_, i) =>
      encode(loudness * Math.sin((2 * Math.PI * frequency * i) / rate)),
    ),
  );

export const silent_frame = Buffer.alloc(frame_samples, 0xff);

/// How loud one frequency is (Goertzel).
function loudness(samples, frequency) {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / rate);
  let before = 0;
  let last = 0;
  for (const sample of samples) [before, last] = [last, sample + factor * last - before];
  const power = last * last + before * before - factor * last * before;
  return (2 * Math.sqrt(Math.max(power, 0))) / samples.length;
}

/// Who speaks with which frequency.
const voices = new Map();

/// A frequency for the party, which is its own until it is given back; null when all are taken.
export function take_voice(name) {
  for (let frequency = 600; frequency <= 3350; frequency += 50)
    if (!voices.has(frequency)) return voices.set(frequency, name) && frequency;
  return null;
}

export const give_back_voice = (frequency) => voices.delete(frequency);

/// The names of all that sounds in the samples: parties, `music`, `ringing_tone`.
export function names_in(samples) {
  if (samples.length === 0) return new Set();
  const sounds = (frequency) => loudness(samples, frequency) > threshold;
  const names = [...voices].filter(([frequency]) => sounds(frequency)).map(([, name]) => name);
  if (sounds(music_frequency)) names.push('music');
  if (ringing_frequencies.every(sounds)) names.push('ringing_tone');
  return new Set(names);
}
