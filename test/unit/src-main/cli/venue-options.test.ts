import { describe, expect, it } from 'vitest';
import type { VenueSettings } from '../../../../src-main/backtest/venue-settings.ts';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import { readOptions } from '../../../../src-main/cli/options.ts';
import { readVenueOptions, VENUE_OPTIONS } from '../../../../src-main/cli/venue-options.ts';
import { moneyFromText, quantityFromText } from '../../../../src-main/model/money.ts';

function settingsOf(...args: string[]): VenueSettings {
  return unwrap(readVenueOptions(unwrap(readOptions(args, VENUE_OPTIONS))));
}

function refusalOf(...args: string[]): string {
  try {
    const read = readVenueOptions(unwrap(readOptions(args, VENUE_OPTIONS)));
    return read.ok ? 'none' : read.error.message;
  } catch (error) {
    if (error instanceof FailureError) return error.message;
    throw error;
  }
}

describe('options of the venue', () => {
  it.each<[string[], VenueSettings]>([
    [[], {}],
    [['--maker-fee-bps', '-1', '--taker-fee-bps', '4.5'], { makerFeeBps: -1, takerFeeBps: 4.5 }],
    [
      [
        '--fee-tiers',
        '[{"fromVolume":"0","makerFeeBps":2,"takerFeeBps":5},{"fromVolume":"1e","makerFeeBps":2,"takerFeeBps":5}]'.replace(
          '1e',
          '100.5',
        ),
      ],
      {
        feeTiers: [
          { fromVolume: moneyFromText('0'), makerFeeBps: 2, takerFeeBps: 5 },
          { fromVolume: moneyFromText('100.5'), makerFeeBps: 2, takerFeeBps: 5 },
        ],
      },
    ],
    [
      ['--fee-asset', '{"discountFraction":0.25,"price":600,"balance":"1.5"}'],
      { feeAsset: { discountFraction: 0.25, price: 600, balance: quantityFromText('1.5') } },
    ],
    [
      ['--fee-asset', '{"discountFraction":0.25,"price":600}'],
      { feeAsset: { discountFraction: 0.25, price: 600, balance: null } },
    ],
    [['--fill-model', 'touch'], { limits: { kind: 'touch' } }],
    [['--fill-model', 'penetration', '--penetration-ticks', '3'], { limits: { kind: 'penetration', ticks: 3 } }],
    [['--fill-model', 'queue', '--queue-share', '0.2'], { limits: { kind: 'queue', shareAhead: 0.2 } }],
    [['--slippage-model', 'ticks', '--slippage-ticks', '2'], { slippage: { kind: 'ticks', ticks: 2 } }],
    [['--slippage-model', 'volumeShare'], { slippage: { kind: 'volumeShare', priceImpact: 0.1, volumeLimit: 0.025 } }],
    [['--participation', '0.1', '--path', 'optimistic'], { participation: 0.1, path: 'optimistic' }],
    [['--liquidation-fee-bps', '50'], { margin: { maintenanceMarginFraction: 0.004, liquidationFeeBps: 50 } }],
    [['--latency-ms', '250'], { latencyMs: 250 }],
    [
      ['--fill-profile', 'tradingview', '--slippage-ticks', '5', '--fill-model', 'through'],
      {
        limits: { kind: 'through' },
        slippage: { kind: 'ticks', ticks: 5 },
        path: 'openHighLowClose',
        roundToTick: true,
        sizing: 'arrival',
      },
    ],
  ])('%j', (args, settings) => {
    expect(settingsOf(...args)).toEqual({ latencyMs: 0, ...settings });
  });

  it.each([
    [['--fill-model', 'hope'], '--fill-model is "hope", expected through, touch, penetration or queue'],
    [['--path', 'up'], '--path is "up", expected pessimistic, optimistic, openHighLowClose'],
    [['--fill-profile', 'mt5'], '--fill-profile is "mt5", expected tradingview'],
    [['--slippage-model', 'none'], '--slippage-model is "none", expected fixed, ticks or volumeShare'],
    [['--fee-tiers', '{}'], '--fee-tiers is "{}", expected a JSON list of fromVolume, makerFeeBps and takerFeeBps'],
    [
      ['--fee-tiers', '[{"fromVolume":"5","makerFeeBps":2,"takerFeeBps":5}]'],
      '--fee-tiers is "[{"fromVolume":"5","makerFeeBps":2,"takerFeeBps":5}]", expected fee tier 0 to begin at volume 0',
    ],
    [
      ['--fee-asset', '{"price":-1}'],
      '--fee-asset is "{"price":-1}", expected a JSON object of discountFraction, price and balance',
    ],
    [['--participation', '1.1'], '--participation is "1.1", expected a fraction above 0 and at most 1'],
    [['--latency-ms', '-1'], '--latency-ms is "-1", expected a number from 0 to 86400000'],
  ])('%j is refused', (args, message) => {
    expect(refusalOf(...args)).toBe(message);
  });
});
