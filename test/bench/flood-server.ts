/**
 * A process that floods one WebSocket client with frames: started with a file of frames, one a line, and how many to send.
 * It sends to each client that connects, as fast as the socket takes them, and then closes. Prints its port.
 */
import { readFileSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const [path = '', countText = '0'] = process.argv.slice(2);
const frames = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const count = Number(countText);
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (client) => {
  let sent = 0;
  const pump = (): void => {
    while (sent < count && client.bufferedAmount < MOST_WAITING_BYTES)
      client.send(frames[sent++ % frames.length] ?? '');
    if (sent < count) setImmediate(pump);
    else client.close();
  };
  // Whatever the client says first (a subscription) begins it.
  client.once('message', pump);
});
server.on('listening', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`${address.port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
