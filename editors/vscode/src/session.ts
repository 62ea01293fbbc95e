import * as vscode from "vscode";
import { CloseAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

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

/** A language client and its server, which is started again when it crashes, but not forever. */
export class Session {
  private readonly client: LanguageClient;
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
      errorHandler: {
        error: (error, message, count) => usual.error(error, message, count),
        closed: async () => {
          const ends = await this.hasGivenUp();
          return ends ? { action: CloseAction.DoNotRestart, handled: true } : usual.closed();
        },
      },
    };
    this.client = new LanguageClient("autolink", "autolink", () => this.launch(), options);
    const usual = this.client.createDefaultErrorHandler();
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

  private launch(): ReturnType<ServerProcess["started"]> {
    this.server = new ServerProcess(this.program, this.surroundings.folder);
    return this.server.started();
  }

  private async hasGivenUp(): Promise<boolean> {
    const refusal = this.isOver ? undefined : await this.server?.refusal();
    if (refusal !== undefined) {
      this.surroundings.tell(refusal);
    }
    return this.isOver || refusal !== undefined;
  }
}
