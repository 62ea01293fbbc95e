import { spawn, type ChildProcess } from "node:child_process";

import { REQUIREMENT } from "./find";

/** The exit code of an `autolink` that could not do its job: starting it again would not help. */
const COULD_NOT = 2;
const KEPT = 4000;
const PATIENCE = 2000;

/** A running `autolink server`, and what it said when it could not be one. */
export class ServerProcess {
  readonly child: ChildProcess;
  private stderr = "";
  private readonly ended: Promise<number | null>;

  constructor(
    private readonly program: string,
    folder: string | undefined,
  ) {
    this.child = spawn(program, ["server"], { cwd: folder, stdio: "pipe" });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-KEPT);
    });
    this.ended = new Promise((resolve) => {
      this.child.once("close", resolve);
      this.child.once("error", () => {
        resolve(null);
      });
    });
  }

  /** Wait until the process runs. Rejects with the reason where it cannot be started. */
  async started(): Promise<ChildProcess> {
    await new Promise<void>((resolve, reject) => {
      this.child.once("spawn", resolve);
      this.child.once("error", reject);
    });
    return this.child;
  }

  /** Return why the server gave up, for the user; undefined where it crashed or still runs. */
  async refusal(): Promise<string | undefined> {
    const code = await Promise.race([this.ended, later(PATIENCE)]);
    return code === COULD_NOT ? refusal(this.program, this.stderr) : undefined;
  }
}

/** Return what a program that ended with code 2 means to the user, given what it wrote to its standard error. */
export function refusal(program: string, stderr: string): string {
  if (/no such command/i.test(stderr)) {
    return `${program} has no language server. Install a newer one: pip install --upgrade '${REQUIREMENT}'`;
  }
  const said = (label: string): string | undefined => new RegExp(`^${label}: (.*)$`, "im").exec(stderr)?.[1]?.trim();
  const words = [said("error"), said("hint")].filter((text) => text !== undefined);
  return words.length === 0 ? `${program} did not start; see its output.` : `${program}: ${words.join("; ")}`;
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, null).unref();
  });
}
