import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';
import { wording } from '../../language/index.ts';
import { TimeText } from '../../ui/index.ts';
import classes from './log.module.css';
import { detailRows, lineText } from './log-text.ts';

const texts = wording.log;

/** All of one line. */
export function LogDetails({ entry, onClose }: { readonly entry: LogEntryView; readonly onClose: () => void }) {
  const rows = detailRows(entry.detail);
  return (
    <section className={classes.details} aria-label={texts.details}>
      <div className={classes.detailsHead}>
        <span>
          <TimeText timeMs={entry.timeMs} pattern="full" /> · {texts.levelNames[entry.level]} ·{' '}
          {texts.areas[entry.area]}
        </span>
        <span className={classes.acts}>
          <CopyButton key={entry.position} text={lineText(entry)} />
          <Button size="compact-xs" variant="subtle" onClick={onClose}>
            {texts.closeDetails}
          </Button>
        </span>
      </div>
      <p className={classes.whole}>{entry.message}</p>
      {rows.length === 0 ? (
        <p className={classes.none}>{texts.noDetails}</p>
      ) : (
        <dl className={classes.fields}>
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The clipboard is denied to the page; what its own copying takes along is not. */
function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    const give = (event: ClipboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      event.clipboardData?.setData('text/plain', text);
    };
    document.addEventListener('copy', give, { capture: true, once: true });
    setCopied(document.execCommand('copy'));
  };
  return (
    <Button size="compact-xs" variant="default" onClick={copy}>
      {isCopied ? texts.copied : texts.copy}
    </Button>
  );
}
