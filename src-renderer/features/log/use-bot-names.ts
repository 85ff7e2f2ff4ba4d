import { useReplicaShallow } from '../../replica/index.ts';

/** Names of the bots that are there, by id. */
export function useBotNames(): Readonly<Record<string, string>> {
  return useReplicaShallow(({ bots }) =>
    Object.fromEntries(Object.values(bots).map(({ config }) => [config.id, config.name])),
  );
}
