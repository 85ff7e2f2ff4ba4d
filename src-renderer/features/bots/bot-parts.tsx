import { Tabs } from '@mantine/core';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount } from '../../ui/index.ts';
import classes from './bot-details.module.css';
import type { DetailsTab } from './bot-details-store.ts';
import { BotState } from './bot-state.tsx';
import { DecisionsTab } from './decisions-tab.tsx';
import { PromotionTab } from './promotion-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { TradesTab } from './trades-tab.tsx';

const texts = wording.bots.details;
const TABS = {
  decisions: DecisionsTab,
  trades: TradesTab,
  settings: SettingsTab,
  promotion: PromotionTab,
} as const satisfies Record<DetailsTab, (props: { readonly bot: BotView }) => React.ReactNode>;
const NAMES = Object.keys(TABS) as readonly DetailsTab[];

export type BotPartsProps = {
  readonly bot: BotView;
  readonly tab: DetailsTab;
  readonly onTab: (tab: DetailsTab) => void;
};

/** What one bot decided and why, its trades, its settings over time, and its way to real money. */
export function BotParts({ bot, tab, onTab }: BotPartsProps) {
  return (
    <>
      <Head bot={bot} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => onTab(NAMES.find((name) => name === value) ?? 'decisions')}
      >
        <Tabs.List aria-label={texts.parts}>
          {NAMES.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {texts.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {NAMES.map((name) => {
          const Part = TABS[name];
          return (
            <Tabs.Panel key={name} value={name} pt="sm">
              <Part bot={bot} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}

function Head({ bot }: { readonly bot: BotView }) {
  const { config, quoteAsset } = bot;
  return (
    <div className={classes.head}>
      <BotState bot={bot} />
      <span>
        {symbolText(config.instrumentId)} {config.interval} · {config.strategyId}
      </span>
      <Amount value={bot.profit} asset={quoteAsset} signed />
      {bot.reason !== '' && (
        <span className={classes.waits}>{bot.state === 'running' ? texts.waitsFor(bot.reason) : bot.reason}</span>
      )}
    </div>
  );
}
