declare const brand: unique symbol;

/** A type of its own over a plain one, so that a price cannot be passed where a quantity is wanted. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
