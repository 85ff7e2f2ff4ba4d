/** What a request is answered with: an object as JSON, a text as it is. */
export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export const answer = (body: unknown): Reply => ({ status: 200, body });

/** The error body of `/api/v3`; `error` is the name of a code. */
export function refuse(status: number, error: string, message: string): Reply {
  return { status, body: { error, error_details: message, message } };
}

export const invalidArgument = (message: string): Reply => refuse(400, 'INVALID_ARGUMENT', message);

/** `/v2`, and the limits of both, say `errors`. */
export function refuseWithId(status: number, id: string, message: string): Reply {
  return { status, body: { errors: [{ id, message }] } };
}
