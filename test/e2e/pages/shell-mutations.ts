import { expect } from 'vitest';
import { copyBuiltApp } from './copy-built-app.ts';
import { launchApp } from './launch-app.ts';
import type { ShellCheck } from './shell-checks.ts';
import * as checks from './shell-checks.ts';

export type Mutation = {
  readonly what: string;
  readonly check: ShellCheck;
  /** What the check says then: it must fail for this reason and no other. */
  readonly says: RegExp;
  readonly edits: readonly (readonly [from: string | RegExp, to: string])[];
};

/** Takes one protection out of a copy of the built app; the check that guards it must then fail. */
export const MUTATIONS: readonly Mutation[] = [
  {
    what: 'isolation, when Node comes in',
    check: checks.isolation,
    says: /preferences|reachable/,
    edits: [
      [/contextIsolation: (true|!0)/, 'contextIsolation: false'],
      [/sandbox: (true|!0)/, 'sandbox: false'],
      [/nodeIntegration: (false|!1)/, 'nodeIntegration: true'],
    ],
  },
  {
    what: 'isolation, when the sandbox goes',
    check: checks.isolation,
    says: /preferences/,
    edits: [[/sandbox: (true|!0)/, 'sandbox: false']],
  },
  {
    what: 'protocol, when addresses become paths',
    check: checks.protocol,
    says: /answered/,
    edits: [
      [
        /options\.files\.get\(url\.pathname\)/,
        "options.files.get(url.pathname) ?? { path: decodeURIComponent(url.pathname), contentType: 'text/plain' }",
      ],
    ],
  },
  {
    what: 'contentPolicy, when inline scripts pass',
    check: checks.contentPolicy,
    says: /let through: .*inline script/,
    edits: [["script-src 'self'", "script-src 'self' 'unsafe-inline'"]],
  },
  {
    what: 'contentPolicy, when eval passes',
    check: checks.contentPolicy,
    says: /let through: .*"eval"/,
    edits: [["script-src 'self'", "script-src 'self' 'unsafe-eval'"]],
  },
  {
    what: 'contentPolicy, when inline styles pass',
    check: checks.contentPolicy,
    says: /let through: .*inline style/,
    edits: [[/style-src 'self' 'nonce-\$\{nonce\}'/, "style-src 'self' 'unsafe-inline'"]],
  },
  {
    what: 'permissions, when they are granted',
    check: checks.permissions,
    says: /not denied/,
    edits: [
      [/answer\(false\)\)/, 'answer(true))'],
      [/setPermissionCheckHandler\(\(\) => false\)/, 'setPermissionCheckHandler(() => true)'],
    ],
  },
  {
    what: 'navigation, when it is not prevented',
    check: checks.navigation,
    says: /let through|context was destroyed/,
    edits: [[/contents\.on\("will-(frame-)?navigate"/g, 'contents.on("nothing"']],
  },
  {
    what: 'newWindows, when they open',
    check: checks.newWindows,
    says: /refused/,
    edits: [[/action: "deny"/, 'action: "allow"']],
  },
  {
    what: 'newWindows, when any address goes to the browser',
    check: checks.newWindows,
    says: /windows/,
    edits: [[/EXTERNAL_HOSTS\.has\(url\.hostname\)/, 'true']],
  },
  {
    what: 'senders, when any frame is answered',
    check: checks.senders,
    says: /answers to a foreign window/,
    edits: [[/windowId === (?:undefined|void 0)/, 'false']],
  },
];

/** Runs the app without the protection and expects the check to fail for that very reason. */
export async function expectCaught({ check, edits, says }: Mutation): Promise<void> {
  const copy = await copyBuiltApp();
  try {
    for (const [from, to] of edits) await copy.replace('main', from, to);
    const launched = await launchApp({ appFolder: copy.folder });
    try {
      await expect(check(launched)).rejects.toThrow(says);
    } finally {
      await launched.close();
    }
  } finally {
    await copy.remove();
  }
}
