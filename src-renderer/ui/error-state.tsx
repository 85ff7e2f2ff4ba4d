import { Button } from '@mantine/core';
import type { Failure } from '../../src-main/base/outcome.ts';
import { wording } from '../language/index.ts';
import classes from './state-message.module.css';

export type ErrorStateProps = { readonly failure: Failure; readonly onRetry?: (() => void) | undefined };

/** In place of something that could not be had: what failed, which value, and another try. */
export function ErrorState({ failure, onRetry }: ErrorStateProps) {
  return (
    <div className={classes.message} role="alert">
      <p className={classes.title}>{wording.errors[failure.code]}</p>
      <p className={classes.hint}>{failure.message}</p>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {wording.ui.retry}
        </Button>
      )}
    </div>
  );
}
