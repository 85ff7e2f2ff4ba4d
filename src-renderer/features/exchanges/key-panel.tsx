import { Button, Group, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { ConnectionView, PermissionsView } from '../../../src-preload/contract/exchange-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { FailureAlert, Panel } from '../../ui/index.ts';
import classes from './exchanges-page.module.css';
import { KeyParts } from './key-parts.tsx';
import { useKeyDraft } from './use-key-draft.ts';
import { WithdrawalQuestion } from './withdrawal-question.tsx';

const texts = wording.exchanges;
const KEEP_CHOICES = ['keychain', 'session'] as const;

/** What key there is, or how one comes in. No part of a key is ever in this page. */
export function KeyPanel({ connection }: { readonly connection: ConnectionView }) {
  const { key } = connection;
  return (
    <Panel title={texts.keyTitle} note={key === null ? texts.noKey : texts.keyKept[key.kept]}>
      {key === null ? <NewKey connection={connection} /> : <StoredKey venue={connection.venue} stored={key} />}
    </Panel>
  );
}

type StoredKeyProps = { readonly venue: string; readonly stored: NonNullable<ConnectionView['key']> };

function StoredKey({ venue, stored }: StoredKeyProps) {
  return (
    <div className={classes.fields}>
      <p className={classes.plain}>
        <strong>{texts.keyEnding(stored.hint)}</strong> · <Permissions permissions={stored.permissions} />
      </p>
      {stored.permissions.hasIpList === false && <p className={classes.warning}>{texts.noIpList}</p>}
      <Group>
        <Button variant="default" onClick={() => void call('exchanges.forgetKey', { venue })}>
          {texts.forgetKey}
        </Button>
      </Group>
    </div>
  );
}

function Permissions({ permissions }: { readonly permissions: PermissionsView }) {
  const { canRead, canTrade, canWithdraw } = permissions;
  const may = [canRead && texts.canRead, canTrade && texts.canTrade, canWithdraw === true && texts.canWithdraw];
  return (
    <span>
      {texts.permissions}: {may.filter((one) => one !== false).join(', ')}
      {canWithdraw === null && ` (${texts.withdrawUnknown})`}
    </span>
  );
}

function NewKey({ connection: { venue } }: { readonly connection: ConnectionView }) {
  const draft = useKeyDraft(venue);
  const [keep, setKeep] = useState<(typeof KEEP_CHOICES)[number]>('keychain');
  return (
    <div className={classes.fields}>
      <p className={classes.hint}>{texts.keyHint}</p>
      <KeyParts draft={draft} />
      <Radio.Group
        label={texts.keep}
        value={keep}
        onChange={(value) => setKeep(value === 'session' ? value : 'keychain')}
      >
        <Group gap="md" mt={6}>
          {KEEP_CHOICES.map((choice) => (
            <Radio key={choice} size="xs" value={choice} label={texts.keepChoices[choice]} />
          ))}
        </Group>
      </Radio.Group>
      {draft.failure !== null && draft.sentence === null && <KeyFailure failure={draft.failure} />}
      {draft.sentence === null ? (
        <Group>
          <Button disabled={!draft.isWhole} loading={draft.isSaving} onClick={() => void draft.save(keep, null)}>
            {texts.saveKey}
          </Button>
        </Group>
      ) : (
        <WithdrawalQuestion
          sentence={draft.sentence}
          onInsist={(typed) => void draft.save(keep, typed)}
          onCheckAgain={() => void draft.save(keep, null)}
        />
      )}
    </div>
  );
}

/** Why the key was not kept, and what to try next. */
function KeyFailure({ failure }: { readonly failure: Failure }) {
  const next = failure.code in texts.keyAdvice ? texts.keyAdvice[failure.code as keyof typeof texts.keyAdvice] : null;
  return (
    <div>
      <FailureAlert failure={failure} />
      {next !== null && <p className={classes.next}>{next}</p>}
    </div>
  );
}
