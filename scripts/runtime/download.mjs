/** One download with the two limits that tell an unreachable host from a slow one. */
import { createWriteStream } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { SetupError, say } from './project.mjs';

/** The host could not be reached at all: no name, refused, or no connection within the limit. Nothing was received. */
export class HostUnreachableError extends Error {
  /** @param {string} host @param {string} reason */
  constructor(host, reason) {
    super(`${host} cannot be reached: ${reason}`);
    this.name = 'HostUnreachableError';
  }
}

/** @typedef {{ connectLimitMs: number, idleLimitMs: number }} DownloadLimits */
/** @type {DownloadLimits} */
const defaultLimits = { connectLimitMs: 20_000, idleLimitMs: 20_000 };
const maximumRedirects = 5;
// Node tries a host's addresses for only 250 ms each by default; a slow line must not look like an absent one.
setDefaultAutoSelectFamilyAttemptTimeout(5_000);

/**
 * Writes what the address answers to a file.
 * @param {string} address http or https; redirects are followed
 * @param {string} targetPath
 * @param {DownloadLimits} [limits]
 * @throws {HostUnreachableError} when no connection was made; {@link SetupError} for everything after that
 */
export async function download(address, targetPath, limits = defaultLimits) {
  const response = await openFollowingRedirects(new URL(address), limits);
  try {
    reportProgress(response, new URL(address).pathname.split('/').at(-1) ?? address);
    await pipeline(response, createWriteStream(targetPath));
  } catch (error) {
    throw new SetupError(`the download of ${address} broke off: ${messageOf(error)}. Run the command again.`);
  }
}

/** @param {URL} address @param {DownloadLimits} limits */
async function openFollowingRedirects(address, limits) {
  let current = address;
  for (let hop = 0; hop <= maximumRedirects; hop += 1) {
    const response = await openResponse(current, limits);
    const status = response.statusCode ?? 0;
    if (status === 200) return response;
    response.destroy();
    const location = response.headers.location;
    if (status < 300 || status >= 400 || location === undefined) {
      throw new SetupError(`${current.href} answered with status ${status}; expected the file.`);
    }
    current = new URL(location, current);
  }
  throw new SetupError(`${address.href} redirected more than ${maximumRedirects} times.`);
}

/**
 * @param {URL} address @param {DownloadLimits} limits
 * @returns {Promise<import('node:http').IncomingMessage>}
 */
function openResponse(address, limits) {
  return new Promise((resolve, reject) => {
    let connected = false;
    const request = startRequest(address);
    const noConnection = setTimeout(
      () => request.destroy(new Error(`no connection within ${limits.connectLimitMs / 1000} s`)),
      limits.connectLimitMs,
    );
    const onConnected = () => {
      connected = true;
      clearTimeout(noConnection);
    };
    request.once('socket', (socket) => (socket.connecting ? socket.once('connect', onConnected) : onConnected()));
    request.setTimeout(limits.idleLimitMs, () =>
      request.destroy(new Error(`no byte arrived for ${limits.idleLimitMs / 1000} s`)),
    );
    request.once('response', resolve);
    request.once('error', (error) => {
      clearTimeout(noConnection);
      const reason = messageOf(error);
      reject(
        connected
          ? new SetupError(`${address.host} was reached, but the request failed: ${reason}. Run the command again.`)
          : new HostUnreachableError(address.host, reason),
      );
    });
  });
}

/** @param {URL} address */
function startRequest(address) {
  const transport = address.protocol === 'http:' ? http : https;
  return transport.get(address, {
    agent: new transport.Agent({ proxyEnv: process.env }),
    headers: { 'user-agent': 'bellwether-setup' },
  });
}

/** @param {import('node:http').IncomingMessage} response @param {string} name */
function reportProgress(response, name) {
  const total = Number(response.headers['content-length'] ?? 0);
  if (!(total > 0)) return;
  let received = 0;
  let reportedQuarter = 0;
  response.on('data', (chunk) => {
    received += chunk.length;
    const quarter = Math.floor((received / total) * 4);
    if (quarter > reportedQuarter) say(`${name}: ${quarter * 25} % of ${Math.round(total / 1e6)} MB`);
    reportedQuarter = quarter;
  });
}

/** @param {unknown} error @returns {string} */
function messageOf(error) {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
