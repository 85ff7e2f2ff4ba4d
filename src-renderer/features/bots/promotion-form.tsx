import { Button, Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { SHORTEST_REASON } from '../../../src-preload/contract/promotion-limits.ts';
import type { PromotionCheckView, PromotionRequest } from '../../../src-preload/contract/promotion-views.ts';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { plainTable, StateBadge } from '../../ui/index.ts';
import classes from './bot-details.module.css';
import { openBotDetails } from './bot-details-store.ts';
import { openChecks, type PromotionDraft, requestOf } from './promotion-draft.ts';
import { asksText, foundText } from './promotion-text.ts';

const texts = wording.bots.promotion;

export type PromotionFormProps = {
  readonly bot: BotView;
  readonly accountId: string | null;
  readonly checks: readonly PromotionCheckView[];
};

/** The checklist, a reason for each check that failed, and what becomes of both bots. */
export function PromotionForm({ bot, accountId, checks }: PromotionFormProps) {
  const { id: botId, name: botName } = bot.config;
  const [draft, setDraft] = useState<PromotionDraft>({
    ...{ name: texts.defaultName(botName), reasons: {}, paper: 'goesOn', isStarted: false, confirmed: '' },
  });
  const change = (part: Partial<PromotionDraft>): void => setDraft({ ...draft, ...part });
  const request = requestOf(draft, checks, { botId, accountId });
  const open = openChecks(checks, draft);
  return (
    <>
      <CheckTable checks={checks} draft={draft} change={change} />
      <div className={classes.promotion}>
        <TextInput
          size="xs"
          label={texts.name}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Radio.Group
          label={texts.paper}
          value={draft.paper}
          onChange={(value) => change({ paper: value === 'stops' ? 'stops' : 'goesOn' })}
        >
          <Stack gap={10} mt={6}>
            <Radio size="xs" value="goesOn" label={texts.paperChoices.goesOn} />
            <Radio size="xs" value="stops" label={texts.paperChoices.stops} />
          </Stack>
        </Radio.Group>
        <Checkbox
          size="xs"
          label={texts.start}
          description={texts.startHint}
          checked={draft.isStarted}
          onChange={(event) => change({ isStarted: event.currentTarget.checked, confirmed: '' })}
        />
        {draft.isStarted && (
          <TextInput
            size="xs"
            label={texts.confirm}
            placeholder={draft.name}
            value={draft.confirmed}
            onChange={(event) => change({ confirmed: event.currentTarget.value })}
          />
        )}
        <div className={classes.promote}>
          {open.length > 0 && <span className={classes.waits}>{texts.open(open.length)}</span>}
          <Button
            size="xs"
            color={draft.isStarted ? 'red' : 'blue'}
            disabled={request === null}
            onClick={() => request !== null && void promote(request)}
          >
            {draft.isStarted ? texts.promoteAndStart : texts.promote}
          </Button>
        </div>
      </div>
    </>
  );
}

async function promote(request: PromotionRequest): Promise<void> {
  const made = await call('promotion.promote', request);
  if (made === undefined) return;
  const { botId, startRefused } = made;
  const message = startRefused === null ? texts.done(request.name) : texts.startRefused(request.name, startRefused);
  notifications.show({ message, color: startRefused === null ? 'green' : 'yellow', withBorder: true });
  openBotDetails(botId);
}

type CheckTableProps = {
  readonly checks: readonly PromotionCheckView[];
  readonly draft: PromotionDraft;
  readonly change: (part: Partial<PromotionDraft>) => void;
};

function CheckTable({ checks, draft, change }: CheckTableProps) {
  return (
    <table className={plainTable.table} aria-label={texts.list}>
      <thead>
        <tr>
          {Object.entries(texts.columns).map(([id, name]) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.id} data-check={check.id} data-passed={check.isPassed}>
            <th scope="row">{texts.checks[check.id]}</th>
            <td className={plainTable.words}>{asksText(check)}</td>
            <td className={plainTable.words}>
              {foundText(check)}
              {!check.isPassed && (
                <Override
                  check={check}
                  reason={draft.reasons[check.id] ?? ''}
                  onChange={(reason) => change({ reasons: { ...draft.reasons, [check.id]: reason } })}
                />
              )}
            </td>
            <td>
              <StateBadge tone={check.isPassed ? 'good' : 'bad'} label={check.isPassed ? texts.passed : texts.failed} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type OverrideProps = {
  readonly check: PromotionCheckView;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
};

function Override({ check, reason, onChange }: OverrideProps) {
  if (!check.mayBeOverridden) return <p className={classes.hint}>{texts.notOverridable}</p>;
  return (
    <TextInput
      size="xs"
      mt={4}
      aria-label={texts.reason(texts.checks[check.id])}
      placeholder={texts.reasonHint(`${SHORTEST_REASON}`)}
      maxLength={500}
      value={reason}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
