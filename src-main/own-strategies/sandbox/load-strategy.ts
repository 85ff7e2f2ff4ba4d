import { z } from 'zod';
import { describeIssues } from '../../base/describe-issues.ts';
import { findIndicator, readIndicatorParams } from '../../engine/indicator-registry.ts';
import type { IndicatorRequest } from '../../engine/indicators/indicator.ts';
import { SHIPPED_REGIME_MODEL } from '../../engine/regime/regime-model.ts';
import type { SeriesRequest, StrategyDefinition } from '../../engine/strategies/strategy.ts';
import { longestWarmUp } from '../../engine/strategies/strategy.ts';
import { INTERVALS } from '../../model/time.ts';
import type { CompiledStrategy } from '../compile/compile-strategy.ts';
import { StrategyFault } from '../strategy-problem.ts';
import { beginRun } from './own-run.ts';
import { parameterDescriptions, parameterSchema } from './parameter-schema.ts';
import type { RealmModule } from './realm/realm-module.ts';
import type { RealmOptions, SealedStrategy } from './seal-strategy.ts';
import { sealStrategy } from './seal-strategy.ts';

const MOST_WARM_UP = 1_000_000;
const functionOr = (...kinds: readonly string[]) => z.enum(['function', ...kinds]);
const text = z.string().max(5000).optional();

/** What `describe` writes down. */
const description = z.object({
  title: z.string().min(1).max(100),
  description: text,
  rule: text,
  regime: z.boolean().optional(),
  parameters: parameterDescriptions,
  kinds: z.object({
    indicators: functionOr('object', 'undefined'),
    series: functionOr('object', 'undefined'),
    warmUp: functionOr('number', 'undefined'),
    state: functionOr('undefined'),
    decide: functionOr(),
  }),
});

const ownName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/, 'expected a name of letters and digits');
const indicatorRequests = z.record(
  ownName,
  z.strictObject({
    indicator: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    series: ownName.optional(),
  }),
);
const seriesRequests = z.record(
  ownName,
  z.strictObject({ interval: z.enum(INTERVALS).exactOptional(), symbol: z.string().min(3).max(40).exactOptional() }),
);

/**
 * A strategy of the person's own as the engine knows strategies. Its code stays in a realm of its own; each `create` runs
 * its file from the top, so that runs share nothing. Throws StrategyFault, here and from every method.
 */
export function loadStrategy(compiled: CompiledStrategy, id: string, options: RealmOptions = {}): StrategyDefinition {
  const sealed = sealStrategy(compiled.code, compiled.fileName, options);
  const module = sealed.load();
  if (!module.describe()) throw sealed.fault();
  const described = read(description, sealed.text(), 'defineStrategy');
  const params = schemaOf(described.parameters);
  const indicators = (values: object) => requestsOf(sealed, module, values);
  const series = (values: object) => seriesOf(sealed, module, values);
  const readsRegime = described.regime === true;
  const leastWarmUp = readsRegime ? SHIPPED_REGIME_MODEL.warmUp : 0;
  const warmUp = (values: object) => warmUpOf(sealed, module, values) ?? longestWarmUp(indicators(values));
  return {
    id,
    title: described.title,
    description: described.description ?? '',
    ...(described.rule === undefined ? {} : { rule: described.rule }),
    params,
    indicators,
    ...(described.kinds.series === 'undefined' ? {} : { series }),
    ...(readsRegime ? { readsRegime } : {}),
    warmUp: (values) => Math.max(leastWarmUp, warmUp(values)),
    create: (values, inputs) =>
      beginRun(
        { sealed, indicators: indicators(values), series: Object.keys(series(values)), readsRegime },
        values,
        inputs,
      ),
  };
}

function schemaOf(descriptions: z.infer<typeof parameterDescriptions>): z.ZodType<object> {
  try {
    return parameterSchema(descriptions);
  } catch (error) {
    throw new StrategyFault(0, error instanceof Error ? error.message : String(error));
  }
}

function read<T>(schema: z.ZodType<T>, json: string, what: string): T {
  const parsed = schema.safeParse(JSON.parse(json), { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [what, ...issue.path] }));
  throw new StrategyFault(0, describeIssues(issues));
}

function requestsOf(sealed: SealedStrategy, module: RealmModule, values: object): Record<string, IndicatorRequest> {
  if (!module.indicators(JSON.stringify(values))) throw sealed.fault();
  const line = sealed.line();
  const wanted = read(indicatorRequests, sealed.text(), 'indicators');
  return Object.fromEntries(
    Object.entries(wanted).map(([name, { indicator, parameters, series }]) => {
      const definition = findIndicator(indicator);
      if (!definition.ok) throw new StrategyFault(line, `indicators.${name}: ${definition.error.message}`);
      const params = readIndicatorParams(definition.value, parameters);
      if (!params.ok) throw new StrategyFault(line, `indicators.${name}: ${params.error.message}`);
      const request = { definition: definition.value, params: params.value };
      return [name, series === undefined ? request : { ...request, series }];
    }),
  );
}

function seriesOf(sealed: SealedStrategy, module: RealmModule, values: object): Record<string, SeriesRequest> {
  if (!module.series(JSON.stringify(values))) throw sealed.fault();
  return read(seriesRequests, sealed.text(), 'series');
}

function warmUpOf(sealed: SealedStrategy, module: RealmModule, values: object): number | null {
  if (!module.warmUp(JSON.stringify(values))) throw sealed.fault();
  return read(z.int().min(0).max(MOST_WARM_UP).nullable(), sealed.text(), 'warmUp');
}
