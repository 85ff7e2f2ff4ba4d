import type { ExchangeCore, MarketSpec } from '../core/core-types.ts';

/**
 * A product of ours on a market of the core. USDC and USD share one book: `BTC-USDC` is another name of `BTC-USD`, and is
 * paid in the same USD balance here.
 */
export type Product = {
  readonly productId: string;
  readonly spec: MarketSpec;
  readonly quote: string;
  /** The product whose book this is; empty for its own. */
  readonly alias: string;
  readonly aliasTo: readonly string[];
};

export type Catalogue = {
  readonly all: readonly Product[];
  find(productId: string): Product | undefined;
  /** The name under which public streams tell of a product. */
  publicId(productId: string): string;
};

/** Reads the markets each time: a test may change their rules between two requests. */
export function createCatalogue(core: ExchangeCore): Catalogue {
  const find = (productId: string): Product | undefined => productsOf(core).find((one) => one.productId === productId);
  return {
    get all() {
      return productsOf(core);
    },
    find,
    publicId: (productId) => find(productId)?.alias || productId,
  };
}

/** Only the core's USD markets: in those fees are taken in the quote currency, as Coinbase does. */
function productsOf(core: ExchangeCore): readonly Product[] {
  return core.markets
    .filter(({ quote }) => quote === 'USD')
    .flatMap((spec) => {
      const twin = `${spec.base}-USDC`;
      return [
        { productId: spec.symbol, spec, quote: 'USD', alias: '', aliasTo: [twin] },
        { productId: twin, spec, quote: 'USDC', alias: spec.symbol, aliasTo: [] },
      ];
    });
}
