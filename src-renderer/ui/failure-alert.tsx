import { Alert } from '@mantine/core';
import type { Failure } from '../../src-main/base/outcome.ts';
import { wording } from '../language/index.ts';

/** What failed, and which value. */
export function FailureAlert({ failure }: { readonly failure: Failure }) {
  return (
    <Alert color="red" variant="outline" mt="sm" title={wording.errors[failure.code]} role="alert">
      {failure.message}
    </Alert>
  );
}
