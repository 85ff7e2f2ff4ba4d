import { afterEach, expect, it, vi } from 'vitest';
import { httpRequest } from '../../../../src-main/resilience/http-request.ts';
import { createManualTimers } from '../../../fakes/manual-timers.ts';

afterEach(() => vi.unstubAllGlobals());

const ORDER = { method: 'POST', url: 'http://127.0.0.1:1/order' } as const;

/** Whether an order may have left, when fetch fails by these errors of the system. */
async function sentAfter(...errors: readonly { readonly code: string; readonly syscall?: string }[]) {
  const causes = errors.map((error) => Object.assign(new Error(error.code), error));
  const cause = causes.length === 1 ? causes[0] : new AggregateError(causes);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
  const outcome = await httpRequest(ORDER, { timers: createManualTimers(), timeoutMs: 5_000 });
  return outcome.ok ? undefined : outcome.error.details?.sent;
}

it('believes that an order never left only when the connection never stood', async () => {
  expect(await sentAfter({ code: 'EHOSTUNREACH', syscall: 'connect' })).toBe(false);
  expect(await sentAfter({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })).toBe(false);
  expect(await sentAfter({ code: 'UND_ERR_CONNECT_TIMEOUT' })).toBe(false);
  expect(
    await sentAfter({ code: 'ECONNREFUSED', syscall: 'connect' }, { code: 'ENETUNREACH', syscall: 'connect' }),
  ).toBe(false);
  // The network went while the reply was waited for.
  expect(await sentAfter({ code: 'EHOSTUNREACH', syscall: 'read' })).toBe(true);
  expect(await sentAfter({ code: 'ENETUNREACH', syscall: 'write' })).toBe(true);
  expect(await sentAfter({ code: 'EHOSTUNREACH' })).toBe(true);
  expect(await sentAfter({ code: 'ECONNREFUSED', syscall: 'connect' }, { code: 'ETIMEDOUT', syscall: 'connect' })).toBe(
    true,
  );
});
