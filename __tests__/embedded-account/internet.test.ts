import { createServer } from 'node:http';
import { once } from 'node:events';
import { smallStack } from './support/small-stack';
import { anAccount, stopAccounts } from './support/accounts';

afterEach(stopAccounts);

const FETCHES = `exports.handler = async ({ url }) => {
  try { return await (await fetch(url, { method: 'POST', body: 'm' })).text(); }
  catch (error) { return error.message + ' ' + error.cause?.code; }
};`;

/** A server that answers with what it was asked. */
async function anEcho() {
  const server = createServer((request, response) => {
    response.end(`${String(request.method)} ${String(request.url)}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the internet of the embedded account', () => {
  it.each([
    ['a host that a server stands in for', 'https://hooks.example.com/services/x?y=1', 'POST /services/x?y=1'],
    ['no other host', 'https://other.example.com/', 'fetch failed ENOTFOUND'],
    ['no host without TLS', 'http://hooks.example.com/', 'fetch failed ENOTFOUND'],
  ])('lets functions reach %s', async (_, url, answer) => {
    const { origin, stop } = await anEcho();
    try {
      const account = await anAccount({
        templatePath: smallStack({ code: FETCHES }),
        internet: { 'hooks.example.com': origin },
      });
      await expect(account.invoke('worker', { url })).resolves.toMatchObject({ payload: JSON.stringify(answer) });
    } finally {
      await stop();
    }
  });
});
