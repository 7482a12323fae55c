// Redis and its sentinels, as children of a test.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { free_port } from '../lab/free_port.mjs';

const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

function run(words) {
  const child = spawn(words[0], words.slice(1), { stdio: 'ignore' });
  child.unref(); // a test that is done, or has failed, does not wait for it
  children.add(child);
  const end = once(child, 'close').then(() => children.delete(child));
  return { child, end };
}

/// Asks who is found by these options of redis-cli.
function asked_by(where) {
  const ask = (...command) => {
    const options = { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] };
    return JSON.parse(execFileSync('redis-cli', ['--json', ...where, ...command], options));
  };
  return {
    /// What redis-cli says, as JSON.
    ask,
    /// Asks until the answer is as wanted, also while nobody answers.
    async until(wanted, ...command) {
      const begun = Date.now();
      for (;;) {
        try {
          const said = ask(...command);
          if (wanted(said)) return said;
        } catch {
          // not there yet
        }
        if (Date.now() > begun + 20_000) throw new Error(`redis: waited for ${command}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
  };
}

/// A server that writes every change to its log before it answers. Without a port it listens on a
/// socket in its folder.
export function make_redis(folder, { port = 0, more = [] } = {}) {
  mkdirSync(folder, { recursive: true });
  const socket = path.join(folder, 'redis.sock');
  const words = ['redis-server', '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
  words.push('--save', '', '--appendonly', 'yes', '--appendfsync', 'always');
  words.push('--aof-load-truncated', 'no');
  words.push('--unixsocket', socket, '--logfile', path.join(folder, 'log'), ...more);
  const log = path.join(folder, 'appendonlydir', 'appendonly.aof.manifest');
  const redis = {
    url: port ? `redis://127.0.0.1:${port}` : `unix:${socket}`,
    /// A kill may have torn what was being written, which is mended first (docs/redis.md).
    start() {
      rmSync(socket, { force: true });
      if (existsSync(log)) execFileSync('redis-check-aof', ['--fix', log], { input: 'y\n' });
      redis.running = run(words);
    },
    async kill() {
      redis.running.child.ref();
      redis.running.child.kill('SIGKILL');
      await redis.running.end;
    },
    ...asked_by(['-s', socket]),
    serves: () => redis.until((x) => x === 'PONG', 'PING'),
  };
  redis.start();
  return redis;
}

/// A sentinel that needs no other to agree; the master is called `office`.
export function make_sentinel(folder, port, master) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'sentinel.conf');
  // It connects again but once a second, so a shorter time takes each promotion for a death.
  writeFileSync(
    file,
    `port ${port}\nbind 127.0.0.1\ndir ${folder}\nlogfile ${folder}/log\n` +
      `sentinel monitor office 127.0.0.1 ${master} 1\n` +
      'sentinel down-after-milliseconds office 2000\nsentinel failover-timeout office 3000\n',
  );
  run(['redis-sentinel', file]);
  return asked_by(['-p', `${port}`]);
}
