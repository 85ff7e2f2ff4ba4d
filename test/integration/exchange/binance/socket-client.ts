import { WebSocket } from 'ws';

export type Message = Record<string, unknown>;

/** A socket of the test's own that keeps all it heard. */
export class SocketClient {
  readonly heard: Message[] = [];
  readonly socket: WebSocket;
  pings = 0;
  closeCode: number | undefined;
  #wake: () => void = () => undefined;

  constructor(url: string, options: { autoPong?: boolean } = {}) {
    this.socket = new WebSocket(url, { perMessageDeflate: false, ...options });
    this.socket.on('message', (data) => {
      this.heard.push(readJson(data.toString()));
      this.#wake();
    });
    this.socket.on('ping', () => {
      this.pings += 1;
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    this.socket.on('error', () => this.#wake());
  }

  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) {
      await new Promise<void>((resolve, reject) => {
        this.socket.once('open', resolve);
        this.socket.once('error', reject);
      });
    }
    return this;
  }

  /** Looks again whenever something was heard. */
  async until<Found>(find: () => Found | undefined | false): Promise<Found> {
    for (;;) {
      const found = find();
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The reply to a request, by its id. */
  async ask(message: Message): Promise<Message> {
    this.send(message);
    return this.until(() => this.heard.find(({ id }) => id === message.id));
  }

  of(kind: string): Message[] {
    return this.heard.filter(({ e }) => e === kind);
  }
}

function readJson(text: string): Message {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return { malformed: text };
  }
}
