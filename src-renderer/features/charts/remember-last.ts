/** Remembers the answer for the last arguments, so that what did not change stays the same object. */
export function rememberLast<Arguments extends readonly unknown[], Result>(
  compute: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    if (last === undefined || args.some((argument, index) => argument !== last?.args[index])) {
      last = { args, result: compute(...args) };
    }
    return last.result;
  };
}
