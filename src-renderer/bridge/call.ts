import type { Outcome } from '../../src-main/base/outcome.ts';
import { fail } from '../../src-main/base/outcome.ts';
import type { ChannelInput, ChannelName, ChannelOutput } from '../../src-preload/contract/channels.ts';
import { bellwether } from './bellwether.ts';
import { showFailure } from './show-failure.ts';

/** One call to the main process, its Outcome as it came. For places that show a failure themselves. */
export async function ask<Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
): Promise<Outcome<ChannelOutput<Name>>> {
  try {
    // A union of methods cannot be called with a union of inputs; Name ties the two together.
    const method = bellwether()[name] as unknown as (input: unknown) => Promise<Outcome<ChannelOutput<Name>> | string>;
    const answer = await method(input);
    return typeof answer === 'string' ? (JSON.parse(answer) as Outcome<ChannelOutput<Name>>) : answer;
  } catch (thrown) {
    return fail('bug', `${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** One call to the main process: its value, or undefined after the person was shown what went wrong. */
export async function call<Name extends ChannelName>(
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name> | undefined> {
  const outcome = await ask(name, input);
  if (outcome.ok) return outcome.value;
  if (outcome.error.code !== 'cancelled') showFailure(outcome.error);
  return undefined;
}
