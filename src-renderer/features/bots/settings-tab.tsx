import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ConfigVersionView } from '../../../src-preload/contract/bot-channels.ts';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { Loading, plainTable, TimeText } from '../../ui/index.ts';
import { saveBot } from './bot-commands.ts';
import classes from './bot-details.module.css';
import { changesBetween } from './config-changes.ts';

const texts = wording.bots.details;

/** Every change of its settings: when, by whom, from what to what; and the way back to each. */
export function SettingsTab({ bot }: { readonly bot: BotView }) {
  const versions = useVersions(bot);
  if (versions === undefined) return <Loading />;
  const isRunning = bot.state === 'running';
  return (
    <div className={classes.part}>
      <p className={classes.hint}>{isRunning ? texts.stopToGoBack : texts.versionsKept}</p>
      <table className={plainTable.table} aria-label={texts.tabs.settings}>
        <thead>
          <tr>
            <th scope="col">{texts.changedAt}</th>
            <th scope="col">{texts.by}</th>
            <th scope="col">{texts.changes}</th>
            <th scope="col">{texts.goBack}</th>
          </tr>
        </thead>
        <tbody>
          {versions
            .map((version, index) => (
              <tr key={version.timeMs}>
                <td>
                  <TimeText timeMs={version.timeMs} pattern="full" />
                </td>
                <td>{version.by === 'person' ? texts.you : texts.notRecorded}</td>
                <td className={plainTable.words}>
                  <Changes before={versions[index - 1]} version={version} />
                </td>
                <td>
                  {index === versions.length - 1 ? (
                    texts.inForce
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={isRunning}
                      onClick={() => void saveBot(version.config)}
                    >
                      {texts.restore}
                    </Button>
                  )}
                </td>
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </div>
  );
}

type ChangesProps = { readonly before: ConfigVersionView | undefined; readonly version: ConfigVersionView };

function Changes({ before, version }: ChangesProps) {
  if (before === undefined) return <First version={version} />;
  return (
    <ul className={classes.changes}>
      {changesBetween(before.config, version.config).map(({ path, from, to }) => (
        <li key={path}>{texts.change(path, from ?? wording.bots.wizard.none, to ?? wording.bots.wizard.none)}</li>
      ))}
    </ul>
  );
}

/** Of a bot that came from paper: from which, and what was overridden. */
function First({ version: { promotion } }: Pick<ChangesProps, 'version'>) {
  if (promotion === null) return texts.firstVersion;
  const checks = wording.bots.promotion.checks;
  return (
    <ul className={classes.changes}>
      <li>{texts.promotedFrom(promotion.name)}</li>
      {promotion.overrides.map(({ check, reason }) => (
        <li key={check}>{texts.overridden(checks[check], reason)}</li>
      ))}
    </ul>
  );
}

/** Asked for again whenever the bot has other settings. */
function useVersions({ config }: BotView): readonly ConfigVersionView[] | undefined {
  const [versions, setVersions] = useState<readonly ConfigVersionView[]>();
  const edition = JSON.stringify(config);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other settings are another edition
  useEffect(() => {
    let wanted = true;
    void call('bots.versions', { botId: config.id }).then((answer) => {
      if (wanted && answer !== undefined) setVersions(answer.versions);
    });
    return () => {
      wanted = false;
    };
  }, [edition]);
  return versions;
}
