import { describe, expect, it } from 'vitest';
import type { VenueFill, VenueOrder } from '../../../../../src-main/exchanges/connection/order-protocol.ts';
import { createOrderProtocol } from '../../../../../src-main/exchanges/kraken/venue.ts';
import { type DeskSocket, krakenDesk } from './kraken-desk.ts';

const KEYS = { apiKey: 'key', secret: 'c2VjcmV0' };
const TOKEN = { status: 200, text: '{"error":[],"result":{"token":"the-token","expires":900}}' };

function openUser() {
  const session = krakenDesk();
  session.desk.answer = () => TOKEN;
  const told: string[] = [];
  const user = createOrderProtocol(session.parts, KEYS).openUserStream({
    order: ({ clientOrderId, statusText }: VenueOrder) => void told.push(`order ${clientOrderId} ${statusText}`),
    fill: ({ fillId }: VenueFill) => void told.push(`fill ${fillId}`),
    connected: () => void told.push('connected'),
    broken: (reason) => void told.push(`broken: ${reason}`),
  });
  return { ...session, user, told, socket: session.sockets[0] as DeskSocket };
}

const acknowledged = '{"method":"subscribe","success":true,"result":{"channel":"executions"},"req_id":1}';
const event = (sequence: number, type = 'update'): string =>
  `{"channel":"executions","type":"${type}","data":[{"order_id":"O1","cl_ord_id":"mine-1","symbol":"BTC/USD","exec_type":"new","order_status":"new"}],"sequence":${sequence}}`;

async function connectedUser() {
  const session = openUser();
  session.socket.options.onOpen();
  await session.timers.run(0);
  session.socket.options.onMessage(acknowledged);
  return session;
}

describe('the user stream', () => {
  it('asks for a token for each connection and is connected once that is acknowledged', async () => {
    const { socket, timers, told, requests } = openUser();
    for (const connection of [1, 2]) {
      socket.options.onOpen();
      await timers.run(0);
      const frame = JSON.parse(socket.sent.pop() ?? '') as { params: Record<string, unknown> };
      expect(frame.params).toEqual({ channel: 'executions', token: 'the-token', snap_orders: true, snap_trades: true });
      socket.options.onMessage(acknowledged);
      expect(requests).toHaveLength(connection);
      socket.options.onBreak('gone');
    }
    expect(told).toEqual(['connected', 'broken: gone', 'connected', 'broken: gone']);
  });

  it('a token that comes after its connection went is not used', async () => {
    const { socket, timers } = openUser();
    socket.options.onOpen();
    socket.options.onBreak('gone');
    await timers.run(0);
    expect(socket.sent).toEqual([]);
  });

  it('tries for a token over the same connection, later and later', async () => {
    const { desk, socket, timers, requests, log } = openUser();
    desk.answer = () => ({ status: 200, text: '{"error":["EAPI:Invalid key"]}' });
    socket.options.onOpen();
    await timers.run(5_000 + 10_000 + 20_000);
    expect(requests).toHaveLength(4);
    expect(socket.reconnects).toEqual([]);
    desk.answer = () => TOKEN;
    await timers.run(40_000);
    expect(socket.sent.some((text) => text.includes('executions'))).toBe(true);
    expect(log.lines.join('\n')).not.toContain('c2VjcmV0');
  });

  it('reconnects when a message is missing, and when an event cannot be read', async () => {
    const { socket, told } = await connectedUser();
    socket.options.onMessage(event(1, 'snapshot'));
    socket.options.onMessage(event(2));
    expect(socket.reconnects).toEqual([]);
    socket.options.onMessage(event(4));
    expect(socket.reconnects).toEqual(['message 4 of the user stream came where 3 was expected']);
    socket.options.onMessage('{"channel":"executions","type":"update","data":[{"order_id":1}],"sequence":1}');
    expect(socket.reconnects).toHaveLength(2);
    socket.options.onMessage('not json');
    expect(socket.reconnects).toHaveLength(2);
    expect(told.filter((line) => line.startsWith('order'))).toEqual(['order mine-1 new', 'order mine-1 new']);
  });

  it('reconnects when the subscription is refused or not acknowledged', async () => {
    const { socket, timers } = openUser();
    socket.options.onOpen();
    await timers.run(10_000);
    expect(socket.reconnects).toEqual(['the subscription to executions was not acknowledged']);
    socket.options.onOpen();
    await timers.run(0);
    socket.options.onMessage('{"method":"subscribe","success":false,"error":"ESession:Invalid session"}');
    expect(socket.reconnects[1]).toContain('ESession:Invalid session');
  });

  it('leaves nothing running', async () => {
    const { user, timers, socket } = await connectedUser();
    await user.dispose();
    expect(timers.pending()).toBe(0);
    expect(socket.isGone).toBe(true);
  });
});
