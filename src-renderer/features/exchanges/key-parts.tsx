import { Button } from '@mantine/core';
import { wording } from '../../language/index.ts';
import classes from './exchanges-page.module.css';
import type { KeyDraft } from './use-key-draft.ts';

const texts = wording.exchanges;

/** Each part of a key, whether it was taken, and the two ways in which it is. */
export function KeyParts({ draft }: { readonly draft: KeyDraft }) {
  return (
    <ul className={classes.keyParts}>
      {draft.fields.map((field) => {
        const taken = draft.taken.find((part) => part.field === field);
        return (
          <li key={field}>
            <strong>{texts.fields[field]}</strong>
            <span className={classes.hint} data-testid={`key-part-${field}`}>
              {taken === undefined ? texts.notTaken : texts.taken(taken.length)}
            </span>
            {(['clipboard', 'file'] as const).map((from) => {
              const label = from === 'clipboard' ? texts.fromClipboard : texts.fromFile;
              return (
                <Button
                  key={from}
                  size="compact-sm"
                  variant="default"
                  aria-label={`${texts.fields[field]}: ${label}`}
                  onClick={() => void draft.take(field, from)}
                >
                  {label}
                </Button>
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}
