/** At this coefficient half of the variance is common (0.7² = 0.49). */
export const CLUSTER_CORRELATION = 0.7;

/**
 * Single-linkage clusters: two instruments are in one when a chain of pairs leads from one to the other, each pair
 * `belongs` together. The clusters are the connected components of that graph, so their order of asking does not matter.
 * Returns for each of `count` instruments the lowest index in its cluster.
 */
export function clustersOf(count: number, belongs: (left: number, right: number) => boolean): Int32Array {
  const root = Int32Array.from({ length: count }, (_, index) => index);
  const find = (index: number): number => {
    let at = index;
    while (root[at] !== at) at = root[at] as number;
    return at;
  };
  for (let left = 0; left < count; left++) {
    for (let right = left + 1; right < count; right++) {
      const a = find(left);
      const b = find(right);
      if (a !== b && belongs(left, right)) root[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return root.map((_, index) => find(index));
}
