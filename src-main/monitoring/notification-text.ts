import type { Language } from '../base/locales.ts';
import type { NotificationKind } from '../base/notification-kinds.ts';
import { NOTIFICATION_KINDS } from '../base/notification-kinds.ts';
import type { Notable, NotableEvent } from './notable.ts';

/** What the system shows, and the page that a click opens. */
export type Notification = {
  readonly title: string;
  readonly body: string;
  readonly page: Notable['page'];
};

type Texts = {
  readonly titles: Readonly<Record<NotableEvent, string>>;
  readonly many: (count: number) => string;
  readonly groups: Readonly<Record<string, string>>;
};

/** Said outside the window, where its language files do not reach. */
const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    titles: {
      halted: 'Trading halted',
      unprotected: 'Position without a stop',
      shortage: 'Less at the exchange than the position',
      limitHit: 'Limit hit',
      botFailed: 'Bot failed and was stopped',
      toDecide: 'Account: something to decide',
      connectionLost: 'Connection lost',
      connectionBack: 'Connection is back',
      filled: 'Live order filled',
      alertReached: 'Price alert',
      alertMissed: 'Price alert, crossed while nobody watched',
    },
    many: (count) => `${count} events`,
    groups: { paper: 'paper accounts', live: 'live accounts' },
  },
  de: {
    titles: {
      halted: 'Handel angehalten',
      unprotected: 'Position ohne Stop',
      shortage: 'An der Börse liegt weniger als die Position',
      limitHit: 'Limit erreicht',
      botFailed: 'Bot fehlgeschlagen und gestoppt',
      toDecide: 'Konto: etwas zu entscheiden',
      connectionLost: 'Verbindung verloren',
      connectionBack: 'Verbindung steht wieder',
      filled: 'Live-Order ausgeführt',
      alertReached: 'Kursalarm',
      alertMissed: 'Kursalarm, gekreuzt, als niemand hinsah',
    },
    many: (count) => `${count} Ereignisse`,
    groups: { paper: 'Papierkonten', live: 'Live-Konten' },
  },
};

/** Lines of one notification; systems cut what is longer. */
const MOST_LINES = 4;

export type TextOptions = { readonly language: Language; readonly hidesAmounts: boolean };

/** One notification of all that is shown together: the gravest first, the same only once with its count. */
export function notificationOf(notables: readonly Notable[], options: TextOptions): Notification | null {
  const sorted = [...notables].sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
  const [first] = sorted;
  if (first === undefined) return null;
  const { titles, many } = TEXTS[options.language];
  if (sorted.length === 1) return { title: titles[first.event], body: bodyOf(first, options), page: first.page };
  const counts = new Map<string, number>();
  for (const notable of sorted) {
    const text = lineOf(notable, options);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const lines = [...counts].map(([text, count]) => (count === 1 ? text : `${count} × ${text}`));
  const rest = lines.length > MOST_LINES ? ['…'] : [];
  const body = [...lines.slice(0, MOST_LINES), ...rest].join('\n');
  return { title: many(sorted.length), body, page: first.page };
}

const rankOf = (kind: NotificationKind): number => NOTIFICATION_KINDS.indexOf(kind);

/** In a storm fills of one kind are one line, whatever was filled. */
function lineOf(notable: Notable, { language }: TextOptions): string {
  const title = TEXTS[language].titles[notable.event];
  return notable.kind === 'fill' || notable.about === '' ? title : `${title}: ${aboutOf(notable, language)}`;
}

function bodyOf(notable: Notable, { language, hidesAmounts }: TextOptions): string {
  return [aboutOf(notable, language), hidesAmounts ? '' : notable.detail].filter((part) => part !== '').join(' · ');
}

const aboutOf = ({ about }: Notable, language: Language): string => TEXTS[language].groups[about] ?? about;
