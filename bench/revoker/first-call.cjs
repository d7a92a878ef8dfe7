// Loads a bundle, waits until nothing is left to do, and gives its handler an event. Prints how long the bundle took to
// load, and how long it was from the event to the first request to IAM, in milliseconds.
const { subscribe } = require('node:diagnostics_channel');
const { writeSync } = require('node:fs');

const [, , file, event] = process.argv;
console.log = () => undefined;
const startedAt = performance.now();
const { handler } = require(file);
const loadMs = performance.now() - startedAt;

setTimeout(() => {
  const givenAt = performance.now();
  subscribe('http.client.request.start', ({ request }) => {
    // DynamoDB's operations stand in this header, and IAM's in the body.
    if (request.hasHeader('x-amz-target')) return;
    writeSync(1, JSON.stringify({ loadMs, firstCallMs: performance.now() - givenAt }));
    process.exit();
  });
  void handler(JSON.parse(event));
}, 100);
