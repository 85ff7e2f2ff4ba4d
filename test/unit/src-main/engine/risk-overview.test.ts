import { describe, expect, it, vi } from 'vitest';
import { toRiskOverview } from '../../../../src-main/ipc/risk-handlers.ts';
import { riskOverviewView } from '../../../../src-preload/contract/risk-views.ts';
import { BTC, ETH } from '../../../fakes/engine-session.ts';
import { governedSession, share } from '../../../fakes/governed-session.ts';
import { enter, startIntents } from '../../../fakes/intent-script.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

describe('what a person sees of the risk', () => {
  const session = governedSession({
    totalDrawdown: { most: 0.2, onBreach: 'refuse' },
    assetExposure: { most: 0.5, onBreach: 'refuse' },
    positions: { most: 4, onBreach: 'refuse' },
  });
  session.flat(100);
  session.bar([50, 50, 50, 50], ETH);
  startIntents(session, [[enter('long')]], { id: 'a', risk: share(0.3) });
  startIntents(session, [[enter('short', { limitPrice: 110 })]], { id: 'b', risk: share(0.1) });
  startIntents(session, [[enter('long')]], { id: 'c', risk: share(0.2), instrumentId: ETH.id });
  session.flat(100);
  session.bar([50, 50, 50, 50], ETH);
  session.flat(100);
  session.bar([50, 50, 50, 50], ETH);
  session.engine.offer({ kind: 'time', timeMs: session.clock.nowMs() });
  const overview = toRiskOverview(session.engine.riskStanding());

  it('is of the contract', () => {
    expect(riskOverviewView.parse(overview)).toEqual(overview);
  });

  it('how much of each limit is used, with what works counted in (SPEC 16.2)', () => {
    const [standing] = overview.groups;
    expect(standing).toMatchObject({ group: 'paper', asset: 'USDT', equity: '10000', mode: { kind: 'normal' } });
    const uses = Object.fromEntries((standing?.uses ?? []).map(({ name, used, allowed }) => [name, [used, allowed]]));
    expect(uses).toMatchObject({
      totalDrawdown: ['0', '2000'],
      dayLoss: ['0', null],
      grossExposure: ['6000', null],
      netExposure: ['5000', null],
      assetExposure: ['4000', '5000'],
      quoteExposure: ['6000', null],
      clusterExposure: ['6000', null],
      positions: ['3', '4'],
    });
  });

  it('by asset with what moves with it, largest first', () => {
    expect(overview.groups[0]?.assets).toEqual([
      { asset: 'BTC', exposure: '4000', cluster: '6000', movesWith: ['ETH'] },
      { asset: 'ETH', exposure: '2000', cluster: '6000', movesWith: ['BTC'] },
    ]);
    expect(overview.correlation).toEqual({
      instrumentIds: [BTC.id, ETH.id],
      coefficients: [1, null, null, 1],
      clusters: [0, 1],
    });
  });
});
