import type { Page } from 'playwright';
import type { Outcome } from '../../../src-main/base/outcome.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from '../../../src-preload/contract/channels.ts';

/** A call over the real bridge, from the page to the main process and back. */
export function callChannel<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: ChannelInput<Name>,
): Promise<Outcome<ChannelOutput<Name>>> {
  return page.evaluate(
    async ([channel, argument]) => {
      const { bellwether } = window as unknown as { bellwether: Record<string, (input: unknown) => Promise<unknown>> };
      const method = bellwether[channel as string];
      if (method === undefined) throw new Error(`no method ${String(channel)}`);
      const answer = await method(argument);
      return (typeof answer === 'string' ? JSON.parse(answer) : answer) as never;
    },
    [name, input] as const,
  );
}

/** The state of each bot by its id. */
export async function botStates(page: Page): Promise<Readonly<Record<string, string>>> {
  const snapshot = await callChannel(page, 'app.snapshot', {});
  if (!snapshot.ok) throw new Error(snapshot.error.message);
  return Object.fromEntries(snapshot.value.bots.map(({ config, state }) => [config.id, state]));
}

/** Waits for the chart's first candles, which come after everything else is there. */
export async function whenReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-first-candles-drawn]', { state: 'attached', timeout: 20_000 });
}
