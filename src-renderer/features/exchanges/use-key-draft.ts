import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import type { KeyField } from '../../../src-preload/contract/exchange-views.ts';
import { ask, call } from '../../bridge/index.ts';

type Taken = ChannelOutput<'exchanges.takeKey'>['taken'];

/** A key on its way in. Only the length of its parts is known here. */
export type KeyDraft = {
  readonly fields: readonly KeyField[];
  readonly taken: Taken;
  readonly isWhole: boolean;
  readonly isSaving: boolean;
  readonly failure: Failure | null;
  /** What must be typed to keep a key that may withdraw; null when nobody asks. */
  readonly sentence: string | null;
  readonly take: (field: KeyField, from: 'clipboard' | 'file') => Promise<void>;
  readonly save: (keep: 'keychain' | 'session', insistence: string | null) => Promise<void>;
};

export function useKeyDraft(venue: string): KeyDraft {
  const fields = useKeyFields(venue);
  const [taken, setTaken] = useState<Taken>([]);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const sentence = failure?.code === 'keyCanWithdraw' ? String(failure.details?.sentence ?? '') : null;
  return {
    fields,
    taken,
    isWhole: fields.every((field) => taken.some((part) => part.field === field && part.length > 0)),
    isSaving,
    failure,
    sentence,
    async take(field, from) {
      const outcome = await ask('exchanges.takeKey', { venue, field, from });
      if (outcome.ok) setTaken(outcome.value.taken);
      setFailure(outcome.ok || outcome.error.code === 'cancelled' ? null : outcome.error);
    },
    async save(keep, insistence) {
      setIsSaving(true);
      const outcome = await ask('exchanges.saveKey', { venue, keep, insistence });
      setIsSaving(false);
      setFailure(outcome.ok ? null : outcome.error);
    },
  };
}

const EVERY_EXCHANGE: readonly KeyField[] = ['apiKey', 'secret'];

function useKeyFields(venue: string): readonly KeyField[] {
  const [fields, setFields] = useState(EVERY_EXCHANGE);
  useEffect(() => {
    let wanted = true;
    void call('exchanges.venues', {}).then((answer) => {
      const found = answer?.venues.find((one) => one.venue === venue);
      if (wanted && found !== undefined) setFields(found.keyFields);
    });
    return () => {
      wanted = false;
    };
  }, [venue]);
  return fields;
}
