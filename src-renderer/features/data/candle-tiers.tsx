import { useEffect, useState } from 'react';
import type { CandleTiersView } from '../../../src-preload/contract/exchange-views.ts';
import { ask } from '../../bridge/index.ts';
import { formatBytes, formatDecimal, formatPercent } from '../../format/index.ts';
import { wording } from '../../language/index.ts';

const ASK_EVERY_MS = 5000;

/** How this session's candles of exchanges were served; nothing before the first was asked for. */
export function CandleTiers() {
  const tiers = useCandleTiers();
  if (tiers === undefined || tiers.requests === 0) return null;
  const { requests, fromExchange, bytes } = tiers;
  const share = formatPercent(1 - fromExchange / requests, { decimals: 1 });
  return <>{wording.data.tiers(formatDecimal(requests, { decimals: 0 }), share, formatBytes(bytes))}</>;
}

function useCandleTiers(): CandleTiersView | undefined {
  const [tiers, setTiers] = useState<CandleTiersView>();
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const outcome = await ask('data.candleTiers', {});
      if (wanted && outcome.ok) setTiers(outcome.value);
    };
    void load();
    const timer = setInterval(() => void load(), ASK_EVERY_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, []);
  return tiers;
}
