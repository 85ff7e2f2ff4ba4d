import { Select } from '@mantine/core';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import { ownBots, useReplica, useReplicaShallow } from '../../replica/index.ts';
import { EmptyState, Panel } from '../../ui/index.ts';
import type { DetailsTab } from './bot-details-store.ts';
import { BotParts } from './bot-parts.tsx';

const texts = wording.bots.panel;

export type BotPanelProps = {
  /** null for the first. */
  readonly botId: string | null;
  readonly onChoose: (botId: string) => void;
};

/** One bot closely, as long as it is looked at: chosen here, beside whatever else is laid out. */
export function BotPanel({ botId, onChoose }: BotPanelProps) {
  const [tab, setTab] = useState<DetailsTab>('decisions');
  const names = useReplicaShallow((state) =>
    Object.fromEntries(ownBots(state).map(({ config }) => [config.id, config.name])),
  );
  const bot = useReplica(({ bots }) => bots[botId ?? ''] ?? bots[Object.keys(names)[0] ?? '']);
  return (
    <Panel
      title={texts.title}
      actions={
        <Select
          size="xs"
          aria-label={texts.choose}
          searchable
          allowDeselect={false}
          limit={100}
          nothingFoundMessage={wording.ui.nothingFound}
          data={Object.entries(names).map(([value, label]) => ({ value, label }))}
          value={bot?.config.id ?? null}
          onChange={(chosen) => chosen !== null && onChoose(chosen)}
        />
      }
    >
      {bot === undefined ? (
        <EmptyState title={texts.none} />
      ) : (
        <BotParts key={bot.config.id} bot={bot} tab={tab} onTab={setTab} />
      )}
    </Panel>
  );
}
