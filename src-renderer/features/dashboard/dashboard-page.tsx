import type { BotView } from '../../../src-preload/contract/views.ts';
import { BotDrawer, BotsPanel } from '../bots/index.ts';
import { AccountStrip } from './account-strip.tsx';
import { ActivityPanel } from './activity-panel.tsx';
import classes from './dashboard-page.module.css';
import { showBot } from './dashboard-store.ts';
import { EquityPanel } from './equity-panel.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LiveAccounts } from './live-accounts.tsx';
import { MarketPanel } from './market-panel.tsx';

const showMarketOf = (bot: BotView): void => showBot(bot.config.id);

/** The account, the market, the bots and what they did, on one screen. */
export function DashboardPage() {
  return (
    <div className={classes.page}>
      <FirstSteps />
      <AccountStrip />
      <LiveAccounts />
      <div className={classes.board}>
        <MarketPanel className={classes.market} />
        <EquityPanel className={classes.equity} />
        <BotsPanel className={classes.bots} onSelect={showMarketOf} />
        <ActivityPanel className={classes.events} />
      </div>
      <BotDrawer />
    </div>
  );
}
