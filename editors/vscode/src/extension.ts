import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";

import * as vscode from "vscode";

import { find, type Found } from "./find";
import { onSelection, selectedInterpreter } from "./python";
import { Session } from "./session";

const RESTART = "autolink.restart";

let session: Session | undefined;
let output: vscode.LogOutputChannel;
let queue: Promise<void> = Promise.resolve();

/** Start the server, and start it anew whenever the settings or the interpreter ask for another. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("autolink", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand(RESTART, () => inTurn(restart)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (["autolink.path", "autolink.unlinkedMentions"].some((name) => event.affectsConfiguration(name))) {
        void inTurn(restart);
      }
    }),
  );
  await inTurn(restart);
  const selection = await onSelection(() => void inTurn(followInterpreter));
  if (selection) {
    context.subscriptions.push(selection);
  }
}

/** Stop the server. */
export function deactivate(): Promise<void> {
  return inTurn(stop);
}

/** Do one thing after the other, so that no two servers run at once. */
function inTurn(work: () => Promise<void>): Promise<void> {
  queue = queue.then(work).catch((error: unknown) => {
    output.error(String(error));
  });
  return queue;
}

async function restart(): Promise<void> {
  await stop();
  const found = await look();
  if ("problem" in found) {
    tell(found.problem);
    return;
  }
  output.info(`Starting ${found.program} server`);
  session = new Session(found.program, {
    output,
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    options: { unlinkedMentions: settings().get("unlinkedMentions", false) },
    tell,
  });
  session.start();
}

async function stop(): Promise<void> {
  const ending = session;
  session = undefined;
  await ending?.stop();
}

async function followInterpreter(): Promise<void> {
  const found = await look();
  if ("program" in found && found.program !== session?.program) {
    await restart();
  }
}

async function look(): Promise<Found> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = {
    setting: settings().get("path", "").trim(),
    interpreter: await selectedInterpreter(folders[0]?.uri),
    folders: folders.map((folder) => folder.uri.fsPath),
  };
  const isWindows = process.platform === "win32";
  return find(places, { isWindows, searchPath: process.env["PATH"] ?? "", home: homedir(), canRun });
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("autolink");
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Show a problem with the ways out of it, and do not wait for an answer. */
function tell(problem: string): void {
  const ways = new Map([
    ["Open Settings", () => void vscode.commands.executeCommand("workbench.action.openSettings", "autolink.path")],
    ["Try Again", () => void vscode.commands.executeCommand(RESTART)],
    ["Show Output", () => { output.show(); }],
  ]);
  output.error(problem);
  void vscode.window.showErrorMessage(problem, ...ways.keys()).then((answer) => ways.get(answer ?? "")?.());
}
