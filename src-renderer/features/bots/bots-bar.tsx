import { TextInput, Tooltip } from '@mantine/core';
import { wording } from '../../language/index.ts';
import classes from './bot-grid.module.css';
import { type BotFilter, type BotRow, countTiers } from './bot-rows.ts';
import { BOT_TIERS, type BotTier } from './bot-tier.ts';
import { changeBotsView } from './bots-view-store.ts';
import { TierBadge } from './tier-badge.tsx';

const texts = wording.bots;

/** Which bots are shown: by words, and by tier with how many there are of each. */
export function BotsBar({ rows, filter }: { readonly rows: readonly BotRow[]; readonly filter: BotFilter }) {
  const counts = countTiers(rows);
  const change = (part: Partial<BotFilter>): void => changeBotsView({ filter: { ...filter, ...part } });
  const toggle = (tier: BotTier): void => {
    const isOn = filter.tiers.includes(tier);
    change({ tiers: isOn ? filter.tiers.filter((other) => other !== tier) : [...filter.tiers, tier] });
  };
  return (
    <search className={classes.bar} aria-label={texts.filter.label}>
      <TextInput
        size="xs"
        className={classes.words ?? ''}
        aria-label={texts.filter.words}
        placeholder={texts.filter.words}
        value={filter.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      {BOT_TIERS.map((tier) => (
        <Tooltip
          key={tier}
          label={texts.tiers.rules[tier]}
          multiline
          w={280}
          events={{ hover: true, focus: true, touch: true }}
        >
          <button
            type="button"
            className={classes.tier}
            aria-pressed={filter.tiers.includes(tier)}
            aria-label={texts.filter.tier(texts.tiers.names[tier], counts[tier])}
            onClick={() => toggle(tier)}
          >
            <TierBadge tier={tier} /> <span className={classes.tierCount}>{counts[tier]}</span>
          </button>
        </Tooltip>
      ))}
    </search>
  );
}
