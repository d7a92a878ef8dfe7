// Stands in for the Lambda runtime: loads an unpacked bundle in a process of its own and answers one event.
const { join } = require('node:path');

process.once('message', async (event) => {
  const { handler } = require(join(process.argv[2], 'index.js'));
  const result = await handler(event);
  process.send({ result: result ?? null }, () => process.exit());
});
