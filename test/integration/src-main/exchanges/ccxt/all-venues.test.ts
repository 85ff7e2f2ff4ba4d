import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { listCcxtVenues, loadCcxtDefinition } from '../../../../../src-main/exchanges/ccxt/adapter.ts';
import { candleIntervalsOf, pageRowsOf } from '../../../../../src-main/exchanges/ccxt/candles.ts';
import type { CcxtClass, CcxtClient } from '../../../../../src-main/exchanges/ccxt/client.ts';
import { createCcxtClient, urlsOf } from '../../../../../src-main/exchanges/ccxt/create-client.ts';
import { loadCcxtClass } from '../../../../../src-main/exchanges/ccxt/load-class.ts';
import { credentialsByField } from '../../../../../src-main/exchanges/ccxt/venue-table.ts';
import type { ProtocolParts } from '../../../../../src-main/exchanges/connection/exchange-definition.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const OWN_ADAPTERS = ['binance', 'coinbase', 'kraken'];
/** What no key of three fields holds. */
const LEFT_OUT = ['ndax'];
const LOCAL = { rest: 'http://127.0.0.1:9', stream: 'ws://127.0.0.1:9', userStream: 'ws://127.0.0.1:9' };
const SECRET = 'canary-91c2';

const folder = join(dirname(createRequire(import.meta.url).resolve('ccxt')), '../js/src');
const ids = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -3));
const classes = new Map<string, CcxtClass>();
for (const id of ids) classes.set(id, unwrap(await loadCcxtClass(id)));

function partsAt(urls: ProtocolParts['urls']): ProtocolParts {
  const transport = {} as ProtocolParts['transport'];
  const timers = createManualTimers(1_700_000_000_000);
  return {
    urls,
    transport,
    timers,
    serverNowMs: () => 1_700_000_123_456.7,
    findInstrument: () => undefined,
    log: createTestLog(),
  };
}

/** As they come from ccxt, and as we make them: one of each, because making one takes 20 ms. */
const plain = new Map(ids.map((id) => [id, new (classes.get(id) as CcxtClass)({})]));
const ours = new Map(listCcxtVenues().map(({ venue }) => [venue, clientOf(venue)]));

function clientOf(id: string) {
  const exchangeClass = classes.get(id) as CcxtClass;
  const ownUrls = urlsOf(plain.get(id) as CcxtClient);
  const keys = { apiKey: 'name', secret: SECRET, passphrase: 'pass' };
  return createCcxtClient(exchangeClass, { parts: partsAt(LOCAL), ownUrls, keys, amounts: 'text' });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('every exchange that ccxt has', () => {
  it('is offered when it trades for cash and has minutes, under its name and with the fields its key needs', () => {
    const expected = ids
      .filter((id) => !OWN_ADAPTERS.includes(id) && !LEFT_OUT.includes(id))
      .flatMap((id) => {
        const client = plain.get(id) as CcxtClient;
        const { has, timeframes, requiredCredentials } = client;
        if (has.spot !== true || has.fetchOHLCV !== true || !('1m' in (timeframes ?? {}))) return [];
        const needed = Object.keys(requiredCredentials).filter((name) => requiredCredentials[name]);
        const fields = [...credentialsByField(needed as Parameters<typeof credentialsByField>[0]).keys()];
        expect(fields, id).toHaveLength(needed.length);
        return [{ venue: id, name: client.name, keyFields: fields }];
      });
    expect(listCcxtVenues()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(60);
  });

  it('has one-minute candles in pages, and no interval whose beginning exchanges disagree on', () => {
    for (const { venue } of listCcxtVenues()) {
      const client = plain.get(venue) as CcxtClient;
      expect(candleIntervalsOf(client)[0], venue).toBe('1m');
      expect(candleIntervalsOf(client)).not.toContain('1w');
      expect(pageRowsOf(client), venue).toBeGreaterThan(0);
    }
  });

  it('can be pointed elsewhere as a whole: no address of its own is left', () => {
    for (const { venue } of listCcxtVenues()) {
      const left = textsIn(ours.get(venue)?.urls.api).filter(
        (text) => /^(https?|wss?):/.test(text) && !text.includes('//127.0.0.1:9'),
      );
      expect(left, venue).toEqual([]);
    }
  });

  it('never retries by itself, keeps its own pace and goes by the exchange’s clock', () => {
    for (const { venue } of listCcxtVenues()) {
      const client = ours.get(venue) as CcxtClient & { enableRateLimit: boolean };
      expect([client.options.maxRetriesOnFailure, client.enableRateLimit], venue).toEqual([0, true]);
      expect([client.milliseconds(), client.seconds()], venue).toEqual([1_700_000_123_456, 1_700_000_123]);
    }
  });

  it('is given its key under the names it asks for', () => {
    for (const { venue } of listCcxtVenues()) {
      const client = ours.get(venue) as unknown as Record<string, string>;
      expect(client.secret === SECRET || client.privateKey === SECRET || venue === 'onetrading', venue).toBe(true);
    }
  });

  it('becomes a definition with a pace of at most half its own', async () => {
    for (const { venue, name, keyFields } of listCcxtVenues()) {
      const definition = unwrap(await loadCcxtDefinition(venue));
      expect(definition).toMatchObject({ venue, name, keyFields });
      expect(definition.urls.rest, venue).toMatch(/^https:\/\/[a-z0-9.-]+(\/|$)/);
      expect(definition.budgets[0]?.limit, venue).toBeGreaterThanOrEqual(5);
      expect(await loadCcxtDefinition(venue)).toEqual({ ok: true, value: definition });
    }
  });

  it('one that is not is refused by name, whatever it is called', async () => {
    for (const venue of ['binance', 'mtgox', '../base/Exchange', '']) {
      expect(await loadCcxtDefinition(venue)).toMatchObject({ ok: false, error: { code: 'unknownExchange' } });
    }
    expect(await loadCcxtClass('../base/Exchange')).toMatchObject({ ok: false, error: { code: 'unknownExchange' } });
    expect(await loadCcxtClass('mtgox')).toMatchObject({ ok: false, error: { code: 'unknownExchange' } });
  });
});
