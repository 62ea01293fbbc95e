import * as path from "node:path";

/** What is asked of the machine, so that tests can answer for any. */
export interface Machine {
  readonly isWindows: boolean;
  /** The value of PATH. */
  readonly searchPath: string;
  readonly home: string;
  /** Whether there is a file at a path that can be run. */
  readonly canRun: (file: string) => boolean;
}

/** Where the workspace says that `autolink` may be. */
export interface Places {
  /** The setting `autolink.path`; empty where it is not set. */
  readonly setting: string;
  /** The interpreter that the Python extension has selected, if there is one. */
  readonly interpreter: string | undefined;
  /** The absolute paths of the workspace folders. */
  readonly folders: readonly string[];
}

/** The program to run, or what to tell the user. */
export type Found = { readonly program: string } | { readonly problem: string };

/** The name of the package and its extra, as `pip install` takes it. */
export const REQUIREMENT = "autolink-glossary[lsp]";

/**
 * Find the program `autolink`.
 *
 * The setting is final: where it names nothing that runs, nothing else is tried. Otherwise the first of these is
 * taken: beside the selected interpreter, in `.venv` or `venv` of a workspace folder, on the PATH.
 */
export function find(places: Places, machine: Machine): Found {
  if (places.setting !== "") {
    const program = fromSetting(places, machine).find(machine.canRun);
    return program === undefined
      ? { problem: `The setting autolink.path names no program that can be run: ${places.setting}` }
      : { program };
  }
  const program = candidates(places, machine).find(machine.canRun);
  return program === undefined ? { problem: missing(places) } : { program };
}

function fromSetting({ setting, folders }: Places, machine: Machine): string[] {
  const paths = pathsOf(machine);
  const named = /^~[\\/]/.test(setting) ? paths.join(machine.home, setting.slice(2)) : setting;
  if (paths.isAbsolute(named)) {
    return [named];
  }
  return folders.map((folder) => paths.resolve(folder, named.replaceAll("${workspaceFolder}", () => folder)));
}

function candidates({ interpreter, folders }: Places, machine: Machine): string[] {
  const paths = pathsOf(machine);
  const scripts = machine.isWindows ? "Scripts" : "bin";
  const selected = interpreter === undefined ? [] : [paths.dirname(interpreter)];
  return [
    ...selected,
    // Outside of virtual environments, Python for Windows stands above the folder of its programs.
    ...(machine.isWindows ? selected.map((folder) => paths.join(folder, scripts)) : []),
    ...folders.flatMap((folder) => [".venv", "venv"].map((name) => paths.join(folder, name, scripts))),
    ...machine.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder)),
  ].map((folder) => paths.join(folder, machine.isWindows ? "autolink.exe" : "autolink"));
}

function missing({ interpreter }: Places): string {
  const selected = interpreter === undefined ? "" : `beside ${interpreter}, `;
  return (
    `autolink was not found: ${selected}in .venv or venv of the workspace, or on the PATH. ` +
    `Install it there (pip install '${REQUIREMENT}'), or set autolink.path.`
  );
}

function pathsOf(machine: Machine): path.PlatformPath {
  return machine.isWindows ? path.win32 : path.posix;
}
