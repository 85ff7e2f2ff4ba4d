import { describe, expect, it } from 'vitest';
import { NotSupported } from '../../../../../node_modules/ccxt/js/src/base/errors.js';
import type { CcxtClient, CcxtOrder } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { openCcxtUserStream } from '../../../../../src-main/exchanges/ccxt/user-stream.ts';
import { bitcoin, clientOf, deskOf } from './scripted-client.ts';

const OURS = 'bw-7';

function open(answers: Partial<CcxtClient>) {
  const { desk, timers } = deskOf(clientOf(answers));
  const heard: string[] = [];
  const stream = openCcxtUserStream(desk, {
    order: ({ clientOrderId, status }) => void heard.push(`${clientOrderId} ${status}`),
    fill: () => undefined,
    connected: () => void heard.push('connected'),
    broken: () => void heard.push('broken'),
  });
  const follow = () =>
    desk.open.set('9', { clientOrderId: OURS, instrument: bitcoin, venueOrderId: '9', sentMs: timers.nowMs() });
  return { desk, timers, heard, stream, follow };
}

describe('news of our orders', () => {
  it('are asked for one by one where the exchange streams none, until each is done', async () => {
    let status = 'open';
    let asked = 0;
    const fetchOrder = async (id: string): Promise<CcxtOrder> => {
      asked++;
      return { id, symbol: 'BTC/USDT', status, amount: '1', filled: status === 'closed' ? '1' : '0' };
    };
    const { timers, heard, follow, stream } = open({ has: { fetchOrder: true }, fetchOrder });
    expect(heard).toEqual(['connected']);
    await timers.run(20_000);
    expect(asked).toBe(0);
    follow();
    await timers.run(4000);
    status = 'closed';
    await timers.run(4000);
    await timers.run(40_000);
    expect([heard, asked]).toEqual([['connected', `${OURS} working`, `${OURS} filled`], 2]);
    await stream.dispose?.();
    expect(timers.pending()).toBe(0);
  });

  it('one that is gone is not asked for for ever', async () => {
    const { timers, desk, follow } = open({
      has: { fetchOpenOrders: true, fetchClosedOrders: true },
      fetchOpenOrders: async () => [],
      fetchClosedOrders: async () => [],
    });
    follow();
    await timers.run(8000);
    expect(desk.open.size).toBe(0);
  });

  it('a stream that the class has and the exchange has not is replaced by asking', async () => {
    const watchOrders = () => Promise.reject(new NotSupported('no'));
    const fetchOrder = async (id: string): Promise<CcxtOrder> => ({ id, symbol: 'BTC/USDT', status: 'canceled' });
    const { timers, heard, follow } = open({ has: { watchOrders: true, fetchOrder: true }, watchOrders, fetchOrder });
    await timers.run(0);
    follow();
    await timers.run(4000);
    expect(heard).toEqual(['connected', `${OURS} cancelled`]);
  });

  it('a quiet stream is connected once nothing failed for a while; its break is told', async () => {
    const rejects: ((error: Error) => void)[] = [];
    const watchOrders = () => new Promise<never>((_, reject) => void rejects.push(reject));
    const { timers, heard, stream } = open({ has: { watchOrders: true }, watchOrders });
    await timers.run(2999);
    expect(heard).toEqual([]);
    await timers.run(1);
    rejects[0]?.(new Error('connection closed'));
    await timers.run(0);
    expect(heard).toEqual(['connected', 'broken']);
    await timers.run(5000);
    expect(heard).toEqual(['connected', 'broken', 'connected']);
    await stream.dispose?.();
    expect(timers.pending()).toBe(0);
  });
});
