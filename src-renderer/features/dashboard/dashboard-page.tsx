import type { BotView } from '../../../src-preload/contract/views.ts';
import { BotDrawer, BotsPanel, useBotsView } from '../bots/index.ts';
import { AccountStrip } from './account-strip.tsx';
import { ActivityPanel } from './activity-panel.tsx';
import classes from './dashboard-page.module.css';
import { showBot } from './dashboard-store.ts';
import { EquityPanel } from './equity-panel.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LiveAccounts } from './live-accounts.tsx';
import { MarketPanel } from './market-panel.tsx';
import { useEquityCurve } from './use-equity-curve.ts';

const showMarketOf = (bot: BotView): void => showBot(bot.config.id);

/** The account, the market, the bots and what they did, on one screen; on wish the bots alone. */
export function DashboardPage() {
  const curve = useEquityCurve();
  const isLarge = useBotsView((view) => view.isLarge);
  return (
    <div className={classes.page}>
      <FirstSteps />
      <AccountStrip curve={curve} />
      <LiveAccounts />
      <div className={classes.board} data-bots-only={isLarge}>
        {!isLarge && <MarketPanel className={classes.market} />}
        {!isLarge && <EquityPanel state={curve} className={classes.equity} />}
        <BotsPanel className={classes.bots} onSelect={showMarketOf} canBeAlone />
        {!isLarge && <ActivityPanel className={classes.events} />}
      </div>
      <BotDrawer />
    </div>
  );
}
