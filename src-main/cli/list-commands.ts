import { z } from 'zod';
import { succeed } from '../base/outcome.ts';
import { listVenues } from '../composition/exchanges/exchange-catalogue.ts';
import { INDICATORS } from '../engine/indicator-registry.ts';
import { STRATEGIES } from '../engine/strategies/registry.ts';
import type { CliCommand } from './command.ts';

export const indicatorsCommand: CliCommand = {
  name: 'indicators',
  summary: 'lists the indicators with their outputs, warm-up and parameters',
  options: {},
  run: async () =>
    succeed({
      json: [...INDICATORS.values()].map((definition) => ({
        name: definition.name,
        title: definition.title,
        outputs: definition.outputs,
        /** With default parameters: candles before the first value. */
        warmUp: definition.warmUp(definition.params.parse({})),
        schema: z.toJSONSchema(definition.params, { io: 'input' }),
      })),
    }),
};

export const strategiesCommand: CliCommand = {
  name: 'strategies',
  summary: 'lists the strategies with their warm-up and parameters',
  options: {},
  run: async () =>
    succeed({
      json: STRATEGIES.map((definition) => ({
        id: definition.id,
        title: definition.title,
        description: definition.description,
        warmUp: definition.warmUp(definition.params.parse({})),
        schema: z.toJSONSchema(definition.params, { io: 'input' }),
      })),
    }),
};

export const exchangesCommand: CliCommand = {
  name: 'exchanges',
  summary: 'lists the exchanges that can be connected, with their addresses where these can be chosen',
  options: {},
  run: async () => succeed({ json: listVenues() }),
};
