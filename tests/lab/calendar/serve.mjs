// A small HTTP server on a loopback port, for the fakes beside it.

import { createServer } from 'node:http';
import { once } from 'node:events';

/// `answer({method, url, headers, body})` gives `{status, headers, body}`; an object as body is JSON.
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { method, headers } = request;
    const result = answer({ method, headers, body, url: new URL(request.url, 'http://fake') });
    const is_json = typeof result.body === 'object';
    response.writeHead(result.status ?? 200, {
      ...(is_json && { 'content-type': 'application/json' }),
      ...result.headers,
    });
    response.end(is_json ? JSON.stringify(result.body) : result.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
