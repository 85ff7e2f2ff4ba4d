import { describe, expect, it } from 'vitest';
import { createNewestOnly } from '../../../../../src-renderer/features/charts/newest-only.ts';

function createHeldSender() {
  const sent: { request: number; answer: (reply: string) => void }[] = [];
  const delivered: [string, number][] = [];
  const requester = createNewestOnly<number, string>(
    (request) => new Promise((answer) => sent.push({ request, answer })),
    (reply, request) => delivered.push([reply, request]),
  );
  const answer = async (index: number, reply: string): Promise<void> => {
    sent[index]?.answer(reply);
    await new Promise((done) => setImmediate(done));
  };
  return { sent, delivered, requester, answer };
}

describe('only the newest request', () => {
  it('has one request under way and sends the newest of those that came meanwhile', async () => {
    const { sent, delivered, requester, answer } = createHeldSender();
    for (const request of [1, 2, 3, 4]) requester.ask(request);
    expect(sent.map((one) => one.request)).toEqual([1]);
    await answer(0, 'first');
    expect(sent.map((one) => one.request)).toEqual([1, 4]);
    await answer(1, 'last');
    expect(delivered).toEqual([
      ['first', 1],
      ['last', 4],
    ]);
  });

  it('drops the answer of a request that was forgotten', async () => {
    const { delivered, requester, answer } = createHeldSender();
    requester.ask(1);
    requester.ask(2);
    requester.forget();
    await answer(0, 'late');
    expect(delivered).toEqual([]);
    requester.ask(3);
    await answer(1, 'wanted');
    expect(delivered).toEqual([['wanted', 3]]);
  });
});
