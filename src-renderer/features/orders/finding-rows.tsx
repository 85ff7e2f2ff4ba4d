import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import type { FindingView } from '../../../src-preload/contract/account-views.ts';
import { call } from '../../bridge/index.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { plainTable } from '../../ui/index.ts';

const texts = wording.orders;

export type FindingRowsProps = { readonly accountId: string; readonly findings: readonly FindingView[] };

/** What is at the exchange and not in the books, or the other way round, each with what can be done about it. */
export function FindingRows({ accountId, findings }: FindingRowsProps) {
  const columns = texts.findingColumns;
  return (
    <table className={plainTable.table} aria-label={texts.findings}>
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.instrument}</th>
          <th scope="col">{columns.amount}</th>
          <th scope="col">{columns.bot}</th>
          <th scope="col">{columns.decision}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <FindingRow key={`${finding.key} ${finding.instrumentId}`} accountId={accountId} finding={finding} />
        ))}
      </tbody>
    </table>
  );
}

function FindingRow({ accountId, finding }: { readonly accountId: string; readonly finding: FindingView }) {
  const { key, kind, instrumentId, isOurs } = finding;
  const bots = useReplica((state) => state.bots);
  const own = Object.values(bots).filter(
    ({ config }) => config.accountId === accountId && config.instrumentId === instrumentId,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const botId = chosen ?? own[0]?.config.id ?? null;
  const decide = (choice: 'adopt' | 'close' | 'ignore', needsBot: boolean): void => {
    void call('account.decide', { accountId, key, choice, ...(needsBot && botId !== null ? { botId } : {}) });
  };
  return (
    <tr>
      <td>
        {texts.findingKinds[kind]}
        {isOurs && `, ${texts.ours}`}
      </td>
      <td>{instrumentId === null ? '' : symbolText(instrumentId)}</td>
      <td>{amountText(finding)}</td>
      <td>
        {kind === 'shortage' ? (
          (bots[finding.botId ?? '']?.config.name ?? finding.botId)
        ) : (
          <Select
            aria-label={texts.takenBy}
            size="xs"
            data={own.map(({ config }) => ({ value: config.id, label: config.name }))}
            value={botId}
            onChange={setChosen}
          />
        )}
      </td>
      <td>
        <Choices kind={kind} hasBot={botId !== null} decide={decide} />
      </td>
    </tr>
  );
}

type ChoicesProps = {
  readonly kind: FindingView['kind'];
  readonly hasBot: boolean;
  readonly decide: (choice: 'adopt' | 'close' | 'ignore', needsBot: boolean) => void;
};

function Choices({ kind, hasBot, decide }: ChoicesProps) {
  if (kind === 'shortage') {
    return (
      <Button size="compact-xs" onClick={() => decide('adopt', false)}>
        {texts.writeDown}
      </Button>
    );
  }
  const isOrder = kind === 'order';
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-xs" disabled={!hasBot} onClick={() => decide('adopt', true)}>
        {texts.adopt}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => decide('close', false)}>
        {isOrder ? texts.closeOrder : texts.closeBalance}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => decide('ignore', false)}>
        {texts.ignore}
      </Button>
    </Group>
  );
}

function amountText({ side, quantity, price, asset }: FindingView): string {
  const words = [
    side === null ? '' : wording.trading.sides[side],
    quantity ?? '',
    asset,
    price === null ? '' : `@ ${price}`,
  ];
  return words.filter((word) => word !== '').join(' ');
}
