export const MOST_STREAMS = 1_024;

/** Who asks: its streams, and whether they come wrapped in their names. */
export interface Subscriber {
  readonly streams: ReadonlySet<string>;
  isCombined: boolean;
  subscribe(stream: string): void;
  unsubscribe(stream: string): void;
}

export type ControlAnswer = { readonly reply: unknown; readonly isAck: boolean };

type Control = { readonly method: string; readonly params: readonly unknown[]; readonly id: number | string | null };

/** SUBSCRIBE and its kin. Codes: 0 unknown property, 1 wrong value type, 2 invalid request, 3 bad JSON. */
export function answerControl(text: string, connection: Subscriber): ControlAnswer {
  const read = readControl(text);
  if ('code' in read) return { reply: read, isAck: false };
  switch (read.method) {
    case 'SUBSCRIBE':
      return changeStreams(read, connection, 'subscribe');
    case 'UNSUBSCRIBE':
      return changeStreams(read, connection, 'unsubscribe');
    case 'LIST_SUBSCRIPTIONS':
      return done(read, [...connection.streams]);
    case 'SET_PROPERTY':
      return setProperty(read, connection);
    case 'GET_PROPERTY':
      return read.params[0] === 'combined' ? done(read, connection.isCombined) : wrong(0, 'Unknown property', read.id);
    default:
      return wrong(2, `Invalid request: unknown variant \`${read.method}\``, read.id);
  }
}

function changeStreams(control: Control, connection: Subscriber, how: 'subscribe' | 'unsubscribe'): ControlAnswer {
  const names = control.params.filter((name) => typeof name === 'string');
  if (names.length !== control.params.length || names.length === 0) {
    return wrong(2, 'Invalid request: params must be an array of stream names', control.id);
  }
  if (how === 'subscribe' && connection.streams.size + names.length > MOST_STREAMS) {
    return wrong(2, `Invalid request: more than ${MOST_STREAMS} streams`, control.id);
  }
  for (const name of names) connection[how](name);
  return done(control, null);
}

function setProperty(control: Control, connection: Subscriber): ControlAnswer {
  const [name, value] = control.params;
  if (name !== 'combined') return wrong(0, 'Unknown property', control.id);
  if (typeof value !== 'boolean') return wrong(1, 'Invalid value type: expected Boolean', control.id);
  connection.isCombined = value;
  return done(control, null);
}

function readControl(text: string): Control | { code: number; msg: string; id: null } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { code: 3, msg: 'Invalid JSON', id: null };
  }
  const { method, params, id } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const isId = id === null || Number.isSafeInteger(id) || (typeof id === 'string' && id.length <= 36);
  if (!isId || typeof method !== 'string' || (params !== undefined && !Array.isArray(params))) {
    return { code: 2, msg: 'Invalid request: request ID must be an unsigned integer, and method a text', id: null };
  }
  return { method, params: params ?? [], id: id as Control['id'] };
}

const done = (control: Control, result: unknown): ControlAnswer => ({ reply: { result, id: control.id }, isAck: true });
const wrong = (code: number, msg: string, id: Control['id']): ControlAnswer => ({
  reply: { code, msg, id },
  isAck: false,
});
