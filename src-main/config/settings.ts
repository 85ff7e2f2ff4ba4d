import { z } from 'zod';
import { describeIssues } from '../base/describe-issues.ts';
import { LANGUAGE_CHOICES, NUMBER_LOCALE_CHOICES } from '../base/locales.ts';
import { NOTIFICATION_KINDS } from '../base/notification-kinds.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { defaultGovernorLimits, governorLimitsSchema } from './governor-settings.ts';
import { shortcutsSchema } from './shortcut-settings.ts';

/** Everything a person may set, parsed once at the border and frozen. Unknown keys are refused. */
const settingsSchema = z.strictObject({
  theme: z.enum(['dark', 'light', 'system']),
  language: z.enum(LANGUAGE_CHOICES),
  /** How numbers and times are written. */
  numberLocale: z.enum(NUMBER_LOCALE_CHOICES),
  timeZone: z.string().min(1).max(64).refine(isTimeZone, { message: 'expected an IANA time zone' }),
  resumeBots: z.boolean(),
  onCloseWithRunningBots: z.enum(['ask', 'tray', 'quit']),
  upDownColours: z.enum(['greenRed', 'redGreen', 'blueOrange']),
  shortcuts: shortcutsSchema,
  showsFirstSteps: z.boolean(),
  /** When an order by hand on paper is asked about before it leaves; one with real money always is. */
  ticket: z.strictObject({
    confirm: z.enum(['always', 'aboveAmount', 'neverForPaper']),
    /** Quote asset. */
    amount: z.string().regex(/^\d{1,15}(\.\d{1,8})?$/),
  }),
  /** What is told outside the window while none is in front. */
  notifications: z.strictObject({
    kinds: z.record(z.enum(NOTIFICATION_KINDS), z.boolean()),
    hidesAmounts: z.boolean(),
  }),
  accountRisk: z.strictObject({
    maxPositionFraction: z.number().gt(0).max(10).nullable(),
    maxDailyLossFraction: z.number().gt(0).max(1).nullable(),
    dayRollOffsetMs: z.number().int().min(-86_400_000).max(86_400_000),
  }),
  governor: governorLimitsSchema,
  /** Connections to exchanges, one each. Keys are elsewhere: here is only where they are kept and what they may do. */
  exchanges: z.array(
    z.strictObject({
      venue: z.string().regex(/^[a-z0-9_]{1,40}$/),
      /** Null: the exchange's own addresses. */
      urls: z.strictObject({ rest: z.string(), stream: z.string(), userStream: z.string() }).nullable(),
      key: z
        .strictObject({
          kept: z.enum(['keychain', 'session']),
          hint: z.string().max(8),
          permissions: z.strictObject({
            canRead: z.boolean(),
            canTrade: z.boolean(),
            canWithdraw: z.boolean().nullable(),
            hasIpList: z.boolean().nullable(),
          }),
        })
        .nullable(),
    }),
  ),
  /** REST address that stored candles of an exchange came from: those of a test network are not the exchange's. */
  candleSources: z.array(z.strictObject({ venue: z.string(), rest: z.string() })),
  /** Of the demo market; chosen at the first start and never changed, since stored positions belong to its prices. */
  demoSeed: z.string().min(1).max(100),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type ExchangeSettings = Settings['exchanges'][number];

/** What the window may change. */
export type SettingsChange = { readonly [Key in Exclude<keyof Settings, 'demoSeed'>]?: Settings[Key] | undefined };

const DEFAULT_DEMO_SEED = 'bellwether';

/** The one place of defaults. `timeZone` is the machine's own, so that the clock on the wall and the chart agree. */
export function defaultSettings(machine: {
  readonly timeZone: string;
  readonly demoSeed: string | undefined;
}): Settings {
  return freeze({
    theme: 'dark',
    language: 'system',
    numberLocale: 'system',
    timeZone: isTimeZone(machine.timeZone) ? machine.timeZone : 'UTC',
    resumeBots: false,
    onCloseWithRunningBots: 'ask',
    upDownColours: 'greenRed',
    shortcuts: {},
    showsFirstSteps: true,
    ticket: { confirm: 'always', amount: '1000' },
    notifications: {
      kinds: {
        halt: true,
        stop: true,
        limit: true,
        bot: true,
        account: true,
        connection: true,
        fill: true,
        alert: true,
      },
      hidesAmounts: false,
    },
    accountRisk: { maxPositionFraction: 1, maxDailyLossFraction: 0.1, dayRollOffsetMs: 0 },
    governor: defaultGovernorLimits,
    exchanges: [],
    candleSources: [],
    demoSeed: machine.demoSeed ?? DEFAULT_DEMO_SEED,
  });
}

/** The time zone of this machine, as far as it can be known. */
export function machineTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * Stored settings over the defaults: a key that a later version added takes its default, a key that no version knows is
 * refused with the whole record.
 */
export function parseSettings(stored: unknown, defaults: Settings): Outcome<Settings> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    return fail('badParams', `settings are ${JSON.stringify(stored)}, expected an object`);
  }
  return validate({ ...defaults, ...stored });
}

/** The settings after a change; what is not named stays. */
export function changeSettings(settings: Settings, change: SettingsChange): Outcome<Settings> {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return validate({ ...settings, ...named });
}

function validate(value: unknown): Outcome<Settings> {
  const parsed = settingsSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return succeed(freeze(parsed.data));
  return fail('badParams', `settings: ${describeIssues(parsed.error.issues)}`);
}

function freeze(settings: Settings): Settings {
  return frozen({ ...settings });
}

/** All of plain data, to the ground. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
