import { describe, expect, it } from 'vitest';
import { LatencyRecord } from '../../../../src-main/resilience/latency-record.ts';

describe('latency', () => {
  it('is nothing before the first request', () => {
    expect(new LatencyRecord().summary()).toBeNull();
  });

  it('is the median and the 95th percentile of the latest hundred', () => {
    const record = new LatencyRecord();
    for (let ms = 1; ms <= 50; ms++) record.add(9000);
    for (let ms = 1; ms <= 100; ms++) record.add(ms);
    expect(record.summary()).toEqual({ median: 50, p95: 95 });
  });
});
