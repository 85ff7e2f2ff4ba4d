import type { OwnStrategyView } from '../../src-preload/contract/own-strategy-views.ts';
import { succeed } from '../base/outcome.ts';
import type { AreaHandlers } from './handlers.ts';

export type OwnStrategyPort = {
  readonly folder: string;
  readonly list: () => readonly OwnStrategyView[];
  readonly openFolder: () => void;
};

export function ownStrategyHandlers({ folder, list, openFolder }: OwnStrategyPort) {
  return {
    'ownStrategies.list': () => succeed({ folder, strategies: list() }),
    'ownStrategies.openFolder': () => {
      openFolder();
      return succeed({});
    },
  } satisfies AreaHandlers<'ownStrategies'>;
}
