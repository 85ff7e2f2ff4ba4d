import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { PromotionCheckView } from '../../../src-preload/contract/promotion-views.ts';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useInstrument, useReplica } from '../../replica/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import classes from './bot-details.module.css';
import { fitsAccount } from './fits-account.ts';
import { PromotionForm } from './promotion-form.tsx';

const texts = wording.bots.promotion;

/** From paper to real money: what is asked of the bot, what is there, and the way over. */
export function PromotionTab({ bot }: { readonly bot: BotView }) {
  const paper = useReplica(({ account }) => account.id);
  const { accountId = paper, id } = bot.config;
  if (accountId !== paper) return <p className={classes.hint}>{texts.isLive}</p>;
  return <Checklist key={id} bot={bot} />;
}

function Checklist({ bot }: { readonly bot: BotView }) {
  const accounts = useFittingAccounts(bot);
  const [chosen, setChosen] = useState<string | null>(null);
  const accountId = chosen ?? accounts[0]?.value ?? null;
  const { checks, failure, load } = useChecks(bot, accountId);
  return (
    <div className={classes.part}>
      <p className={classes.hint}>{texts.intro}</p>
      {accounts.length === 0 ? (
        <p className={classes.hint}>{texts.noAccount}</p>
      ) : (
        <Select
          label={texts.account}
          data={accounts}
          value={accountId}
          onChange={setChosen}
          allowDeselect={false}
          size="xs"
          w={280}
        />
      )}
      {failure !== null && <ErrorState failure={failure} onRetry={load} />}
      {checks === null ? (
        failure === null && <Loading />
      ) : (
        <PromotionForm bot={bot} accountId={accountId} checks={checks} />
      )}
    </div>
  );
}

/** Live accounts that may trade its market. */
function useFittingAccounts({ config }: BotView): readonly { readonly value: string; readonly label: string }[] {
  const accounts = useReplica((state) => state.accounts);
  const instrument = useInstrument(config.instrumentId);
  if (instrument === undefined) return [];
  return Object.values(accounts)
    .filter((account) => !account.paper && fitsAccount(account, instrument))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** Made by the main side, anew for another account and for other settings. */
function useChecks({ config }: BotView, accountId: string | null) {
  const [checks, setChecks] = useState<readonly PromotionCheckView[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const edition = `${JSON.stringify(config)} ${attempt}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other settings and another attempt are another edition
  useEffect(() => {
    let wanted = true;
    setFailure(null);
    void ask('promotion.checks', { botId: config.id, accountId }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setChecks(answer.value.checks);
      else setFailure(answer.error);
    });
    return () => {
      wanted = false;
    };
  }, [edition, accountId]);
  return { checks, failure, load: () => setAttempt((before) => before + 1) };
}
