import * as vscode from "vscode";
import {
  CloseAction,
  type CloseHandlerResult,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

import { ServerProcess } from "./server";

const LANGUAGES = ["markdown", "mdx"];

/** What a session needs beside the program. */
export interface Surroundings {
  readonly output: vscode.LogOutputChannel;
  /** The folder to run in. */
  readonly folder: string | undefined;
  /** The initialization options, those of `docs/how-to/editors.md`. */
  readonly options: { readonly unlinkedMentions: boolean };
  /** Shows the user why there is no server. */
  readonly tell: (problem: string) => void;
}

/** A client that writes its troubles to the output: the session says what the user has to know, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A language client and its server, which is started again when it crashes, but not forever. */
export class Session {
  private readonly client: LanguageClient;
  private readonly usual: ErrorHandler;
  private server: ServerProcess | undefined;
  private isOver = false;

  constructor(
    readonly program: string,
    private readonly surroundings: Surroundings,
  ) {
    const options: LanguageClientOptions = {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      outputChannel: surroundings.output,
      initializationOptions: surroundings.options,
      initializationFailedHandler: () => false, // it would only be told of once more
      errorHandler: {
        error: (error, message, count) => this.usual.error(error, message, count),
        closed: () => this.closed(),
      },
    };
    this.client = new QuietClient("autolink", "autolink", () => this.launch(), options);
    this.usual = this.client.createDefaultErrorHandler();
  }

  /** Start, without waiting for the server. */
  start(): void {
    this.client.start().catch((error: unknown) => {
      this.surroundings.output.error(String(error));
    });
  }

  /** Stop, whatever state the server is in. */
  async stop(): Promise<void> {
    this.isOver = true;
    if (this.client.isRunning()) {
      await this.client.stop().catch(() => undefined); // it is ended below
    }
    this.server?.child.kill();
  }

  private async launch(): ReturnType<ServerProcess["started"]> {
    this.server = new ServerProcess(this.program, this.surroundings.folder);
    try {
      return await this.server.started();
    } catch (error) {
      this.surroundings.tell(`${this.program} cannot be started: ${String(error)}`);
      throw error;
    }
  }

  private async closed(): Promise<CloseHandlerResult> {
    const end: CloseHandlerResult = { action: CloseAction.DoNotRestart, handled: true };
    if (this.isOver) {
      return end;
    }
    const refusal = await this.server?.refusal();
    const next = refusal === undefined ? await this.usual.closed() : end;
    if (next.action === CloseAction.DoNotRestart) {
      this.surroundings.tell(refusal ?? next.message ?? "The server of autolink has ended.");
    }
    return next;
  }
}
