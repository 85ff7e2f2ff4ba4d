import { create } from 'zustand';

type Selection = { readonly botIds: ReadonlySet<string> };

const useStore = create<Selection>(() => ({ botIds: new Set() }));

/** The bots that are ticked, for what is done to several at once. */
export const useSelection = (): ReadonlySet<string> => useStore(({ botIds }) => botIds);

export const useIsSelected = (botId: string): boolean => useStore(({ botIds }) => botIds.has(botId));

export const selectedNow = (): ReadonlySet<string> => useStore.getState().botIds;

export function select(botIds: Iterable<string>, isSelected: boolean): void {
  const next = new Set(useStore.getState().botIds);
  for (const id of botIds) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  useStore.setState({ botIds: next });
}
