import { useMemo } from 'react';
import { create } from 'zustand';
import { useReplica, useReplicaStore } from '../replica/index.ts';
import { bindingsOf } from './bindings.ts';
import type { Command, CommandContext, CommandSource, FeatureCommands } from './command.ts';

type Registry = { readonly commands: readonly Command[]; readonly sources: readonly CommandSource[] };

const useRegistry = create<Registry>(() => ({ commands: [], sources: [] }));

/** The commands of the window, given once, before anything is drawn. Two of one id are a mistake of ours. */
export function provideCommands(features: readonly FeatureCommands[]): void {
  const commands = features.flatMap((feature) => feature.commands);
  const twice = commands.find(({ id }, index) => commands.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new Error(`two commands are called ${twice.id}, expected one`);
  useRegistry.setState({ commands, sources: features.flatMap((feature) => feature.sources ?? []) });
}

export const useCommands = (): readonly Command[] => useRegistry(({ commands }) => commands);

/** The shortcut of each command that has one, as the person has set them. */
export function useBindings(): ReadonlyMap<string, string> {
  const commands = useCommands();
  const changes = useReplica(({ settings }) => settings.shortcuts);
  return useMemo(() => bindingsOf(commands, changes), [commands, changes]);
}

/** The shortcut of one command, for a hint beside its button. */
export const useShortcutOf = (commandId: string): string | undefined => useBindings().get(commandId);

/** All that can be done now: what is always there, and what the sources make of what there is. */
export function availableCommands(context: CommandContext): readonly Command[] {
  const { commands, sources } = useRegistry.getState();
  return [...commands, ...sources.flatMap((source) => source(context))].filter(
    ({ isAvailable }) => isAvailable?.(context) ?? true,
  );
}

/** Runs a command unless it cannot be run now. */
export function runCommand(commandId: string): boolean {
  const command = useRegistry.getState().commands.find(({ id }) => id === commandId);
  const state = useReplicaStore.getState().state;
  if (command === undefined || state === undefined) return false;
  if (command.isAvailable?.({ state, instruments: [] }) === false) return false;
  command.run();
  return true;
}
