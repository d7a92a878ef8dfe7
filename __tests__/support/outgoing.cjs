const { appendFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');

/** Preloaded into a process (--require): writes down every request that leaves it, and every host that it connects to. */
const file = process.env.OUTGOING;
const note = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);

for (const transport of [http, https]) {
  const { request } = transport;
  transport.request = (options, ...more) => {
    const sent = request(options, ...more);
    const body = [];
    const write = sent.write.bind(sent);
    const end = sent.end.bind(sent);
    sent.write = (chunk, ...rest) => {
      body.push(Buffer.from(chunk));
      return write(chunk, ...rest);
    };
    sent.end = (chunk, ...rest) => {
      if (chunk !== undefined && typeof chunk !== 'function') body.push(Buffer.from(chunk));
      note({ method: sent.method, path: sent.path, headers: sent.getHeaders(), body: Buffer.concat(body).toString() });
      return end(chunk, ...rest);
    };
    return sent;
  };
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  note({ host: options?.host, socket: options?.path });
  return connect.apply(this, args);
};
