// @ts-nocheck
// biome-ignore-all lint: kept as it was when the reference figures were measured
// Source: the project's own performance reference (event-loop-reference.mjs), copied without a change but for layout.
// The two reference loops of performance.md: SMA crossover, long or flat, commission on each side,
// decided at close[i], filled at open[i+1]. `fused` is the ceiling (no engine at all); `eventDriven` is the plain
// event-driven loop: callbacks, an order queue, fills, a trade list and an equity curve over typed arrays.
export function fused(o, c, fast, slow, fee) {
  const n = c.length;
  let fs = 0,
    ss = 0,
    cash = 10000,
    pos = 0,
    trades = 0,
    peak = 10000,
    dd = 0,
    want = 0,
    prev = 0;
  const kf = 1 / fast,
    ks = 1 / slow;
  for (let i = 0; i < n; i++) {
    if (want === 1) {
      pos = (cash * (1 - fee)) / o[i];
      cash = 0;
      trades++;
      want = 0;
    } else if (want === -1) {
      cash = pos * o[i] * (1 - fee);
      pos = 0;
      want = 0;
    }
    const x = c[i];
    fs += x;
    ss += x;
    if (i >= fast) fs -= c[i - fast];
    if (i >= slow) {
      ss -= c[i - slow];
    }
    const eq = cash + pos * x;
    if (eq > peak) peak = eq;
    else {
      const d = 1 - eq / peak;
      if (d > dd) dd = d;
    }
    if (i >= slow - 1) {
      const d = fs * kf - ss * ks;
      if (d > 0) {
        if (prev <= 0 && pos === 0 && i >= slow) want = 1;
      } else if (prev > 0 && pos > 0) want = -1;
      prev = d;
    }
  }
  return { equity: cash + pos * c[n - 1], trades, dd };
}
class Order {
  constructor(id, side, qty, type, price, i) {
    this.id = id;
    this.side = side;
    this.qty = qty;
    this.type = type;
    this.price = price;
    this.created = i;
  }
}
class Broker {
  constructor(d, cash, fee) {
    this.d = d;
    this.cash = cash;
    this.pos = 0;
    this.fee = fee;
    this.avg = 0;
    this.open = [];
    this.fills = [];
    this.trades = [];
    this.entry = -1;
    this.id = 0;
    this.equity = new Float64Array(d.close.length);
    this.peak = cash;
    this.dd = 0;
  }
  submit(side, qty, type, price, i) {
    const o = new Order(++this.id, side, qty, type, price, i);
    this.open.push(o);
    return o;
  }
  step(i) {
    const q = this.open;
    if (q.length === 0) return;
    const O = this.d.open[i],
      H = this.d.high[i],
      L = this.d.low[i];
    let k = 0;
    for (let j = 0; j < q.length; j++) {
      const o = q[j];
      let p = NaN;
      if (o.type === 0) p = O;
      else if (o.type === 1) {
        if (o.side > 0 ? L <= o.price : H >= o.price) p = o.side > 0 ? Math.min(O, o.price) : Math.max(O, o.price);
      } else if (o.side > 0 ? H >= o.price : L <= o.price) p = o.side > 0 ? Math.max(O, o.price) : Math.min(O, o.price);
      if (p !== p) {
        q[k++] = o;
        continue;
      }
      const qty =
        o.side > 0 && o.qty === Infinity
          ? (this.cash * (1 - this.fee)) / p
          : o.side < 0 && o.qty === Infinity
            ? this.pos
            : o.qty;
      const n = qty * p,
        f = n * this.fee;
      if (o.side > 0) {
        this.cash -= n + (o.qty === Infinity ? this.cash - n : f);
        this.pos += qty;
        this.avg = p;
        this.entry = i;
      } else {
        this.cash += n - f;
        this.pos -= qty;
        this.trades.push({
          entry: this.entry,
          exit: i,
          entryPrice: this.avg,
          exitPrice: p,
          pnl: (p - this.avg) * qty - f,
        });
      }
      this.fills.push({ id: o.id, i, price: p, qty, fee: f, side: o.side });
    }
    q.length = k;
  }
  mark(i) {
    const e = this.cash + this.pos * this.d.close[i];
    this.equity[i] = e;
    if (e > this.peak) this.peak = e;
    else {
      const d = 1 - e / this.peak;
      if (d > this.dd) this.dd = d;
    }
  }
}
class SmaInd {
  constructor(x, p) {
    this.x = x;
    this.p = p;
    this.s = 0;
    this.v = NaN;
    this.prev = NaN;
  }
  update(i) {
    this.s += this.x[i];
    if (i >= this.p) this.s -= this.x[i - this.p];
    this.prev = this.v;
    if (i >= this.p - 1) this.v = this.s / this.p;
  }
}
export class Cross {
  init(ctx, fast, slow) {
    this.f = ctx.sma(fast);
    this.s = ctx.sma(slow);
  }
  onBar(ctx, i) {
    const f = this.f,
      s = this.s;
    if (!(s.prev === s.prev)) return;
    if (f.prev <= s.prev && f.v > s.v) {
      if (ctx.broker.pos === 0) ctx.buyAll(i);
    } else if (f.prev > s.prev && f.v <= s.v) {
      if (ctx.broker.pos > 0) ctx.sellAll(i);
    }
  }
}
class Ctx {
  constructor(d, b) {
    this.d = d;
    this.broker = b;
    this.inds = [];
  }
  sma(p) {
    const x = new SmaInd(this.d.close, p);
    this.inds.push(x);
    return x;
  }
  buyAll(i) {
    this.broker.submit(1, Infinity, 0, 0, i);
  }
  sellAll(i) {
    this.broker.submit(-1, Infinity, 0, 0, i);
  }
}
export function eventDriven(d, strategy, fast, slow, fee) {
  const b = new Broker(d, 10000, fee),
    ctx = new Ctx(d, b);
  strategy.init(ctx, fast, slow);
  const inds = ctx.inds,
    n = d.close.length;
  for (let i = 0; i < n; i++) {
    b.step(i);
    for (let j = 0; j < inds.length; j++) inds[j].update(i);
    strategy.onBar(ctx, i);
    b.mark(i);
  }
  return { equity: b.equity[n - 1], trades: b.fills.filter((f) => f.side > 0).length, dd: b.dd };
}
