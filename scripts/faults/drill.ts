/** One promise, what was seen of it, and whether that keeps it. */
export type Finding = { promise: string; seen: string; kept: boolean }

/** What a drill gets: a folder of its own, and the third-party material of `--data` if it was given. */
export type Ground = { folder: string; data: string | undefined }

export type Drill = {
  name: string
  about: string
  /** `root`: mounts, networks of its own. `data`: third-party material, which is no part of this project. Programs are looked for on the PATH. */
  needs?: { root?: true; data?: true; programs?: string[] }
  run(ground: Ground): AsyncIterable<Finding>
}
