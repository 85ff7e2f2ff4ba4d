export { isOver, tradeKey } from './apply-facts.ts';
export { useInstrument } from './instruments.ts';
export type { CandleFact, EquityPoint, HaltView, PriceView, ReplicaState, Snapshot } from './replica-state.ts';
export { listenToFacts, silenceMs, startReplica, useReplicaStore } from './replica-store.ts';
export {
  useBot,
  useFact,
  useGeneration,
  useJob,
  usePrice,
  useReplica,
  useReplicaShallow,
  useSettings,
} from './use-replica.ts';
